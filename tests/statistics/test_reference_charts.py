"""Process charts agree with NHSRplotthedots and qicharts2, but for D1 to D4."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from kpikit.statistics.chart import Direction
from kpikit.statistics.errors import StatisticsInputError
from kpikit.statistics.spc import (
    Chart,
    ChartPoint,
    Kind,
    Note,
    Point,
    Runs,
    Signal,
    p_chart,
    run_analysis,
    xmr_chart,
)
from tests.statistics.reference import Row, agree, cases, near, optional

DIRECTIONS: dict[str, Direction] = {
    "increase": "increase",
    "decrease": "decrease",
    "neutral": "neutral",
}
SIGNALS = {
    "Common Cause": Signal.COMMON_CAUSE,
    "Above UCL": Signal.OUTSIDE,
    "Below LCL": Signal.OUTSIDE,
    "7 Point Trend (Increasing)": Signal.TREND,
    "7 Point Trend (Decreasing)": Signal.TREND,
    "2 in 3 Above CL": Signal.TWO_OF_THREE,
    "2 in 3 Below CL": Signal.TWO_OF_THREE,
    "7 Points Above CL": Signal.SHIFT,
    "7 Points Below CL": Signal.SHIFT,
}
UNDEFINED = {"collapsed_limits", "constant"}


def grouped(name: str) -> dict[str, list[Row]]:
    """Return the rows of a case file by case."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in cases(name):
        found[row["case_id"]].append(row)
    return found


def drawn(case: Row, rows: list[Row]) -> Chart:
    """Return our XmR chart of a case."""
    return xmr_chart(
        [
            Point(date=date.fromisoformat(row["date"]), value=optional(row["value"]))
            for row in rows
        ],
        direction=DIRECTIONS[case["improvement_direction"]],
        target=optional(case["target"]),
        rebase=[date.fromisoformat(d) for d in case["rebase_dates"].split(";") if d],
        fix_after=int(case["fix_after_n_points"] or 0) or None,
        screen=case["screen_outliers"] == "true",
    )


def meaning(kind: Kind) -> str:
    """Return what NHSRplotthedots calls a kind of point."""
    if kind is Kind.COMMON_CAUSE:
        return kind.value
    word = kind.value if kind.value.startswith("neutral") else kind.split("_")[0]
    return f"special_cause_{word}"


def same_point(case: str, row: Row, point: ChartPoint) -> None:
    """Assert that a point has the limits and the mark of the reference."""
    case = f"{case} {row['date']}"
    assert row["date"] == point.date.isoformat(), case
    assert int(row["rebase_group"]) == point.segment, case
    agree(case, row["mean"], point.centre)
    agree(case, row["lpl"], point.lower)
    agree(case, row["upl"], point.upper)
    if row["value"]:
        assert int(row["relative_to_mean"]) == point.side, case
    assert SIGNALS[row["special_cause_type"]] is point.signal, case
    assert row["point_type"] == meaning(point.kind), case


def test_xmr_charts_agree_with_the_reference() -> None:
    """Limits, sides, signals, icons and short segments are the same."""
    points, compared = grouped("xmr_points"), 0
    for case in cases("xmr_cases"):
        if case["status"] != "ok" or case["peer_artifact"] in UNDEFINED:
            continue
        rows, name = points[case["case_id"]], case["case_id"]
        chart = drawn(case, rows)
        for row, point in zip(rows, chart.points, strict=True):
            same_point(name, row, point)
        if case["peer_artifact"] != "last_missing":
            assert case["variation_icon"] == f"{chart.variation}.svg", name
        if case["knife_edge"] != "true":
            icon = f"{chart.assurance}.svg" if chart.assurance else ""
            assert case["assurance_icon"] == icon, name
        short = rows[-1]["short_group_warning"] == "true"
        assert short == chart.trial == (Note.TRIAL in chart.notes), name
        compared += 1
    assert compared >= 40


def test_refused_input_is_refused() -> None:
    """A baseline under twelve periods, or a date that comes twice, is no input."""
    points = grouped("xmr_points")
    refused = [case for case in cases("xmr_cases") if case["status"] == "input_refused"]
    assert refused
    for case in refused:
        rows = points[case["case_id"]] or [
            {"date": (date(2024, 1, 1) + timedelta(i)).isoformat(), "value": "1"}
            for i in range(24)
        ]
        with pytest.raises(StatisticsInputError):
            drawn(case, rows)


def test_d1_gaps_break_patterns_and_nothing_stops() -> None:
    """Where the peer stops with an error on a gap, there is a chart (D1)."""
    points = grouped("xmr_points")
    stopped = [
        case
        for case in cases("xmr_cases")
        if case["status"] == "peer_crash_no_expectation"
    ]
    assert stopped
    for case in stopped:
        rows = points[case["case_id"]]
        assert len(rows) == len(drawn(case, rows).points), case["case_id"]


def test_d2_the_variation_is_of_the_last_value_that_is_there() -> None:
    """A missing last period is said, and does not pass for common cause (D2)."""
    points = grouped("xmr_points")
    found = [c for c in cases("xmr_cases") if c["peer_artifact"] == "last_missing"]
    assert found
    for case in found:
        chart = drawn(case, points[case["case_id"]])
        last = [point for point in chart.points if point.value is not None][-1]
        assert last.kind is chart.variation, case["case_id"]
        assert Note.LAST_MISSING in chart.notes, case["case_id"]


