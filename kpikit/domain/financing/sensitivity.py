"""Which assumption matters most: each one moved alone, the widest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.course import course
from kpikit.domain.financing.number import Number
from kpikit.domain.financing.outlook import Outlook, outlook
from kpikit.domain.financing.scenario import Scenario
from kpikit.domain.financing.scope import DecisionScope
from kpikit.domain.financing.spread import SPREADS, ranges


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Against the reference, all years together: the margin and the spend, in euro."""

    margin: Number
    spend: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What one assumption does at its low and at its high end, the rest as assumed."""

    code: str
    low: Change
    high: Change

    @property
    def width(self) -> Number:
        """How far the margin moves, in euro."""
        return abs(self.high.margin - self.low.margin)


def tornado(
    scope: DecisionScope, scenario: Scenario, arrangements: Sequence[Arrangement]
) -> tuple[Bar, ...]:
    """Return a bar for each assumption, the one that moves the margin most first."""
    bars = []
    for code, stated in ranges(scenario).items():
        spread = SPREADS[code]
        low, high = (
            change(outlook(course(*spread.move((scope, scenario), end)), arrangements))
            for end in (stated.low, stated.high)
        )
        bars.append(Bar(code=code, low=low, high=high))
    return tuple(sorted(bars, key=lambda bar: bar.width, reverse=True))


def change(found: Outlook) -> Change:
    """Return how the total differs from the reference."""
    total, reference = found.total, found.reference
    return Change(
        margin=total.margin - reference.margin, spend=total.spend - reference.spend
    )
