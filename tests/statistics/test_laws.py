"""Laws that hold for all inputs: mirror, nesting, limits of N, order, shift, direction."""

import math
import random
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpikit.statistics.chart import Direction
from kpikit.statistics.compare import FunnelUnit, Unit, funnel
from kpikit.statistics.intervals import (
    Interval,
    difference_of_means,
    difference_of_proportions,
    finite_count_interval,
    mean_interval,
    proportion_interval,
)
from kpikit.statistics.sampling import draw_sample, sample_size_proportion
from kpikit.statistics.spc import Kind, Point, p_chart, run_analysis, xmr_chart
from kpikit.statistics.verdicts import (
    Operator,
    Rule,
    Verdict,
    decision_table,
    judge_target,
    verdict_probabilities,
)
from tests.statistics.reference import near

LAWS = settings(max_examples=60, deadline=None, derandomize=True)

Method = Literal["wilson", "exact"]
METHODS = st.sampled_from(("wilson", "exact"))
LEVELS = st.sampled_from((0.8, 0.9, 0.95, 0.99))
SAMPLES = st.integers(1, 400).flatmap(
    lambda n: st.tuples(st.integers(0, n), st.just(n))
)
SHARES = st.integers(0, 100).map(lambda percent: percent / 100)
SCORES = st.integers(0, 1000).map(lambda tenth: tenth / 10)
SERIES = st.lists(st.one_of(st.none(), SCORES), max_size=40)
START = date(2024, 1, 1)
WAYS: tuple[Direction, ...] = ("increase", "decrease", "neutral")


def periods(values: list[float | None]) -> list[Point]:
    return [
        Point(date=START + timedelta(weeks=i), value=value)
        for i, value in enumerate(values)
    ]


def ends(interval: Interval) -> tuple[float, float]:
    """Return both ends of an interval that has them."""
    assert interval.lower is not None
    assert interval.upper is not None
    return interval.lower, interval.upper


@LAWS
@given(SAMPLES, LEVELS, METHODS)
def test_failures_are_the_mirror_of_successes(
    sample: tuple[int, int], level: float, method: Method
) -> None:
    """The interval of the failures is one minus that of the successes."""
    x, n = sample
    low, high = ends(proportion_interval(x, n, level=level, method=method))
    low_f, high_f = ends(proportion_interval(n - x, n, level=level, method=method))
    assert near(low, 1 - high_f)
    assert near(high, 1 - low_f)


@LAWS
@given(SAMPLES, METHODS, st.sampled_from((None, 400, 401, 1000)))
def test_more_certainty_is_never_narrower(
    sample: tuple[int, int], method: Method, population: int | None
) -> None:
    """Each interval lies within the one of a higher level, and holds the estimate."""
    x, n = sample
    found = [
        ends(
            proportion_interval(x, n, level=level, method=method, population=population)
        )
        for level in (0.8, 0.9, 0.95, 0.99)
    ]
    for inner, outer in pairwise(found):
        assert outer[0] <= inner[0] <= x / n + 1e-12
        assert x / n - 1e-12 <= inner[1] <= outer[1]
    assert 0 <= found[-1][0]
    assert found[-1][1] <= 1


@LAWS
@given(SAMPLES, LEVELS)
def test_a_huge_population_is_as_good_as_none(
    sample: tuple[int, int], level: float
) -> None:
    """The exact interval tends to Clopper-Pearson, Wilson to n - 1 observations."""
    x, n = sample
    huge = 10**9
    low, high = ends(proportion_interval(x, n, level=level, method="exact"))
    first, last = finite_count_interval(x, n, huge, level=level)
    assert math.isclose(low, first / huge, abs_tol=1e-5)
    assert math.isclose(high, last / huge, abs_tol=1e-5)
    if 0 < x < n:
        low, high = ends(proportion_interval(x, n, level=level, vif=n / (n - 1)))
        low_f, high_f = ends(proportion_interval(x, n, level=level, population=huge))
        assert math.isclose(low, low_f, abs_tol=1e-6)
        assert math.isclose(high, high_f, abs_tol=1e-6)


@LAWS
@given(st.integers(1, 99), st.integers(1, 30))
def test_a_huge_population_asks_for_as_many_answers(share: int, margin: int) -> None:
    """The size of the sample tends to the one without a population."""
    asked = share / 100, margin / 100
    plain = sample_size_proportion(*asked)
    huge = sample_size_proportion(*asked, population=10**12)
    assert plain.after_fpc == huge.after_fpc
    small = sample_size_proportion(*asked, population=100)
    assert small.after_fpc <= min(100, plain.after_fpc)


@LAWS
@given(st.integers(1, 60), st.integers(0, 60), LEVELS)
def test_finite_intervals_are_what_their_definition_says(
    n: int, extra: int, level: float
) -> None:
    """The ends are the first and last count under which the sample is not too odd."""
    size = n + extra
    x = n // 3
    alpha = (1 - level) / 2

    def tail(marked: int, counts: range) -> float:
        ways = sum(
            math.comb(marked, k) * math.comb(size - marked, n - k)
            for k in counts
            if k <= marked
        )
        return ways / math.comb(size, n)

    low = min(m for m in range(size + 1) if tail(m, range(x, n + 1)) > alpha + 1e-12)
    high = max(m for m in range(size + 1) if tail(m, range(x + 1)) > alpha + 1e-12)
    assert (low, high) == finite_count_interval(x, n, size, level=level)


