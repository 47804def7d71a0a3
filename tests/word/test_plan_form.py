"""The local improvement plan as a Word document: the template, filled or empty."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from kpikit.domain.improvement.template import DETAIL, HEAD, TABLE, THEME
from kpikit.text import LANGUAGES, Language, plain
from kpikit.word.plan_form import plan_document
from kpikit.word.plan_reading import tables_of
from tests.libreoffice import document_through_libreoffice, words_by_libreoffice
from tests.local_plans import EMPTY, FILLED, NASTY, THEMES

Table = list[list[str]]
DAYS = {"nl": "%d-%m-%Y", "en": "%Y-%m-%d"}


def tables(data: bytes) -> list[Table]:
    """Return the tables of a document as rows of words."""
    made = docx.Document(BytesIO(data))
    return [[[c.text for c in row.cells] for row in t.rows] for t in made.tables]


def paragraphs(data: bytes) -> list[str]:
    """Return what stands outside the tables."""
    return [p.text for p in docx.Document(BytesIO(data)).paragraphs]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_plan_is_the_template(language: Language) -> None:
    """Each heading, theme, question and number stands there, with nothing filled in."""
    data = plan_document(EMPTY, language)
    head, themes, actions, *details = tables(data)
    assert head == [[f.label.in_(language), ""] for f in HEAD]
    assert themes[0] == [f.label.in_(language) for f in THEME]
    assert themes[1:] == [[t.name.in_(language), "", "", ""] for t in THEMES]
    assert actions[0] == [f.label.in_(language) for f in TABLE]
    assert actions[1:] == [[f"{n}", *[""] * 5] for n in range(1, 11)]
    assert details == [
        [[f.label.in_(language), f"{n}" if f.code == "number" else ""] for f in DETAIL]
        for n in range(1, 11)
    ]
    around = paragraphs(data)
    for theme in THEMES:
        for text in (theme.name, *theme.questions):
            assert text.in_(language) in around


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_plan_is_there_to_the_last_field(language: Language) -> None:
    """Head, scores, table and all ten detail tables hold what the plan holds."""

    def words(value: object) -> str:
        if isinstance(value, date):
            return value.strftime(DAYS[language])
        return f"{value}"

    head, themes, actions, *details = tables(plan_document(FILLED, language))
    assert [row[1] for row in head] == [
        FILLED.hospital,
        FILLED.care_path,
        words(FILLED.on),
    ]
    assert [row[1:] for row in themes[1:]] == [
        [f"{n}", f"Goed {n}", f"Beter {n}"] for n in range(6)
    ]
    for action, row, detail in zip(FILLED.actions, actions[1:], details, strict=True):
        assert row == [words(getattr(action, f.code)) for f in TABLE]
        assert [r[1] for r in detail] == [
            words(getattr(action, f.code)) for f in DETAIL
        ]


def test_the_same_plan_gives_the_same_bytes() -> None:
    """Nothing of the moment or the machine is in it."""
    assert plan_document(FILLED, "nl") == plan_document(FILLED, "nl")


def test_what_was_typed_stays_words() -> None:
    """Marks of the language that the file is written in show as they were typed."""
    action = replace(FILLED.actions[0], name=NASTY)
    plan = replace(FILLED, care_path=NASTY, actions=(action,))
    head, _, actions, first, *_ = tables(plan_document(plan, "en"))
    assert head[1][1] == actions[1][1] == first[1][1] == plain(NASTY)


@pytest.mark.writer
@pytest.mark.parametrize("plan", [EMPTY, FILLED], ids=["empty", "filled"])
def test_libreoffice_shows_all_of_it(plan: object, tmp_path: Path) -> None:
    """Opened by LibreOffice, every cell and every paragraph is read out in order."""
    data = plan_document(plan, "nl")  # type: ignore[arg-type]
    shown = words_by_libreoffice(data, tmp_path)
    cells = [cell for t in tables(data) for row in t for cell in row if cell]
    for asked in (cells, [p for p in paragraphs(data) if p]):
        place = 0
        for text in asked:
            assert text in shown[place:], text
            place = shown.index(text, place) + len(text)


@pytest.mark.writer
def test_what_libreoffice_saves_is_read_back_alike(tmp_path: Path) -> None:
    """A team without Word fills it in as well: every table comes back as it was."""
    data = plan_document(FILLED, "nl")
    saved, problems = tables_of(document_through_libreoffice(data, tmp_path))
    assert problems == ()
    assert [p.rows for p in saved] == [p.rows for p in tables_of(data)[0]]
