"""Results held against goals: by the agreed rule, with the agreed margin."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.ambition import Comparator
from kpikit.domain.finding.agreed import Agreed, agreed_on
from kpikit.domain.finding.judging import Judged, Why, judge
from kpikit.domain.kpi import Direction, MeasuredKpi, StatisticKind, Unit
from kpikit.domain.measurement import Margin
from kpikit.domain.result.figure import AnyFigure, LevelFigure, TwoSharesFigure
from kpikit.statistics.rules import Rule, Verdict
from tests.domain.finding.measured import (
    YEAR,
    agreement,
    count,
    kpi,
    mean,
    share,
)


def agreed(measured: MeasuredKpi | None = None, **changes: object) -> Agreed:
    dossier = agreement(measured, **changes)  # type: ignore[arg-type]
    return agreed_on(dossier, dossier.kpis[0], YEAR)


def verdict(figure: AnyFigure, rounds: int = 1, **changes: object) -> Judged:
    return judge(agreed(**changes), figure, rounds)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("x", "n", "expected", "why"),
    [
        (52, 60, Verdict.MET, Why.SHOWN),
        (51, 60, Verdict.INCONCLUSIVE, Why.MARGIN),
        (39, 60, Verdict.INCONCLUSIVE, Why.MARGIN),
        (38, 60, Verdict.NOT_MET, Why.SHOWN),
        (24, 24, Verdict.NOT_JUDGED, Why.TOO_FEW),
        (0, 0, None, Why.NO_CASES),
    ],
)
def test_a_share_against_more_than_75(
    x: int, n: int, expected: Verdict | None, why: Why
) -> None:
    """With 60 answers and more than 75%: 52 is met, 38 is not met."""
    found = verdict(share(x, n))
    assert (expected, why) == (found.verdict, found.why)


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        (52, Verdict.MET),
        (51, Verdict.INCONCLUSIVE),
        (38, Verdict.INCONCLUSIVE),
        (37, Verdict.NOT_MET),
    ],
)
def test_the_exact_margin_is_stricter(x: int, expected: Verdict) -> None:
    """Of 60 at 75%: P(X >= 52) and P(X <= 37) are under 2.5%, one answer nearer not."""
    found = verdict(share(x, 60), margin=Margin.EXACT)
    assert found.verdict is expected
    assert found.low is not None
    assert found.high is not None
    assert found.low < Decimal(x * 100) / 60 < found.high


def test_failures_are_not_counted_against_two_bounds() -> None:
    """Between two bounds no number of failures tells: it cannot be judged so."""
    made = agreed(comparator=Comparator.BETWEEN, floor=Decimal(60), rule=Rule.PLAN)
    found = judge(made, share(45, 60))
    assert (Verdict.NOT_JUDGED, Why.OFF_PLAN) == (found.verdict, found.why)
    assert found.allowed is None


def test_exactly_at_the_goal_is_not_more_than_it() -> None:
    """75 of 100, everybody counted: at least 75 is met, more than 75 is not."""
    for comparator, expected in (
        (Comparator.AT_LEAST, Verdict.MET),
        (Comparator.MORE_THAN, Verdict.NOT_MET),
    ):
        made = agreed(comparator=comparator, rule=Rule.POINT, population=100)
        assert expected is judge(made, share(75, 100)).verdict


def test_when_everybody_took_part_there_is_no_margin() -> None:
    """The whole population answered: the share is what it is."""
    found = verdict(share(46, 60), population=60)
    assert (None, None) == (found.low, found.high)
    assert (Verdict.MET, Why.CENSUS) == (found.verdict, found.why)


def test_a_small_population_narrows_the_margin() -> None:
    """Out of 70 eligible, 60 answers say more than 60 out of many."""
    many, few = verdict(share(45, 60)), verdict(share(45, 60), population=70)
    assert many.low is not None
    assert few.low is not None
    assert few.low > many.low
    wrong = verdict(share(45, 60), population=50)  # more answered than there were
    assert wrong == many


@pytest.mark.parametrize(
    ("failures", "n", "expected", "why"),
    [
        (18, 60, Verdict.MET, Why.SHOWN),
        (25, 60, Verdict.NOT_MET, Why.SHOWN),
        (5, 59, Verdict.NOT_JUDGED, Why.TOO_FEW),
        (5, 61, Verdict.NOT_JUDGED, Why.OFF_PLAN),
    ],
)
def test_counting_failures_needs_the_planned_number(
    failures: int, n: int, expected: Verdict, why: Why
) -> None:
    """An acceptance plan is for exactly the number that was agreed."""
    figure = share(n - failures, n)
    found = verdict(figure, rule=Rule.PLAN, comparator=Comparator.AT_LEAST)
    assert (expected, why) == (found.verdict, found.why)


@pytest.mark.parametrize(
    ("x", "expected"),
    [(50, Verdict.MET), (80, Verdict.NOT_MET), (60, Verdict.INCONCLUSIVE)],
)
def test_between_two_bounds(x: int, expected: Verdict) -> None:
    """Met when the whole margin lies within both, not met when it misses one."""
    found = verdict(
        share(x, 100),
        measured=kpi(direction=Direction.NONE),
        comparator=Comparator.BETWEEN,
        floor=Decimal(35),
        goal=Decimal(65),
    )
    assert expected is found.verdict


@pytest.mark.parametrize(
    ("value", "deviation", "expected", "why"),
    [
        ("80", "10", Verdict.MET, Why.SHOWN),
        ("75.5", "10", Verdict.INCONCLUSIVE, Why.MARGIN),
        ("70", "10", Verdict.NOT_MET, Why.SHOWN),
        ("80", None, Verdict.NOT_JUDGED, Why.NO_SPREAD),
    ],
)
def test_a_mean(value: str, deviation: str | None, expected: Verdict, why: Why) -> None:
    """By its t interval; without a spread there is no margin and no judgement."""
    points = kpi(StatisticKind.MEAN, Unit.POINTS)
    found = verdict(mean(value, deviation, 60), measured=points)
    assert (expected, why) == (found.verdict, found.why)


@pytest.mark.parametrize(
    ("direction", "comparator", "number", "complete", "expected"),
    [
        (Direction.HIGHER, Comparator.AT_LEAST, 40, False, Verdict.MET),
        (Direction.HIGHER, Comparator.AT_LEAST, 39, False, Verdict.NOT_JUDGED),
        (Direction.HIGHER, Comparator.AT_LEAST, 39, True, Verdict.NOT_MET),
        (Direction.LOWER, Comparator.AT_MOST, 40, False, Verdict.NOT_JUDGED),
        (Direction.LOWER, Comparator.AT_MOST, 40, True, Verdict.MET),
        (Direction.LOWER, Comparator.AT_MOST, 41, False, Verdict.NOT_MET),
    ],
)
def test_a_count_runs_up(
    direction: Direction,
    comparator: Comparator,
    number: int,
    *,
    complete: bool,
    expected: Verdict,
) -> None:
    """Before the end of the year only what cannot turn any more is said."""
    counts = kpi(StatisticKind.COUNT, Unit.COUNT, direction)
    made = agreed(counts, comparator=comparator, goal=Decimal(40))
    assert expected is judge(made, count(number), complete=complete).verdict


def test_two_shares_are_a_difference_in_points() -> None:
    """70 of 100 less 40 of 100 is 30 points, with Newcombe's margin."""
    points = kpi(StatisticKind.DIFFERENCE, Unit.PERCENTAGE_POINTS)
    figure = TwoSharesFigure(first=share(70, 100), second=share(40, 100))
    found = verdict(figure, measured=points, goal=Decimal(10))
    assert (Decimal(30), 100, Verdict.MET) == (found.value, found.n, found.verdict)
    assert found.low is not None
    assert Decimal(16) < found.low < Decimal(17)