@LAWS
@given(SAMPLES, SAMPLES, LEVELS)
def test_the_difference_turns_with_the_waves(
    one: tuple[int, int], two: tuple[int, int], level: float
) -> None:
    """Exchanging the waves changes the sign and nothing else."""
    low, high = ends(difference_of_proportions(*one, *two, level=level))
    back = ends(difference_of_proportions(*two, *one, level=level))
    assert near(low, -back[1])
    assert near(high, -back[0])


@LAWS
@given(
    st.lists(SCORES, min_size=2, max_size=20),
    st.lists(SCORES, min_size=2, max_size=20),
    st.integers(-50, 50),
)
def test_a_constant_shifts_a_mean_and_no_difference(
    a: list[float], b: list[float], constant: int
) -> None:
    """Adding a constant moves the interval of a mean; differences do not notice."""
    low, high = ends(mean_interval(a))
    moved = ends(mean_interval([value + constant for value in a]))
    assert math.isclose(low + constant, moved[0], abs_tol=1e-8)
    assert math.isclose(high + constant, moved[1], abs_tol=1e-8)
    plain = ends(difference_of_means(a, b))
    shifted = ends(
        difference_of_means([v + constant for v in a], [v + constant for v in b])
    )
    assert math.isclose(plain[0], shifted[0], abs_tol=1e-8)
    assert math.isclose(plain[1], shifted[1], abs_tol=1e-8)


@LAWS
@given(
    st.integers(0, 120),
    SHARES,
    st.sampled_from((Rule.CONFIRM, Rule.BENEFIT_OF_DOUBT, Rule.PROOF, Rule.POINT)),
    st.sampled_from((">=", ">")),
    st.sampled_from((None, 120, 150)),
    METHODS,
)
def test_the_table_says_what_the_judge_says(
    n: int,
    target: float,
    rule: Rule,
    operator: Operator,
    population: int | None,
    method: Method,
) -> None:
    """Every count gets from the decision table the verdict that it would get."""
    ways: tuple[Literal["increase", "decrease"], ...] = ("increase", "decrease")
    for way in ways:
        found = decision_table(
            n,
            target,
            direction=way,
            operator=operator,
            rule=rule,
            population=population,
            method=method,
        )
        verdicts = [
            judge_target(
                x,
                n,
                target,
                direction=way,
                operator=operator,
                rule=rule,
                population=population,
                method=method,
            ).verdict
            for x in range(n + 1)
        ]
        met = [x for x, verdict in enumerate(verdicts) if verdict is Verdict.MET]
        not_met = [x for x, v in enumerate(verdicts) if v is Verdict.NOT_MET]
        assert met == list(found.met)
        assert not_met == list(found.not_met)


@LAWS
@given(SAMPLES, SHARES, st.sampled_from(tuple(Rule)[:3]))
def test_less_is_better_mirrors_more_is_better(
    sample: tuple[int, int], target: float, rule: Rule
) -> None:
    """Fewer successes judged for a decrease are more failures for an increase."""
    x, n = sample
    more = judge_target(x, n, target, rule=rule)
    less = judge_target(n - x, n, 1 - target, rule=rule, direction="decrease")
    assert more.verdict is less.verdict
    assert more.reason is less.reason


@LAWS
@given(st.integers(0, 200), SHARES, SHARES, st.sampled_from((None, 200)))
def test_chances_of_verdicts_add_up(
    n: int, target: float, truth: float, population: int | None
) -> None:
    """One of the verdicts is given, whatever the truth."""
    found = verdict_probabilities(n, target, truth, population=population)
    assert set(Verdict) == set(found)
    assert near(1.0, math.fsum(found.values()))
    assert all(chance >= 0 for chance in found.values())


@LAWS
@given(SERIES, st.integers(-500, 500), st.booleans())
def test_a_constant_shifts_a_chart_and_nothing_else(
    values: list[float | None], constant: int, screen: bool
) -> None:
    """Adding a whole number to tenths moves the lines; every mark stays.

    Values are compared in tenths, as whole numbers, so that floating point adds none.
    """
    tenths = [None if v is None else float(round(v * 10)) for v in values]
    moved = [None if v is None else v + constant for v in tenths]
    one = xmr_chart(periods(tenths), direction="increase", screen=screen)
    two = xmr_chart(periods(moved), direction="increase", screen=screen)
    assert [p.flags for p in one.points] == [p.flags for p in two.points]
    assert one.variation is two.variation
    for a, b in zip(one.points, two.points, strict=True):
        for x, y in ((a.centre, b.centre), (a.lower, b.lower), (a.upper, b.upper)):
            assert (x is None) == (y is None)
            if x is not None and y is not None:
                assert math.isclose(x + constant, y, abs_tol=1e-7)


