"""Agreeing on a settlement: one party proposes, both agree, and then it is frozen."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from kpikit.domain.approving import approve, approved_by, both_approved
from kpikit.domain.party import PartyRole, require_deciding
from kpikit.domain.settlement.facts import Facts, Phase
from kpikit.domain.settling import Approval
from kpikit.problems import KpikitError, Problem, Refused
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLine:
    """A line as it was agreed: its label, its filled-in working, and a remark."""

    label: Text
    words: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPart:
    """What one arrangement came to, as it was agreed."""

    arrangement_id: str
    kind: str
    name: Text
    care_path: str
    lines: tuple[SaidLine, ...]
    due: Decimal
    flags: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the parties agree on: facts and what they come to, word for word.

    ``version`` and ``agreement_hash`` name the signed version that was settled.
    """

    facts: Facts
    version: int
    agreement_hash: str
    parts: tuple[SaidPart, ...]
    total: Decimal
    paid: Decimal
    balance: Decimal
    triggers: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A settlement of one year and phase, on its way to being agreed.

    ``content_hash`` is the SHA-256 of the content as canonical text.
    """

    content: Content
    content_hash: str
    proposed_by: PartyRole
    proposer: str
    proposed_at: datetime
    approvals: tuple[Approval, ...] = ()
    revision: int = 0

    @property
    def year(self) -> int:
        """The year that is settled."""
        return self.content.facts.year

    @property
    def phase(self) -> Phase:
        """Provisional or final."""
        return self.content.facts.phase

    @property
    def agreed(self) -> bool:
        """Whether both parties agreed, so that nothing changes any more."""
        return both_approved(self.approvals)

    def approved_by(self, role: PartyRole) -> Approval | None:
        """Return the approval of a party, or ``None``."""
        return approved_by(self.approvals, role)


class Frozen(KpikitError):  # noqa: N818 - reads as what it says
    """Both parties agreed on this settlement already."""

    text = Text(
        nl="Beide partijen zijn het eens over deze afrekening. Zij kan niet meer "
        "veranderen.",
        en="Both parties agreed on this settlement. It can no longer change.",
    )


def require_open(settlement: Settlement | None) -> None:
    """Let a change pass only while not both parties agreed.

    Raises:
        Frozen: both agreed.
    """
    if settlement is not None and settlement.agreed:
        raise Frozen


def require_order(settlements: tuple[Settlement, ...], phase: Phase) -> None:
    """Let the phases of a year follow each other.

    Raises:
        Refused: the final settlement is agreed, so no provisional one can follow.
    """
    final = any(s.phase is Phase.FINAL and s.agreed for s in settlements)
    if final and phase is Phase.PROVISIONAL:
        raise Refused([Problem(code="phase", where="phase", text=_TOO_LATE)])


def agree(settlement: Settlement, approval: Approval) -> Settlement:
    """Let a party agree with what was on its screen; the second one freezes it.

    Raises:
        NotAllowed: the role is a voice.
        Frozen: both agreed already.
        Refused: this party agreed already, or this person acts for the other party.
        ContentChanged: the content is not what was on the screen.
    """
    require_deciding(approval.role)
    require_open(settlement)
    agreed = approve(settlement.approvals, approval, settlement.content_hash)
    return replace(settlement, approvals=agreed)


_TOO_LATE = Text(
    nl="De definitieve afrekening is al vastgelegd.",
    en="The final settlement is agreed already.",
)
