"""One year of a scenario as a kind of financing sees it, and the money it moves.

The same formulas serve exact amounts and many draws at once: a number is a ``Decimal``,
or an array of numpy that stands in for one.
"""

from dataclasses import dataclass
from typing import NamedTuple

from kpikit.domain.financing.number import NOTHING, Arithmetic, Number, changed, kept


@dataclass(frozen=True, kw_only=True)
class Year:
    """This insurer's part of a decision scope in one year; what follows is kept.

    ``expected`` is the number of treatments without any effect and ``volume`` that
    with it; ``patients`` all who have the choice. Money is in euro: ``price``,
    ``variable_cost`` and ``elsewhere`` (what the insurer pays another provider) are
    per treatment. ``benchmark`` is the insurer's spend in the reference, ``spend``
    that of the scenario as far as a saving is held against it. ``quality`` is the part
    in 0-1 that is earned of money linked to KPIs, ``gate_met`` whether they are in
    order.
    """

    year: int
    arithmetic: Arithmetic
    expected: Number
    volume: Number
    patients: Number
    price: Number
    variable_cost: Number
    elsewhere: Number
    alternative_price: Number
    diversion_rate: Number
    diversion_price: Number
    benchmark: Number
    spend: Number
    quality: Number
    gate_met: bool

    @property
    def nothing(self) -> Number:
        """No money and no treatments, in the arithmetic of the year."""
        return self.arithmetic.zero

    @kept
    def avoided(self) -> Number:
        """Treatments fewer than expected; never below nothing."""
        return self.arithmetic.most(self.expected - self.volume, self.nothing)

    @kept
    def production(self) -> Number:
        """What is done, at the price per treatment."""
        return self.price * self.volume

    @kept
    def untreated(self) -> Number:
        """Patients who have the choice and are not treated; never below nothing."""
        return self.untreated_of(self.volume)

    def untreated_of(self, treated: Number) -> Number:
        """Return how many are left when so many are treated; never below nothing."""
        return self.arithmetic.most(self.patients - treated, self.arithmetic.zero)

    @kept
    def otherwise(self) -> Number:
        """What the provider is paid for patients who chose another treatment."""
        return self.alternative_price * self.untreated

    def part(self, share: Number) -> "Year":
        """Return the year for a share of the patients, with their benchmark."""
        expected, patients = self.expected * share, self.patients * share
        untreated = self.arithmetic.most(patients - expected, self.nothing)
        return changed(
            self,
            expected=expected,
            volume=self.volume * share,
            patients=patients,
            benchmark=self.price * expected + self.alternative_price * untreated,
        )

    def with_volume(self, volume: Number) -> "Year":
        """Return the year with another number of treatments."""
        return changed(self, volume=volume)

    def having_spent(self, spend: Number) -> "Year":
        """Return the year with what the insurer spent so far.

        Nothing that was worked out hangs on it, so all of that comes along.
        """
        year = object.__new__(Year)
        year.__dict__.update(self.__dict__, spend=spend)
        return year

    @kept
    def fee(self) -> Number:
        """What price times quantity pays for all of it."""
        return self.production + self.otherwise


class Flow(NamedTuple):
    """What an arrangement does in one year, for this insurer's patients.

    ``paid`` goes from the insurer to the provider and is negative when it goes back;
    ``granted`` comes from elsewhere. ``delivered`` is how many are treated, when that
    is not everybody who chose it; ``diverted`` what the insurer then pays another
    provider. ``extra`` counts treatments that the scope did not expect. With
    ``all_inside`` the provider bears the other treatment too.
    """

    paid: Number = NOTHING
    granted: Number = NOTHING
    delivered: Number | None = None
    diverted: Number = NOTHING
    extra: Number = NOTHING
    all_inside: bool = False
