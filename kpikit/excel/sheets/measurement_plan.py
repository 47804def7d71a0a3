"""How each KPI is measured: who is asked, how many, how, when; and judged by what."""

from kpikit.domain.agreement import Dossier
from kpikit.domain.difference import labels
from kpikit.domain.kpi import AnyKpi, NarrativeKpi
from kpikit.domain.literal_question import LiteralQuestion
from kpikit.domain.measurement import (
    LOWEST_MINIMUM_N,
    MOST_ROUNDS,
    MeasurementPlan,
    fitting_rules,
    has_margin,
)
from kpikit.excel.export import Edition
from kpikit.excel.page import (
    NOT_APPLICABLE,
    Between,
    Column,
    ListOf,
    Page,
    Sheet,
)
from kpikit.excel.values import Share, Value
from kpikit.excel.words import named
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    dossier = edition.dossier
    page.table(_COLUMNS, [_row(dossier, kpi) for kpi in dossier.kpis], keep=2)
    _questions(page, dossier)
    _judging(page, edition)


def _questions(page: Page, dossier: Dossier) -> None:
    """Write what is asked literally, where the parties wrote that down."""
    plans = [(kpi, dossier.plan(kpi.id)) for kpi in dossier.kpis]
    rows = [
        _question(kpi, plan.question)
        for kpi, plan in plans
        if plan is not None and not plan.question.is_empty
    ]
    if rows:
        page.heading(_ASKED)
        page.table(_ASKED_COLUMNS, rows, main=False)


def _question(kpi: AnyKpi, asked: LiteralQuestion) -> tuple[Value, ...]:
    answers = (asked.answers, asked.top, asked.left_out)
    return (str(kpi.id), kpi.name, asked.words, *("\n".join(a) for a in answers))


def _judging(page: Page, edition: Edition) -> None:
    """Write how each result will be held against its goal, and kept goals' reasons."""
    dossier = edition.dossier
    judged = [kpi for kpi in dossier.kpis if fitting_rules(kpi)]
    if not judged:
        return
    page.heading(_JUDGING)
    page.lead(_JUDGING_LEAD)
    if not edition.is_open:
        page.lead(_COUNTS_ELSEWHERE)
    plans = [(kpi, dossier.plan(kpi.id)) for kpi in judged]
    width = len(_RULE_COLUMNS) - edition.is_open
    rows = [_rule(kpi, plan)[:width] for kpi, plan in plans]
    page.table(_RULE_COLUMNS[:width], rows, main=False)
    for kpi, plan in plans:
        if plan is not None and plan.unprovable_reason:
            why = plan.unprovable_reason
            said = Text(
                nl=f"{kpi.id}, {_KEPT.nl}: {why}", en=f"{kpi.id}, {_KEPT.en}: {why}"
            )
            page.lead(said, "prose_line")


def _rule(kpi: AnyKpi, plan: MeasurementPlan | None) -> tuple[Value, ...]:
    start: tuple[Value, ...] = (str(kpi.id), kpi.name)
    if plan is None:
        return (*start, *[None] * 5)
    answering = plan.expected_response
    return (
        *start,
        named(plan.rule),
        Share(plan.level),
        named(plan.margin) if has_margin(kpi) else NOT_APPLICABLE,
        None if answering is None else Share(answering),
        plan.population,
    )


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
_ASKED = Text(nl="Wat u letterlijk vraagt", en="What you ask literally")
_ASKED_COLUMNS = (
    Column(head=Text(nl="KPI", en="KPI"), width=9, look="strong"),
    Column(head=Text(nl="Naam", en="Name"), width=20),
    Column(head=labels.QUESTION, width=22),
    Column(head=labels.ANSWERS, width=14),
    Column(head=labels.TOP, width=12),
    Column(head=labels.LEFT_OUT, width=11),
)
_JUDGING = Text(nl="Hoe u oordeelt", en="How you judge")
_JUDGING_LEAD = Text(
    nl="De beslisregel staat vast voordat er gemeten is.",
    en="The decision rule is fixed before anything is measured.",
)
_COUNTS_ELSEWHERE = Text(
    nl="Welke aantallen gehaald en niet gehaald heten, staat per jaar bij de ambities.",
    en="Which counts are called met and not met stands with the ambitions, per year.",
)
_KEPT = Text(
    nl="waarom dit doel blijft, al kan de steekproef het niet laten zien",
    en="why this goal stays although the sample cannot show it",
)
_RULE_COLUMNS = (
    Column(head=Text(nl="KPI", en="KPI"), width=9, look="strong"),
    Column(head=Text(nl="Naam", en="Name"), width=20),
    Column(
        head=Text(nl="Beslisregel", en="Decision rule"),
        width=22,
        allowed=ListOf(code="rule"),
    ),
    Column(head=Text(nl="Zekerheid", en="Confidence"), width=14, number=True),
    Column(
        head=Text(nl="Hoe de marge wordt berekend", en="How the margin is worked out"),
        width=18,
        allowed=ListOf(code="margin"),
    ),
    Column(
        head=Text(nl="Verwachte respons", en="Expected response"),
        width=12,
        number=True,
        allowed=Between(low=0, high=1),
    ),
    Column(
        head=Text(nl="Komt in aanmerking per ronde", en="Eligible per round"),
        width=11,
        number=True,
        allowed=Between(low=1, high=None, whole=True),
    ),
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
