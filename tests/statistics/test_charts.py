"""Charts: what gaps do, what few periods may show, what loading them costs."""

import subprocess
import sys
import time
from datetime import date, timedelta

import pytest

from kpikit.statistics.compare import Unit, funnel
from kpikit.statistics.errors import StatisticsInputError
from kpikit.statistics.spc import (
    Assurance,
    ChartKind,
    Note,
    Point,
    Signal,
    Step,
    p_chart,
    suggest_display,
    xmr_chart,
)

START = date(2024, 1, 1)


def series(*values: float | None) -> list[Point]:
    return [
        Point(date=START + timedelta(weeks=i), value=value)
        for i, value in enumerate(values)
    ]


def test_a_gap_breaks_a_run_and_a_trend() -> None:
    """Seven on one side are a shift; with a gap between them they are not (D1)."""
    high, low = [60.0, 61.0] * 3 + [60.0], [50.0, 51.0] * 6
    whole = xmr_chart(series(*low, *high), direction="increase")
    broken = xmr_chart(series(*low, *high[:4], None, *high[4:]), direction="increase")
    assert any(Signal.SHIFT in point.flags for point in whole.points[-7:])
    assert not any(Signal.SHIFT in point.flags for point in broken.points[-8:])
    rise = [float(i) for i in range(50, 57)]
    whole = xmr_chart(series(*rise), direction="increase")
    broken = xmr_chart(series(*rise[:3], None, *rise[3:]), direction="increase")
    assert all(Signal.TREND in point.flags for point in whole.points)
    assert not any(Signal.TREND in point.flags for point in broken.points)


def test_a_last_period_without_a_value_is_said() -> None:
    """The variation stays that of the last value, and the note says so (D2)."""
    values = [50.0, 52.0] * 8 + [90.0]
    one = xmr_chart(series(*values), direction="increase")
    two = xmr_chart(series(*values, None), direction="increase")
    assert one.variation is two.variation
    assert Note.LAST_MISSING in two.notes
    assert Note.LAST_MISSING not in one.notes


def test_the_limits_are_not_clipped() -> None:
    """Near 100 % the upper limit may pass it: clipping is for the picture (D4)."""
    chart = xmr_chart(series(*[95.0, 100.0] * 8), direction="increase", target=101)
    assert chart.points[0].upper is not None
    assert chart.points[0].upper > 100
    assert chart.assurance is Assurance.INCONSISTENT


def test_a_date_that_is_not_there_starts_nothing() -> None:
    """A new start must fall on a period; one that does not is named."""
    points = series(*[50.0, 52.0] * 8)
    missed = xmr_chart(points, direction="increase", rebase=[START + timedelta(days=3)])
    assert 1 == len(missed.segments)
    assert Note.REBASE_IGNORED in missed.notes
    first = xmr_chart(points, direction="increase", rebase=[START])
    assert [1] == [segment.number for segment in first.segments]


@pytest.mark.parametrize(
    ("code", "points"),
    [
        ("duplicate_date", series(1.0) * 2),
        ("not_finite", series(1.0, float("nan"))),
    ],
)
def test_what_is_no_series_is_refused(code: str, points: list[Point]) -> None:
    """Two values for a period, or a value that is none."""
    with pytest.raises(StatisticsInputError, match=code):
        xmr_chart(points, direction="increase")


def test_shares_spread_wider_than_chance_get_wider_limits() -> None:
    """P' multiplies the width of p by sigma_z, point by point."""
    xs = (700, 810, 690, 820, 705, 800, 715, 790, 700, 805, 690, 815, 700)
    points = [
        Point(date=START + timedelta(weeks=i), numerator=x, denominator=1000 + 10 * i)
        for i, x in enumerate(xs)
    ]
    plain = p_chart(points, direction="increase")
    wide = p_chart(points, direction="increase", prime=True)
    sigma = plain.segments[0].sigma_z
    assert sigma is not None
    assert sigma > 1.5
    for one, two in zip(plain.points, wide.points, strict=True):
        assert one.upper is not None
        assert two.upper is not None
        assert one.centre is not None
        width = (one.upper - one.centre) * sigma
        assert round(min(1.0, one.centre + width), 9) == round(two.upper, 9)


