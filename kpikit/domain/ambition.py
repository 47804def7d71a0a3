"""What the parties aim for per KPI and year, and what makes an ambition sound."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpikit.domain.kpi import AnyKpi, Direction, KpiId, MeasuredKpi, NarrativeKpi, Unit
from kpikit.problems import Problem
from kpikit.text import Text

LOWEST_LEVEL = 0
HIGHEST_LEVEL = 4


class Comparator(StrEnum):
    """How a result is held against the goal; 'more than 75' is not met at 75."""

    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    BETWEEN = "between"


COMPARATOR_NAMES = {
    Comparator.MORE_THAN: Text(nl="meer dan", en="more than"),
    Comparator.AT_LEAST: Text(nl="minstens", en="at least"),
    Comparator.AT_MOST: Text(nl="hoogstens", en="at most"),
    Comparator.LESS_THAN: Text(nl="minder dan", en="less than"),
    Comparator.BETWEEN: Text(nl="tussen", en="between"),
}

FITTING_COMPARATORS = {
    Direction.HIGHER: (Comparator.MORE_THAN, Comparator.AT_LEAST),
    Direction.LOWER: (Comparator.AT_MOST, Comparator.LESS_THAN),
    Direction.NONE: (Comparator.BETWEEN,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Where the parties start, in the unit of the statistic; or not known yet.

    ``value`` is ``None`` while the baseline is still to be measured. ``n`` is the
    number of people, records or consults behind the value.
    """

    value: Decimal | None = None
    n: int | None = None
    period: str = ""
    source: str = ""

    @property
    def to_be_measured(self) -> bool:
        """Whether the baseline still has to be taken."""
        return self.value is None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAmbition:
    """For one year: what at least (floor) and what we aim for (goal), in the unit.

    With the comparator 'between' the two are the lower and the upper bound.
    """

    year: int
    floor: Decimal | None = None
    goal: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredAmbition:
    """The ambition on a measured KPI; ``unit`` is the unit it was written in."""

    kpi_id: KpiId
    unit: Unit
    comparator: Comparator
    baseline: Baseline = Baseline()
    years: tuple[YearAmbition, ...] = ()
    rationale: str = ""
    revision: int = 1

    def goal_in(self, year: int) -> Decimal | None:
        """Return the goal of a year, or ``None`` when there is none."""
        return next((y.goal for y in self.years if y.year == year), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLevel:
    """For one year: the level on the ladder (0-4) that the parties aim for."""

    year: int
    level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrativeAmbition:
    """The ambition on a narrative KPI: a level, and how it will be noticed."""

    kpi_id: KpiId
    baseline_level: int | None = None
    years: tuple[YearLevel, ...] = ()
    how_noticed: str = ""
    rationale: str = ""
    revision: int = 1


AnyAmbition = MeasuredAmbition | NarrativeAmbition


def problems(
    ambition: AnyAmbition, kpi: AnyKpi, years: tuple[int, ...]
) -> tuple[Problem, ...]:
    """Return everything that makes an ambition unsound for its KPI and term.

    ``where`` names the form field, such as ``goal_2027``.
    """
    if kpi.balancing:
        return (_problem("balancing", "goal", _BALANCING),)
    if isinstance(ambition, MeasuredAmbition) and isinstance(kpi, MeasuredKpi):
        return tuple(_measured(ambition, kpi, years))
    if isinstance(ambition, NarrativeAmbition) and isinstance(kpi, NarrativeKpi):
        return tuple(_narrative(ambition, years))
    return (_problem("wrong-type", "goal", _WRONG_TYPE),)


def _measured(
    ambition: MeasuredAmbition, kpi: MeasuredKpi, years: tuple[int, ...]
) -> Iterator[Problem]:
    if ambition.unit is not kpi.statistic.unit:
        yield _problem("wrong-unit", "goal", _wrong_unit(ambition.unit, kpi))
        return
    if ambition.comparator not in FITTING_COMPARATORS[kpi.statistic.direction]:
        yield _problem("comparator", "comparator", _COMPARATOR)
    yield from _baseline(ambition.baseline, kpi)
    for target in ambition.years:
        yield from _year(target, ambition.comparator, kpi, years)


def _baseline(baseline: Baseline, kpi: MeasuredKpi) -> Iterator[Problem]:
    if baseline.n is not None and baseline.n < 1:
        yield _problem("baseline-n", "baseline_n", _AT_LEAST_ONE)
    if baseline.value is None:
        return
    if _outside(baseline.value, kpi):
        yield _problem("outside-scale", "baseline_value", _outside_scale(kpi))
    if not baseline.period:
        yield _problem("baseline-period", "baseline_period", _PERIOD)
    if not baseline.source:
        yield _problem("baseline-source", "baseline_source", _SOURCE)


def _year(
    target: YearAmbition,
    comparator: Comparator,
    kpi: MeasuredKpi,
    years: tuple[int, ...],
) -> Iterator[Problem]:
    if target.year not in years:
        yield _problem("outside-term", f"goal_{target.year}", _OUTSIDE_TERM)
    for name, value in (("floor", target.floor), ("goal", target.goal)):
        if value is not None and _outside(value, kpi):
            where = f"{name}_{target.year}"
            yield _problem("outside-scale", where, _outside_scale(kpi))
    if target.goal is not None and _out_of_reach(target.goal, comparator, kpi):
        yield _problem("out-of-reach", f"goal_{target.year}", _OUT_OF_REACH)
    if comparator is Comparator.BETWEEN and (target.floor is None) != (
        target.goal is None
    ):
        yield _problem("two-bounds", f"goal_{target.year}", _TWO_BOUNDS)
    if _wrong_side(target, comparator):
        yield _problem("wrong-side", f"goal_{target.year}", _WRONG_SIDE[comparator])


def _narrative(
    ambition: NarrativeAmbition, years: tuple[int, ...]
) -> Iterator[Problem]:
    levels = [("baseline_level", ambition.baseline_level)]
    levels += [(f"level_{y.year}", y.level) for y in ambition.years]
    for where, level in levels:
        if level is not None and not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
            yield _problem("outside-ladder", where, _LADDER)
    for target in ambition.years:
        if target.year not in years:
            yield _problem("outside-term", f"level_{target.year}", _OUTSIDE_TERM)


def _outside(value: Decimal, kpi: MeasuredKpi) -> bool:
    low, high = kpi.statistic.minimum, kpi.statistic.maximum
    below = low is not None and value < low
    above = high is not None and value > high
    return not value.is_finite() or below or above


def _out_of_reach(goal: Decimal, comparator: Comparator, kpi: MeasuredKpi) -> bool:
    top = comparator is Comparator.MORE_THAN and goal == kpi.statistic.maximum
    bottom = comparator is Comparator.LESS_THAN and goal == kpi.statistic.minimum
    return top or bottom


def _wrong_side(target: YearAmbition, comparator: Comparator) -> bool:
    if target.floor is None or target.goal is None:
        return False
    if comparator is Comparator.BETWEEN:
        return target.floor >= target.goal
    if comparator in FITTING_COMPARATORS[Direction.LOWER]:
        return target.goal > target.floor
    return target.goal < target.floor


def _problem(code: str, where: str, text: Text) -> Problem:
    return Problem(code=code, where=where, text=text)


def _wrong_unit(unit: Unit, kpi: MeasuredKpi) -> Text:
    if unit is Unit.PERCENT:
        return Text(
            nl="Deze KPI is geen percentage maar een score. Een doel als ‘75%’ past "
            "daar niet bij. Schrijf het doel zonder procentteken, of kies een KPI "
            "die een aandeel patiënten telt.",
            en="This KPI is not a percentage but a score. A goal such as ‘75%’ does "
            "not fit it. Write the goal without a percent sign, or choose a KPI that "
            "counts a share of patients.",
        )
    return Text(
        nl=f"Deze KPI wordt uitgedrukt in {UNIT_NAMES[kpi.statistic.unit].nl}.",
        en=f"This KPI is expressed in {UNIT_NAMES[kpi.statistic.unit].en}.",
    )


def _outside_scale(kpi: MeasuredKpi) -> Text:
    low, high = kpi.statistic.minimum, kpi.statistic.maximum
    if high is None:
        return Text(nl=f"De schaal begint bij {low}.", en=f"The scale starts at {low}.")
    if low is None:
        return Text(nl=f"De schaal eindigt bij {high}.", en=f"The scale ends at {high}.")
    return Text(
        nl=f"De schaal loopt van {low} tot en met {high}.",
        en=f"The scale runs from {low} to {high}.",
    )


UNIT_NAMES = {
    Unit.PERCENT: Text(nl="procent", en="percent"),
    Unit.POINTS: Text(nl="punten", en="points"),
    Unit.PERCENTAGE_POINTS: Text(nl="procentpunten", en="percentage points"),
    Unit.COUNT: Text(nl="aantallen", en="counts"),
}
_BALANCING = Text(
    nl="Deze KPI is er om mee te kijken. Er hoort geen doel en geen geld bij.",
    en="This KPI is there to keep watch. It carries no target and no money.",
)
_WRONG_TYPE = Text(
    nl="Een meetbare KPI krijgt een getal, een merkbare KPI een niveau.",
    en="A measured KPI takes a number, a narrative KPI a level.",
)
_COMPARATOR = Text(
    nl="Deze vergelijking past niet bij wat voor deze KPI beter is.",
    en="This comparison does not fit what is better for this KPI.",
)
_AT_LEAST_ONE = Text(nl="Vul 1 of meer in.", en="Enter 1 or more.")
_PERIOD = Text(
    nl="Over welke periode gaat de nulmeting?",
    en="Which period is the baseline about?",
)
_SOURCE = Text(
    nl="Waar komt de nulmeting vandaan?", en="Where does the baseline come from?"
)
_OUTSIDE_TERM = Text(
    nl="Dit jaar valt buiten de looptijd van de afspraak.",
    en="This year lies outside the term of the agreement.",
)
_OUT_OF_REACH = Text(
    nl="Dit doel is nooit te halen: het ligt op het einde van de schaal.",
    en="This goal can never be met: it lies at the end of the scale.",
)
_TWO_BOUNDS = Text(
    nl="Vul voor ‘tussen’ beide grenzen in.", en="Enter both bounds for ‘between’."
)
_LADDER = Text(
    nl="De ladder loopt van 0 tot en met 4.", en="The ladder runs from 0 to 4."
)
_BELOW_FLOOR = Text(
    nl="Het doel ligt onder de ondergrens. Bij deze KPI is hoger beter.",
    en="The goal lies below the floor. For this KPI higher is better.",
)
_ABOVE_FLOOR = Text(
    nl="Het doel ligt boven de ondergrens. Bij deze KPI is lager beter.",
    en="The goal lies above the floor. For this KPI lower is better.",
)
_WRONG_SIDE = {
    Comparator.MORE_THAN: _BELOW_FLOOR,
    Comparator.AT_LEAST: _BELOW_FLOOR,
    Comparator.AT_MOST: _ABOVE_FLOOR,
    Comparator.LESS_THAN: _ABOVE_FLOOR,
    Comparator.BETWEEN: Text(
        nl="De eerste grens moet lager zijn dan de tweede.",
        en="The first bound must be lower than the second.",
    ),
}
