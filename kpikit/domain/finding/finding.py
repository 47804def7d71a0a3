"""What the accepted results of one KPI say on a day, with their certainty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpikit.domain.agreement import Dossier
from kpikit.domain.finding.agreed import Agreed, agreed_on
from kpikit.domain.finding.change import Change, change_since
from kpikit.domain.finding.judging import Judged, Why, judge
from kpikit.domain.finding.pooling import pooled
from kpikit.domain.finding.progress import progress
from kpikit.domain.finding.response import Response, response_of
from kpikit.domain.kpi import AnyKpi, KpiId, Mode
from kpikit.domain.result.disclosing import LIMIT, Shown
from kpikit.domain.result.figure import AnyFigure, CountFigure, people_in, value_of
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Presence, Result
from kpikit.domain.result.schedule import kpi_periods


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiFinding:
    """What was computed of one KPI: the rounds it rests on, the value, the verdict.

    ``periods`` are the rounds taken together, one when it was large enough by itself.
    ``year_so_far`` is the whole year together, when that is something else. ``goal``
    and ``floor`` are those of ``year``; ``progress`` is a share, 1 at the goal.
    """

    kpi_id: KpiId
    year: int
    judged: Judged
    periods: tuple[Period, ...] = ()
    figure: AnyFigure | None = None
    mode: Mode | None = None
    year_so_far: Judged | None = None
    goal: Decimal | None = None
    floor: Decimal | None = None
    progress: Decimal | None = None
    change: Change | None = None
    response: Response | None = None
    hidden: int = 0

    @property
    def pooled(self) -> bool:
        """Whether rounds were taken together."""
        return len(self.periods) > 1


def finding_of(
    dossier: Dossier,
    kpi: AnyKpi,
    accepted: Sequence[Result],
    shown: Sequence[Shown],
    *,
    on: date,
    limit: int = LIMIT,
) -> KpiFinding:
    """Return what the accepted results of a KPI say on a day.

    The last round is judged by itself when it reaches the agreed minimum. Otherwise
    earlier rounds of the same year that were asked in the same way are added, the
    latest first, until it is reached. A count is taken over the year. Rounds that are
    ``shown`` as hidden count only in a whole year that is large enough to be shown:
    so that nobody can work them out.
    """
    rows = [r for r in accepted if r.kpi_id == kpi.id and r.period.last_day <= on]
    rows.sort(key=lambda r: r.period.sort_key)
    due = [p for p in kpi_periods(dossier, KpiId(kpi.id)) if p.last_day <= on]
    if not rows:
        last = due[-1].year if due else dossier.agreement.first_year
        why = Why.MISSING if due else Why.NOT_DUE
        return _without(agreed_on(dossier, kpi, last), why)
    agreed = agreed_on(dossier, kpi, rows[-1].period.year)
    hidden = {s.result.period for s in shown if s.hidden and s.result.kpi_id == kpi.id}
    year = _Year(agreed, rows, frozenset(hidden), on, limit)
    return _found(agreed, year)


def whole_year(
    dossier: Dossier,
    kpi: AnyKpi,
    accepted: Sequence[Result],
    shown: Sequence[Shown],
    *,
    year: int,
    limit: int = LIMIT,
) -> AnyFigure | None:
    """Return the figure of a whole year, asked in one way, as it may be shown.

    ``None`` without results, or when its groups are too small.
    """
    rows = [r for r in accepted if r.kpi_id == kpi.id and r.period.year == year]
    rows.sort(key=lambda r: r.period.sort_key)
    hidden = {s.result.period for s in shown if s.hidden and s.result.kpi_id == kpi.id}
    agreed = agreed_on(dossier, kpi, year)
    of_year = _Year(agreed, rows, frozenset(hidden), date(year, 12, 31), limit)
    figures = [r.figure for r in of_year.whole() if r.figure is not None]
    return pooled(figures)


@dataclass(frozen=True, slots=True)
class _Year:
    """The rounds of a year in the order of time, and which of them are hidden."""

    agreed: Agreed
    rows: Sequence[Result]
    hidden: frozenset[Period]
    on: date
    limit: int

    @property
    def mine(self) -> list[Result]:
        """The rounds of the year with a figure."""
        return [
            r
            for r in self.rows
            if r.period.year == self.agreed.year
            and r.presence is Presence.MEASURED
            and r.figure is not None
        ]

    @property
    def comparable(self) -> list[Result]:
        """The last of them that were asked in the same way."""
        found: list[Result] = []
        for each in reversed(self.mine):
            if found and each.mode is not found[0].mode:
                break
            found.insert(0, each)
        return found

    @property
    def complete(self) -> bool:
        """Whether the year is over."""
        return self.on >= date(self.agreed.year, 12, 31)

    def open_ones(self) -> list[Result]:
        """Return the comparable rounds that everybody may see."""
        return [r for r in self.comparable if r.period not in self.hidden]

    def whole(self) -> list[Result]:
        """Return all rounds of a year that may be taken together, else none.

        The others may have been seen in the course of the year, so that the small
        ones together must be large enough: else the year tells them.
        """
        rows = self.comparable
        if all(r.period not in self.hidden for r in rows):
            return rows
        sizes = [people_in(r.figure) or 0 for r in rows if r.figure is not None]
        small = sum(n for n in sizes if n < self.limit)
        enough = sum(sizes) >= self.limit and (not small or small >= self.limit)
        over = self.complete and len(rows) == len(self.mine)
        return rows if over and enough else []

    def chosen(self) -> list[Result]:
        """Return the rounds to judge: as few of the latest as reach the minimum."""
        rows = self.open_ones()
        if any(isinstance(r.figure, CountFigure) for r in rows):
            return rows
        least, taken = self.agreed.plan.minimum_n or 1, 0
        last_is_open = bool(rows) and rows[-1] is self.comparable[-1]
        for number, each in enumerate(reversed(rows), start=1):
            if not last_is_open or each.figure is None:
                break
            taken += people_in(each.figure) or least
            if taken >= least:
                return rows[-number:]
        return self.whole() or rows


def _found(agreed: Agreed, year: _Year) -> KpiFinding:
    rows = year.chosen()
    figure = pooled([r.figure for r in rows if r.figure is not None])
    hidden = sum(r.period in year.hidden for r in year.mine)
    if figure is None:
        why = Why.SMALL_GROUPS if hidden else _why_none(year)
        return _without(agreed, why, hidden)
    judged = judge(agreed, figure, len(rows), complete=year.complete)
    first = _first(year, rows)
    start = _start(agreed, first) if _stands_beside(year, figure) else None
    return KpiFinding(
        kpi_id=KpiId(agreed.kpi.id),
        year=agreed.year,
        judged=judged,
        periods=tuple(r.period for r in rows),
        figure=figure,
        mode=rows[-1].mode,
        year_so_far=_so_far(agreed, year, rows),
        goal=agreed.goal,
        floor=agreed.floor,
        progress=progress(start, agreed.goal, judged.value),
        change=None if start is None else change_since(agreed, figure, first),
        response=response_of(rows),
        hidden=hidden,
    )


def _stands_beside(year: _Year, figure: AnyFigure) -> bool:
    """Tell whether a figure compares with a baseline: not a count that still runs."""
    return year.complete or not isinstance(figure, CountFigure)


def _without(agreed: Agreed, why: Why, hidden: int = 0) -> KpiFinding:
    return KpiFinding(
        kpi_id=KpiId(agreed.kpi.id),
        year=agreed.year,
        judged=Judged(why=why),
        goal=agreed.goal,
        floor=agreed.floor,
        hidden=hidden,
    )


def _why_none(year: _Year) -> Why:
    last = year.rows[-1]
    away = last.presence is Presence.NOT_APPLICABLE
    return Why.NOT_APPLICABLE if away else Why.MISSING


def _so_far(agreed: Agreed, year: _Year, chosen: Sequence[Result]) -> Judged | None:
    """Return the year together, when more rounds than the judged ones are in it."""
    rows = year.whole()
    figure = pooled([r.figure for r in rows if r.figure is not None])
    if len(rows) <= len(chosen) or figure is None or people_in(figure) is None:
        return None
    return judge(agreed, figure, len(rows), complete=year.complete)


def _first(year: _Year, chosen: Sequence[Result]) -> AnyFigure | None:
    """Return the figure of the first round, to start from without a baseline."""
    if year.agreed.baseline.value is not None:
        return None
    comparable = (
        r
        for r in year.rows
        if r.figure is not None
        and r.period not in year.hidden
        and r.mode is chosen[-1].mode
    )
    first = next(comparable, None)
    return None if first is None or first in chosen else first.figure


def _start(agreed: Agreed, first: AnyFigure | None) -> Decimal | None:
    if agreed.baseline.value is not None:
        return agreed.baseline.value
    return None if first is None else value_of(first)
