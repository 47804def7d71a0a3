"""The course of a scope under a scenario: volumes, prices and cost, year by year."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.financing.flow import Year
from kpikit.domain.financing.number import EXACT, Arithmetic, Number, changed, kept
from kpikit.domain.financing.result import Result
from kpikit.domain.financing.scenario import Scenario, YearAssumption
from kpikit.domain.financing.scope import DecisionScope


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """One year of a course: this insurer's part, that of others, and the cost.

    What follows from them is kept: the same year is paid under several arrangements.

    ``fixed_cost`` is that of the year before anything is released; ``release`` the
    part let go of what missing treatments leave idle, against ``base_volume``.
    ``reference`` is the same year at price times quantity, without any effect.
    """

    mine: Year
    others: Year
    base_volume: Number
    fixed_cost: Number
    release: Number
    alternative_cost: Number
    at_provider: bool
    implementation: Number
    reference: Result

    def cost(self, volume: Number, otherwise: Number) -> Number:
        """Return the provider's cost of a number of treatments, in euro.

        ``F · (1 − r · max(0, 1 − V / V0)) + v · V``, with the other treatments and
        what the change itself costs.
        """
        fixed = self.fixed_cost * (1 - self.release * self.idle(volume))
        variable = self.mine.variable_cost * volume
        return fixed + variable + self.alternative_cost * otherwise

    @kept
    def chosen(self) -> Number:
        """How many choose the treatment, of all insurers."""
        return self.mine.volume + self.others.volume

    @kept
    def avoided(self) -> Number:
        """How many fewer that is than expected."""
        return self.mine.avoided + self.others.avoided

    @kept
    def other_spend(self) -> Number:
        """What other insurers spend, when they pay per treatment."""
        return self.others.fee + self.others.elsewhere * self.others.avoided

    @kept
    def usual_cost(self) -> Number:
        """What it costs the provider to treat everybody who chooses it."""
        return self.cost(self.chosen, self.otherwise)

    @kept
    def otherwise(self) -> Number:
        """How many other treatments the provider gives, when it is paid for them."""
        if not self.at_provider:
            return self.mine.nothing
        return self.mine.untreated + self.others.untreated

    @kept
    def one_fewer(self) -> tuple["Stretch", "Stretch"]:
        """The year as long as no cost is released, without and with one avoided."""
        held = changed(self, release=self.mine.nothing)
        mine = held.mine.with_volume(held.mine.volume - 1)
        return held, changed(held, mine=mine)

    def with_effect(self, effect: Number) -> "Stretch":
        """Return the same year with another effect of deciding together."""
        left = 1 - _share(self.mine.arithmetic, effect)
        return changed(
            self,
            mine=self.mine.with_volume(self.mine.expected * left),
            others=self.others.with_volume(self.others.expected * left),
        )

    def idle(self, volume: Number) -> Number:
        """Return the part of the fixed cost that a number of treatments leaves idle."""
        sums = self.mine.arithmetic
        return sums.most(1 - volume / self.base_volume, sums.zero)


def course(
    scope: DecisionScope, scenario: Scenario, arithmetic: Arithmetic = EXACT
) -> tuple[Stretch, ...]:
    """Return each year of a scenario, before any arrangement.

    ``V = V0 · Π(1 + growth) · (1 − effect)``, never below 0; price and every cost have
    an index of their own, which the reference shares. Scope and scenario have to be
    sound.
    """
    return tuple(_stretches(scope, scenario, arithmetic))


def _stretches(
    scope: DecisionScope, scenario: Scenario, arithmetic: Arithmetic
) -> Iterator[Stretch]:
    growth = price = variable = fixed = elsewhere = arithmetic.zero + 1
    for number, assumed in enumerate(scenario.years):
        growth = growth * (1 + assumed.growth)
        price = price * (1 + assumed.price_index)
        variable = variable * (1 + assumed.variable_cost_index)
        fixed = fixed * (1 + assumed.fixed_cost_index)
        elsewhere = elsewhere * (1 + assumed.elsewhere_index)
        diverted = scope.diversion_price
        whole = Year(
            year=scenario.first_year + number,
            arithmetic=arithmetic,
            expected=scope.volume * growth,
            volume=scope.volume * growth * (1 - _share(arithmetic, assumed.effect)),
            patients=scope.patients * growth,
            price=scope.price * price,
            variable_cost=scope.variable_cost * variable,
            elsewhere=scope.elsewhere * elsewhere,
            alternative_price=scope.alternative_price * price,
            diversion_rate=scope.diversion_rate,
            diversion_price=(scope.price if diverted is None else diverted) * price,
            benchmark=arithmetic.zero,
            spend=arithmetic.zero,
            quality=scenario.quality,
            gate_met=scenario.gate_met,
        )
        costs = scope.fixed_cost * fixed, scope.alternative_cost * variable
        yield _stretch(scope, whole, assumed, costs)


def _share(arithmetic: Arithmetic, number: Number) -> Number:
    """Return a part of a whole: an assumption that is moved may pass it."""
    return arithmetic.least(number, arithmetic.of(Decimal(1)))


def _stretch(
    scope: DecisionScope,
    whole: Year,
    assumed: YearAssumption,
    costs: tuple[Number, Number],
) -> Stretch:
    fixed, alternative = costs
    mine, others = whole.part(scope.market_share), whole.part(1 - scope.market_share)
    before = Stretch(
        mine=mine,
        others=others,
        base_volume=scope.volume,
        fixed_cost=fixed,
        release=_share(whole.arithmetic, assumed.release),
        alternative_cost=alternative,
        at_provider=bool(scope.alternative_price),
        implementation=assumed.implementation,
        reference=Result(),
    )
    return changed(before, reference=_reference(before))


def _reference(stretch: Stretch) -> Result:
    """Return the year with as many treatments as expected, each of them paid for."""
    mine, others = stretch.mine, stretch.others
    treated = mine.expected + others.expected
    otherwise = mine.nothing
    if stretch.at_provider:
        otherwise = mine.untreated_of(mine.expected)
        otherwise = otherwise + others.untreated_of(others.expected)
    return Result(
        paid=mine.benchmark,
        other_paid=others.benchmark,
        cost=stretch.cost(treated, otherwise),
        spend=mine.benchmark,
        other_spend=others.benchmark,
        treated=treated,
    )
