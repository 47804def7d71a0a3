"""Both parties approve the same content, each by another person, and then it stands."""

from kpikit.domain.party import DECIDING, PARTY_NAMES, PartyRole, require_deciding
from kpikit.domain.settling import Approval, ContentChanged
from kpikit.problems import Problem, Refused
from kpikit.text import Text

Approvals = tuple[Approval, ...]


def approve(approvals: Approvals, approval: Approval, content_hash: str) -> Approvals:
    """Add the approval of a party to those of the content with this SHA-256.

    Raises:
        NotAllowed: the role is a voice.
        Refused: this party approved already, or this person acts for the other party.
        ContentChanged: the content is not what was on the screen.
    """
    require_deciding(approval.role)
    if approved_by(approvals, approval.role) is not None:
        raise Refused([_problem("agreed", approval.role, _AGREED)])
    if any(a.by == approval.by for a in approvals):
        raise Refused([_problem("both-sides", approval.role, _BOTH_SIDES)])
    if approval.content_hash != content_hash:
        raise ContentChanged
    return (*approvals, approval)


def approved_by(approvals: Approvals, role: PartyRole) -> Approval | None:
    """Return the approval of a party, or ``None``."""
    return next((a for a in approvals if a.role is role), None)


def both_approved(approvals: Approvals) -> bool:
    """Tell whether both parties approved."""
    return {a.role for a in approvals} == set(DECIDING)


def _problem(code: str, role: PartyRole, words: Text) -> Problem:
    name = PARTY_NAMES[role]
    text = Text(nl=f"{name.nl}: {words.nl}", en=f"{name.en}: {words.en}")
    return Problem(code=code, where="agree", text=text)


_AGREED = Text(nl="is al akkoord.", en="agreed already.")
_BOTH_SIDES = Text(
    nl="deze persoon handelde al voor de andere partij.",
    en="this person acted for the other party already.",
)
