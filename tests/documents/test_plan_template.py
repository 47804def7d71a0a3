"""The paper template, field by field: each heading and number is in both files of a plan."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest

from kpikit.domain.improvement.action import MOST_ACTIONS, ImprovementAction
from kpikit.domain.improvement.team_scan import TeamScan, ThemeScore
from kpikit.domain.improvement.template import DETAIL, HEAD, TABLE, THEME
from kpikit.excel.plan_form import plan_workbook
from kpikit.excel.reader import read
from kpikit.library import load
from kpikit.resources import folder
from kpikit.text import LANGUAGES, Language
from kpikit.web import forms_plan
from kpikit.word.plan_form import plan_document
from tests.local_plans import EMPTY

SEED = Path(__file__).parents[3] / "shared" / "seeds"
NAME = "template-local-improvement-plan.txt"
LIBRARY = load(folder("kpi_library"))[0]
HEADS = {"Ziekenhuis": "hospital", "Zorgpad": "care_path", "Invuldatum": "on"}
THEMES = {
    "Patiëntparticipatie": "participation",
    "Gebruik keuzeondersteuning": "support",
    "Zorgverlener betrokkenheid": "clinicians",
    "Borging in dagdagelijks zorgproces": "daily-care",
    "Ervaren waarde": "value",
    "Borging van continu verbeteren": "improving",
}
QUESTIONS = {
    "Welke keuze(s) vinden bij jullie al plaats": ("participation", 0),
    "Sluiten we bepaalde patiënten en/of keuzes uit": ("participation", 1),
    "Hoe wil je de patiëntparticpatie": ("participation", 2),
    "Welke zorgverleners zijn al geschoold": ("clinicians", 0),
    "Welke drempels worden nog ervaren": ("clinicians", 1),
    "Hoe wil je meer zorgverleners gaan aansluiten": ("clinicians", 2),
    "Welke feedback heb je van patiënten": ("value", 0),
    "Hoe wil je de tevredenheid": ("value", 1),
    "Bij welke keuzes (klein of groot)": ("value", 2),
    "Hoe wil je je tevredenheid over de keuzeondersteuning": ("support", 0),
    "Hoe wil je het gebruik van uitgereikte": ("support", 1),
    "Hoe wil je de nog niet gebruikte": ("support", 2),
    "Hoe zorg je dat de uitvoering van taken": ("daily-care", 0),
    "Hoe zorg je dat het samen beslissen": ("daily-care", 1),
    "Hoe is samen beslissen verankerd": ("daily-care", 2),
    "Welke aspecten van samen beslissen": ("improving", 0),
    "In welke reguliere meeting(s)": ("improving", 1),
    "Bij welke lokale speerpunten": ("improving", 2),
}
"""How each question of theirs begins, and which of ours asks it."""
COLUMNS = {
    "Nr": ("number",),
    "Verbeteractie (wat ga je veranderen)": ("name",),
    "Beoogd effect op samen beslissen": ("effect",),
    "Start- en einddatum verbeteractie": ("start", "end"),
    "Verantwoordelijke": ("responsible",),
}
FIELDS = {
    "Verbeteractie nr:": "number",
    "Naam:": "name",
    "Eigenaar:": "owner",
    "Betrokkenen:": "people",
    "Voor keuze:": "for_choice",
    "Startdatum:": "start",
    "Wanneer uitgevoerd:": "done_on",
    "Wanneer effect:": "effect_on",
    "Wat ga je anders doen?": "differently",
    "Welk ander gedrag moeten welke betrokkenen laten zien?": "behaviour",
    "Welke acties ga je inzetten om deze verbetering te realiseren?": "steps",
    "Hoe ga je het beoogd effect monitoren en bijsturen?": "follow",
    "Benodigde middelen?": "means",
    "Benodigde hulp?": "help",
}
ASKED = frozenset({"differently", "behaviour", "steps", "follow"})
"""What they ask in a sentence, and we in our own."""


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """Return the lines of the template."""
    if not SEED.exists():
        pytest.skip("the documents that kpikit follows are not beside this checkout")
    text = (SEED / NAME).read_text(encoding="utf-8")
    return [" ".join(line.split()) for line in text.splitlines()]


def details(lines: list[str]) -> list[list[str]]:
    """Return the detail sheets of the template, line by line."""
    begins = [n for n, each in enumerate(lines) if each.startswith("Detailbeschr")]
    ends = [*begins[1:], len(lines)]
    return [lines[b + 1 : e] for b, e in zip(begins, ends, strict=True)]


def test_every_heading_of_the_template_is_a_field_of_ours(lines: list[str]) -> None:
    """Head, table and detail sheet, in the template's order; none is made up."""
    text = " ".join(lines)
    found = [text.index(f"{head}:") for head in ("Ziekenhuis", "Zorgpad")]
    assert found == sorted(found)
    assert "Invuldatum:" in text
    assert [f.code for f in HEAD] == list(HEADS.values())
    start = text.index("Nr Verbeteractie")
    head = text[start : text.index(" 1. 2.", start)]
    assert head == "Nr Verbeteractie (wat ga je veranderen) " + " ".join([*COLUMNS][2:])
    assert [f.code for f in TABLE] == [c for codes in COLUMNS.values() for c in codes]
    for sheet in details(lines):
        assert [re.sub(r":\s*\d+$", ":", line) for line in sheet if line] == list(
            FIELDS
        )
    assert [f.code for f in DETAIL] == list(FIELDS.values())