def test_a_level_is_for_people() -> None:
    """No rule judges a level, and no goal means no verdict."""
    assert Judged(value=Decimal(2), why=Why.BY_PEOPLE) == verdict(LevelFigure(level=2))
    bare = verdict(share(40, 60), goal=None)
    assert (None, Why.NO_GOAL) == (bare.verdict, bare.why)


@given(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.sampled_from([Rule.CONFIRM, Rule.PROOF, Rule.BENEFIT_OF_DOUBT, Rule.POINT]),
    st.integers(1, 99),
)
def test_mirror(counts: tuple[int, int], rule: Rule, goal: int) -> None:
    """Counting the others against the mirrored goal gives the same verdict."""
    x, n = counts
    more = verdict(
        share(x, n),
        comparator=Comparator.AT_LEAST,
        goal=Decimal(goal),
        rule=rule,
        minimum_n=5,
    )
    less = verdict(
        share(n - x, n),
        measured=kpi(direction=Direction.LOWER),
        comparator=Comparator.AT_MOST,
        goal=Decimal(100 - goal),
        rule=rule,
        minimum_n=5,
    )
    assert (more.verdict, more.why) == (less.verdict, less.why)


@given(
    st.integers(5, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(1, 99),
)
def test_nesting(counts: tuple[int, int], goal: int) -> None:
    """What proof calls met, confirming does; what that calls met, doubt does too."""
    rules = (Rule.PROOF, Rule.CONFIRM, Rule.BENEFIT_OF_DOUBT)
    found = [
        verdict(share(*counts), goal=Decimal(goal), rule=rule, minimum_n=5).verdict
        for rule in rules
    ]
    met = [v is Verdict.MET for v in found]
    assert met == sorted(met)
    assert [v is Verdict.NOT_MET for v in found] == sorted(
        [v is Verdict.NOT_MET for v in found], reverse=True
    )


def test_a_balancing_kpi_has_no_direction() -> None:
    """Neither way is better, so there is nothing to hold it against."""
    chosen = replace(kpi(direction=Direction.NONE))
    assert "neutral" == agreed(chosen, goal=None).way
