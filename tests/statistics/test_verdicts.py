"""Verdicts: the published table of counts, the five rules, the reasons, the changes."""

import math

import pytest

from kpikit.statistics.errors import StatisticsInputError
from kpikit.statistics.intervals import Interval, mean_interval
from kpikit.statistics.sampling import Plan
from kpikit.statistics.verdicts import (
    ChangeVerdict,
    Reason,
    Rule,
    Verdict,
    decision_table,
    judge_change,
    judge_mean,
    judge_target,
    smallest_n_for_met,
    verdict_probabilities,
)


@pytest.mark.parametrize(
    ("n", "met_from", "not_met_up_to"),
    [
        (10, None, 4),
        (12, 12, 6),
        (15, 15, 7),
        (20, 19, 11),
        (30, 28, 17),
        (60, 52, 38),
        (100, 84, 66),
        (400, 317, 283),
    ],
)
def test_what_must_be_scored_is_known_before(
    n: int, met_from: int | None, not_met_up_to: int | None
) -> None:
    """With n answers and at least 75 %, so many are met and so many not met.

    By hand for n = 30: Wilson's ends for 28 are 0.787 and 0.982, for 27 0.744 and
    0.965, for 17 0.392 and 0.726, for 18 0.423 and 0.754.
    """
    found = decision_table(n, 0.75)
    assert (met_from, not_met_up_to) == (found.met_from, found.not_met_up_to)


def test_a_decrease_is_read_downwards() -> None:
    """At most 25 % of 60: met up to 8, not met from 22; the mirror of 52 and 38."""
    found = decision_table(60, 0.25, direction="decrease")
    assert (8, 22) == (found.met_from, found.not_met_up_to)
    assert range(9) == found.met
    assert range(22, 61) == found.not_met


@pytest.mark.parametrize(
    ("target", "n"), [(0.75, 12), (0.80, 16), (0.90, 35), (0.95, 73), (0.0, 1)]
)
def test_the_smallest_sample_that_can_show_a_target(target: float, n: int) -> None:
    """All good, n / (n + 1.96^2) must reach the target; one answer less does not."""
    assert n == smallest_n_for_met(target)
    assert n == smallest_n_for_met(1 - target, direction="decrease")
    assert judge_target(n, n, target).verdict is Verdict.MET
    if n > 1:
        short = judge_target(n - 1, n - 1, target)
        assert (Verdict.INCONCLUSIVE, Reason.CANNOT_BE_MET) == (
            short.verdict,
            short.reason,
        )


def test_the_exact_margin_needs_one_answer_more() -> None:
    """0.75^n must fall to 2.5 %: 0.75^12 is 3.2 %, 0.75^13 is 2.4 %."""
    assert smallest_n_for_met(0.75, method="exact") == 13
    assert smallest_n_for_met(0.25, direction="decrease", method="exact") == 13
    enough = judge_target(13, 13, 0.75, method="exact")
    short = judge_target(12, 12, 0.75, method="exact")
    assert (Verdict.MET, Verdict.INCONCLUSIVE) == (enough.verdict, short.verdict)
    assert smallest_n_for_met(1.0, method="exact") is None


def test_all_of_everybody_can_only_be_counted() -> None:
    """No sample shows 100 %; a census does."""
    assert smallest_n_for_met(1.0) is None
    assert smallest_n_for_met(0.0, direction="decrease") is None
    assert judge_target(500, 500, 1.0).reason is Reason.CANNOT_BE_MET
    census = judge_target(500, 500, 1.0, population=500)
    assert (Verdict.MET, Reason.CENSUS) == (census.verdict, census.reason)


@pytest.mark.parametrize(
    ("rule", "x", "verdict", "reason"),
    [
        (Rule.CONFIRM, 52, Verdict.MET, Reason.SHOWN),
        (Rule.CONFIRM, 45, Verdict.INCONCLUSIVE, Reason.MARGIN),
        (Rule.CONFIRM, 38, Verdict.NOT_MET, Reason.SHOWN),
        (Rule.BENEFIT_OF_DOUBT, 39, Verdict.MET, Reason.MARGIN),
        (Rule.BENEFIT_OF_DOUBT, 38, Verdict.NOT_MET, Reason.SHOWN),
        (Rule.PROOF, 52, Verdict.MET, Reason.SHOWN),
        (Rule.PROOF, 51, Verdict.NOT_MET, Reason.MARGIN),
        (Rule.POINT, 45, Verdict.MET, Reason.NO_MARGIN),
        (Rule.POINT, 44, Verdict.NOT_MET, Reason.NO_MARGIN),
    ],
)
def test_each_rule_puts_the_burden_elsewhere(
    rule: Rule, x: int, verdict: Verdict, reason: Reason
) -> None:
    """Of 60 against at least 75 %: the same counts, another verdict per rule."""
    found = judge_target(x, 60, 0.75, rule=rule)
    assert (verdict, reason) == (found.verdict, found.reason)


def test_more_than_is_not_at_least() -> None:
    """45 of 60 is 75 %: at least, but not more than; so too for a decrease."""
    for operator, expected in ((">=", Verdict.MET), (">", Verdict.NOT_MET)):
        more = judge_target(
            45, 60, 0.75, rule=Rule.POINT, operator=">" if operator == ">" else ">="
        )
        less = judge_target(
            15,
            60,
            0.25,
            rule=Rule.POINT,
            direction="decrease",
            operator="<" if operator == ">" else "<=",
        )
        assert (expected, expected) == (more.verdict, less.verdict)


