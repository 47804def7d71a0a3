"""Settle an agreement: hand over, accept, reopen, sign; each keeps what was seen."""

from dataclasses import dataclass, replace

from kpikit import snapshot
from kpikit.actions.addenda import end
from kpikit.actions.desk import Actor, Change, Desk, changing
from kpikit.actions.opening import Opened, assemble
from kpikit.actions.passwords import Passwords
from kpikit.actions.reading import reading
from kpikit.domain import settling as steps
from kpikit.domain.access import Permission
from kpikit.domain.addendum import Ending
from kpikit.domain.agreement import Dossier, State
from kpikit.domain.completeness import missing
from kpikit.domain.notice import Kind
from kpikit.domain.party import DECIDING
from kpikit.domain.settling import Approval, BaseMoved, Settling
from kpikit.domain.withdrawal import Withdrawal
from kpikit.problems import NotFoundHere, Problem, Refused
from kpikit.storage import agreements, throttle, users, versions
from kpikit.storage.versions import SignedVersion
from kpikit.text import Text, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswers:
    """Everything on the page before settling: content, its hash, what is missing."""

    opened: Opened
    content_hash: str
    missing: tuple[Problem, ...]
    versions: tuple[SignedVersion, ...]


def check_answers(desk: Desk, actor: Actor, agreement_id: str) -> CheckAnswers:
    """Read the agreement as it would be signed now.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor may not see the money.
    """
    with reading(desk, actor, agreement_id, Permission.SEE_MONEY) as read:
        opened = read.opened
        signed = versions.of_agreement(read.scope, read.stored)
        made = "" if signed else snapshot.content_hash(opened.dossier)
        return CheckAnswers(
            opened=opened,
            content_hash=made or signed[-1].content_hash,
            missing=missing(opened.dossier),
            versions=signed,
        )


def hand_over(
    desk: Desk, actor: Actor, agreement_id: str, message: str = ""
) -> Settling:
    """Give the turn to the other party, with a message."""
    with changing(desk, actor, agreement_id, Permission.HAND_OVER) as change:
        before = change.stored.settling
        after = steps.hand_over(before, actor.party, change.at, message)
        agreements.save_settling(change.scope, change.stored, after)
        change.log("hand-over", after.turn.value, "", message)
    return after


def accept(desk: Desk, actor: Actor, agreement_id: str, shown_hash: str) -> Settling:
    """Accept the content that was shown; the first acceptance locks it.

    Raises:
        Refused: something is missing, or this party accepted already.
        ContentChanged: the content is not what was shown.
    """
    with changing(desk, actor, agreement_id, Permission.ACCEPT) as change:
        dossier = _dossier(change)
        after = steps.accept(
            change.stored.settling,
            _approval(change, shown_hash),
            snapshot.content_hash(dossier),
            missing(dossier),
        )
        agreements.save_settling(change.scope, change.stored, after)
        change.log("accept", actor.party.value, "", shown_hash)
        if len(after.acceptances) == len(DECIDING):
            change.tell(Kind.READY_TO_SIGN)
    return after


def reopen(desk: Desk, actor: Actor, agreement_id: str) -> tuple[Approval, ...]:
    """Lift all acceptances, so that the content can be changed again.

    The signature of one party alone goes too: the history says whose it was, and it
    is returned.

    Raises:
        Locked: both parties signed, or nobody accepted.
    """
    with changing(desk, actor, agreement_id, Permission.REOPEN) as change:
        before = change.stored.settling
        after = steps.reopen(before, actor.party, change.at)
        agreements.save_settling(change.scope, change.stored, after)
        _log_lifted(change, before)
        change.log("reopen", actor.party.value)
    return before.signatures


