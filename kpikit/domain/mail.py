"""Mail about notices: what somebody wants of it, and when it goes and goes again."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kpikit.text import Text

DAILY_AT = time(7, 0)
CLAIM = timedelta(minutes=15)
"""So long nobody else may send what a sender took on."""
WAITS = tuple(
    timedelta(minutes=m) for m in (5, 15, 60, 4 * 60, 12 * 60, 24 * 60, 24 * 60)
)
"""How long to wait after each failure; after the last one it is given up."""
_ZONE = ZoneInfo("Europe/Amsterdam")


class Wish(StrEnum):
    """How somebody wants to hear by mail that there are notices."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    NEVER = "never"


WISH_NAMES = {
    Wish.AT_ONCE: Text(nl="Meteen", en="At once"),
    Wish.DAILY: Text(
        nl="Eén keer per dag, om 7 uur ’s ochtends",
        en="Once a day, at 7 in the morning",
    ),
    Wish.NEVER: Text(nl="Geen mail", en="No mail"),
}


class Fate(StrEnum):
    """What became of the mail about one notice."""

    WAITING = "waiting"
    SENT = "sent"
    NOT_NEEDED = "not-needed"
    GIVEN_UP = "given-up"


class Trouble(StrEnum):
    """Why a mail did not go."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    ADDRESS = "address"


TROUBLE_NAMES = {
    Trouble.UNREACHABLE: Text(
        nl="de mailserver of de map was niet te bereiken",
        en="the mail server or the folder could not be reached",
    ),
    Trouble.REFUSED: Text(
        nl="de mailserver weigerde het bericht",
        en="the mail server refused the message",
    ),
    Trouble.ADDRESS: Text(
        nl="de mailserver kent dit adres niet, of het is geen adres",
        en="the mail server does not know this address, or it is none",
    ),
}


def due(wish: Wish, at: datetime) -> datetime | None:
    """Return when the mail about a notice may go, or ``None`` for never."""
    if wish is Wish.NEVER:
        return None
    if wish is Wish.AT_ONCE:
        return at
    here = at.astimezone(_ZONE)
    day = here.date() if here.time() < DAILY_AT else here.date() + timedelta(days=1)
    return datetime.combine(day, DAILY_AT, _ZONE)


def next_try(trouble: Trouble, failures: int, at: datetime) -> datetime | None:
    """Return when to try again after so many failures, or ``None``: it is given up.

    An address that is refused today is not accepted tomorrow.
    """
    if trouble is Trouble.ADDRESS or failures > len(WAITS):
        return None
    return at + WAITS[failures - 1]
