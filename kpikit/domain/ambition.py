"""What the parties aim for per KPI and year, and what makes an ambition sound."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpikit.domain import ambition_wording as words
from kpikit.domain.kpi import AnyKpi, Direction, KpiId, MeasuredKpi, NarrativeKpi, Unit
from kpikit.problems import Problem
from kpikit.text import Text

LOWEST_LEVEL = 0
HIGHEST_LEVEL = 4
MOST_PEOPLE = 1_000_000
LARGEST_VALUE = Decimal(1_000_000_000)


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

UNIT_NAMES = {
    Unit.PERCENT: Text(nl="procent", en="percent"),
    Unit.POINTS: Text(nl="punten", en="points"),
    Unit.PERCENTAGE_POINTS: Text(nl="procentpunten", en="percentage points"),
    Unit.COUNT: Text(nl="aantallen", en="counts"),
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

    def level_in(self, year: int) -> int | None:
        """Return the level of a year, or ``None`` when there is none."""
        return next((y.level for y in self.years if y.year == year), None)


AnyAmbition = MeasuredAmbition | NarrativeAmbition


def problems(
    ambition: AnyAmbition, kpi: AnyKpi, years: tuple[int, ...]
) -> tuple[Problem, ...]:
    """Return everything that makes an ambition unsound for its KPI and term.

    ``where`` names the form field, such as ``goal_2027``. A balancing KPI may have a
    baseline, so that a shift can be seen, and no target.
    """
    if kpi.balancing and has_target(ambition):
        return (_problem("balancing", "goal", words.BALANCING),)
    if isinstance(ambition, MeasuredAmbition) and isinstance(kpi, MeasuredKpi):
        return tuple(_measured(ambition, kpi, years))
    if isinstance(ambition, NarrativeAmbition) and isinstance(kpi, NarrativeKpi):
        return tuple(_narrative(ambition, years))
    return (_problem("wrong-type", "goal", words.WRONG_TYPE),)


def has_target(ambition: AnyAmbition) -> bool:
    """Tell whether a floor, goal or level is filled in for any year."""
    if isinstance(ambition, MeasuredAmbition):
        return any((y.floor, y.goal) != (None, None) for y in ambition.years)
    return any(y.level is not None for y in ambition.years)


def _measured(
    ambition: MeasuredAmbition, kpi: MeasuredKpi, years: tuple[int, ...]
) -> Iterator[Problem]:
    if ambition.unit is not kpi.statistic.unit:
        yield _problem("wrong-unit", "goal", _wrong_unit(ambition.unit, kpi))
        return
    if ambition.comparator not in FITTING_COMPARATORS[kpi.statistic.direction]:
        yield _problem("comparator", "comparator", words.COMPARATOR)
    yield from _baseline(ambition.baseline, kpi)
    yield from _years([y.year for y in ambition.years], "goal", years)
    for target in ambition.years:
        yield from _scale(target, ambition.comparator, kpi)
        yield from _bounds(target, ambition.comparator)


def _baseline(baseline: Baseline, kpi: MeasuredKpi) -> Iterator[Problem]:
    if baseline.n is not None and not 1 <= baseline.n <= MOST_PEOPLE:
        yield _problem("baseline-n", "baseline_n", words.BASELINE_N)
    if baseline.value is None:
        return
    if _outside(baseline.value, kpi):
        yield _problem("outside-scale", "baseline_value", words.outside_scale(kpi))
    if not baseline.period.strip():
        yield _problem("baseline-period", "baseline_period", words.PERIOD)
    if not baseline.source.strip():
        yield _problem("baseline-source", "baseline_source", words.SOURCE)


def _years(filled: list[int], field: str, years: tuple[int, ...]) -> Iterator[Problem]:
    for year, times in Counter(filled).items():
        if year not in years:
            yield _problem("outside-term", f"{field}_{year}", words.OUTSIDE_TERM)
        if times > 1:
            yield _problem("year-twice", f"{field}_{year}", words.YEAR_TWICE)


def _scale(
    target: YearAmbition, comparator: Comparator, kpi: MeasuredKpi
) -> Iterator[Problem]:
    for name, value in (("floor", target.floor), ("goal", target.goal)):
        where = f"{name}_{target.year}"
        if value is None:
            continue
        if _outside(value, kpi):
            yield _problem("outside-scale", where, words.outside_scale(kpi))
        elif name == "goal" and _out_of_reach(value, comparator, kpi):
            yield _problem("out-of-reach", where, words.OUT_OF_REACH)


def _bounds(target: YearAmbition, comparator: Comparator) -> Iterator[Problem]:
    where = f"goal_{target.year}"
    if target.floor is None or target.goal is None:
        one_bound = target.floor is not None or target.goal is not None
        if comparator is Comparator.BETWEEN and one_bound:
            yield _problem("two-bounds", where, words.TWO_BOUNDS)
        return
    numbers = target.floor.is_finite() and target.goal.is_finite()
    if numbers and _wrong_side(target.floor, target.goal, comparator):
        yield _problem("wrong-side", where, _WRONG_SIDE[comparator])


def _narrative(
    ambition: NarrativeAmbition, years: tuple[int, ...]
) -> Iterator[Problem]:
    levels = [("baseline_level", ambition.baseline_level)]
    levels += [(f"level_{y.year}", y.level) for y in ambition.years]
    for where, level in levels:
        if level is not None and not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
            yield _problem("outside-ladder", where, words.LADDER)
    yield from _years([y.year for y in ambition.years], "level", years)


def _outside(value: Decimal, kpi: MeasuredKpi) -> bool:
    if not value.is_finite() or abs(value) > LARGEST_VALUE:
        return True
    low, high = kpi.statistic.minimum, kpi.statistic.maximum
    return (low is not None and value < low) or (high is not None and value > high)


def _out_of_reach(value: Decimal, comparator: Comparator, kpi: MeasuredKpi) -> bool:
    """Tell whether no result on the scale can ever be strictly beyond the value."""
    top = comparator is Comparator.MORE_THAN and value == kpi.statistic.maximum
    bottom = comparator is Comparator.LESS_THAN and value == kpi.statistic.minimum
    return top or bottom


def _wrong_side(floor: Decimal, goal: Decimal, comparator: Comparator) -> bool:
    if comparator is Comparator.BETWEEN:
        return floor >= goal
    if comparator in FITTING_COMPARATORS[Direction.LOWER]:
        return goal > floor
    return goal < floor


def _wrong_unit(unit: Unit, kpi: MeasuredKpi) -> Text:
    if unit is Unit.PERCENT and kpi.statistic.unit is Unit.POINTS:
        return words.NOT_A_PERCENTAGE
    return words.expressed_in(UNIT_NAMES[kpi.statistic.unit])


def _problem(code: str, where: str, text: Text) -> Problem:
    return Problem(code=code, where=where, text=text)


_WRONG_SIDE = {
    Comparator.MORE_THAN: words.BELOW_FLOOR,
    Comparator.AT_LEAST: words.BELOW_FLOOR,
    Comparator.AT_MOST: words.ABOVE_FLOOR,
    Comparator.LESS_THAN: words.ABOVE_FLOOR,
    Comparator.BETWEEN: words.BOUNDS_SWAPPED,
}
