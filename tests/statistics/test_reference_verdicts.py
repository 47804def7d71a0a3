"""Verdicts and acceptance plans agree with the reference on every case."""

from typing import Literal

import pytest

from kpikit.statistics.sampling import Plan, lqas_plan, operating_curve
from kpikit.statistics.verdicts import Rule, Verdict, judge_target
from tests.statistics.reference import agree, cases

Method = Literal["wilson", "exact"]


@pytest.mark.parametrize(
    ("column", "level", "method"),
    [
        ("verdict_wilson95", 0.95, "wilson"),
        ("verdict_wilson90", 0.90, "wilson"),
        ("verdict_cp95", 0.95, "exact"),
        ("verdict_cp90", 0.90, "exact"),
    ],
)
def test_verdicts_agree_with_the_reference(
    column: str, level: float, method: Method
) -> None:
    """The rule 'two-sided interval against target' gives the same three verdicts."""
    for row in cases("target_verdict"):
        found = judge_target(
            int(row["x"]),
            int(row["n"]),
            float(row["target"]),
            direction="decrease" if row["direction"] == "decrease" else "increase",
            level=level,
            method=method,
        )
        assert row[column] == found.verdict, row["case_id"]


def test_the_rule_without_margin_agrees_with_the_reference() -> None:
    """The value itself reaches or misses the target in the same cases."""
    expected = {"reaches": Verdict.MET, "misses": Verdict.NOT_MET}
    for row in cases("target_verdict"):
        found = judge_target(
            int(row["x"]),
            int(row["n"]),
            float(row["target"]),
            direction="decrease" if row["direction"] == "decrease" else "increase",
            rule=Rule.POINT,
        )
        assert expected[row["point_estimate_side"]] is found.verdict, row["case_id"]


def test_plans_agree_with_the_reference() -> None:
    """The smallest plan is the same, binomial and hypergeometric."""
    for row in cases("lqas_plan"):
        found = lqas_plan(
            float(row["good_compliance"]),
            float(row["poor_compliance"]),
            float(row["alpha_producer"]),
            float(row["beta_consumer"]),
            int(row["N"]) if row["N"] else None,
        )
        assert found is not None, row["case_id"]
        expected = int(row["n"]), int(row["max_failures_c"])
        assert expected == (found.n, found.max_failures), row["case_id"]


def test_operating_curves_agree_with_the_reference() -> None:
    """The chance to accept is the same at every share of failures."""
    for row in cases("lqas_oc"):
        plan = Plan(n=int(row["n"]), max_failures=int(row["c"]))
        found = operating_curve(plan, [float(row["p_failure"])])
        agree(row["case_id"], row["p_accept"], found[0])
