"""Settling: whose turn it is, who accepted what, and who signed it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kpikit.domain.agreement import State
from kpikit.domain.party import (
    DECIDING,
    PARTY_NAMES,
    PartyRole,
    other,
    require_deciding,
)
from kpikit.domain.withdrawal import Withdrawal, withdrawal_problems
from kpikit.problems import KpikitError, Problem, Refused
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """An acceptance or a signature: for which party, by whom, of what content.

    ``by`` is the public id of the user, ``content_hash`` the SHA-256 of the
    canonical dossier as 64 hexadecimal digits.
    """

    role: PartyRole
    by: str
    name: str
    at: datetime
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """How far an agreement is on its way to being signed."""

    state: State = State.DRAFT
    turn: PartyRole = PartyRole.PROVIDER
    turn_since: datetime | None = None
    message: str = ""
    acceptances: tuple[Approval, ...] = ()
    signatures: tuple[Approval, ...] = ()
    withdrawal: Withdrawal | None = None

    @property
    def both_accepted(self) -> bool:
        """Whether both parties accepted, so that it can be signed."""
        return {a.role for a in self.acceptances} == set(DECIDING)

    def accepted_by(self, role: PartyRole) -> Approval | None:
        """Return the acceptance of a party, or ``None``."""
        return next((a for a in self.acceptances if a.role is role), None)

    def signed_by(self, role: PartyRole) -> Approval | None:
        """Return the signature of a party, or ``None``."""
        return next((a for a in self.signatures if a.role is role), None)


class Locked(KpikitError):  # noqa: N818 - reads as what it says
    """The state does not let this pass: most often, the content is locked."""

    def __init__(self, state: State) -> None:
        """Keep the state that stands in the way."""
        super().__init__(state.value)
        self.state = state
        self.text = _WHY[state]


class ContentChanged(KpikitError):  # noqa: N818
    """What is accepted or signed is not what was on the screen."""

    text = Text(
        nl="De inhoud is niet meer wat u zag, of niet wat de andere partij zag. Er is "
        "niets vastgelegd. Lees de afspraak opnieuw. Is er al een akkoord? Open de "
        "afspraak dan opnieuw.",
        en="The content is no longer what you saw, or not what the other party saw. "
        "Nothing was recorded. Read the agreement again. Was it accepted already? "
        "Then reopen the agreement.",
    )


class BaseMoved(ContentChanged):
    """The version on which an addendum rests is no longer the latest one."""

    text = Text(
        nl="Er is intussen een andere versie getekend. Dit addendum rust op de versie "
        "daarvoor en kan niet meer worden getekend. Trek het in en begin opnieuw.",
        en="Another version was signed in the meantime. This addendum rests on the "
        "version before it and can no longer be signed. Withdraw it and begin again.",
    )


def require_open(settling: Settling) -> None:
    """Let a change pass only while nobody has accepted.

    Raises:
        Locked: it is being settled or signed.
    """
    if settling.state is not State.DRAFT:
        raise Locked(settling.state)


def hand_over(
    settling: Settling, role: PartyRole, at: datetime, message: str = ""
) -> Settling:
    """Give the turn to the other party, with a message.

    Raises:
        NotAllowed: the role is a voice.
        Locked: it is being settled or signed.
    """
    require_deciding(role)
    require_open(settling)
    return replace(settling, turn=other(role), turn_since=at, message=message)


def accept(
    settling: Settling, approval: Approval, now_hash: str, missing: Sequence[Problem]
) -> Settling:
    """Let a party accept; the first acceptance locks the content.

    Raises:
        NotAllowed: the role is a voice.
        Locked: it is signed or withdrawn.
        Refused: something is still missing, this party accepted already, or this
            person acts for the other party.
        ContentChanged: the content is not what was on the screen, or not what the
            other party accepted.
    """
    require_deciding(approval.role)
    _require_alive(settling)
    if missing:
        raise Refused(missing)
    if settling.accepted_by(approval.role) is not None:
        raise Refused([_problem("accepted", approval.role, _ACCEPTED)])
    _require_one_side(settling, approval)
    _require_same(settling, approval, now_hash)
    return replace(
        settling,
        state=State.SETTLING,
        turn=other(approval.role),
        turn_since=approval.at,
        acceptances=(*settling.acceptances, approval),
    )


def reopen(settling: Settling, role: PartyRole, at: datetime) -> Settling:
    """Lift all acceptances, so that the content can be changed again.

    The signature of one party alone binds nobody yet and is lifted too: otherwise a
    mistake that the other party sees would leave both without a way out. While nobody
    accepted there is nothing to lift, and nothing changes.

    Raises:
        NotAllowed: the role is a voice.
        Locked: both parties signed, or it is withdrawn.
    """
    require_deciding(role)
    _require_alive(settling)
    if settling.state is State.DRAFT:
        return settling
    return replace(
        settling,
        state=State.DRAFT,
        turn=role,
        turn_since=at,
        acceptances=(),
        signatures=(),
    )


def sign(settling: Settling, approval: Approval, now_hash: str) -> Settling:
    """Let the signatory of a party sign; the second signature makes it final.

    Raises:
        NotAllowed: the role is a voice.
        Locked: it is signed already, or withdrawn.
        Refused: not both parties accepted, this party signed already, or this person
            acts for the other party.
        ContentChanged: the content is not what was on the screen, or not what both
            parties accepted.
    """
    require_deciding(approval.role)
    _require_alive(settling)
    if not settling.both_accepted:
        raise Refused([_problem("not-accepted", approval.role, _NOT_ACCEPTED)])
    if settling.signed_by(approval.role) is not None:
        raise Refused([_problem("signed", approval.role, _SIGNED_TWICE)])
    _require_one_side(settling, approval)
    _require_same(settling, approval, now_hash)
    signatures = (*settling.signatures, approval)
    complete = {s.role for s in signatures} == set(DECIDING)
    return replace(
        settling,
        state=State.SIGNED if complete else State.SETTLING,
        turn=other(approval.role),
        turn_since=approval.at,
        signatures=signatures,
    )


def withdraw(settling: Settling, withdrawal: Withdrawal) -> Settling:
    """End the talks for good, before both parties signed.

    Acceptances are lifted, and so is the signature of one party alone: it binds
    nobody. Nothing can be changed afterwards.

    Raises:
        NotAllowed: the role is a voice.
        Locked: both parties signed, or it is withdrawn already.
        Refused: there is no reason, or it is too long.
    """
    require_deciding(withdrawal.role)
    _require_alive(settling)
    if found := withdrawal_problems(withdrawal.reason):
        raise Refused(found)
    return replace(
        settling,
        state=State.WITHDRAWN,
        acceptances=(),
        signatures=(),
        withdrawal=withdrawal,
    )


def _require_alive(settling: Settling) -> None:
    if settling.state in (State.SIGNED, State.WITHDRAWN):
        raise Locked(settling.state)


def _require_one_side(settling: Settling, approval: Approval) -> None:
    for earlier in (*settling.acceptances, *settling.signatures):
        if earlier.by == approval.by and earlier.role is not approval.role:
            raise Refused([_problem("both-sides", approval.role, _BOTH_SIDES)])


def _require_same(settling: Settling, approval: Approval, now_hash: str) -> None:
    """Let nobody approve other content than is there now and than others approved."""
    approvals = (*settling.acceptances, *settling.signatures, approval)
    if {a.content_hash for a in approvals} != {now_hash}:
        raise ContentChanged


def _problem(code: str, role: PartyRole, words: Text) -> Problem:
    name = PARTY_NAMES[role]
    text = Text(nl=f"{name.nl}: {words.nl}", en=f"{name.en}: {words.en}")
    return Problem(code=code, where="settle", text=text)


_SIGNED = Text(
    nl="De afspraak is getekend. Wijzigen kan alleen met een addendum: een nieuwe "
    "versie die beide partijen tekenen.",
    en="The agreement is signed. It changes only by an addendum: a new version that "
    "both parties sign.",
)
_SETTLING = Text(
    nl="Er is een akkoord, dus de inhoud ligt vast. Wilt u iets wijzigen? "
    "Open de afspraak dan opnieuw. Alle akkoorden vervallen dan, net als een "
    "handtekening die er al is.",
    en="There is an acceptance, so the content is locked. To change anything, reopen "
    "the agreement. All acceptances are then lifted, and so is a signature that is "
    "there already.",
)
_OPEN = Text(
    nl="De afspraak staat open: er is nog geen akkoord, of iemand heeft de afspraak "
    "opnieuw geopend. Er is niets vastgelegd. In de geschiedenis staat wie wat deed.",
    en="The agreement is open: nobody accepted yet, or somebody reopened it. Nothing "
    "was recorded. The history tells who did what.",
)
_WITHDRAWN = Text(
    nl="De afspraak is ingetrokken. Er verandert niets meer aan. Wilt u verder praten? "
    "Begin dan een nieuwe afspraak; die kan van deze uitgaan.",
    en="The agreement is withdrawn. Nothing changes in it any more. To talk on, start "
    "a new agreement; it can begin from this one.",
)
_WHY = {
    State.DRAFT: _OPEN,
    State.SETTLING: _SETTLING,
    State.SIGNED: _SIGNED,
    State.WITHDRAWN: _WITHDRAWN,
}
_ACCEPTED = Text(nl="is al akkoord gegaan.", en="has accepted already.")
_NOT_ACCEPTED = Text(
    nl="tekenen kan pas als beide partijen akkoord zijn.",
    en="signing is possible only after both parties accepted.",
)
_BOTH_SIDES = Text(
    nl="deze persoon handelde al voor de andere partij.",
    en="this person acted for the other party already.",
)
_SIGNED_TWICE = Text(nl="heeft al getekend.", en="has signed already.")