def withdraw(desk: Desk, actor: Actor, agreement_id: str, reason: str) -> Settling:
    """End the talks about an agreement that is not signed, for both parties.

    Raises:
        NotFoundHere: these are talks about an addendum, which is withdrawn itself.
        Refused: there is no reason.
        Locked: both parties signed, or it is withdrawn already.
    """
    with changing(desk, actor, agreement_id, Permission.WITHDRAW) as change:
        if change.stored.addendum is not None:
            raise NotFoundHere
        before = change.stored.settling
        withdrawal = Withdrawal(
            role=actor.party, name=actor.name, at=change.at, reason=plain(reason)
        )
        after = steps.withdraw(before, withdrawal)
        agreements.save_settling(change.scope, change.stored, after)
        _log_lifted(change, before)
        change.log("withdraw-agreement", actor.party.value, "", withdrawal.reason)
    return after


def sign(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    shown_hash: str,
    password: str,
    passwords: Passwords,
) -> Settling:
    """Sign for the own party; the second signature makes an immutable version.

    Raises:
        Refused: the password is wrong, or not both parties accepted.
        ContentChanged: the content is not what was shown.
    """
    _confirm(desk, actor, password, passwords)
    with changing(desk, actor, agreement_id, Permission.SIGN) as change:
        dossier = _dossier(change)
        content = snapshot.canonical(dossier)
        after = steps.sign(
            change.stored.settling,
            _approval(change, shown_hash),
            snapshot.text_hash(content),
        )
        change.log("sign", actor.party.value, "", shown_hash)
        agreements.save_settling(change.scope, change.stored, after)
        if after.state is State.SIGNED:
            _keep(change, after, content)
    return after


def _log_lifted(change: Change, before: Settling) -> None:
    """Let the history say whose signature a step lifted."""
    for lifted in before.signatures:
        change.log("signature-lifted", lifted.role.value, lifted.name)


def _keep(change: Change, settling: Settling, content: str) -> None:
    """Keep what both parties signed as the next version of their agreement."""
    signed, addendum = change.stored, change.stored.addendum
    if addendum is not None:
        signed = agreements.get(change.scope, addendum.base_id, lock=True)
    earlier = versions.of_agreement(change.scope, signed)
    if addendum is not None and earlier[-1].content_hash != addendum.base_hash:
        raise BaseMoved
    version = SignedVersion(
        number=len(earlier) + 1,
        content=content,
        content_hash=snapshot.text_hash(content),
        signed_at=change.at,
        acceptances=settling.acceptances,
        signatures=settling.signatures,
    )
    versions.add(change.scope, signed, version)
    said = (str(version.number), "", version.content_hash)
    change.log("signed", *said)
    if addendum is not None:
        end(change, Ending.SIGNED)
        replace(change, stored=signed).log("addendum-signed", *said)


def _confirm(desk: Desk, actor: Actor, password: str, passwords: Passwords) -> None:
    """Check the password outside the write transaction, counted like a login."""
    now = desk.clock()
    key = f"sign:{actor.user_id}"
    with desk.database.read() as session:
        too_many = throttle.failures(session, key, passwords.since(now))
        user = users.get(session, actor.user_id)
    if too_many >= passwords.most_failures:
        raise Refused([Problem(code="throttled", where="password", text=_WAIT)])
    if user is None or not passwords.fits(user.password_hash, password):
        with desk.database.write() as session:
            throttle.record(session, key, now)
        raise Refused([Problem(code="password", where="password", text=_WRONG)])


def _dossier(change: Change) -> Dossier:
    return assemble(change.scope, change.stored, change.desk.library).dossier


def _approval(change: Change, shown_hash: str) -> Approval:
    return Approval(
        role=change.actor.party,
        by=change.actor.user_id,
        name=change.actor.name,
        at=change.at,
        content_hash=shown_hash,
    )


_WRONG = Text(nl="Dit wachtwoord klopt niet.", en="This password is not right.")
_WAIT = Text(
    nl="Te veel pogingen. Wacht enkele minuten en probeer het opnieuw.",
    en="Too many attempts. Wait a few minutes and try again.",
)
