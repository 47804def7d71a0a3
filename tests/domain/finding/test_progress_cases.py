"""The reference cases on progress, percentages, charts, ratings and carried values."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpikit.domain.finding.pooling import pooled, standing
from kpikit.domain.finding.progress import progress
from kpikit.domain.result.figure import ShareFigure, value_of
from kpikit.domain.review.rating import median_rating
from kpikit.statistics.chart import Assurance, Point, Signal
from kpikit.statistics.layout import Frame, lay_out
from kpikit.statistics.runs import run_analysis
from kpikit.statistics.xmr import xmr_chart

CASES: dict[str, Any] = json.loads(
    Path(__file__).with_name("progress.json").read_text(encoding="utf-8")
)


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


@pytest.mark.parametrize("case", CASES["progress_linear"]["cases"])
def test_progress(case: dict[str, Any]) -> None:
    """From baseline to goal, past it and back, and nothing to say on a held goal."""
    found = progress(*(_decimal(case[n]) for n in ("baseline", "target", "actual")))
    assert _decimal(case["expected"]) == found


@pytest.mark.parametrize("case", CASES["percentage"])
def test_percentage(case: dict[str, Any]) -> None:
    """Counts are added up; no cases and missing are no percentage, and no zero."""
    if "parts" in case:
        shares = [ShareFigure(numerator=x, denominator=n) for x, n in case["parts"]]
    elif case["numerator"] is None:
        shares = []
    else:
        x, n = case["numerator"], case["denominator"]
        shares = [ShareFigure(numerator=x, denominator=n)]
    figure = pooled(shares)
    found = None if figure is None else value_of(figure)
    if case["expected"] is None:
        assert found is None
    else:
        assert found is not None
        assert abs(found - Decimal(str(case["expected"]))) < Decimal("1e-8")


@pytest.mark.parametrize("screen", [False, True])
def test_xmr_limits(*, screen: bool) -> None:
    """Limits with and without leaving odd jumps out."""
    case = CASES["xmr"]
    points = [
        Point(date=date(2020 + i // 12, i % 12 + 1, 1), value=value)
        for i, value in enumerate(case["data"])
    ]
    chart = xmr_chart(points, direction="neutral", screen=screen)
    name = "screen_mr_above_3.267_mean_mr" if screen else "no_screening"
    last = chart.points[-1]
    assert last.centre is not None
    assert last.lower is not None
    assert last.upper is not None
    assert case["mean"] == round(last.centre, 2)
    assert abs(case[name]["lpl"] - last.lower) < 0.0051
    assert abs(case[name]["upl"] - last.upper) < 0.0051


@pytest.mark.parametrize("case", CASES["assurance"]["cases"])
def test_assurance(case: dict[str, Any]) -> None:
    """Whether the limits clear the target, on the right side."""
    names = {
        "consistent_fail": Assurance.FAIL,
        "consistent_pass": Assurance.PASS,
        "inconsistent": Assurance.INCONSISTENT,
        None: None,
    }
    low, high = float(case["lpl"]), float(case["upl"])

    def framed(part: object) -> Frame:
        del part
        return Frame(
            values=[(low + high) / 2],
            centre=(low + high) / 2,
            lower=[low],
            upper=[high],
            near_lower=[low],
            near_upper=[high],
        )

    chart = lay_out(
        [Point(date=date(2020, 1, 1), value=1.0)],
        framed,
        direction=case["direction"],
        target=float(case["target"]),
        rebase=(),
    )
    assert names[case["expected"]] is chart.assurance


@pytest.mark.parametrize("case", CASES["run_of_seven_trend"])
def test_run_of_seven(case: dict[str, Any]) -> None:
    """Six steps one way are a trend, told on all its seven points, and on no other."""
    points = [
        Point(date=date(2020, i + 1, 1), value=float(value))
        for i, value in enumerate(case["data"])
    ]
    chart = xmr_chart(points, direction="neutral")
    marked = {i for i, p in enumerate(chart.points) if Signal.TREND in p.flags}
    ends = [i for i, expected in enumerate(case["expected"]) if expected]
    assert {i for end in ends for i in range(end - 6, end + 1)} == marked


@pytest.mark.parametrize("case", CASES["run_limits_anhoej"])
def test_anhoej_limits(case: dict[str, Any]) -> None:
    """The longest run and the fewest crossings that chance allows."""
    values = [float(i % 2) for i in range(case["n_useful"])]
    runs = run_analysis(values, 0.5)
    assert case["longest_run_max"] == runs.longest_max
    assert case["crossings_min"] == runs.crossings_min


@pytest.mark.parametrize("case", CASES["median_rating"])
def test_median_rating(case: dict[str, Any]) -> None:
    """The middle of those who rated; nothing when nobody did."""
    found = median_rating(case["ratings"])
    assert _decimal(case["expected"]) == found


def test_what_stands_in_a_period() -> None:
    """The last word carries over, and a late one on the past changes no later word."""
    case = CASES["cumulative_period"]
    periods = sorted(case["updates"])
    assert case["expected"] == standing(case["updates"], periods)
    late = {**case["updates"], "2020": [*case["updates"]["2020"], 3]}
    assert case["after_late_2020_update_3"] == standing(late, periods)
