"""What the planned sample can show of a mean, once the spread of scores is known."""

from collections.abc import Iterator
from decimal import Decimal

from kpikit.domain.advice import phrases
from kpikit.domain.advice.deciding import is_census, population_of
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
from kpikit.domain.ambition import Comparator, MeasuredAmbition, YearAmbition
from kpikit.domain.kpi import MeasuredKpi, StatisticKind, Unit
from kpikit.domain.measurement import MeasurementPlan
from kpikit.statistics.intervals import mean_interval
from kpikit.statistics.verdicts import Rule
from kpikit.text import Text

_DECIMALS = 1
_DOWN = (Comparator.AT_MOST, Comparator.LESS_THAN)


def reference_sd(kpi: MeasuredKpi) -> Decimal | None:
    """Return the first standard deviation that the library knows, in the KPI's unit."""
    known = (v.standard_deviation for v in kpi.reference_values)
    return next((sd for sd in known if sd), None)


def on_mean(
    kpi: MeasuredKpi, ambition: MeasuredAmbition, plan: MeasurementPlan | None
) -> Iterator[Advice]:
    """Yield the margin of a mean and where its last goal is met; or what lacks."""
    last = max(
        (y for y in ambition.years if y.goal is not None),
        key=lambda y: y.year,
        default=None,
    )
    if kpi.statistic.kind is not StatisticKind.MEAN or last is None:
        return
    if plan is None or plan.planned_n is None:
        yield Advice(code="unplanned", text=phrases.UNPLANNED)
        return
    sd = reference_sd(kpi)
    if is_census(plan):
        return
    if sd is None:
        yield Advice(code="no-spread", text=phrases.NO_SPREAD)
    elif plan.planned_n > 1:
        yield from _margin(kpi, ambition, plan, last, sd)


def _margin(
    kpi: MeasuredKpi,
    ambition: MeasuredAmbition,
    plan: MeasurementPlan,
    last: YearAmbition,
    sd: Decimal,
) -> Iterator[Advice]:
    value, n = last.goal or Decimal(0), plan.planned_n or 0
    half = half_width(sd, plan)
    text = filled(
        phrases.MEAN_MARGIN,
        n=whole(n),
        answers=answers(kpi, plan),
        half=rounded(half, _DECIMALS),
        sd=exact(sd, Unit.POINTS),
    )
    if plan.rule is Rule.POINT or ambition.comparator is Comparator.BETWEEN:
        yield Advice(code="mean-margin", text=text)
        return
    down = ambition.comparator in _DOWN
    near, far = float(value) - half, float(value) + half
    met, not_met = (near, far) if down else (far, near)
    yield Advice(
        code="mean-margin",
        text=joined(text, _where(ambition, plan.rule, value, met, not_met, down=down)),
    )
    low, high = kpi.statistic.minimum, kpi.statistic.maximum
    end = low if down else high
    beyond = end is not None and (met < end if down else met > end)
    if end is not None and beyond and plan.rule is not Rule.BENEFIT_OF_DOUBT:
        said = filled(
            phrases.MEAN_OUT_OF_REACH,
            goal=goal(ambition.comparator, value, ambition.unit),
            end=exact(end, ambition.unit),
        )
        yield Advice(code="mean-out-of-reach", text=said, weight=Weight.WARN)


def half_width(sd: Decimal, plan: MeasurementPlan) -> float:
    """Return half the width of the interval of a mean, with this spread."""
    found = mean_interval(
        mean=0.0,
        sd=float(sd),
        n=plan.planned_n or 0,
        level=float(plan.level),
        population=population_of(plan),
    )
    return found.upper or 0.0


def _where(
    ambition: MeasuredAmbition,
    rule: Rule,
    value: Decimal,
    met: float,
    not_met: float,
    *,
    down: bool,
) -> Text:
    """Return from which mean on the goal is called met, and not met."""
    templates = {
        Rule.CONFIRM: phrases.MEAN_CONFIRM_DOWN if down else phrases.MEAN_CONFIRM,
        Rule.PROOF: phrases.MEAN_PROOF_DOWN if down else phrases.MEAN_PROOF,
        Rule.BENEFIT_OF_DOUBT: phrases.MEAN_DOUBT_DOWN if down else phrases.MEAN_DOUBT,
    }
    return filled(
        templates[rule],
        goal=goal(ambition.comparator, value, ambition.unit),
        met=rounded(met, _DECIMALS),
        not_met=rounded(not_met, _DECIMALS),
    )