def test_the_nouns_are_called_as_the_template_calls_them() -> None:
    """Only where the template asks a sentence do we ask another."""
    ours = {f.code: f.label.nl for f in (*HEAD, *DETAIL)}
    theirs = {code: label for label, code in (HEADS | FIELDS).items()}
    assert {
        code: label.rstrip(":?") for code, label in theirs.items() if code not in ASKED
    } == {code: label for code, label in ours.items() if code not in ASKED}


def test_there_are_ten_actions_each_with_a_detail_sheet(lines: list[str]) -> None:
    """The rows 1 to 10, one sheet to copy and ten that are numbered."""
    rows = [int(line[:-1]) for line in lines if re.fullmatch(r"\d+\.", line)]
    assert rows == list(range(1, MOST_ACTIONS + 1))
    numbers = re.findall(r"Verbeteractie nr: (\d+)", " ".join(lines))
    assert [int(n) for n in numbers] == rows
    assert len(details(lines)) == MOST_ACTIONS + 1


def test_the_six_themes_go_from_0_to_5(lines: list[str]) -> None:
    """Each theme of the template is one of ours, scored on the same scale."""
    text = " ".join(lines)
    assert all(theme in text for theme in THEMES)
    assert text.count("vul jouw score in") == len(THEMES)
    assert [t.code for t in LIBRARY.team_scan.theme] == list(THEMES.values())
    kind = LIBRARY.team_scan
    ends = [(f"{kind.lowest}", f"{kind.highest}")] * len(THEMES)
    assert re.findall("(\\d)\ufffd (\\d)", text) == ends
    assert "wat naar verwachting gaat en wat beter kan" in text
    assert [f.code for f in THEME] == ["theme", "score", "well", "better"]


def test_every_question_that_helps_has_ours(lines: list[str]) -> None:
    """As many questions, each asked under the theme to which it belongs."""
    text = " ".join(lines)
    theirs = [re.sub(r"^\W+", "", part) for part in text.split("•")[1:]]
    assert len(theirs) == len(QUESTIONS)
    for said, begin in zip(theirs, QUESTIONS, strict=True):
        assert said.startswith(begin)
    ours = {
        (t.code, n) for t in LIBRARY.team_scan.theme for n in range(len(t.questions))
    }
    assert set(QUESTIONS.values()) == ours


def test_the_product_keeps_and_asks_every_field() -> None:
    """A value for each field of the template, and a place on a form for it."""
    asked = {*forms_plan.LINES, *forms_plan.AREAS, *forms_plan.DATES, "number"}
    for field in (*TABLE, *DETAIL):
        assert field.code in ImprovementAction.__dataclass_fields__
        assert field.code in asked
    for field in THEME[1:]:
        assert field.code in ThemeScore.__dataclass_fields__
    assert {"care_path", "on"} <= set(TeamScan.__dataclass_fields__)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_files_hold_every_heading_theme_question_and_number(
    language: Language,
) -> None:
    """The workbook and the document, each complete in both languages."""
    sheets = read(plan_workbook(EMPTY, language)).sheets.values()
    excel = [text.lstrip("• ") for cells in sheets for _, text in cells.values()]
    made = docx.Document(BytesIO(plan_document(EMPTY, language)))
    word = [c.text for t in made.tables for row in t.rows for c in row.cells]
    word += [p.text for p in made.paragraphs]
    for words in (excel, word):
        for fields in (HEAD, THEME, TABLE):
            for field in fields:
                assert field.label.in_(language) in words, field
        for field in DETAIL:
            assert words.count(field.label.in_(language)) >= MOST_ACTIONS, field
        for theme in LIBRARY.team_scan.theme:
            for text in (theme.name, *theme.questions):
                assert text.in_(language) in words
        for number in range(1, MOST_ACTIONS + 1):
            assert words.count(f"{number}") == 2
