"""Send the mail that waits, tell how it stands, and let people choose about it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

from kpikit.actions.desk import Actor, Desk
from kpikit.domain.mail import CLAIM, Trouble, Wish, next_try
from kpikit.mail.letter import NoAddress, Sender, compose
from kpikit.mail.ways import NotSent, Send, to_folder, to_server
from kpikit.problems import KpikitError
from kpikit.settings import Settings
from kpikit.storage import mail_wishes, outbox
from kpikit.storage.outbox import Claimed, Standing
from kpikit.text import Text

Way = Callable[[], AbstractContextManager[Send]]
KEPT = timedelta(days=30)
"""So long it is kept what became of a mail."""


class NoMail(KpikitError):  # noqa: N818 - reads as what it says
    """This installation sends no mail."""

    text = Text(
        nl="Mail staat uit. Geef KPIKIT_SMTP_URL of KPIKIT_MAIL_DIR om mail aan te "
        "zetten.",
        en="Mail is off. Give KPIKIT_SMTP_URL or KPIKIT_MAIL_DIR to switch it on.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round of sending did; ``reached`` is whether the way was open."""

    sent: int = 0
    not_sent: int = 0
    reached: bool = True


def way_of(settings: Settings) -> tuple[Sender, Way]:
    """Return who sends mail and how, in this installation.

    Raises:
        NoMail: it sends none.
    """
    if not settings.mails:
        raise NoMail
    sender = Sender(address=settings.mail_from, site=settings.site_url)
    if settings.mail_dir is not None:
        folder = settings.mail_dir
        return sender, lambda: to_folder(folder)
    return sender, lambda: to_server(settings.smtp_url, sender.domain)


def send_mail(desk: Desk, sender: Sender, way: Way) -> Round:
    """Send what is due, one letter to each person; several may do this at once.

    A letter is taken on in one transaction and noted as sent in a second one, so that
    no transaction waits for a mail server. When the way is shut the rest stays as it
    is, for the next round.
    """
    with desk.database.write() as session:
        outbox.forget(session, desk.clock() - KEPT)
    sent = not_sent = 0
    first = claimed = _claim(desk)
    if first is None:
        return Round()
    try:
        with way() as send:
            while claimed is not None:
                trouble = _send_one(desk, sender, send, claimed)
                sent, not_sent = sent + (not trouble), not_sent + bool(trouble)
                if trouble is Trouble.UNREACHABLE:
                    return Round(sent=sent, not_sent=not_sent, reached=False)
                claimed = _claim(desk)
    except NotSent as error:  # the way itself is shut, before the first letter
        _note_failure(desk, first, error.trouble)
        return Round(not_sent=1, reached=False)
    return Round(sent=sent, not_sent=not_sent)


def how_mail_stands(desk: Desk) -> Standing:
    """Return how much mail waits, failed, went, and was given up."""
    with desk.database.read() as session:
        return outbox.standing(session)


def my_wish(desk: Desk, actor: Actor) -> Wish:
    """Return how the actor wants to hear by mail that there are notices."""
    with desk.database.read() as session:
        return mail_wishes.of_user(session, actor.user_id)


def choose_mail(desk: Desk, actor: Actor, wish: Wish) -> None:
    """Keep how the actor wants to hear by mail that there are notices."""
    with desk.database.write() as session:
        mail_wishes.save(session, actor.user_id, wish)


def _claim(desk: Desk) -> Claimed | None:
    """Take on the next letter; who need not be told any longer is passed over."""
    while True:
        now = desk.clock()
        with desk.database.write() as session:
            claimed, found = outbox.claim(session, desk.new_id(), now, now + CLAIM)
        if claimed is not None or not found:
            return claimed


def _send_one(
    desk: Desk, sender: Sender, send: Send, claimed: Claimed
) -> Trouble | None:
    """Send one letter and note what became of it; return what went wrong."""
    now = desk.clock()
    try:
        letter = compose(sender, claimed.address, claimed.language, claimed.id, now)
        send(letter, claimed.id)
    except (NotSent, NoAddress) as error:
        trouble = error.trouble if isinstance(error, NotSent) else Trouble.ADDRESS
        _note_failure(desk, claimed, trouble)
        return trouble
    with desk.database.write() as session:
        outbox.sent(session, claimed, desk.clock())
    return None


def _note_failure(desk: Desk, claimed: Claimed, trouble: Trouble) -> None:
    now = desk.clock()
    again = next_try(trouble, claimed.failures + 1, now)
    with desk.database.write() as session:
        outbox.failed(session, claimed, trouble, again, now)
