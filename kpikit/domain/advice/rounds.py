"""What difference two rounds could show: from the baseline to each goal."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.advice import phrases
from kpikit.domain.advice.deciding import HUNDRED, is_census, is_share
from kpikit.domain.advice.means import reference_sd
from kpikit.domain.advice.words import (
    Advice,
    Weight,
    exact,
    filled,
    joined,
    people,
    rounded,
    whole,
)
from kpikit.domain.ambition import Comparator, MeasuredAmbition
from kpikit.domain.kpi import MeasuredKpi, StatisticKind
from kpikit.domain.measurement import MOST_PEOPLE, MeasurementPlan
from kpikit.statistics.interval import NORMAL
from kpikit.statistics.sampling import (
    detectable_difference,
    sample_size_means,
    sample_size_two_proportions,
)
from kpikit.text import Text

POWER = 0.8
"""The chance to see a difference that is there, as is usual in plans."""

UPWARDS = (Comparator.MORE_THAN, Comparator.AT_LEAST)
_HALF = Decimal(50)
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The way from the baseline to the goal of a year, and what shows it.

    ``needed`` is the number of answers in each of two rounds that shows the
    difference with the usual power.
    """

    year: int
    goal: Decimal
    needed: int


def better(comparator: Comparator, value: Decimal, goal: Decimal) -> bool:
    """Tell whether a value meets a goal; 'more than 75' is not met at 75."""
    return {
        Comparator.MORE_THAN: value > goal,
        Comparator.AT_LEAST: value >= goal,
        Comparator.AT_MOST: value <= goal,
        Comparator.LESS_THAN: value < goal,
    }.get(comparator, False)


def on_rounds(
    kpi: MeasuredKpi, ambition: MeasuredAmbition, plan: MeasurementPlan | None
) -> Iterator[Advice]:
    """Yield which goals two rounds cannot tell from chance, and what they can."""
    if plan is None or not plan.planned_n or is_census(plan):
        return
    if ambition.comparator is Comparator.BETWEEN:
        return
    short = [s for s in steps(kpi, ambition, plan) if plan.planned_n < s.needed]
    if short:
        text = _chance_only(kpi, ambition, plan, short)
        yield Advice(code="two-rounds", text=text, weight=Weight.WARN)
    if is_share(kpi):
        yield from _visible(ambition, plan)


def steps(
    kpi: MeasuredKpi, ambition: MeasuredAmbition, plan: MeasurementPlan
) -> tuple[Step, ...]:
    """Return the steps from a known baseline to goals that lie beyond it."""
    start = ambition.baseline.value
    if start is None:
        return ()
    found = []
    for each in ambition.years:
        if each.goal is None or each.goal == start:
            continue
        if better(ambition.comparator, start, each.goal):
            continue
        needed = _needed(kpi, start, each.goal, 1 - float(plan.level))
        if needed is not None:
            found.append(Step(year=each.year, goal=each.goal, needed=needed))
    return tuple(sorted(found, key=lambda s: s.year))


def _needed(
    kpi: MeasuredKpi, start: Decimal, goal: Decimal, alpha: float
) -> int | None:
    """Return the answers needed in each round, or None when that is not known."""
    size = None
    if is_share(kpi):
        size = sample_size_two_proportions(
            float(start / HUNDRED), float(goal / HUNDRED), alpha=alpha, power=POWER
        )
    elif kpi.statistic.kind is StatisticKind.MEAN:
        sd = reference_sd(kpi)
        if sd is not None:
            size = _for_means(float(goal - start), float(sd), alpha)
    return None if size is None else max(2, math.ceil(size - _ROUNDING))


def _for_means(delta: float, sd: float, alpha: float) -> float:
    """Return the size by the t test, or near enough where nobody can reach it."""
    reach = NORMAL.inv_cdf(1 - alpha / 2) + NORMAL.inv_cdf(POWER)
    about = 2 * (reach * sd / delta) ** 2
    if about > MOST_PEOPLE:
        return about
    return sample_size_means(delta, sd, alpha=alpha, power=POWER)


def _chance_only(
    kpi: MeasuredKpi,
    ambition: MeasuredAmbition,
    plan: MeasurementPlan,
    short: list[Step],
) -> Text:
    """Return that these goals cannot be told from chance, and what to do."""
    first, start = short[0], ambition.baseline.value or Decimal(0)
    last_year = max(y.year for y in ambition.years if y.goal is not None)
    up = ambition.comparator in UPWARDS
    more = [
        filled(
            phrases.NEEDED_TOO,
            to=exact(s.goal, ambition.unit),
            year=s.year,
            needed=whole(s.needed),
        )
        for s in short[1:]
        if s.needed <= (plan.population or s.needed)
    ]
    enough = first.needed <= (plan.population or first.needed)
    return joined(
        filled(
            phrases.RISE_IS_CHANCE if up else phrases.FALL_IS_CHANCE,
            n=whole(plan.planned_n or 0),
            people=people(kpi, plan),
            start=exact(start, ambition.unit),
            to=exact(first.goal, ambition.unit),
        ),
        filled(
            phrases.DIRECTION if first.year == last_year else phrases.INTERIM,
            year=first.year,
            rest=filled(
                phrases.ENLARGE if enough else phrases.TOO_FEW_TO_ENLARGE,
                needed=whole(first.needed),
                population=whole(plan.population or 0),
            ),
        ),
        *more,
    )


def _visible(ambition: MeasuredAmbition, plan: MeasurementPlan) -> Iterator[Advice]:
    """Yield from which difference on a later round can be told from an earlier one."""
    start, n = ambition.baseline, plan.planned_n or 0
    up = ambition.comparator in UPWARDS
    known = start.value is not None
    at = start.value if start.value is not None else _HALF
    change = detectable_difference(
        start.n if known and start.n else n,
        float(at / HUNDRED),
        n,
        alpha=1 - float(plan.level),
        power=POWER,
        direction="increase" if up else "decrease",
    )
    if change is None:
        return
    template = phrases.VISIBLE_RISE if up else phrases.VISIBLE_FALL
    text = filled(
        template if known else phrases.VISIBLE_ANY,
        before=whole(start.n if known and start.n else n),
        n=whole(n),
        start=exact(at, ambition.unit),
        points=rounded(change * 100, 0 if change >= 0.1 else 1),
    )
    yield Advice(code="visible", text=text)
