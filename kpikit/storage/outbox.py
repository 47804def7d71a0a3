"""The outbox: mail that waits to be sent, written together with its notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from kpikit.domain.access import RULES, Permission
from kpikit.domain.mail import Fate, Trouble, Wish, due
from kpikit.domain.notice import Person
from kpikit.storage.database import Session
from kpikit.storage.revisions import table_of
from kpikit.storage.row_security import for_everybody
from kpikit.storage.tables import (
    AddendumRow,
    MailRow,
    MailWishRow,
    NoticeRow,
    PartyRow,
    UserRoleRow,
    UserRow,
)
from kpikit.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """One letter that a sender has for itself until a moment.

    ``failures`` is how often it could not be sent before.
    """

    id: str
    address: str
    language: Language
    until: datetime
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """An address to which mail was given up, with the last reason."""

    address: str
    trouble: Trouble
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the outbox stands: how much waits, failed before, was sent or given up."""

    waiting: int
    failing: int
    sent: int
    given_up: tuple[Undelivered, ...]


_MAIL = table_of(MailRow)
_DUE = and_(
    MailRow.fate == Fate.WAITING,
    MailRow.due_at <= bindparam("now"),
    or_(MailRow.claimed_until.is_(None), MailRow.claimed_until <= bindparam("now")),
)
_TAKES_PART = exists().where(
    PartyRow.agreement_key == NoticeRow.agreement_key,
    PartyRow.organisation_id == UserRow.organisation_id,
)
_TALKS_ENDED = exists().where(
    AddendumRow.agreement_key == NoticeRow.agreement_key,
    AddendumRow.ended.is_not(None),
)
"""Nobody sees those talks any longer, nor the notices about them."""
_MAY_READ = exists().where(
    UserRoleRow.user_id == UserRow.id,
    UserRoleRow.role.in_(sorted(RULES[Permission.READ].roles)),
)
_WANTS_NONE = exists().where(
    MailWishRow.user_id == UserRow.id, MailWishRow.wish == Wish.NEVER
)
_CONCERNED = and_(
    UserRow.active,
    UserRow.organisation_id == MailRow.organisation_id,
    NoticeRow.read_at.is_(None),
    _TAKES_PART,
    ~_TALKS_ENDED,
    _MAY_READ,
    ~_WANTS_NONE,
)
_NEXT_PERSON = (
    select(UserRow.id, UserRow.email, UserRow.language)
    .where(exists().where(MailRow.user_id == UserRow.id, _DUE))
    .order_by(UserRow.id)
    .limit(1)
    .with_for_update(key_share=True, skip_locked=True, of=UserRow)
)
"""PostgreSQL gives each sender another person; SQLite lets one write at a time."""
_OF_PERSON = (
    select(
        MailRow.key,
        MailRow.letter,
        MailRow.failures,
        _CONCERNED.label("concerned"),
    )
    .join(UserRow, UserRow.id == MailRow.user_id)
    .join(NoticeRow, NoticeRow.key == MailRow.notice_key)
    .where(MailRow.user_id == bindparam("person"), _DUE)
    .order_by(MailRow.key)
)


def add(
    session: Session, told: Sequence[Person], notices: Sequence[int], at: datetime
) -> None:
    """Put mail about new notices in the outbox, for whoever wants mail."""
    rows = [
        {
            "organisation_id": person.organisation_id,
            "user_id": person.user_id,
            "notice_key": key,
            "fate": Fate.WAITING,
            "due_at": moment,
            "letter": None,
            "claimed_until": None,
            "failures": 0,
            "trouble": None,
            "ended_at": None,
        }
        for person, key in zip(told, notices, strict=True)
        if (moment := due(person.mail, at)) is not None
    ]
    if rows:
        with for_everybody(session):
            session.execute(insert(_MAIL), rows)


def claim(
    session: Session, letter: str, now: datetime, until: datetime
) -> tuple[Claimed | None, bool]:
    """Take all that is due to one person, as one letter, and tell if anybody was due.

    There is no letter when the person need not be told any longer: who left, lost the
    role or the agreement, read the notice on its page, or wants no mail.
    """
    with for_everybody(session):
        person = session.execute(_NEXT_PERSON, {"now": now}).first()
        if person is None:
            return None, False
        found = session.execute(_OF_PERSON, {"now": now, "person": person.id}).all()
        _end(session, [r.key for r in found if not r.concerned], Fate.NOT_NEEDED, now)
        rows = [row for row in found if row.concerned]
        if not rows:
            return None, True
        known = next((row.letter for row in rows if row.letter), letter)
        taken = _MAIL.c.key.in_([row.key for row in rows])
        session.execute(
            update(_MAIL).where(taken).values(letter=known, claimed_until=until)
        )
    claimed = Claimed(
        id=known,
        address=person.email,
        language="nl" if person.language == "nl" else "en",
        until=until,
        failures=max(row.failures for row in rows),
    )
    return claimed, True


def sent(session: Session, claimed: Claimed, now: datetime) -> None:
    """Note that a letter went."""
    with for_everybody(session):
        session.execute(
            update(_MAIL)
            .where(_held(claimed))
            .values(fate=Fate.SENT, claimed_until=None, ended_at=now)
        )


def failed(
    session: Session,
    claimed: Claimed,
    trouble: Trouble,
    again: datetime | None,
    now: datetime,
) -> None:
    """Note that a letter did not go, and when it may be tried again, if ever."""
    values: dict[str, object] = {
        "failures": claimed.failures + 1,
        "trouble": trouble,
        "claimed_until": None,
    }
    if again is None:
        values |= {"fate": Fate.GIVEN_UP, "ended_at": now}
    else:
        values |= {"due_at": again}
    with for_everybody(session):
        session.execute(update(_MAIL).where(_held(claimed)).values(values))


def forget(session: Session, before: datetime) -> None:
    """Throw away what ended before a moment."""
    with for_everybody(session):
        session.execute(delete(_MAIL).where(_MAIL.c.ended_at < before))


def standing(session: Session) -> Standing:
    """Return how the outbox stands."""
    count = func.count
    waiting = MailRow.fate == Fate.WAITING
    with for_everybody(session):
        numbers = session.execute(
            select(
                count().filter(waiting).label("waiting"),
                count().filter(waiting, MailRow.failures > 0).label("failing"),
                count().filter(MailRow.fate == Fate.SENT).label("sent"),
            )
        ).one()
        lost = session.execute(
            select(UserRow.email, MailRow.trouble, func.max(MailRow.ended_at))
            .join(UserRow, UserRow.id == MailRow.user_id)
            .where(MailRow.fate == Fate.GIVEN_UP)
            .group_by(UserRow.email, MailRow.trouble)
            .order_by(UserRow.email)
        ).all()
    return Standing(
        waiting=numbers.waiting,
        failing=numbers.failing,
        sent=numbers.sent,
        given_up=tuple(
            Undelivered(address=email, trouble=Trouble(trouble), at=at)
            for email, trouble, at in lost
            if trouble is not None and at is not None
        ),
    )


def _held(claimed: Claimed) -> ColumnElement[bool]:
    """Return which rows are still the sender's: the claim was not taken over."""
    return and_(
        _MAIL.c.letter == claimed.id,
        _MAIL.c.fate == Fate.WAITING,
        _MAIL.c.claimed_until == claimed.until,
    )


def _end(session: Session, keys: Sequence[int], fate: Fate, now: datetime) -> None:
    if keys:
        session.execute(
            update(_MAIL)
            .where(_MAIL.c.key.in_(keys))
            .values(fate=fate, letter=None, claimed_until=None, ended_at=now)
        )
