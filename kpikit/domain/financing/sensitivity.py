"""Which assumption matters most to each party: each one moved alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.course import course
from kpikit.domain.financing.number import Number
from kpikit.domain.financing.outlook import Outlook, outlook
from kpikit.domain.financing.scenario import Scenario
from kpikit.domain.financing.scope import DecisionScope
from kpikit.domain.financing.spread import SPREADS, ranges
from kpikit.domain.party import PartyRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Against the reference, all years together: the margin and the spend, in euro."""

    margin: Number
    spend: Number

    def of(self, party: PartyRole) -> Number:
        """Return what counts for a party: what an insurer spends, else the margin."""
        return self.spend if party is PartyRole.INSURER else self.margin


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What one assumption does at its low and at its high end, the rest as assumed."""

    code: str
    low: Change
    high: Change

    def width(self, party: PartyRole) -> Number:
        """Return how far it moves what counts for a party, in euro."""
        return abs(self.high.of(party) - self.low.of(party))


def tornado(
    scope: DecisionScope, scenario: Scenario, arrangements: Sequence[Arrangement]
) -> tuple[Bar, ...]:
    """Return a bar for each assumption, in the order in which they stand there."""
    bars = []
    for code, stated in ranges(scenario).items():
        spread = SPREADS[code]
        low, high = (
            change(outlook(course(*spread.move((scope, scenario), end)), arrangements))
            for end in (stated.low, stated.high)
        )
        bars.append(Bar(code=code, low=low, high=high))
    return tuple(bars)


def widest(bars: Sequence[Bar], party: PartyRole) -> tuple[Bar, ...]:
    """Return the bars that move what counts for a party, the widest first."""
    moving = [bar for bar in bars if bar.width(party)]
    return tuple(sorted(moving, key=lambda bar: bar.width(party), reverse=True))


def change(found: Outlook) -> Change:
    """Return how the total differs from the reference."""
    total, reference = found.total, found.reference
    return Change(
        margin=total.margin - reference.margin, spend=total.spend - reference.spend
    )
