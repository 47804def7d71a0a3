"""The accepted results: one row per KPI and period, with what is behind each figure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpikit.domain.agreement import Dossier
from kpikit.domain.finding.agreed import agreed_on
from kpikit.domain.finding.judging import judge
from kpikit.domain.kpi import AnyKpi, KpiId, MeasuredKpi
from kpikit.domain.result.figure import ShareFigure, people_in, value_of
from kpikit.domain.result.result import PRESENCE_NAMES, Presence, Result
from kpikit.excel.export import Edition
from kpikit.excel.page import NOT_APPLICABLE, Column, Page, Sheet
from kpikit.excel.values import Figure, Value
from kpikit.excel.words import named
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    page.table(_COLUMNS, _rows(edition.dossier, edition.annex.results), keep=3)


def _rows(dossier: Dossier, results: Sequence[Result]) -> Iterator[tuple[Value, ...]]:
    for kpi in dossier.kpis:
        mine = [r for r in results if r.kpi_id == KpiId(kpi.id)]
        for result in sorted(mine, key=lambda r: r.period.sort_key):
            yield _row(dossier, kpi, result)


def _row(dossier: Dossier, kpi: AnyKpi, result: Result) -> tuple[Value, ...]:
    figure = result.figure
    hidden = result.presence is Presence.MEASURED and figure is None
    presence = _HIDDEN if hidden else PRESENCE_NAMES[result.presence]
    agreed = agreed_on(dossier, kpi, result.period.year)
    judged = None if figure is None else judge(agreed, figure)
    successes = figure.numerator if isinstance(figure, ShareFigure) else NOT_APPLICABLE
    decimals = kpi.statistic.decimals if isinstance(kpi, MeasuredKpi) else 0
    low = judged.low if judged is not None else None
    high = judged.high if judged is not None else None
    value = None if figure is None else value_of(figure)
    return (
        f"{kpi.id}:{result.period.id}",
        str(kpi.id),
        kpi.name,
        result.period.name,
        presence,
        successes,
        _or_none(None if figure is None else people_in(figure)),
        _figure(value, decimals),
        named(kpi.statistic.unit) if isinstance(kpi, MeasuredKpi) else _LEVEL,
        _figure(low, 1),
        _figure(high, 1),
        _or_none(result.eligible),
        _or_none(result.invited),
        _or_none(result.responded),
        named(result.mode) if result.mode is not None else NOT_APPLICABLE,
        result.note or NOT_APPLICABLE,
    )


def _figure(value: Decimal | None, decimals: int) -> Value:
    """Return a value rounded for reading; its counts stand beside it."""
    return NOT_APPLICABLE if value is None else Figure(round(value, 2), decimals)


def _or_none(count: int | None) -> Value:
    return NOT_APPLICABLE if count is None else count


_LEAD = Text(
    nl="Wat beide partijen als meting hebben aanvaard, met het aantal erachter en de "
    "marge. Kleine groepen zijn verborgen.",
    en="What both parties accepted as a result, with the number behind it and the "
    "margin. Small groups are hidden.",
)
_HIDDEN = Text(
    nl="verborgen: herleidbaar tot een kleine groep",
    en="hidden: would show a small group",
)
_LEVEL = Text(nl="niveau 0–4", en="level 0–4")
_COLUMNS = (
    Column(head=Text(nl="Sleutel", en="Key"), width=20, look="code"),
    Column(head=Text(nl="KPI", en="KPI"), width=12, look="strong"),
    Column(head=Text(nl="Naam", en="Name"), width=28),
    Column(head=Text(nl="Periode", en="Period"), width=16),
    Column(head=Text(nl="Is er een meting?", en="Is there a result?"), width=16),
    Column(head=Text(nl="Boven de streep", en="Above the line"), width=11, number=True),
    Column(head=Text(nl="Aantal (n)", en="Number (n)"), width=11, number=True),
    Column(head=Text(nl="Waarde", en="Value"), width=11, number=True),
    Column(head=Text(nl="Eenheid", en="Unit"), width=13),
    Column(head=Text(nl="Marge van", en="Margin from"), width=11, number=True),
    Column(head=Text(nl="Marge tot", en="Margin to"), width=11, number=True),
    Column(head=Text(nl="Kwamen in aanmerking", en="Eligible"), width=13, number=True),
    Column(head=Text(nl="Uitgenodigd", en="Invited"), width=12, number=True),
    Column(head=Text(nl="Antwoordden", en="Responded"), width=12, number=True),
    Column(head=Text(nl="Hoe gevraagd", en="How asked"), width=16),
    Column(head=Text(nl="Toelichting", en="Note"), width=30),
)
SHEET = Sheet(
    code="results",
    order=86,
    title=Text(nl="Metingen", en="Results"),
    about=Text(
        nl="Elke aanvaarde meting, met aantal en marge",
        en="Each accepted result, with its number and margin",
    ),
    write=_write,
    confidential=True,
    wanted=lambda edition: bool(edition.annex.results),
)
