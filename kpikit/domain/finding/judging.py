"""Hold a figure against the goal, with its margin, by the rule agreed beforehand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from kpikit.domain.advice.deciding import READS, acceptance_plan, allowed_failing
from kpikit.domain.finding.agreed import Agreed
from kpikit.domain.result.figure import (
    AnyFigure,
    CountFigure,
    LevelFigure,
    MeanFigure,
    ShareFigure,
    TwoSharesFigure,
    people_in,
    value_of,
)
from kpikit.statistics.interval import Interval
from kpikit.statistics.intervals import difference_of_proportions, proportion_interval
from kpikit.statistics.judging import judge_target
from kpikit.statistics.lqas import Plan
from kpikit.statistics.means import mean_interval
from kpikit.statistics.rules import Goal, Rule, Verdict, by_interval, by_value

_HUNDRED = Decimal(100)


class Why(StrEnum):
    """Why the verdict is what it is, or why there is none."""

    SHOWN = "shown"
    MARGIN = "margin"
    NO_MARGIN = "no_margin"
    CENSUS = "census"
    CANNOT_BE_MET = "cannot_be_met"
    TOO_FEW = "too_few"
    OFF_PLAN = "off_plan"
    NO_GOAL = "no_goal"
    NO_CASES = "no_cases"
    NO_SPREAD = "no_spread"
    YEAR_RUNNING = "year_running"
    BY_PEOPLE = "by_people"
    SMALL_GROUPS = "small_groups"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A value with its margin and the verdict; ``verdict`` is ``None`` without a goal.

    ``value``, ``low`` and ``high`` are in the unit of the KPI, shares in percent, and
    unrounded. No bounds: everything was counted, or the spread is not known. ``n`` is
    how many answers, records or consults are behind it. ``allowed`` is how many of the
    planned ones may fail, by a rule that counts failures.
    """

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    n: int | None = None
    verdict: Verdict | None = None
    why: Why = Why.NO_GOAL
    allowed: int | None = None


def judge(
    agreed: Agreed, figure: AnyFigure, rounds: int = 1, *, complete: bool = True
) -> Judged:
    """Judge a figure of so many rounds; ``complete`` says that the year is over.

    Under the agreed minimum there is a value and no judgement. A level is for people
    to judge. A count runs up over the year, so that most verdicts wait for its end.
    """
    value, n = value_of(figure), people_in(figure)
    if isinstance(figure, LevelFigure):
        return Judged(value=value, why=Why.BY_PEOPLE)
    if isinstance(figure, CountFigure):
        return _of_count(agreed, Decimal(figure.count), complete=complete)
    if value is None or not n:
        return Judged(n=n, why=Why.NO_CASES)
    interval = _interval(agreed, figure, rounds)
    low, high = _bounds(interval, value)
    accepted = _accepted(agreed, n, rounds, interval.population)
    verdict, why = _verdict(agreed, figure, interval, accepted)
    return Judged(
        value=value,
        low=low,
        high=high,
        n=n,
        verdict=verdict,
        why=why,
        allowed=accepted.max_failures if accepted else None,
    )


def _verdict(
    agreed: Agreed, figure: AnyFigure, interval: Interval, accepted: Plan | None
) -> tuple[Verdict | None, Why]:
    if not agreed.goals:
        return None, Why.NO_GOAL
    if interval.n < (agreed.plan.minimum_n or 1):
        return Verdict.NOT_JUDGED, Why.TOO_FEW
    if isinstance(figure, ShareFigure) and len(agreed.goals) == 1:
        return _of_share(agreed, figure, interval, accepted)
    unit = 100 if isinstance(figure, ShareFigure) else 1
    goals = [replace(goal, target=goal.target / unit) for goal in agreed.goals]
    return _held(goals, agreed.plan.rule, interval)


def _held(goals: Sequence[Goal], rule: Rule, interval: Interval) -> tuple[Verdict, Why]:
    """Return the verdict on all bounds: met only when it is for each."""
    census = interval.n == interval.population
    if rule is Rule.POINT or census:
        value = interval.estimate or 0.0
        why = Why.CENSUS if census else Why.NO_MARGIN
        return _all(by_value(goal, value) for goal in goals), why
    low, high = interval.lower, interval.upper
    if low is None or high is None:
        return Verdict.NOT_JUDGED, Why.NO_SPREAD
    if rule is Rule.PLAN:
        return Verdict.NOT_JUDGED, Why.OFF_PLAN
    found = [by_interval(goal, rule, low, high) for goal in goals]
    verdict = _all(each for each, _ in found)
    reasons = {reason.value for each, reason in found if each is verdict}
    return verdict, Why.SHOWN if reasons == {Why.SHOWN} else Why.MARGIN


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    for worst in (Verdict.NOT_MET, Verdict.INCONCLUSIVE):
        if worst in found:
            return worst
    return Verdict.MET


