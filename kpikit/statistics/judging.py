"""A share or a mean held against its target by the agreed rule."""

from dataclasses import dataclass

from kpikit.statistics.errors import StatisticsInputError, require, share, whole
from kpikit.statistics.interval import Interval, Method
from kpikit.statistics.intervals import proportion_interval
from kpikit.statistics.lqas import Plan
from kpikit.statistics.rules import (
    Direction,
    Goal,
    Operator,
    Reason,
    Rule,
    Verdict,
    by_interval,
    by_value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetVerdict:
    """What a result says about a target, with all that it was judged on.

    Attributes:
        verdict: met, not met, cannot be told, or not judged.
        interval: the value with its interval; None when the count is hidden.
        target: the value to reach.
        operator: whether the target itself is enough.
        direction: whether more or less is better.
        rule: the agreed rule.
        reason: why, as a code.
    """

    verdict: Verdict
    interval: Interval | None
    target: float
    operator: Operator
    direction: Direction
    rule: Rule
    reason: Reason


def judge_target(  # noqa: PLR0913 - what the agreement fixes, named one by one
    x: int | None,
    n: int,
    target: float,
    *,
    direction: Direction = "increase",
    operator: Operator = ">=",
    rule: Rule = Rule.CONFIRM,
    level: float = 0.95,
    population: int | None = None,
    plan: Plan | None = None,
    method: Method = "wilson",
    minimum: int = 1,
) -> TargetVerdict:
    """Judge x of n against a target share, by the rule that was agreed.

    Args:
        x: successes; None when the count is hidden: not judged.
        n: valid answers.
        target: share to reach, 0-1.
        direction: `increase`, or `decrease` when less is better.
        operator: `>=`, or `>` when the target itself is not enough.
        rule: how the result is held against the target.
        level: of the two-sided interval; 0.95 leaves 2.5 % on either side.
        population: its size, when these patients are the question.
        method: the interval, `wilson` or `exact`.
        plan: the acceptance plan, with rule `plan`.
        minimum: fewer answers than this are not judged.

    Raises:
        StatisticsInputError: `target`, `direction`, `operator`, `rule`, `plan`, and
            what `proportion_interval` raises.
    """
    goal = Goal(share(target, "target"), direction, operator)
    require((rule == Rule.PLAN) == (plan is not None), "plan")
    if x is None:
        return _verdict(Verdict.NOT_JUDGED, Reason.SUPPRESSED, None, goal, rule)
    interval = proportion_interval(
        x, n, level=level, method=method, population=population
    )
    if n < max(1, whole(minimum)):
        verdict, reason = Verdict.NOT_JUDGED, Reason.TOO_FEW
    elif plan is not None:
        verdict, reason = _by_plan(x if direction == "decrease" else n - x, n, plan)
    else:
        verdict, reason = _by_rule(goal, rule, interval)
    if reason is Reason.MARGIN and not _can_be_met(goal, interval, method):
        reason = Reason.CANNOT_BE_MET
    return _verdict(verdict, reason, interval, goal, rule)


def judge_mean(
    interval: Interval,
    target: float,
    *,
    direction: Direction = "increase",
    operator: Operator = ">=",
    rule: Rule = Rule.CONFIRM,
    minimum: int = 1,
) -> TargetVerdict:
    """Judge a mean with its two-sided interval against a target, in the same unit.

    One observation has no interval and is not judged, except by its value.

    Raises:
        StatisticsInputError: `target`, `direction`, `operator`, or `rule` (a mean has
            no failures to count by a plan).
    """
    goal = Goal(target, direction, operator)
    require(rule != Rule.PLAN, "rule")
    verdict, reason = Verdict.NOT_JUDGED, Reason.TOO_FEW
    if interval.n >= max(1, whole(minimum)):
        verdict, reason = _by_rule(goal, rule, interval)
    return _verdict(verdict, reason, interval, goal, rule)


def _can_be_met(goal: Goal, interval: Interval, method: Method) -> bool:
    """Say whether as many answers, all of them good, would show the goal as met."""
    best = interval.n if goal.direction == "increase" else 0
    found = proportion_interval(
        best,
        interval.n,
        level=interval.level,
        method=method,
        population=interval.population,
    )
    worst = found.lower if goal.direction == "increase" else found.upper
    return worst is not None and goal.reached_by(worst)


def _by_rule(goal: Goal, rule: Rule, interval: Interval) -> tuple[Verdict, Reason]:
    """Return the verdict of any rule but the plan on a value with its interval."""
    value, low, high = interval.estimate, interval.lower, interval.upper
    if value is None or (rule != Rule.POINT and (low is None or high is None)):
        return Verdict.NOT_JUDGED, Reason.TOO_FEW
    if interval.population is not None and interval.n == interval.population:
        return by_value(goal, value), Reason.CENSUS
    if rule == Rule.POINT:
        return by_value(goal, value), Reason.NO_MARGIN
    if low is None or high is None:
        raise StatisticsInputError("side")
    return by_interval(goal, rule, low, high)


def _by_plan(failures: int, n: int, plan: Plan) -> tuple[Verdict, Reason]:
    """Return the verdict of an acceptance plan: its n was fixed beforehand."""
    if n != plan.n:
        return Verdict.NOT_JUDGED, (Reason.TOO_FEW if n < plan.n else Reason.OFF_PLAN)
    accepted = failures <= plan.max_failures
    return (Verdict.MET if accepted else Verdict.NOT_MET), Reason.SHOWN


def _verdict(
    verdict: Verdict, reason: Reason, interval: Interval | None, goal: Goal, rule: Rule
) -> TargetVerdict:
    """Return the verdict with all that it was judged on."""
    return TargetVerdict(
        verdict=verdict,
        interval=interval,
        target=goal.target,
        operator=goal.operator,
        direction=goal.direction,
        rule=rule,
        reason=reason,
    )
