"""How each KPI is measured: who is asked, how many, how, by whom and when."""

from kpikit.domain.agreement import Dossier
from kpikit.domain.kpi import AnyKpi, NarrativeKpi
from kpikit.domain.measurement import LOWEST_MINIMUM_N, MOST_ROUNDS, MeasurementPlan
from kpikit.excel.export import Edition
from kpikit.excel.page import (
    NOT_APPLICABLE,
    Between,
    Column,
    ListOf,
    Page,
    Sheet,
)
from kpikit.excel.values import Value
from kpikit.excel.words import named
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    dossier = edition.dossier
    page.table(_COLUMNS, [_row(dossier, kpi) for kpi in dossier.kpis], keep=2)


def _row(dossier: Dossier, kpi: AnyKpi) -> tuple[Value, ...]:
    plan = dossier.plan(kpi.id)
    start: tuple[Value, ...] = (str(kpi.id), kpi.name)
    if plan is None:
        return (*start, *[None] * 10)
    return (
        *start,
        plan.who_is_asked,
        *_numbers(plan, narrative=isinstance(kpi, NarrativeKpi)),
        plan.moments,
        plan.measured_by,
        plan.owner,
        plan.data_source,
    )


def _numbers(plan: MeasurementPlan, *, narrative: bool) -> tuple[Value, ...]:
    found: tuple[Value, ...] = (
        named(plan.method) if plan.method else None,
        named(plan.mode) if plan.mode else None,
        plan.planned_n,
        plan.minimum_n,
        plan.rounds_per_year,
    )
    if not narrative:
        return found
    return tuple(NOT_APPLICABLE if value is None else value for value in found)


_LEAD = Text(
    nl="Per KPI wie u vraagt, hoeveel mensen per ronde, op welke manier en wanneer. "
    "Onder het minimum aantal volgt geen oordeel. Dat is iets anders dan een nul.",
    en="For each KPI whom you ask, how many people per round, in which way and when. "
    "Below the minimum number there is no judgement. That is not a zero.",
)
_COLUMNS = (
    Column(head=Text(nl="KPI", en="KPI"), width=9, look="strong"),
    Column(head=Text(nl="Naam", en="Name"), width=20),
    Column(head=Text(nl="Wie wordt gevraagd", en="Who is asked"), width=22),
    Column(
        head=Text(nl="Hoe gekozen", en="How chosen"),
        width=14,
        allowed=ListOf(code="method"),
    ),
    Column(
        head=Text(nl="Manier van vragen", en="Way of asking"),
        width=12,
        allowed=ListOf(code="mode"),
    ),
    Column(
        head=Text(nl="Gepland per ronde", en="Planned per round"),
        width=11,
        number=True,
        allowed=Between(low=1, high=None, whole=True),
    ),
    Column(
        head=Text(nl="Minimum per ronde", en="Minimum per round"),
        width=12,
        number=True,
        allowed=Between(low=LOWEST_MINIMUM_N, high=None, whole=True),
    ),
    Column(
        head=Text(nl="Rondes per jaar", en="Rounds a year"),
        width=10,
        number=True,
        allowed=Between(low=1, high=MOST_ROUNDS, whole=True),
    ),
    Column(head=Text(nl="Wanneer", en="When"), width=15),
    Column(head=Text(nl="Wie meet", en="Who measures"), width=14),
    Column(head=Text(nl="Eigenaar", en="Owner"), width=14),
    Column(head=Text(nl="Bron van de gegevens", en="Data source"), width=14),
)
SHEET = Sheet(
    code="measurement_plan",
    order=70,
    title=Text(nl="Meetplan", en="Measurement plan"),
    about=Text(
        nl="Wie u vraagt, hoeveel, hoe en wanneer", en="Whom, how many, how and when"
    ),
    write=_write,
)
