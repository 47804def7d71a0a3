"""The improvement plan: the table of actions, and the detail sheet of each."""

from collections.abc import Iterator

from kpikit.domain.financing.catalogue import kind_of
from kpikit.domain.improvement.action import LEVEL_NAMES, ImprovementAction
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Sheet
from kpikit.excel.values import Value
from kpikit.text import Text, same


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    actions = edition.annex.actions
    page.table(
        COLUMNS,
        [(a.number, a.name, a.effect, a.start, a.end, a.responsible) for a in actions],
    )
    for action in actions:
        _detail(page, edition, action)


def _detail(page: Page, edition: Edition, action: ImprovementAction) -> None:
    page.heading(
        Text(
            nl=f"Verbeteractie {action.number}: {action.name}",
            en=f"Improvement action {action.number}: {action.name}",
        )
    )
    for label, value in _pairs(edition, action):
        page.pair(label, value, "left")
    page.row += 1


def _pairs(edition: Edition, action: ImprovementAction) -> Iterator[tuple[Text, Value]]:
    for field, label in DETAILS.items():
        yield label, getattr(action, field)
    names = {k.id: k.name for k in edition.dossier.kpis}
    money = {a.id: kind_of(a).name for a in edition.dossier.arrangements}
    yield _KPIS, _joined([names[k] for k in action.kpis if k in names])
    kind = edition.annex.team_scan_kind
    themes = {t.code: t.name for t in kind.theme} if kind else {}
    yield _THEMES, _joined([themes[t] for t in action.themes if t in themes])
    yield _MOMENTS, _joined([same(moment) for moment in action.key_moments])
    yield _LEVEL, _joined([LEVEL_NAMES[each] for each in action.levels])
    yield _PAID, _joined([money[a] for a in action.arrangements if a in money])
    yield _SERVES, _joined([same(f"{number}") for number in action.recommendations])


def _joined(each: list[Text]) -> Text | None:
    if not each:
        return None
    return Text(nl="; ".join(t.nl for t in each), en="; ".join(t.en for t in each))


_LEAD = Text(
    nl="Wat de teams anders gaan doen, wie dat doet en wanneer. Dit plan hoort bij de "
    "afspraak en verandert ook na het tekenen.",
    en="What the teams will do differently, who does it and when. This plan goes with "
    "the agreement and changes after signing too.",
)
DETAILS = {
    "owner": Text(nl="Eigenaar", en="Owner"),
    "people": Text(nl="Betrokkenen", en="People involved"),
    "for_choice": Text(nl="Voor welke keuze", en="For which choice"),
    "done_on": Text(nl="Uitgevoerd op", en="Carried out on"),
    "effect_on": Text(nl="Effect verwacht op", en="Effect expected on"),
    "differently": Text(nl="Wat gaan wij anders doen", en="What we do differently"),
    "behaviour": Text(
        nl="Welk ander gedrag, van wie", en="Which other behaviour, of whom"
    ),
    "steps": Text(nl="Welke stappen", en="Which steps"),
    "follow": Text(
        nl="Hoe volgen wij het effect en sturen wij bij",
        en="How we follow the effect and adjust",
    ),
    "means": Text(nl="Benodigde middelen", en="Means needed"),
    "help": Text(nl="Benodigde hulp", en="Help needed"),
}
"""The fields of the detail sheet, in its order."""
_KPIS = Text(nl="KPI’s", en="KPIs")
_THEMES = Text(nl="Thema’s", en="Themes")
_MOMENTS = Text(nl="Sleutelmomenten", en="Key moments")
_LEVEL = Text(nl="Niveau", en="Level")
_SERVES = Text(nl="Dient aanbeveling", en="Serves recommendation")
_PAID = Text(nl="Betaald uit", en="Paid from")
COLUMNS = (
    Column(
        head=Text(nl="Verbeteractie nr", en="Action nr"), width=30, look="left_number"
    ),
    Column(
        head=Text(nl="Verbeteractie (wat verandert)", en="Action (what will change)"),
        width=60,
    ),
    Column(
        head=Text(
            nl="Beoogd effect op samen beslissen",
            en="Intended effect on deciding together",
        ),
        width=44,
    ),
    Column(head=Text(nl="Startdatum", en="Start"), width=14, look="left_number"),
    Column(head=Text(nl="Einddatum", en="End"), width=14, look="left_number"),
    Column(head=Text(nl="Verantwoordelijke", en="Responsible"), width=28),
)
SHEET = Sheet(
    code="improvement_plan",
    order=84,
    title=Text(nl="Verbeterplan", en="Improvement plan"),
    about=Text(
        nl="Verbeteracties, met per actie de uitwerking",
        en="Improvement actions, with the detail of each",
    ),
    write=_write,
    confidential=True,
    wanted=lambda edition: bool(edition.annex.actions),
)
