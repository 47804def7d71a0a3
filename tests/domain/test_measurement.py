"""What cannot be right about a measurement plan."""

from dataclasses import replace

import pytest

from kpikit.domain.kpi import KpiId
from kpikit.domain.measurement import MeasurementPlan, problems
from tests.domain.builders import make_plan

PLAN = make_plan()


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
