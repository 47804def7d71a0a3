"""Before the data: which counts will be called met, and with what chance."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from kpikit.statistics.chances import binomial, hypergeometric
from kpikit.statistics.errors import share, whole
from kpikit.statistics.interval import Method, normal_quantile
from kpikit.statistics.judging import judge_target
from kpikit.statistics.lqas import Plan
from kpikit.statistics.rules import Direction, Goal, Operator, Rule, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTable:
    """Which counts out of n are called met and which not met.

    For an increase: met when x >= `met_from`, not met when x <= `not_met_up_to`. For a
    decrease, read downwards: met when x <= `met_from`, not met when x >=
    `not_met_up_to`. In between it cannot be told.

    Attributes:
        n: valid answers.
        direction: whether more or less is better.
        met_from: the first count that is met; None if none is.
        not_met_up_to: the last count that is not met; None if none is.
    """

    n: int
    direction: Direction
    met_from: int | None
    not_met_up_to: int | None

    @property
    def met(self) -> range:
        """The counts that are called met."""
        return self._range(self.met_from, up=self.direction == "increase")

    @property
    def not_met(self) -> range:
        """The counts that are called not met."""
        return self._range(self.not_met_up_to, up=self.direction != "increase")

    def _range(self, end: int | None, *, up: bool) -> range:
        """Return the counts from an end to n or to 0."""
        if end is None:
            return range(0)
        return range(end, self.n + 1) if up else range(end + 1)


def decision_table(  # noqa: PLR0913 - the same choices as in judge_target
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
) -> DecisionTable:
    """Return the counts that `judge_target` would call met and not met, for n answers.

    Every rule is monotone in the count, so both ends are found by halving.

    Raises:
        StatisticsInputError: what `judge_target` raises.
    """

    def verdict(good: int) -> Verdict:
        return judge_target(
            good if direction == "increase" else n - good,
            n,
            target,
            direction=direction,
            operator=operator,
            rule=rule,
            level=level,
            population=population,
            plan=plan,
            method=method,
        ).verdict

    met = not_met = None
    if verdict(0) is not Verdict.NOT_JUDGED:
        first = _first(n, lambda good: verdict(good) is Verdict.MET)
        last = _first(n, lambda good: verdict(good) is not Verdict.NOT_MET) - 1
        met = first if first <= n else None
        not_met = last if last >= 0 else None
    if direction == "decrease":
        met = None if met is None else n - met
        not_met = None if not_met is None else n - not_met
    return DecisionTable(n=n, direction=direction, met_from=met, not_met_up_to=not_met)


def verdict_probabilities(  # noqa: PLR0913 - the same choices as in judge_target
    n: int,
    target: float,
    truth: float,
    *,
    direction: Direction = "increase",
    operator: Operator = ">=",
    rule: Rule = Rule.CONFIRM,
    level: float = 0.95,
    population: int | None = None,
    plan: Plan | None = None,
    method: Method = "wilson",
) -> dict[Verdict, float]:
    """Return the chance of each verdict if the true share is `truth`.

    Binomial; hypergeometric for a population, in which the true share is rounded to a
    whole number of people.

    Raises:
        StatisticsInputError: `truth`, and what `judge_target` raises.
    """
    share(truth, "truth")
    table = decision_table(
        n,
        target,
        direction=direction,
        operator=operator,
        rule=rule,
        level=level,
        population=population,
        plan=plan,
        method=method,
    )
    if n == 0 or (plan is not None and plan.n != n):
        return dict.fromkeys(Verdict, 0.0) | {Verdict.NOT_JUDGED: 1.0}
    chances = binomial(n, truth)
    if population is not None:
        chances = hypergeometric(population, round(population * truth), n)
    met = math.fsum(chances[x] for x in table.met)
    not_met = math.fsum(chances[x] for x in table.not_met)
    return {
        Verdict.MET: met,
        Verdict.NOT_MET: not_met,
        Verdict.INCONCLUSIVE: max(0.0, 1 - met - not_met),
        Verdict.NOT_JUDGED: 0.0,
    }


def smallest_n_for_met(
    target: float,
    level: float = 0.95,
    *,
    direction: Direction = "increase",
    operator: Operator = ">=",
    method: Method = "wilson",
) -> int | None:
    """Return the fewest answers with which the target can be shown as met.

    All of them good, the near end of Wilson's interval is n / (n + z^2), so that n >=
    z^2 t / (1 - t); that of the exact one is ((1 - level) / 2)^(1 / n), from P(X = n)
    (Clopper and Pearson 1934, 10.1093/biomet/26.4.404). None when no sample can show
    it (at least 100 %).

    Raises:
        StatisticsInputError: `target`, `level`, `direction`, `operator`.
    """
    goal = Goal(share(target, "target"), direction, operator)
    z2, tail = normal_quantile(level) ** 2, (1 - level) / 2
    distance = target if direction == "increase" else 1 - target
    exact = method == "exact"
    if distance == 1:
        return None

    def shows(n: int) -> bool:
        near = tail ** (1 / n) if exact else n / (n + z2)
        return goal.reached_by(near if direction == "increase" else 1 - near)

    if exact:
        start = math.log(tail) / math.log(distance) if distance else 1
    else:
        start = z2 * distance / (1 - distance)
    n = max(1, math.floor(start))
    while not shows(n):
        n += 1
    return n


def _first(n: int, holds: Callable[[int], bool]) -> int:
    """Return the first of 0..n for which a monotone statement holds, else n + 1."""
    low, high = 0, whole(n) + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
