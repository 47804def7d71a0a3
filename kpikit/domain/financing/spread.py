"""How far an assumption may be off: ranges, and a scenario moved within them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kpikit.domain.financing.limits import Limits, outside
from kpikit.domain.financing.number import Number
from kpikit.domain.financing.scenario import Range, Scenario, YearAssumption
from kpikit.domain.financing.scope import DecisionScope
from kpikit.problems import Problem
from kpikit.text import Text

Assumed = tuple[DecisionScope, Scenario]
Mover = Callable[[Assumed, Number], Assumed]
_TIMES = Limits(Decimal(0), Decimal(10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One uncertain assumption: its name, its usual range, and how it is moved.

    ``low`` and ``high`` multiply what is assumed; for growth they are added to it. Both
    lie within ``limits``, whatever is stated instead.
    """

    name: Text
    low: Decimal
    high: Decimal
    move: Mover
    added: bool = False
    limits: Limits = _TIMES


def ranges(scenario: Scenario) -> dict[str, Range]:
    """Return the range of every assumption: as stated, else the usual one."""
    usual = {c: Range(code=c, low=s.low, high=s.high) for c, s in SPREADS.items()}
    return {**usual, **{r.code: r for r in scenario.ranges if r.code in SPREADS}}


def problems(scenario: Scenario) -> tuple[Problem, ...]:
    """Return everything that cannot be right about the stated ranges, per field."""
    return tuple(
        problem
        for stated in scenario.ranges
        if stated.code in SPREADS
        for problem in _problems(stated)
    )


def _problems(stated: Range) -> Iterator[Problem]:
    limits = SPREADS[stated.code].limits
    low, high = f"low_{stated.code}", f"high_{stated.code}"
    wrong = (*outside(low, stated.low, limits), *outside(high, stated.high, limits))
    yield from wrong
    if not wrong and stated.low > stated.high:
        yield Problem(code="range", where=low, text=_ORDER)


def _yearly(change: Callable[[YearAssumption, Number], YearAssumption]) -> Mover:
    def move(assumed: Assumed, by: Number) -> Assumed:
        scope, scenario = assumed
        years = tuple(change(year, by) for year in scenario.years)
        return scope, replace(scenario, years=years)

    return move


def _figure(name: str) -> Mover:
    def move(assumed: Assumed, by: Number) -> Assumed:
        scope, scenario = assumed
        return replace(scope, **{name: getattr(scope, name) * by}), scenario

    return move


SPREADS = {
    "effect": Spread(
        name=Text(nl="effect van samen beslissen", en="effect of deciding together"),
        low=Decimal("0.5"),
        high=Decimal("1.5"),
        move=_yearly(lambda year, by: replace(year, effect=year.effect * by)),
        limits=Limits(Decimal(-1), Decimal(10)),  # below nothing: it turns into a rise
    ),
    "growth": Spread(
        name=Text(nl="groei van het aantal patiënten", en="growth in patients"),
        low=Decimal("-0.01"),
        high=Decimal("0.01"),
        move=_yearly(lambda year, by: replace(year, growth=year.growth + by)),
        added=True,
        limits=Limits(Decimal("-0.5"), Decimal("0.5")),
    ),
    "release": Spread(
        name=Text(nl="afbouw van vaste lasten", en="release of fixed cost"),
        low=Decimal(0),
        high=Decimal(1),
        move=_yearly(lambda year, by: replace(year, release=year.release * by)),
    ),
    "variable_cost": Spread(
        name=Text(nl="variabele kosten", en="variable cost"),
        low=Decimal("0.8"),
        high=Decimal("1.2"),
        move=_figure("variable_cost"),
    ),
    "fixed_cost": Spread(
        name=Text(nl="vaste lasten", en="fixed cost"),
        low=Decimal("0.875"),
        high=Decimal("1.125"),
        move=_figure("fixed_cost"),
    ),
    "elsewhere": Spread(
        name=Text(nl="kosten van andere zorg", en="cost of other care"),
        low=Decimal("0.5"),
        high=Decimal("1.5"),
        move=_figure("elsewhere"),
    ),
}
"""The usual ranges are kpikit's own choice and can be stated anew per scenario.

That of fixed cost follows from a share of 70-90% around 80%; a Dutch figure was not
found, so this is not verified.
"""
_ORDER = Text(
    nl="Vul eerst het laagste in en dan het hoogste.",
    en="Fill in the lowest first and then the highest.",
)
