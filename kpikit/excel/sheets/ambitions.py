"""The ambitions: one row per KPI and year, with a chart of each measured one."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from kpikit.domain.advice import decisions, sound_ambition, sound_plan
from kpikit.domain.agreement import Dossier
from kpikit.domain.ambition import AnyAmbition, MeasuredAmbition, NarrativeAmbition
from kpikit.domain.kpi import AnyKpi, MeasuredKpi
from kpikit.excel.export import Edition
from kpikit.excel.page import (
    NOT_APPLICABLE,
    TO_BE_MEASURED,
    Between,
    Column,
    ListOf,
    Page,
    Sheet,
)
from kpikit.excel.values import Figure, Value
from kpikit.excel.words import kind_of_kpi, named
from kpikit.text import Text

Row = tuple[Value, ...]
_FLOOR_COLUMN, _GOAL_COLUMN, _COMPARATOR_COLUMN = 6, 7, 5


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    dossier = edition.dossier
    lines = [
        (kpi, year, row) for kpi in dossier.kpis for year, row in _rows(dossier, kpi)
    ]
    written = page.table(_COLUMNS, [row for _, _, row in lines], keep=2)
    for row, (kpi, _, _) in zip(written, lines, strict=True):
        _limit(page, kpi, row)
    page.lead(_ASKED)


def _rows(dossier: Dossier, kpi: AnyKpi) -> Iterator[tuple[int, Row]]:
    ambition = dossier.ambition(kpi.id)
    asked = _asked(dossier, kpi, ambition)
    for year in dossier.agreement.years:
        start = (f"{kpi.id}:{year}", kpi.name, kind_of_kpi(kpi), year)
        if kpi.balancing:
            yield year, (*start, _WATCH, *[NOT_APPLICABLE] * 9)
        elif isinstance(ambition, MeasuredAmbition) and isinstance(kpi, MeasuredKpi):
            yield year, (*start, *_measured(ambition, kpi, year), *asked(year))
        elif isinstance(ambition, NarrativeAmbition):
            yield year, (*start, *_narrative(ambition, year), *asked(year))
        else:
            yield year, (*start, *[None] * 7, *asked(year))


def _asked(
    dossier: Dossier, kpi: AnyKpi, ambition: AnyAmbition | None
) -> Callable[[int], Row]:
    """Return what a round must show for the goal of a year: n, met, not met."""
    plan = dossier.plan(kpi.id)
    aims = sound_ambition(ambition, kpi, dossier.agreement.years)
    by_year = {d.year: d for d in decisions(kpi, aims, sound_plan(plan, kpi))}

    def asked(year: int) -> Row:
        found = by_year.get(year)
        if found is None:
            return (NOT_APPLICABLE,) * 3
        table = found.table
        ends = (table.met_from, table.not_met_up_to)
        if table.direction == "increase":
            return (table.n, *(_NEVER if end is None else end for end in ends))
        words = (_AT_MOST, _FROM)
        downwards = zip(words, ends, strict=True)
        return (table.n, *(_NEVER if e is None else _with(w, e) for w, e in downwards))

    return asked


def _with(words: Text, count: int) -> Text:
    return Text(nl=f"{words.nl} {count}", en=f"{words.en} {count}")


def _measured(ambition: MeasuredAmbition, kpi: MeasuredKpi, year: int) -> Row:
    target = next((y for y in ambition.years if y.year == year), None)
    baseline, decimals = ambition.baseline, kpi.statistic.decimals
    start = baseline.value
    return (
        named(ambition.comparator),
        _figure(target.floor if target else None, decimals),
        _figure(target.goal if target else None, decimals),
        named(ambition.unit),
        TO_BE_MEASURED if start is None else Figure(start, decimals),
        baseline.n if start is not None else NOT_APPLICABLE,
        _joined(baseline.period, baseline.source)
        if start is not None
        else NOT_APPLICABLE,
    )


def _narrative(ambition: NarrativeAmbition, year: int) -> Row:
    level = ambition.level_in(year)
    start = ambition.baseline_level
    return (
        _LEVEL,
        NOT_APPLICABLE,
        level,
        _LADDER,
        TO_BE_MEASURED if start is None else start,
        NOT_APPLICABLE,
        NOT_APPLICABLE,
    )


def _limit(page: Page, kpi: AnyKpi, row: int) -> None:
    if isinstance(kpi, MeasuredKpi):
        page.allow(ListOf(code="comparator"), _COMPARATOR_COLUMN, row)
        scale = Between(low=kpi.statistic.minimum, high=kpi.statistic.maximum)
        page.allow(scale, _FLOOR_COLUMN, row)
        page.allow(scale, _GOAL_COLUMN, row)
    elif not kpi.balancing:
        page.allow(Between(low=0, high=4, whole=True), _GOAL_COLUMN, row)


def _figure(number: Decimal | None, decimals: int) -> Value:
    return None if number is None else Figure(number, decimals)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


_LEAD = Text(
    nl="Eén regel per KPI en jaar. De ondergrens en het doel staan in de eenheid die "
    "ernaast staat. Een merkbare KPI heeft een niveau van 0 tot en met 4.",
    en="One row per KPI and year. Floor and goal are in the unit beside them. A "
    "narrative KPI has a level from 0 to 4.",
)
_ASKED = Text(
    nl="De laatste drie kolommen gaan over een aandeel: welke aantallen in één ronde "
    "heten gehaald en welke niet, volgens de beslisregel van het meetplan. Daartussen "
    "is het niet te zeggen.",
    en="The last three columns are about a share: which counts in one round are called "
    "met and which not met, by the decision rule of the measurement plan. In between, "
    "it cannot be told.",
)
_WATCH = Text(nl="meekijken, zonder doel", en="watched, without a goal")
_LEVEL = Text(nl="niveau", en="level")
_LADDER = Text(nl="niveau 0–4", en="level 0–4")
_NEVER = Text(nl="kan niet blijken", en="cannot show")
_AT_MOST = Text(nl="hoogstens", en="at most")
_FROM = Text(nl="vanaf", en="from")
_COLUMNS = (
    Column(head=Text(nl="Kenmerk", en="Key"), width=13, look="strong"),
    Column(head=Text(nl="KPI", en="KPI"), width=24),
    Column(head=Text(nl="Soort", en="Kind"), width=10),
    Column(head=Text(nl="Jaar", en="Year"), width=8, look="left_number"),
    Column(head=Text(nl="Vergelijking", en="Comparison"), width=13),
    Column(head=Text(nl="Ondergrens", en="Floor"), width=13, number=True),
    Column(head=Text(nl="Doel", en="Goal"), width=12, number=True),
    Column(head=Text(nl="Eenheid", en="Unit"), width=13),
    Column(head=Text(nl="Nulmeting", en="Baseline"), width=13, number=True),
    Column(head=Text(nl="n nulmeting", en="n baseline"), width=12, number=True),
    Column(head=Text(nl="Periode en bron", en="Period and source"), width=24),
    Column(head=Text(nl="n per ronde", en="n per round"), width=10, number=True),
    Column(head=Text(nl="Gehaald vanaf", en="Met from"), width=12, number=True),
    Column(
        head=Text(nl="Niet gehaald tot en met", en="Not met up to"),
        width=13,
        number=True,
    ),
)
SHEET = Sheet(
    code="ambitions",
    order=60,
    title=Text(nl="Ambities", en="Ambitions"),
    about=Text(
        nl="Nulmeting, ondergrens en doel per KPI en jaar",
        en="Baseline, floor and goal per KPI and year",
    ),
    write=_write,
    confidential=True,
)
