"""What the bench holds measuring against: charts by numpy, files by openpyxl alone."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

import numpy as np
from openpyxl import load_workbook

from kpikit.actions import importing
from kpikit.actions.desk import Actor, Desk
from kpikit.charts.base import DRAWN
from kpikit.charts.kinds.result_course import CHART
from kpikit.charts.result_data import ResultCourse, Spot
from kpikit.domain.kpi import Unit
from kpikit.domain.result.period import Period
from kpikit.statistics.chart import Point
from kpikit.statistics.xmr import xmr_chart
from kpikit.text import same

CHARTS, POINTS, ROWS = 1_000, 60, 20_000
_ITEMS = 9
_SERIES = np.random.default_rng(7).normal(70, 5, (CHARTS, POINTS))
_DAYS = [date(2020, 1, 1) + timedelta(days=31 * n) for n in range(POINTS)]
_MADE = [
    [Point(date=day, value=float(v)) for day, v in zip(_DAYS, row, strict=True)]
    for row in _SERIES
]


def ours() -> None:
    """Make the charts: centre, limits, four rules, kinds, runs and assurance."""
    for points in _MADE:
        xmr_chart(points, direction="increase", target=75.0)


def bare() -> None:
    """Work the same numbers out with numpy, series by series: limits and rules."""
    for row in _SERIES:
        _numpy(row)


def _numpy(row: "np.ndarray") -> None:
    ranges = np.abs(np.diff(row))
    kept = ranges[ranges <= 3.267 * ranges.mean()]
    centre, half = row.mean(), 2.66 * kept.mean()
    outside = np.abs(row - centre) > half
    side = np.sign(row - centre)
    windows = np.lib.stride_tricks.sliding_window_view
    shift = np.abs(windows(side, 7).sum(axis=1)) == 7
    steps = np.sign(np.diff(row))
    trend = np.abs(windows(steps, 6).sum(axis=1)) == 6
    near = (np.abs(row - centre) > half * 2 / 3) & ~outside
    two = (windows(near, 3).sum(axis=1) >= 2) & (
        np.abs(windows(side, 3).sum(axis=1)) == 3
    )
    marked = [np.flatnonzero(found) for found in (outside, shift, trend, two)]
    crossings = int((np.diff(side) != 0).sum())
    _ = (marked, crossings, centre + half, centre - half)


@dataclass(frozen=True, slots=True)
class RawFile:
    """A workbook with many single answers, and two ways to read it."""

    read: Callable[[], object]
    bare: Callable[[], object]


def raw_file(desk: Desk, actor: Actor, agreement_id: str) -> RawFile:
    """Fill the fill-in workbook of an agreement with rows of single answers."""
    data = importing.results_template(desk, actor, agreement_id, "nl").data
    book = load_workbook(BytesIO(data))
    sheet = next(s for s in book.worksheets if s.title.startswith("Antwoorden SDM"))
    head = next(r for r in range(1, 10) if sheet.cell(r, 1).value == "KPI-code")
    drawn = random.Random(7)  # noqa: S311 - figures to fill a file with
    for number in range(1, ROWS + 1):
        answers = [drawn.randint(0, 5) for _ in range(_ITEMS)]
        cells: tuple[str | int, ...] = ("PAT-02", "2026-Q4", number, *answers)
        for column, value in enumerate(cells, 1):
            sheet.cell(head + number, column, value)
    out = BytesIO()
    book.save(out)
    filled = out.getvalue()
    trial = importing.How(dry_run=True)
    return RawFile(
        read=lambda: importing.import_file(desk, actor, agreement_id, filled, trial),
        bare=lambda: _openpyxl(filled),
    )


def _openpyxl(data: bytes) -> int:
    book = load_workbook(BytesIO(data), read_only=True)
    return sum(1 for s in book.worksheets for _ in s.iter_rows(values_only=True))


def course() -> ResultCourse:
    """Return a chart of twelve quarters with limits, a goal and a baseline."""
    spots = tuple(
        Spot(
            period=Period(year=2024 + n // 4, number=n % 4 + 1, of=4),
            value=60.0 + n,
            centre=66.0,
            lower=55.0,
            upper=78.0,
            goal=75.0,
            lasting=n > 6,
        )
        for n in range(12)
    )
    return ResultCourse(
        kpi_id="PAT-04",
        name=same("Bench"),
        unit=Unit.PERCENT,
        decimals=0,
        spots=spots,
        baseline=60.0,
        limits=True,
    )


def chart() -> None:
    """Draw the chart anew, through the address and the cache."""
    DRAWN.forget()
    CHART.svg(course(), "nl")


def bare_chart() -> None:
    """Draw the same figure and save it, and no more."""
    out = BytesIO()
    CHART.draw(course(), "nl").savefig(
        out, format="svg", metadata={"Date": None, "Creator": "kpikit"}
    )
