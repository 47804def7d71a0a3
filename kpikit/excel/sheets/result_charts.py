"""The results as charts of the spreadsheet itself, with the cells they are drawn from.

What was not measured is an empty cell, so that the line breaks there.
"""

from collections.abc import Sequence
from decimal import Decimal

from kpikit.domain.agreement import Dossier
from kpikit.domain.ambition import (
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    NarrativeAmbition,
)
from kpikit.domain.finding.agreed import agreed_on
from kpikit.domain.kpi import AnyKpi, KpiId, NarrativeKpi
from kpikit.domain.result.figure import value_of
from kpikit.domain.result.result import Result
from kpikit.excel.export import Edition
from kpikit.excel.page import LineChart, Page, Sheet
from kpikit.excel.values import Figure
from kpikit.text import Text

_ROWS_OF_A_CHART = 15
_FEWEST = 2
_CHARTS_ON_A_PAGE = 2
_LADDER = LOWEST_LEVEL, HIGHEST_LEVEL


def _write(page: Page, edition: Edition) -> None:
    page.columns(20, 12, 12, 4, *[11] * 8)
    page.heading_of_page(_LEAD)
    drawn = 0
    for kpi in edition.dossier.kpis:
        mine = [r for r in edition.annex.results if r.kpi_id == KpiId(kpi.id)]
        mine.sort(key=lambda r: r.period.sort_key)
        if sum(r.figure is not None for r in mine) >= _FEWEST:
            if drawn and drawn % _CHARTS_ON_A_PAGE == 0:
                page.page_break()
            _chart(page, edition.dossier, kpi, mine)
            drawn += 1


def _chart(
    page: Page, dossier: Dossier, kpi: AnyKpi, results: Sequence[Result]
) -> None:
    name = Text(nl=f"{kpi.id}  {kpi.name.nl}", en=f"{kpi.id}  {kpi.name.en}")
    page.heading(name)
    head = page.row
    for column, words in enumerate((_PERIOD, _VALUE, _GOAL), start=1):
        page.put(column, words, "head" if column == 1 else "head_number")
    page.row += 1
    for result in results:
        value = None if result.figure is None else value_of(result.figure)
        page.put(1, result.period.id)
        for column, number in ((2, value), (3, _goal(dossier, kpi, result))):
            if number is not None:
                page.put(column, Figure(round(number, 2), 0), "number")
        page.row += 1
    last = page.row - 1
    page.charts.append(
        LineChart(
            row=head,
            column=5,
            title=name,
            labels=(head + 1, last, 1),
            lines=((head, last, 2), (head, last, 3)),
            scale=_LADDER if isinstance(kpi, NarrativeKpi) else None,
        )
    )
    page.row = max(page.row, head + _ROWS_OF_A_CHART) + 1


def _goal(dossier: Dossier, kpi: AnyKpi, result: Result) -> Decimal | None:
    """Return the goal beside a round; a goal on a year's count is beside none."""
    ambition = dossier.ambition(KpiId(kpi.id))
    if isinstance(ambition, NarrativeAmbition):
        level = ambition.level_in(result.period.year)
        return None if level is None else Decimal(level)
    agreed = agreed_on(dossier, kpi, result.period.year)
    if agreed.counts and agreed.rounds > 1:
        return None
    return agreed.goal


_LEAD = Text(
    nl="De metingen van elke KPI in de tijd, met het doel van het jaar. De grafieken "
    "zijn van Excel zelf: u kunt ze aanpassen en overnemen.",
    en="The results of each KPI over time, with the goal of the year. The charts are "
    "Excel's own: you can change and copy them.",
)
_PERIOD = Text(nl="Periode", en="Period")
_VALUE = Text(nl="Meting", en="Result")
_GOAL = Text(nl="Doel", en="Goal")
SHEET = Sheet(
    code="result_charts",
    order=87,
    title=Text(nl="Metingen in beeld", en="Results charted"),
    about=Text(
        nl="Een grafiek per KPI, van Excel zelf", en="A chart per KPI, of Excel itself"
    ),
    write=_write,
    confidential=True,
    wanted=lambda edition: bool(edition.annex.results),
)
