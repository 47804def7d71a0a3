"""What the chart of results is drawn from: rounds with their margins and marks."""

from dataclasses import dataclass
from datetime import date

from kpikit.domain.agreement import Dossier
from kpikit.domain.finding.agreed import Agreed, agreed_on
from kpikit.domain.finding.judging import judge
from kpikit.domain.finding.trend import Trend
from kpikit.domain.kpi import AnyKpi, MeasuredKpi, Unit
from kpikit.domain.result.figure import value_of
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Result
from kpikit.domain.review.record import Section
from kpikit.statistics.chart import ChartPoint, Kind
from kpikit.text import Text

_HIGHEST_LEVEL = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One round: its value with its margin, the limits around it, and its goal.

    Everything in the unit of the KPI; ``None`` where there is nothing to draw.
    ``lasting`` says that the point belongs to a lasting change.
    """

    period: Period
    value: float | None = None
    low: float | None = None
    high: float | None = None
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    goal: float | None = None
    lasting: bool = False
    worse: bool = False
    segment: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that happened between rounds: ``place`` counts from the first one."""

    place: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCourse:
    """What the chart is drawn from."""

    kpi_id: str
    name: Text
    unit: Unit
    decimals: int
    spots: tuple[Spot, ...]
    baseline: float | None = None
    limits: bool = False
    marks: tuple[Mark, ...] = ()
    top: float | None = None

    @staticmethod
    def of(
        section: Section,
        dossier: Dossier,
        trend: Trend | None,
        events: tuple[tuple[date, str], ...] = (),
    ) -> "ResultCourse | None":
        """Return what a review shows of a KPI; ``None`` without a single value.

        ``trend`` is that of the section. ``events`` are days with a few words, of what
        was done to get better.
        """
        kpi = next((k for k in dossier.kpis if k.id == section.kpi_id), None)
        if kpi is None:
            return None
        spots = tuple(_spots(section, dossier, kpi, trend))
        if all(s.value is None for s in spots):
            return None
        agreed = agreed_on(dossier, kpi, section.finding.year)
        start = agreed.baseline.value
        measured = isinstance(kpi, MeasuredKpi)
        return ResultCourse(
            kpi_id=section.kpi_id,
            name=section.name,
            unit=kpi.statistic.unit if isinstance(kpi, MeasuredKpi) else Unit.POINTS,
            decimals=kpi.statistic.decimals if isinstance(kpi, MeasuredKpi) else 0,
            spots=spots,
            baseline=None if start is None or _of_year(agreed) else float(start),
            limits=trend is not None and trend.limits,
            marks=_marks(spots, events),
            top=None if measured else _HIGHEST_LEVEL,
        )


def _spots(
    section: Section, dossier: Dossier, kpi: AnyKpi, trend: Trend | None
) -> list[Spot]:
    points = {p.date: p for p in trend.chart.points} if trend is not None else {}
    scale = trend.scale if trend is not None else 1
    limits = trend is not None and trend.limits
    return [
        _spot(result, agreed_on(dossier, kpi, result.period.year), point, scale, limits)
        for result in section.results
        for point in (points.get(result.period.first_day),)
    ]


def _spot(
    result: Result,
    agreed: Agreed,
    point: ChartPoint | None,
    scale: int,
    limits: bool,  # noqa: FBT001 - passed on to every spot alike
) -> Spot:
    value = None if result.figure is None else value_of(result.figure)
    judged = None if result.figure is None else judge(agreed, result.figure)
    ends = (point.centre, point.lower, point.upper) if point and limits else (None,) * 3
    centre, lower, upper = (None if e is None else e * scale for e in ends)
    kind = point.kind if point and limits else Kind.COMMON_CAUSE
    goal = agreed.goals[0].target if agreed.goals and not _of_year(agreed) else None
    return Spot(
        period=result.period,
        value=None if value is None else float(value),
        low=float(judged.low) if judged and judged.low is not None else None,
        high=float(judged.high) if judged and judged.high is not None else None,
        centre=centre,
        lower=lower,
        upper=upper,
        goal=goal,
        lasting=kind is not Kind.COMMON_CAUSE,
        worse=kind in (Kind.CONCERN_HIGH, Kind.CONCERN_LOW),
        segment=point.segment if point else 0,
    )


def _of_year(agreed: Agreed) -> bool:
    """Tell whether goal and baseline count a whole year, and rounds a part of it."""
    return agreed.counts and agreed.rounds > 1


def _marks(
    spots: tuple[Spot, ...], events: tuple[tuple[date, str], ...]
) -> tuple[Mark, ...]:
    """Return events as places on the line: half-way between two rounds is .5."""
    found = []
    for day, said in events:
        for place, spot in enumerate(spots):
            first, last = spot.period.first_day, spot.period.last_day
            if first <= day <= last and said.strip():
                part = (day - first).days / ((last - first).days + 1)
                found.append(Mark(place=round(place - 0.5 + part, 2), words=said))
    return tuple(sorted(found, key=lambda m: m.place))