def test_equality_survives_floating_point() -> None:
    """Every share k / n reaches the target k / n, however it was computed."""
    for n in range(1, 60):
        for k in range(n + 1):
            target = 1 - (n - k) / n
            found = judge_target(k, n, target, rule=Rule.POINT)
            assert found.verdict is Verdict.MET, (k, n)


def test_a_plan_judges_only_the_sample_it_was_made_for() -> None:
    """At most 7 failures of 41; fewer looked at is too few, more is off the plan."""
    plan = Plan(n=41, max_failures=7)
    says = {
        (x, n): judge_target(x, n, 0.9, rule=Rule.PLAN, plan=plan)
        for x, n in ((34, 41), (33, 41), (34, 40), (40, 42))
    }
    assert [
        (Verdict.MET, Reason.SHOWN),
        (Verdict.NOT_MET, Reason.SHOWN),
        (Verdict.NOT_JUDGED, Reason.TOO_FEW),
        (Verdict.NOT_JUDGED, Reason.OFF_PLAN),
    ] == [(v.verdict, v.reason) for v in says.values()]
    table = decision_table(41, 0.9, rule=Rule.PLAN, plan=plan)
    assert (34, 33) == (table.met_from, table.not_met_up_to)


def test_what_is_hidden_or_too_small_is_not_judged() -> None:
    """A hidden count, no answers, and fewer than the agreed minimum."""
    hidden = judge_target(None, 8, 0.75)
    assert (Verdict.NOT_JUDGED, Reason.SUPPRESSED, None) == (
        hidden.verdict,
        hidden.reason,
        hidden.interval,
    )
    for few in (judge_target(0, 0, 0.75), judge_target(24, 24, 0.75, minimum=25)):
        assert (Verdict.NOT_JUDGED, Reason.TOO_FEW) == (few.verdict, few.reason)
    chances = verdict_probabilities(0, 0.75, 0.8)
    assert 1.0 == chances[Verdict.NOT_JUDGED]


@pytest.mark.parametrize(
    ("n", "truth", "met", "not_met"),
    [
        (30, 0.65, 0.00, 0.22),
        (30, 0.90, 0.41, 0.00),
        (100, 0.80, 0.19, 0.00),
        (100, 0.85, 0.67, 0.00),
        (200, 0.85, 0.93, 0.00),
        (200, 0.65, 0.00, 0.87),
    ],
)
def test_the_chance_of_each_verdict_if_the_truth_were_known(
    n: int, truth: float, met: float, not_met: float
) -> None:
    """The binomial chance of the counts of the table, for at least 75 %."""
    found = verdict_probabilities(n, 0.75, truth)
    assert met == round(found[Verdict.MET], 2)
    assert not_met == round(found[Verdict.NOT_MET], 2)
    table = decision_table(n, 0.75)
    exact = math.fsum(
        math.comb(n, x) * truth**x * (1 - truth) ** (n - x) for x in table.met
    )
    assert math.isclose(exact, found[Verdict.MET], rel_tol=1e-9, abs_tol=1e-15)


def test_means_are_judged_by_the_same_rules() -> None:
    """Mean 70, sd 15, n = 36: about 64.9 to 75.1; one value alone is not judged."""
    interval = mean_interval(mean=70, sd=15, n=36)
    assert [Verdict.MET, Verdict.INCONCLUSIVE, Verdict.NOT_MET] == [
        judge_mean(interval, target).verdict for target in (64, 70, 76)
    ]
    less = judge_mean(interval, 76, direction="decrease")
    assert less.verdict is Verdict.MET
    alone = mean_interval([80.0])
    assert judge_mean(alone, 70).verdict is Verdict.NOT_JUDGED
    assert judge_mean(alone, 70, rule=Rule.POINT).verdict is Verdict.MET
    with pytest.raises(StatisticsInputError, match="rule"):
        judge_mean(interval, 70, rule=Rule.PLAN)
    one_sided = mean_interval([60.0, 70.0], side="lower")
    assert judge_mean(one_sided, 70).verdict is Verdict.NOT_JUDGED


def change(low: float | None, high: float | None) -> Interval:
    return Interval(
        estimate=0.1, lower=low, upper=high, level=0.95, method="newcombe", n=200
    )


def test_a_change_is_shown_or_not() -> None:
    """With zero inside nothing is shown; a minimum asks the interval to clear it."""
    assert ChangeVerdict.IMPROVED is judge_change(change(0.01, 0.2))
    assert ChangeVerdict.WORSENED is judge_change(change(-0.2, -0.01))
    assert ChangeVerdict.NOT_SHOWN is judge_change(change(0.0, 0.2))
    assert ChangeVerdict.NOT_JUDGED is judge_change(change(None, None))
    assert ChangeVerdict.NOT_SHOWN is judge_change(change(0.01, 0.2), minimum=0.05)
    assert ChangeVerdict.IMPROVED is judge_change(change(0.05, 0.2), minimum=0.05)
    less = judge_change(change(-0.2, -0.01), direction="decrease")
    assert ChangeVerdict.IMPROVED is less


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("target", {"target": 75}),
        ("x_above_n", {"x": 61}),
        ("count", {"x": -1}),
        ("count", {"x": 1.5}),
        ("direction", {"direction": "up"}),
        ("operator", {"operator": "<="}),
        ("level", {"level": 95}),
        ("plan", {"rule": Rule.PLAN}),
        ("n_above_population", {"population": 59}),
    ],
)
def test_what_cannot_be_judged_is_refused_with_its_code(
    code: str, asked: dict[str, object]
) -> None:
    """A wrong input raises one kind of error, whose code the page puts into words."""
    with pytest.raises(StatisticsInputError) as refused:
        judge_target(**({"x": 45, "n": 60, "target": 0.75} | asked))  # type: ignore[arg-type]
    assert code == refused.value.code
