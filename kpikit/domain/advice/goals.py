"""What the planned sample can show of the goals of one KPI, in words."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kpikit.domain.advice import phrases
from kpikit.domain.advice.deciding import (
    HUNDRED,
    YearDecision,
    allowed_failing,
    decision,
    decisions,
    is_census,
    is_share,
    often_wrong,
    population_of,
    smallest_sample,
)
from kpikit.domain.advice.means import on_mean
from kpikit.domain.advice.rounds import better, on_rounds
from kpikit.domain.advice.words import (
    Advice,
    Weight,
    answers,
    exact,
    filled,
    goal,
    joined,
    rounded,
    whole,
)
from kpikit.domain.ambition import Baseline, MeasuredAmbition, YearAmbition
from kpikit.domain.kpi import AnyKpi, Direction, MeasuredKpi, Unit
from kpikit.domain.measurement import USUAL_LEVEL, MeasurementPlan
from kpikit.statistics.intervals import Interval, proportion_interval
from kpikit.statistics.sampling import lqas_plan, operating_curve
from kpikit.statistics.verdicts import Rule
from kpikit.text import Text

LITTLE_ROOM = Decimal("0.8")
"""From this part of the scale on, a baseline leaves little to gain."""


def on_goals(
    kpi: AnyKpi, ambition: MeasuredAmbition | None, plan: MeasurementPlan | None
) -> tuple[Advice, ...]:
    """Return what to know about the goals on a measured KPI; both must be sound.

    First what a round must show, then what it cannot, then the baseline.
    """
    if not isinstance(kpi, MeasuredKpi) or kpi.balancing or ambition is None:
        return ()
    return (
        *_deciding(kpi, ambition, plan),
        *on_mean(kpi, ambition, plan),
        *on_rounds(kpi, ambition, plan),
        *_baseline(kpi, ambition),
    )


def warnings(
    kpi: AnyKpi, ambition: MeasuredAmbition | None, plan: MeasurementPlan | None
) -> tuple[Advice, ...]:
    """Return only what asks to reconsider something, for a list of KPIs."""
    found = on_goals(kpi, ambition, plan)
    return tuple(a for a in found if a.weight is Weight.WARN)


def baseline_interval(
    baseline: Baseline, unit: Unit, level: Decimal = USUAL_LEVEL
) -> Interval | None:
    """Return the interval (0-1) of a baseline share; None when it has none.

    The count behind it is the value times n, rounded to a whole one.
    """
    if unit is not Unit.PERCENT or baseline.value is None or not baseline.n:
        return None
    if not baseline.value.is_finite() or not 0 <= baseline.value <= HUNDRED:
        return None
    positive = round(baseline.value / HUNDRED * baseline.n)
    return proportion_interval(positive, baseline.n, level=float(level))


def last_goal(ambition: MeasuredAmbition) -> YearAmbition | None:
    """Return the last year with a goal: what the agreement works towards."""
    filled_in = [y for y in ambition.years if y.goal is not None]
    return max(filled_in, key=lambda y: y.year, default=None)


def _deciding(
    kpi: MeasuredKpi, ambition: MeasuredAmbition, plan: MeasurementPlan | None
) -> Iterator[Advice]:
    """Yield what a round must show of a share."""
    last = last_goal(ambition)
    if last is None or last.goal is None or not is_share(kpi):
        return
    found = decisions(kpi, ambition, plan)
    if plan is None or plan.planned_n is None:
        yield from _unplanned(kpi, ambition, last.goal, plan)
    for each in found:
        if not each.provable:
            yield _unprovable(kpi, each)
    for each in found:
        if each.year == last.year and each.provable:
            yield Advice(code="decision", text=_decision(kpi, each))
            yield from _about_decision(each, last.floor)
            yield from _wrong(kpi, each)
    yield from _minimum(found)


def _unplanned(
    kpi: MeasuredKpi,
    ambition: MeasuredAmbition,
    value: Decimal,
    plan: MeasurementPlan | None,
) -> Iterator[Advice]:
    smallest = smallest_sample(ambition.comparator, value, plan)
    said = None
    if smallest is not None:
        said = filled(
            phrases.SMALLEST_ALONE,
            goal=goal(ambition.comparator, value, ambition.unit),
            smallest=whole(smallest),
            answers=answers(kpi, plan),
        )
    yield Advice(code="unplanned", text=joined(phrases.UNPLANNED, said))


def _unprovable(kpi: MeasuredKpi, found: YearDecision) -> Advice:
    """Return that no result of the planned size is called met, and the ways out."""
    plan = found.plan
    lack = phrases.ONLY_EVERYBODY
    if found.smallest is not None:
        lack = filled(phrases.NEEDED, smallest=whole(found.smallest))
    written = bool(plan.unprovable_reason.strip())
    text = joined(
        filled(
            phrases.UNPROVABLE,
            n=whole(found.table.n),
            answers=answers(kpi, plan),
            goal=_goal(found),
            year=found.year,
        ),
        lack,
        _together_enough(found),
        phrases.REASON_WRITTEN if written else phrases.WRITE_A_REASON,
    )
    weight = Weight.NOTE if written else Weight.WARN
    return Advice(code="unprovable", text=text, weight=weight)


def _decision(kpi: MeasuredKpi, found: YearDecision) -> Text:
    """Return the sentence with the counts that are met and not met."""
    table, up = found.table, found.table.direction == "increase"
    met, not_met = table.met_from, table.not_met_up_to
    template = phrases.TWO_WAYS if up else phrases.TWO_WAYS_DOWN
    if found.acceptance is not None:
        template = phrases.FAILURES
    elif found.three_ways and not_met is not None:
        template = phrases.THREE_WAYS if up else phrases.THREE_WAYS_DOWN
    elif found.three_ways:
        template = phrases.NEVER_NOT_MET if up else phrases.NEVER_NOT_MET_DOWN
    elif not_met is None:
        template = phrases.ALWAYS_MET
    allowed = found.acceptance.max_failures if found.acceptance else 0
    return filled(
        template,
        n=whole(table.n),
        answers=answers(kpi, found.plan),
        goal=_goal(found),
        met=whole(met or 0),
        not_met=whole(not_met or 0),
        allowed=whole(allowed),
    )


def _about_decision(found: YearDecision, floor: Decimal | None) -> Iterator[Advice]:
    """Yield the smallest sample, the rounds together, and what a plan lets through."""
    if found.smallest is not None and not is_census(found.plan):
        text = filled(
            phrases.SMALLEST, goal=_goal(found), smallest=whole(found.smallest)
        )
        yield Advice(code="smallest", text=text)
    together = _together(found)
    if together is not None and together.three_ways and together.provable:
        text = filled(
            phrases.TOGETHER,
            rounds=found.plan.rounds_per_year or 0,
            n=whole(together.table.n),
            met=whole(together.table.met_from or 0),
            not_met=whole(together.table.not_met_up_to or 0),
        )
        yield Advice(code="together", text=text)
    if found.acceptance is not None and floor is not None:
        yield from _let_through(found, floor)


def _wrong(kpi: MeasuredKpi, found: YearDecision) -> Iterator[Advice]:
    """Yield how often a goal that is only just met would be called not met."""
    chance = often_wrong(found)
    if chance is not None:
        text = filled(
            phrases.OFTEN_WRONG,
            n=whole(found.table.n),
            answers=answers(kpi, found.plan),
            wrong=_percent(chance, 1),
            agreed=_percent((1 - float(found.plan.level)) / 2, 1),
        )
        yield Advice(code="often-wrong", text=text)


def _let_through(found: YearDecision, floor: Decimal) -> Iterator[Advice]:
    """Yield how often a plan passes who is at the floor, and what would do so less."""
    good = 1 - allowed_failing(found.comparator, found.goal)
    poor = 1 - allowed_failing(found.comparator, floor)
    if found.acceptance is None or poor >= good:
        return
    (passed,) = operating_curve(found.acceptance, [1 - poor])
    error = 1 - float(found.plan.level)
    wanted = lqas_plan(good, poor, error, error)
    more = None
    if wanted is not None and passed > error:
        more = filled(
            phrases.LARGER_PLAN,
            floor=exact(floor, Unit.PERCENT),
            error=_percent(error),
            n=whole(wanted.n),
            allowed=whole(wanted.max_failures),
        )
    said = filled(
        phrases.LET_THROUGH,
        floor=exact(floor, Unit.PERCENT),
        passed=_percent(passed),
    )
    yield Advice(code="let-through", text=joined(said, more))


def _minimum(found: tuple[YearDecision, ...]) -> Iterator[Advice]:
    """Yield that a round at the agreed minimum could not show the hardest goal."""
    hard = [d for d in found if d.provable and d.smallest is not None]
    hardest = max(hard, key=lambda d: d.smallest or 0, default=None)
    if hardest is None or hardest.plan.minimum_n is None or is_census(hardest.plan):
        return
    if hardest.plan.minimum_n < (hardest.smallest or 0):
        text = filled(
            phrases.MINIMUM,
            minimum=whole(hardest.plan.minimum_n),
            goal=_goal(hardest),
            smallest=whole(hardest.smallest or 0),
        )
        yield Advice(code="minimum", text=text)


def _together(found: YearDecision) -> YearDecision | None:
    """Return the decision on all rounds of a year together, counts added."""
    plan, rounds = found.plan, found.plan.rounds_per_year or 1
    if rounds < 2 or plan.rule is Rule.PLAN or is_census(plan):
        return None
    size = population_of(plan)
    whole_year = replace(
        plan,
        planned_n=found.table.n * rounds,
        population=None if size is None else size * rounds,
    )
    return decision(found.year, found.comparator, found.goal, whole_year)


def _together_enough(found: YearDecision) -> Text | None:
    together = _together(found)
    if together is None or together.table.met_from is None:
        return None
    return filled(
        phrases.TOGETHER_ENOUGH,
        rounds=found.plan.rounds_per_year or 0,
        n=whole(together.table.n),
        met=whole(together.table.met_from),
    )


def _baseline(kpi: MeasuredKpi, ambition: MeasuredAmbition) -> Iterator[Advice]:
    """Yield what the baseline says of the goals: met already, or little room."""
    start, direction = ambition.baseline.value, kpi.statistic.direction
    if start is None:
        return
    reached = [
        y
        for y in ambition.years
        if y.goal is not None and better(ambition.comparator, start, y.goal)
    ]
    value = exact(start, ambition.unit)
    if reached:
        text = filled(phrases.REACHED, value=value, year=reached[-1].year)
        yield Advice(code="reached", text=text, weight=Weight.WARN)
    low, high = kpi.statistic.minimum, kpi.statistic.maximum
    if direction is not Direction.HIGHER or low is None or high is None or low >= high:
        return
    if (start - low) / (high - low) >= LITTLE_ROOM:
        text = filled(phrases.LITTLE_ROOM, value=value)
        yield Advice(code="little-room", text=text, weight=Weight.WARN)


def _goal(found: YearDecision) -> Text:
    return goal(found.comparator, found.goal, Unit.PERCENT)


def _percent(share: float, decimals: int = 0) -> Text:
    found = rounded(share * 100, decimals)
    return Text(nl=f"{found.nl}%", en=f"{found.en}%")