def test_d3_limits_never_collapse_on_the_mean() -> None:
    """Without any range that screening keeps, all count; without any, no limits (D3)."""
    points = grouped("xmr_points")
    found = [c for c in cases("xmr_cases") if c["peer_artifact"] in UNDEFINED]
    assert found
    for case in found:
        rows, name = points[case["case_id"]], case["case_id"]
        chart = drawn(case, rows)
        if len({row["value"] for row in rows}) == 1:
            assert {None} == {point.lower for point in chart.points}, name
            assert Note.NO_VARIATION in chart.notes, name
            assert chart.assurance is None, name
        else:
            values = [float(row["value"]) for row in rows]
            ranges = [abs(b - a) for a, b in pairwise(values)]
            width = 2.66 * sum(ranges) / len(ranges)
            middle = sum(values) / len(values)
            for point in chart.points:
                assert near(middle - width, point.lower), name
                assert near(middle + width, point.upper), name
            assert Note.UNSCREENED in chart.notes, name


START = date(2020, 1, 1)


def day(index: int) -> date:
    return START + timedelta(days=index)


def limits_agree(case: str, rows: list[Row], chart: Chart) -> None:
    """Assert that a p chart has the lines and signals of the reference."""
    for row, point in zip(rows, chart.points, strict=True):
        agree(case, row["y"], point.value)
        agree(case, row["cl"], point.centre)
        agree(case, row["lcl"], point.lower)
        agree(case, row["ucl"], point.upper)
        agree(case, row["lcl95"], point.near_lower)
        agree(case, row["ucl95"], point.near_upper)
        signal = row["sigma_signal"] == "true"
        assert signal == (Signal.OUTSIDE in point.flags), case


def individuals_agree(case: str, rows: list[Row], chart: Chart) -> None:
    """Assert the same of an I chart, whose 3 / 1.128 we write as 2.66."""
    factor = 3 / 1.128 / 2.66
    for row, point in zip(rows, chart.points, strict=True):
        agree(case, row["cl"], point.centre)
        assert point.centre is not None
        for column, end in (("lcl", point.lower), ("ucl95", point.near_upper)):
            assert end is not None
            agree(case, row[column], point.centre + (end - point.centre) * factor)


def analysed(kind: str, parts: list[Row], rows: list[Row]) -> list[Runs]:
    """Return our runs of each part of a case, after checking its lines."""
    head, case = parts[0], parts[0]["case_id"]
    starts = [int(i) for i in head["part_after"].split(";") if i]
    skipped = {int(i) - 1 for i in head["exclude"].split(";") if i}
    freeze = int(head["freeze"] or 0) or None
    screen = head["screened_moving_range"] == "true"
    rebase = [day(i) for i in starts]
    numbers = [optional(row["numerator_or_value"]) for row in rows]
    if kind == "run":
        bounds = [0, *starts, len(rows)]
        return [
            run_analysis(
                numbers[a:b],
                optional(head["given_cl"]),
                freeze=freeze,
                exclude={i - a for i in skipped},
            )
            for a, b in pairwise(bounds)
        ]
    if kind == "i":
        points = [Point(date=day(i), value=value) for i, value in enumerate(numbers)]
        chart = xmr_chart(points, direction="neutral", rebase=rebase, screen=screen)
        individuals_agree(case, rows, chart)
        return [segment.runs for segment in chart.segments]
    counts = [
        Point(
            date=day(i),
            numerator=None if x is None else int(x),
            denominator=int(row["denominator"]) if row["denominator"] else None,
        )
        for i, (row, x) in enumerate(zip(rows, numbers, strict=True))
    ]
    chart = p_chart(
        counts,
        direction="neutral",
        rebase=rebase,
        freeze=freeze,
        prime=kind == "pp",
        screen=screen,
        exclude={day(i) for i in skipped},
    )
    limits_agree(case, rows, chart)
    return [segment.runs for segment in chart.segments]


@pytest.mark.parametrize("kind", ["run", "i", "p", "pp"])
def test_charts_of_qicharts2_are_reproduced(kind: str) -> None:
    """Lines, signals and runs are the same for run, I, p and p' charts."""
    points = grouped("run_p_charts_points")
    compared = 0
    for case, parts in grouped("run_p_charts_parts").items():
        if parts[0]["chart"] != kind:
            continue
        found = analysed(kind, parts, points[case])
        for part, runs in zip(parts, found, strict=True):
            assert int(part["n_useful"]) == runs.n_useful, case
            agree(case, part["longest_run"], runs.longest)
            agree(case, part["longest_run_max"], runs.longest_max)
            agree(case, part["n_crossings"], runs.crossings)
            agree(case, part["n_crossings_min"], runs.crossings_min)
            assert (part["runs_signal"] == "true") == runs.signal, case
        compared += 1
    assert compared >= 3


def test_limits_of_runs_agree_with_the_reference() -> None:
    """The longest run and the fewest crossings are the same at every length."""
    for row in cases("anhoej_limits"):
        found = run_analysis([1.0] * int(row["n_useful"]), 0.0)
        agree(row["case_id"], row["longest_run_max"], found.longest_max)
        agree(row["case_id"], row["n_crossings_min"], found.crossings_min)
