"""The results over time: a line, its runs or its limits, as the points allow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kpikit.domain.finding.agreed import Agreed
from kpikit.domain.result.figure import LevelFigure, ShareFigure, value_of
from kpikit.domain.result.result import Presence, Result
from kpikit.statistics.chart import Assurance, Chart, Kind, Point
from kpikit.statistics.display import ChartKind, Display, Step, suggest_display
from kpikit.statistics.p import p_chart
from kpikit.statistics.runs import Runs, run_analysis
from kpikit.statistics.xmr import xmr_chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """What the rounds together may be shown as.

    ``chart`` times ``scale`` is in the unit of the KPI, shares in percent; its limits
    are only to be shown when ``display`` says so. ``starts`` are the first days of the
    rounds from which the limits were drawn anew.
    """

    display: Display
    chart: Chart
    scale: int = 1
    runs: Runs | None = None
    starts: tuple[date, ...] = ()

    @property
    def limits(self) -> bool:
        """Whether there are enough points for limits and their signals."""
        return self.display.step is Step.LIMITS

    @property
    def variation(self) -> Kind | None:
        """What the last point means; ``None`` while there are too few points."""
        return self.chart.variation if self.display.icons else None

    @property
    def assurance(self) -> Assurance | None:
        """Whether the process as it is will reach the goal; ``None`` likewise."""
        return self.chart.assurance if self.display.icons else None


def trend_of(
    agreed: Agreed, results: Sequence[Result], rebased: Collection[date] = ()
) -> Trend | None:
    """Return the trend of results of one KPI, in any order; ``None`` without any.

    ``rebased`` are the first days of rounds from which both parties agreed to start
    anew. A change of the way of asking starts anew by itself: the rounds before and
    after do not compare.
    """
    rows = sorted(results, key=lambda r: r.period.sort_key)
    rows = [r for r in rows if r.presence is not Presence.NOT_APPLICABLE]
    measured = [r for r in rows if r.figure is not None]
    if not measured or any(isinstance(r.figure, LevelFigure) for r in rows):
        return None
    starts = sorted({*rebased, *changes_of_mode(rows)})
    shares = all(isinstance(r.figure, ShareFigure) for r in measured)
    since = [r for r in measured if not starts or r.period.first_day >= starts[-1]]
    chart, display = _fitting(agreed, rows, since, starts, shares=shares)
    values = [None if r.figure is None else value_of(r.figure) for r in since]
    runs = run_analysis([None if v is None else float(v) for v in values])
    return Trend(
        display=display,
        chart=chart,
        scale=1 if display.chart is ChartKind.XMR else 100,
        runs=runs if display.median else None,
        starts=tuple(s for s in starts if s > rows[0].period.first_day),
    )


def changes_of_mode(rows: Sequence[Result]) -> list[date]:
    """Return the first days of the rounds that were asked in another way."""
    known = [r for r in rows if r.mode is not None]
    return [
        later.period.first_day
        for earlier, later in pairwise(known)
        if earlier.mode is not later.mode
    ]


def _fitting(
    agreed: Agreed,
    rows: Sequence[Result],
    since: Sequence[Result],
    starts: Sequence[date],
    *,
    shares: bool,
) -> tuple[Chart, Display]:
    """Return the chart whose limits fit the figures, and what of it to show."""
    if not shares:
        return _xmr(agreed, rows, starts), suggest_display(len(since), "mean")
    sizes = [r.figure.denominator for r in since if isinstance(r.figure, ShareFigure)]
    plain = _p(agreed, rows, starts, prime=False)
    sigma = plain.segments[-1].sigma_z if plain.segments else None
    display = suggest_display(len(since), "share", denominators=sizes, sigma_z=sigma)
    if display.chart is ChartKind.XMR:
        return _xmr(agreed, rows, starts), display
    if display.chart is ChartKind.P_PRIME:
        return _p(agreed, rows, starts, prime=True), display
    return plain, display


def _xmr(agreed: Agreed, rows: Sequence[Result], starts: Sequence[date]) -> Chart:
    return xmr_chart(
        [_value(r) for r in rows],
        direction=agreed.way,
        target=_target(agreed),
        rebase=starts,
    )


def _value(result: Result) -> Point:
    value = None if result.figure is None else value_of(result.figure)
    return Point(
        date=result.period.first_day, value=None if value is None else float(value)
    )


def _p(
    agreed: Agreed, rows: Sequence[Result], starts: Sequence[date], *, prime: bool
) -> Chart:
    target = _target(agreed)
    return p_chart(
        [_counts(r) for r in rows],
        direction=agreed.way,
        target=None if target is None else target / 100,
        rebase=starts,
        prime=prime,
    )


def _counts(result: Result) -> Point:
    figure = result.figure
    if not isinstance(figure, ShareFigure):
        return Point(date=result.period.first_day)
    return Point(
        date=result.period.first_day,
        numerator=figure.numerator,
        denominator=figure.denominator,
    )


def _target(agreed: Agreed) -> float | None:
    """Return the one goal to reach; two bounds have no assurance."""
    if agreed.way == "neutral" or len(agreed.goals) != 1:
        return None
    return agreed.goals[0].target
