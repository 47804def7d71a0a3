"""What cannot be right about a measurement plan."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kpikit import snapshot
from kpikit.domain.kpi import KpiId, KpiType, StatisticKind, Unit
from kpikit.domain.literal_question import NOT_ASKED
from kpikit.domain.measurement import (
    LEVEL_MEANINGS,
    LEVELS,
    RULE_MEANINGS,
    RULE_NAMES,
    MeasurementPlan,
    fitting_rules,
    problems,
)
from kpikit.statistics.verdicts import Rule
from tests.domain.builders import (
    make_measured,
    make_narrative,
    make_plan,
    make_statistic,
)

PLAN = make_plan()
RESPONSE = ("response", "expected_response")


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (PLAN, []),
        (MeasurementPlan(kpi_id=KpiId("PAT-01")), []),
        (replace(PLAN, planned_n=25), []),
        (replace(PLAN, planned_n=24), [("planned-under-minimum", "planned_n")]),
        (replace(PLAN, planned_n=0), [("planned-n", "planned_n")]),
        (replace(PLAN, planned_n=1_000_001), [("planned-n", "planned_n")]),
        (replace(PLAN, minimum_n=5), []),
        (replace(PLAN, minimum_n=4), [("minimum-n", "minimum_n")]),
        (
            replace(PLAN, planned_n=None, minimum_n=2_000_000),
            [("minimum-n", "minimum_n")],
        ),
        (replace(PLAN, minimum_n=None), []),
        (replace(PLAN, rounds_per_year=0), [("rounds", "rounds_per_year")]),
        (replace(PLAN, rounds_per_year=52), []),
        (replace(PLAN, rounds_per_year=53), [("rounds", "rounds_per_year")]),
        (replace(PLAN, level=Decimal("0.90")), []),
        (replace(PLAN, level=Decimal("0.8")), [("level", "level")]),
        (replace(PLAN, population=100), []),
        (replace(PLAN, population=99), [("population-under-planned", "population")]),
        (replace(PLAN, population=0), [("population", "population")]),
        (replace(PLAN, population=1_000_001), [("population", "population")]),
        (replace(PLAN, expected_response=Decimal(1)), []),
        (replace(PLAN, expected_response=Decimal(0)), [RESPONSE]),
        (replace(PLAN, expected_response=Decimal("1.01")), [RESPONSE]),
        (replace(PLAN, expected_response=Decimal("NaN")), [RESPONSE]),
        (
            replace(PLAN, planned_n=3, minimum_n=4),
            [("planned-under-minimum", "planned_n"), ("minimum-n", "minimum_n")],
        ),
    ],
)
def test_each_number_of_the_plan_is_possible(
    plan: MeasurementPlan, expected: list[tuple[str, str]]
) -> None:
    """Under five people could be recognised; a sample under the minimum never judges."""
    assert expected == [(p.code, p.where) for p in problems(plan)]


def test_only_a_share_has_failures_to_count() -> None:
    """A mean has four rules; a count, a story and what is only watched have none."""
    mean = make_measured(statistic=make_statistic(StatisticKind.MEAN, Unit.POINTS))
    count = make_measured(statistic=make_statistic(StatisticKind.COUNT, Unit.COUNT))
    assert tuple(Rule) == fitting_rules(make_measured())
    assert set(Rule) - {Rule.PLAN} == set(fitting_rules(mean))
    assert () == fitting_rules(count)
    assert () == fitting_rules(make_narrative())
    assert () == fitting_rules(make_measured(types=(KpiType.BALANCING,)))


def test_every_rule_and_level_is_explained() -> None:
    """Each has a name and a line in both languages."""
    assert set(Rule) == set(RULE_NAMES) == set(RULE_MEANINGS)
    assert set(LEVELS) == set(LEVEL_MEANINGS)


def test_a_plan_of_before_the_rules_is_read_with_the_usual_ones() -> None:
    """What was stored without a rule is judged only when sure enough, at 95 %."""
    old = '{"kpi_id":"PAT-01","planned_n":60,"revision":1}'
    found = snapshot.load(MeasurementPlan, old)
    assert MeasurementPlan(kpi_id=KpiId("PAT-01"), planned_n=60) == found
    assert (Rule.CONFIRM, Decimal("0.95"), "") == (
        found.rule,
        found.level,
        found.unprovable_reason,
    )
    assert NOT_ASKED == found.question
