"""The step plan per care path: key moments, the picture, and the five checklists."""

from collections.abc import Iterator
from functools import partial

from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.improvement.five_steps import CHANCES, OBSTACLES, STEPS, Item
from kpikit.domain.improvement.step_plan import KeyMoment, StepPlan
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Picture, Sheet
from kpikit.excel.values import Value
from kpikit.text import Text, same

_PIXELS_A_ROW = 20


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    names = {k.id: k.name for k in edition.dossier.kpis}
    for number, plan in enumerate(edition.annex.steps):
        if number:
            page.page_break()
        _path(page, plan, names.get(plan.kpi) if plan.kpi else None)
        _picture(page, plan)
        page.heading(_MOMENTS)
        page.table(
            MOMENT_COLUMNS,
            [
                _moment(place, each, edition.annex.actions)
                for place, each in enumerate(plan.moments, start=1)
            ],
            main=False,
        )
        for step in STEPS:
            title = Text(
                nl=f"Stap {step.number}: {step.name.nl}",
                en=f"Step {step.number}: {step.name.en}",
            )
            page.heading(title)
            rows = [_check(plan, item) for item in step.items]
            page.table(CHECK_COLUMNS, rows, main=False)


def _path(page: Page, plan: StepPlan, kpi: Text | None) -> None:
    page.heading(same(plan.care_path))
    page.pair(_AMBITION, plan.ambition)
    page.pair(_OBJECTIVE, plan.objective)
    page.pair(_KPI, kpi)
    page.pair(_WHO, plan.representatives)
    page.pair(_FOUND, plan.findings)
    page.pair(_HELPS, _listed(CHANCES, plan.chances, plan.own_chances))
    page.pair(_HINDERS, _listed(OBSTACLES, plan.obstacles, plan.own_obstacles))
    page.row += 1


def _picture(page: Page, plan: StepPlan) -> None:
    from kpikit.charts.kinds.care_path import CHART, CarePathPicture

    picture = CarePathPicture.of(plan, plan.moments)
    if picture is None:
        return
    page.heading(_PHASES)
    rows = [(p.name, "; ".join(p.steps) or "–") for p in plan.phases]
    page.table(PHASE_COLUMNS, rows, main=False)
    page.pictures.append(
        Picture(
            row=page.row,
            column=1,
            png=partial(CHART.png, picture, page.language),
            alt=CHART.alt(picture).in_(page.language),
            width=CHART.width,
            height=picture.height,
        )
    )
    page.row += picture.height // _PIXELS_A_ROW + 2


def _moment(
    number: int, moment: KeyMoment, actions: tuple[ImprovementAction, ...]
) -> tuple[Value, ...]:
    linked = [f"{a.number}. {a.name}" for a in actions if moment.name in a.key_moments]
    return (
        f"{number}. {moment.name}",
        ", ".join(moment.phases),
        moment.medical,
        moment.reported,
        moment.wishes,
        moment.support,
        moment.handed_out_by,
        moment.discussed_by,
        "\n".join(linked) or "–",
    )


def _check(plan: StepPlan, item: Item) -> tuple[Value, ...]:
    check = plan.check(item.code)
    return (item.text, check.planned_on or "–", check.done_on or _NOT_YET, check.by)


def _listed(items: tuple[Item, ...], codes: tuple[str, ...], own: str) -> Text | None:
    said = list(_said(items, codes, own))
    if not said:
        return None
    return Text(nl="\n".join(t.nl for t in said), en="\n".join(t.en for t in said))


def _said(items: tuple[Item, ...], codes: tuple[str, ...], own: str) -> Iterator[Text]:
    yield from (item.text for item in items if item.code in codes)
    if own:
        yield same(own)


_LEAD = Text(
    nl="Per zorgpad: waar er iets te kiezen valt, wat daarbij hoort, en hoe ver de "
    "vijf stappen zijn. Het ziekenhuis schrijft dit, ook na het tekenen.",
    en="Per care path: where there is something to choose, what belongs to it, and how "
    "far the five steps are. The hospital writes this, also after signing.",
)
_AMBITION = Text(nl="Ambitie", en="Ambition")
_OBJECTIVE = Text(nl="Meetbare doelstelling", en="Measurable objective")
_KPI = Text(nl="Gemeten met", en="Measured with")
_WHO = Text(nl="Vertegenwoordigers van patiënten", en="Patient representatives")
_FOUND = Text(nl="Wat zij belangrijk vonden", en="What they found important")
_HELPS = Text(nl="Wat helpt", en="What helps")
_HINDERS = Text(nl="Wat in de weg zit", en="What is in the way")
_PHASES = Text(nl="Het zorgpad", en="The care path")
_MOMENTS = Text(nl="Sleutelmomenten", en="Key moments")
_NOT_YET = Text(nl="nog niet", en="not yet")
PHASE_COLUMNS = (
    Column(head=Text(nl="Fase", en="Phase"), width=44, look="strong"),
    Column(head=Text(nl="Stappen", en="Steps"), width=34),
)
MOMENT_COLUMNS = (
    Column(head=Text(nl="Sleutelmoment", en="Key moment"), width=44, look="strong"),
    Column(head=Text(nl="Fasen", en="Phases"), width=34),
    Column(head=Text(nl="Medische uitkomsten", en="Medical outcomes"), width=22),
    Column(
        head=Text(nl="Door de patiënt gemeld", en="Reported by the patient"), width=22
    ),
    Column(head=Text(nl="Wensen en voorkeuren", en="Wishes and preferences"), width=22),
    Column(head=Text(nl="Keuzeondersteuning", en="Decision support"), width=22),
    Column(head=Text(nl="Wie reikt uit", en="Who hands out"), width=18),
    Column(head=Text(nl="Wie bespreekt", en="Who discusses"), width=18),
    Column(head=Text(nl="Verbeteracties", en="Improvement actions"), width=26),
)
CHECK_COLUMNS = (
    Column(head=Text(nl="Wat", en="What"), width=44),
    Column(head=Text(nl="Gepland op", en="Planned on"), width=34, look="left_number"),
    Column(head=Text(nl="Gedaan op", en="Done on"), width=22, look="left_number"),
    Column(head=Text(nl="Door wie", en="By whom"), width=22),
)
SHEET = Sheet(
    code="step_plan",
    order=83,
    title=Text(nl="Stappenplan", en="Step plan"),
    about=Text(
        nl="Zorgpad met sleutelmomenten, en de vijf stappen",
        en="Care path with key moments, and the five steps",
    ),
    write=_write,
    confidential=True,
    wanted=lambda edition: bool(edition.annex.steps),
)
