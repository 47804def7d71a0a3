"""Money and treatments that come out of a year, or of several together."""

from collections.abc import Iterable
from typing import NamedTuple

from kpikit.domain.financing.number import NOTHING, Number


class Result(NamedTuple):
    """Money and treatments of one year, or of several together.

    In euro, unrounded. ``paid`` is what this insurer pays the provider and ``spend``
    all that it spends; ``elsewhere`` and ``diverted`` are what other providers get of
    that. ``other_paid`` and ``other_spend`` are the same of other insurers, on the
    assumption that they pay per treatment. ``granted`` comes from other funds.
    ``treated`` counts treatments, ``avoided`` those fewer than expected and ``extra``
    those for more patients from the area.
    """

    paid: Number = NOTHING
    other_paid: Number = NOTHING
    granted: Number = NOTHING
    cost: Number = NOTHING
    spend: Number = NOTHING
    other_spend: Number = NOTHING
    elsewhere: Number = NOTHING
    diverted: Number = NOTHING
    treated: Number = NOTHING
    avoided: Number = NOTHING
    extra: Number = NOTHING

    @property
    def revenue(self) -> Number:
        """All that the provider receives."""
        return self.paid + self.other_paid + self.granted

    @property
    def margin(self) -> Number:
        """Revenue less cost of the provider."""
        return self.revenue - self.cost


def added(results: Iterable[Result]) -> Result:
    """Return several results together."""
    columns = zip(*results, strict=True)
    return Result(*(sum(each, NOTHING) for each in columns))
