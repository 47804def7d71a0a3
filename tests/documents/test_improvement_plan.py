"""The template for a local improvement plan: each theme and field has its place."""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpikit import resources
from kpikit.domain.financing.catalogue import kind_of
from kpikit.domain.improvement.action import (
    LEVEL_NAMES,
    MOST_ACTIONS,
    ImprovementAction,
    Level,
)
from kpikit.domain.improvement.team_scan import Spread, TeamScan, ThemeScore
from kpikit.excel import workbook
from kpikit.excel.annex import Annex
from kpikit.excel.export import edition
from kpikit.excel.sheets import improvement_plan
from kpikit.library import load
from kpikit.resources import folder
from kpikit.text import LANGUAGES, Language
from tests.excel.dossiers import export

THEMES = (
    "Patiëntparticipatie",
    "Gebruik keuzeondersteuning",
    "Betrokkenheid van zorgverleners",
    "Borging in het dagelijkse zorgproces",
    "Ervaren waarde",
    "Borging van continu verbeteren",
)
TABLE = ("nr", "Verbeteractie", "Beoogd effect", "Startdatum", "Verantwoordelijke")
DETAIL = 11  # owner to help needed, without number, name and start of the template


def test_the_six_themes_are_scored_from_0_to_5_with_their_questions() -> None:
    """Six themes in the order of the template, each with its three questions."""
    file = resources.folder("kpi_library") / "scans" / "local-improvement.toml"
    scan = tomllib.loads(file.read_text(encoding="utf-8"))
    assert tuple(t["name"]["nl"] for t in scan["theme"]) == THEMES
    assert (scan["lowest"], scan["highest"]) == (0, 5)
    assert [len(t["questions"]) for t in scan["theme"]] == [3] * 6


def test_the_table_of_actions_has_the_columns_of_the_template() -> None:
    """Ten rows at most, with number, action, effect, dates and who is responsible."""
    heads = " | ".join(c.head.nl for c in improvement_plan.COLUMNS)
    assert all(head in heads for head in TABLE)
    assert MOST_ACTIONS == 10


def test_the_detail_sheet_has_every_field_of_the_template() -> None:
    """Eleven fields besides number, name and start."""
    assert len(improvement_plan.DETAILS) == DETAIL


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_action_is_linked_to_leaves_with_it(language: Language) -> None:
    """KPI, theme, key moment, level, money and recommendation, each by its name."""
    kind = load(folder("kpi_library"))[0].team_scan
    made = export("full", language)
    kpi, money = made.dossier.kpis[0], made.dossier.arrangements[0]
    action = ImprovementAction(
        number=1,
        name="Keuzehulp",
        kpis=(kpi.id,),
        themes=("support", "value"),
        key_moments=("Een medicijn begint",),
        levels=(Level.BEHAVIOUR,),
        arrangements=(money.id,),
        recommendations=(3, 5),
    )
    annex = Annex(actions=(action,), team_scan_kind=kind)
    pages, _ = workbook.pages_of(edition(replace(made, annex=annex)))
    page = next(p for p in pages if p.sheet.code == "improvement_plan")
    values = {str(cell.value) for cell in page.cells.values()}
    names = {t.code: t.name.in_(language) for t in kind.theme}
    assert {
        kpi.name.in_(language),
        f"{names['support']}; {names['value']}",
        "Een medicijn begint",
        LEVEL_NAMES[Level.BEHAVIOUR].in_(language),
        kind_of(money).name.in_(language),
        "3; 5",
    } <= values


APART = {
    "nl": "3 mensen: mediaan 2, laagste 1, hoogste 4",
    "en": "3 people: median 2, lowest 1, highest 4",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pack", ["full", "review"])
def test_the_scan_of_two_years_is_in_the_workbook(
    pack: str, language: Language
) -> None:
    """Each theme with its questions, both years beside each other, and the spread."""
    kind = load(folder("kpi_library"))[0].team_scan
    lay = Spread(code="value", people=3, median=Decimal(2), lowest=1, highest=4)
    scans = tuple(
        TeamScan(
            care_path="Astma",
            year=year,
            on=date(year, 3, 1),
            scores=(ThemeScore(code="value", score=score, well="Rust", better=better),),
            spread=spread,
        )
        for year, score, better, spread in (
            (2026, 2, "Vaker vragen", (lay,)),
            (2027, 5, "Kind vragen", ()),
        )
    )
    annex = Annex(team_scans=scans, team_scan_kind=kind)
    made = edition(replace(export(pack, language), annex=annex))
    pages, _ = workbook.pages_of(made)
    page = next(p for p in pages if p.sheet.code == "team_scan")
    text = "\n".join(str(cell.value) for cell in page.cells.values())
    for theme in kind.theme:
        assert theme.name.in_(language) in text
        asked = " ".join(text.split())
        assert all(q.in_(language) in asked for q in theme.questions)
    assert "Vaker vragen" in text
    assert "Kind vragen" in text
    row = next(
        r for (r, c), v in page.cells.items() if (c, v.value) == (5, APART[language])
    )
    assert [page.cells[row, c].value for c in (2, 3, 4)] == [2, 5, 3]