@LAWS
@given(SERIES, SCORES)
def test_turning_the_direction_turns_the_meaning(
    values: list[float | None], target: float
) -> None:
    """What improves when more is better, worsens when less is; neutral has neither."""
    charts = {
        way: xmr_chart(periods(values), direction=way, target=target) for way in WAYS
    }
    turned = {"improvement": "concern", "concern": "improvement"}
    for up, down, none in zip(*(charts[way].points for way in WAYS), strict=True):
        assert up.flags == down.flags == none.flags
        if up.kind is Kind.COMMON_CAUSE:
            assert up.kind is down.kind is none.kind
            continue
        word, height = up.kind.value.split("_")
        assert f"{turned[word]}_{height}" == down.kind
        assert f"neutral_{height}" == none.kind
    swapped = {"pass": "fail", "fail": "pass"}
    up_says, down_says = charts["increase"].assurance, charts["decrease"].assurance
    assert (up_says and swapped.get(up_says, up_says)) == down_says
    assert charts["neutral"].assurance is None


@LAWS
@given(SERIES, st.randoms(use_true_random=False))
def test_the_order_in_which_periods_come_does_not_matter(
    values: list[float | None], rng: random.Random
) -> None:
    """A chart is drawn by date, whatever the order of the rows."""
    points = periods(values)
    mixed = sorted(points, key=lambda _: rng.random())
    assert xmr_chart(points, direction="increase") == xmr_chart(
        mixed, direction="increase"
    )


@LAWS
@given(SERIES)
def test_upside_down_has_the_same_runs(values: list[float | None]) -> None:
    """Turning a series upside down, or round, changes neither runs nor signal."""
    found = run_analysis(values)
    flipped = [None if v is None else 1000 - v for v in values]
    assert found == run_analysis(list(reversed(values)))
    assert found.n_useful == run_analysis(flipped).n_useful
    assert found.longest == run_analysis(flipped).longest


@LAWS
@given(
    st.lists(SAMPLES, max_size=12),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_the_order_of_institutions_does_not_matter(
    samples: list[tuple[int, int]], wide: bool, rng: random.Random
) -> None:
    """Each institution gets the same place in the funnel in whatever order they come."""
    units = [Unit(name=str(i), x=x, n=n) for i, (x, n) in enumerate(samples)]
    mixed = sorted(units, key=lambda _: rng.random())
    found = {u.name: u for u in funnel(units, overdispersion=wide).units}
    for other in funnel(mixed, overdispersion=wide).units:
        assert same_place(found[other.name], other)


def same_place(one: FunnelUnit, two: FunnelUnit) -> bool:
    """Say whether two units have the same limits, to nine digits, and place."""
    return one.position is two.position and all(
        near(getattr(one, name), getattr(two, name))
        for name in ("share", "lower_95", "upper_95", "lower_998", "upper_998")
    )


@LAWS
@given(st.sets(st.integers(0, 10_000), max_size=60), st.integers(0, 70), st.text())
def test_a_draw_can_be_repeated_from_the_seed(ids: set[int], n: int, seed: str) -> None:
    """The order of the list does not matter, and more includes fewer."""
    drawn = draw_sample(sorted(ids), n, seed)
    assert drawn == draw_sample(sorted(ids, reverse=True), n, seed)
    assert min(n, len(ids)) == len(set(drawn))
    assert drawn == draw_sample(ids, n + 5, seed)[:n]


@pytest.mark.parametrize("values", [[], [None], [None] * 30, [5.0], [5.0] * 30])
def test_charts_are_total(values: list[float | None]) -> None:
    """Nothing, one value, only gaps and only equal values give a chart with no mark."""
    for target in (None, 4.0):
        chart = xmr_chart(periods(values), direction="increase", target=target)
        assert len(values) == len(chart.points)
        assert Kind.COMMON_CAUSE is chart.variation
        assert {None} >= {point.lower for point in chart.points}
    shares = [
        Point(date=START + timedelta(i), numerator=0, denominator=0)
        for i in range(len(values))
    ]
    for prime in (False, True):
        chart = p_chart(shares, direction="decrease", target=0.5, prime=prime)
        assert Kind.COMMON_CAUSE is chart.variation
    assert run_analysis(values).signal is False


@pytest.mark.parametrize("n", [0, 1])
@pytest.mark.parametrize("population", [None, 1, 7])
def test_judging_is_total(n: int, population: int | None) -> None:
    """No answer is not judged; one answer never shows anything but in a census."""
    for rule in (Rule.CONFIRM, Rule.BENEFIT_OF_DOUBT, Rule.PROOF, Rule.POINT):
        for x in range(n + 1):
            found = judge_target(x, n, 0.75, rule=rule, population=population)
            expected = {Verdict.NOT_JUDGED} if not n else set(Verdict)
            assert found.verdict in expected
    interval = proportion_interval(0, n, population=population)
    assert (interval.estimate is None) == (n == 0)
    assert mean_interval([4.0] * n).lower is None
    assert difference_of_proportions(0, n, 0, 0).estimate is None
    assert difference_of_means([4.0] * n, []).lower is None
