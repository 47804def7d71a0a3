"""Withdrawing an agreement: a party ends the talks before it is signed and says why."""

from dataclasses import dataclass
from datetime import datetime

from kpikit.domain.party import PartyRole
from kpikit.problems import Problem
from kpikit.text import Text

LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Which party withdrew, through whom, when and why; both parties read it."""

    role: PartyRole
    name: str
    at: datetime
    reason: str


def withdrawal_problems(reason: str) -> tuple[Problem, ...]:
    """Return what is wrong with the reason for withdrawing."""
    if not reason.strip():
        return (Problem(code="reason", where="reason", text=_REASON),)
    if len(reason) > LONGEST_REASON:
        return (Problem(code="reason-long", where="reason", text=_TOO_LONG),)
    return ()


_REASON = Text(
    nl="Schrijf waarom u de afspraak intrekt. De andere partij leest het.",
    en="Write why you withdraw the agreement. The other party reads it.",
)
_TOO_LONG = Text(
    nl="Houd de reden onder 2.000 tekens.", en="Keep the reason under 2,000 characters."
)