def _of_share(
    agreed: Agreed, figure: ShareFigure, interval: Interval, accepted: Plan | None
) -> tuple[Verdict, Why]:
    plan, (goal,) = agreed.plan, agreed.goals
    n, population = figure.denominator, interval.population
    found = judge_target(
        figure.numerator,
        n,
        goal.target / 100,
        direction=goal.direction,
        operator=goal.operator,
        rule=plan.rule,
        level=float(plan.level),
        population=population,
        plan=accepted,
        method=plan.interval_method,
        minimum=plan.minimum_n or 1,
    )
    return found.verdict, Why(found.reason.value)


def _accepted(
    agreed: Agreed, n: int, rounds: int, population: int | None
) -> Plan | None:
    """Return how many may fail, with the rule that counts failures."""
    plan = agreed.plan
    if plan.rule is not Rule.PLAN or agreed.goal is None:
        return None
    if agreed.comparator not in READS:  # two bounds: no number of failures tells
        return None
    return acceptance_plan(
        (plan.planned_n or n) * rounds,
        allowed_failing(agreed.comparator, agreed.goal),
        float(plan.level),
        population,
    )


def _of_count(agreed: Agreed, value: Decimal, *, complete: bool) -> Judged:
    """Return the verdict on a count: before the end only what cannot turn any more."""
    if not agreed.goals:
        return Judged(value=value)
    by_goal = [(goal, by_value(goal, float(value))) for goal in agreed.goals]
    verdict = _all(each for _, each in by_goal)
    passed = any(g.direction == "decrease" and v is Verdict.NOT_MET for g, v in by_goal)
    risen = all(g.direction == "increase" and v is Verdict.MET for g, v in by_goal)
    if not (complete or passed or risen):
        return Judged(value=value, verdict=Verdict.NOT_JUDGED, why=Why.YEAR_RUNNING)
    return Judged(value=value, verdict=verdict, why=Why.NO_MARGIN)


def _interval(agreed: Agreed, figure: AnyFigure, rounds: int) -> Interval:
    """Return the margin of a figure, in the unit of the KPI except for a share."""
    level = float(agreed.plan.level)
    if isinstance(figure, ShareFigure):
        n = figure.denominator
        size = agreed.population(rounds, n)
        return proportion_interval(
            figure.numerator,
            n,
            level=level,
            method=agreed.plan.interval_method,
            population=size,
        )
    if isinstance(figure, TwoSharesFigure):
        return _points(figure, level)
    if not isinstance(figure, MeanFigure):
        raise TypeError(figure)
    deviation = figure.standard_deviation
    size = agreed.population(rounds, figure.n)
    if deviation is None and figure.n > 1:  # nothing to draw a margin from
        return Interval(
            estimate=float(figure.mean),
            lower=None,
            upper=None,
            level=level,
            method="t",
            n=figure.n,
            population=size,
        )
    return mean_interval(
        mean=float(figure.mean),
        sd=None if deviation is None else float(deviation),
        n=figure.n,
        level=level,
        population=size,
    )


def _points(figure: TwoSharesFigure, level: float) -> Interval:
    one, two = figure.first, figure.second
    found = difference_of_proportions(
        one.numerator, one.denominator, two.numerator, two.denominator, level=level
    )
    return replace(found.times(100), n=min(one.denominator, two.denominator))


def _bounds(
    interval: Interval, value: Decimal
) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends in the unit of the KPI; the value never lies outside of them.

    When everybody took part there is no margin.
    """
    census = interval.n == interval.population
    if census or interval.lower is None or interval.upper is None:
        return None, None
    shares = interval.method not in {"t", "newcombe"}
    unit = _HUNDRED if shares else Decimal(1)
    low = Decimal(str(interval.lower)) * unit
    high = Decimal(str(interval.upper)) * unit
    return min(low, value), max(high, value)