def test_an_excluded_period_moves_neither_centre_nor_runs() -> None:
    """A closed month stays on the chart, outside the baseline and the runs."""
    points = [
        Point(date=START + timedelta(weeks=i), numerator=x, denominator=40)
        for i, x in enumerate([30, 20] * 6 + [0])
    ]
    found = p_chart(points, direction="increase", exclude=[points[-1].date])
    assert 25 / 40 == found.segments[0].centre
    assert 12 == found.segments[0].runs.n_useful
    assert Signal.OUTSIDE in found.points[-1].flags
    frozen = p_chart(points, direction="increase", freeze=2)
    assert 25 / 40 == frozen.segments[0].centre
    assert 13 == frozen.segments[0].runs.n_useful


@pytest.mark.parametrize(
    ("periods", "step", "limits", "icons"),
    [
        (0, Step.NOTHING, "no", False),
        (1, Step.VALUE, "no", False),
        (2, Step.VALUE, "no", False),
        (3, Step.LINE, "no", False),
        (9, Step.LINE, "no", False),
        (10, Step.RUNS, "trial", False),
        (12, Step.RUNS, "trial", False),
        (13, Step.LIMITS, "yes", True),
    ],
)
def test_few_periods_show_little(
    periods: int, step: Step, limits: str, icons: bool
) -> None:
    """Two points are no trend; limits and icons come from the thirteenth."""
    found = suggest_display(periods, "mean")
    assert (step, limits, icons) == (found.step, found.limits, found.icons)


def test_the_chart_follows_the_denominators() -> None:
    """Even sizes XmR, uneven p, large ones or a wide spread p'; a mean XmR."""
    kinds = [
        suggest_display(20, "proportion", denominators=sizes, sigma_z=sigma).chart
        for sizes, sigma in (
            ([40, 50, 45], None),
            ([20, 80, 50], None),
            ([20, 80, 50], 1.6),
            ([2000, 3000], None),
        )
    ]
    expected = [ChartKind.XMR, ChartKind.P, ChartKind.P_PRIME, ChartKind.P_PRIME]
    assert expected == kinds
    assert ChartKind.XMR is suggest_display(20, "mean", denominators=[20, 80]).chart


def test_a_funnel_says_when_it_is_too_thin() -> None:
    """At least five units with at least 25 answers; empty units have no place."""
    units = [Unit(name=str(i), x=20, n=25) for i in range(5)]
    assert funnel(units).enough
    assert not funnel(units[:4]).enough
    assert not funnel([*units, Unit(name="small", x=1, n=24)]).enough
    with_empty = funnel([*units, Unit(name="empty", x=0, n=0)])
    assert with_empty.units[-1].position is None
    assert funnel([]).average is None


def test_a_chart_is_drawn_while_one_waits() -> None:
    """An XmR chart of 60 periods takes less than 5 ms of this process."""
    points = series(*[50.0 + (i * 7 % 11) for i in range(60)])
    spent = []
    for _ in range(5):
        begun = time.process_time()
        for _ in range(10):
            xmr_chart(points, direction="increase", target=60)
        spent.append((time.process_time() - begun) / 10)
    assert min(spent) < 0.005


def test_a_page_loads_nothing_heavy() -> None:
    """Wilson, verdicts, chances and charts need neither numpy nor scipy."""
    program = (
        "import sys\n"
        "from kpikit.statistics.verdicts import decision_table, verdict_probabilities\n"
        "from kpikit.statistics.spc import xmr_chart\n"
        "decision_table(60, 0.75); verdict_probabilities(60, 0.75, 0.8)\n"
        "print(sorted({'numpy', 'scipy', 'kpikit.text'} & set(sys.modules)))\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "[]\n" == found.stdout
