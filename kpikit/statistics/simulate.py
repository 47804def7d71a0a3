"""How often the rules err; run it with `python -m kpikit.statistics.simulate`."""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import product

from kpikit.statistics.chances import binomial
from kpikit.statistics.chart import Kind, Point
from kpikit.statistics.interval import Method
from kpikit.statistics.judging import TargetVerdict, judge_mean, judge_target
from kpikit.statistics.lqas import lqas_plan
from kpikit.statistics.means import mean_interval
from kpikit.statistics.rules import Operator, Rule, Verdict
from kpikit.statistics.xmr import xmr_chart

SEED = 20_260_101
DRAWS = 20_000
SIZES = (12, 20, 30, 50, 100, 200)
TARGETS = (0.60, 0.75, 0.90)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRate:
    """How often one rule errs one way, over all situations that were simulated.

    Attributes:
        rule: the rule, with its method.
        error: what goes wrong.
        nominal: what the rule promises at most; None when it promises nothing.
        mean: rate over all situations.
        worst: rate in the worst situation.
        where: that situation.
    """

    rule: str
    error: str
    nominal: float | None
    mean: float
    worst: float
    where: str


def error_rates(draws: int = DRAWS, seed: int = SEED) -> Iterator[ErrorRate]:
    """Yield the error rates of every rule where it is hardest: truth on the target.

    False met: the truth is the target and the agreement says MORE than the target.
    False not met: the truth is the target and the agreement says AT LEAST the target.
    """
    methods: tuple[Method, ...] = ("wilson", "exact")
    for rule in (Rule.CONFIRM, Rule.BENEFIT_OF_DOUBT, Rule.PROOF):
        for method in methods:
            yield from _interval_rule(rule, method, draws, seed)
    yield from _interval_rule(Rule.POINT, "wilson", draws, seed)
    yield from _plan_rule(draws, seed)
    yield from _mean_rule(draws // 5, seed)


def _interval_rule(
    rule: Rule, method: Method, draws: int, seed: int
) -> Iterator[ErrorRate]:
    """Yield both error rates of a rule that looks at an interval or a value."""
    sides: tuple[tuple[Verdict, Operator, Rule], ...] = (
        (Verdict.MET, ">", Rule.BENEFIT_OF_DOUBT),
        (Verdict.NOT_MET, ">=", Rule.PROOF),
    )
    for verdict, operator, gives in sides:
        found = {}
        for n, target in product(SIZES, TARGETS):
            says = partial(
                judge_target,
                n=n,
                target=target,
                operator=operator,
                rule=rule,
                method=method,
            )
            where = f"n = {n}, target {target:.0%}"
            found[where] = _rate(says, verdict, n, target, draws, seed)
        promised = None if rule in {gives, Rule.POINT} else 0.025
        name = rule.value if rule is Rule.POINT else f"{rule.value}, {method}"
        yield _summary(name, f"false {verdict.value}", promised, found)


def _plan_rule(draws: int, seed: int) -> Iterator[ErrorRate]:
    """Yield both error rates of acceptance plans, at the levels they were made for."""
    met: dict[str, float] = {}
    not_met: dict[str, float] = {}
    for high, low in ((0.75, 0.55), (0.90, 0.70), (0.95, 0.80)):
        plan = lqas_plan(high, low)
        if plan is not None:
            says = partial(
                judge_target, n=plan.n, target=high, rule=Rule.PLAN, plan=plan
            )
            where = f"{high:.0%} against {low:.0%}"
            met[where] = _rate(says, Verdict.MET, plan.n, low, draws, seed)
            not_met[where] = _rate(says, Verdict.NOT_MET, plan.n, high, draws, seed)
    yield _summary("plan", "false met", 0.05, met)
    yield _summary("plan", "false not_met", 0.05, not_met)


def _mean_rule(draws: int, seed: int) -> Iterator[ErrorRate]:
    """Yield the error rates of means of normal scores around the target."""
    rng = random.Random(seed)  # noqa: S311 - a simulation, no secret
    found: dict[Verdict, dict[str, float]] = {Verdict.MET: {}, Verdict.NOT_MET: {}}
    for n in (12, 30):
        counts = dict.fromkeys(Verdict, 0)
        for _ in range(draws):
            scores = [rng.gauss(70, 15) for _ in range(n)]
            counts[judge_mean(mean_interval(scores), 70).verdict] += 1
        for verdict, rates in found.items():
            rates[f"n = {n}"] = counts[verdict] / draws
    for verdict, rates in found.items():
        yield _summary("confirm, mean", f"false {verdict.value}", 0.025, rates)


def false_signals(draws: int = 2_000, seed: int = SEED) -> dict[str, float]:
    """Return how often a chart of 24 stable periods says that something happened."""
    rng = random.Random(seed)  # noqa: S311 - a simulation, no secret
    start = date(2024, 1, 1)
    found = dict.fromkeys(("any flag", "icon of the last point", "run analysis"), 0)
    for _ in range(draws):
        points = [
            Point(date=start + timedelta(weeks=i), value=rng.gauss(70, 5))
            for i in range(24)
        ]
        chart = xmr_chart(points, direction="increase")
        found["any flag"] += any(point.flags for point in chart.points)
        found["icon of the last point"] += chart.variation is not Kind.COMMON_CAUSE
        found["run analysis"] += chart.segments[-1].runs.signal
    return {name: count / draws for name, count in found.items()}


def _rate(
    says: Callable[[int], TargetVerdict],
    verdict: Verdict,
    n: int,
    truth: float,
    draws: int,
    seed: int,
) -> float:
    """Return how often simulated samples of n get a verdict."""
    rng = random.Random(f"{seed}/{n}/{truth}")  # noqa: S311 - a simulation, no secret
    counts = Counter(rng.choices(range(n + 1), weights=binomial(n, truth), k=draws))
    hits = sum(times for x, times in counts.items() if says(x).verdict is verdict)
    return hits / draws


def _summary(
    rule: str, error: str, nominal: float | None, found: dict[str, float]
) -> ErrorRate:
    """Return the mean and the worst of some rates."""
    where = max(found, key=lambda name: found[name])
    return ErrorRate(
        rule=rule,
        error=error,
        nominal=nominal,
        mean=sum(found.values()) / len(found),
        worst=found[where],
        where=where,
    )


def report(draws: int = DRAWS, seed: int = SEED) -> str:
    """Return both tables, as they stand in the documentation."""
    lines = [
        "| rule | error | promised | mean | worst | where |",
        "|---|---|---|---|---|---|",
    ]
    for rate in error_rates(draws, seed):
        promised = "-" if rate.nominal is None else f"{rate.nominal:.1%}"
        lines.append(
            f"| {rate.rule} | {rate.error} | {promised} | {rate.mean:.1%}"
            f" | {rate.worst:.1%} | {rate.where} |"
        )
    lines += ["", "| stable chart of 24 periods says | share |", "|---|---|"]
    lines += [f"| {name} | {share:.1%} |" for name, share in false_signals().items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(report())
