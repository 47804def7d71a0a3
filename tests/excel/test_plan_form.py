"""The local improvement plan as a workbook: the template, filled or to be filled in."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from kpikit.domain.improvement.template import DETAIL, HEAD, TABLE, THEME
from kpikit.excel.plan_form import plan_workbook
from kpikit.excel.reader import Cells, read
from kpikit.text import LANGUAGES, Language, plain
from tests.libreoffice import through_libreoffice
from tests.local_plans import EMPTY, FILLED, NASTY, THEMES

SHEETS = {
    "nl": ["Verbeterplan", "Hulpvragen", "Verbeteracties"]
    + [f"Actie {n}" for n in range(1, 11)],
    "en": ["Improvement plan", "Questions that help", "Improvement actions"]
    + [f"Action {n}" for n in range(1, 11)],
}


def sheets(data: bytes) -> dict[str, Cells]:
    """Return the cells of a workbook by sheet, as the reader of strange files does."""
    found = read(data)
    assert found.problems == ()
    return dict(found.sheets)


def said(cells: Cells) -> set[str]:
    """Return all that stands in the cells of a sheet."""
    return {text for _, text in cells.values()}


def serial(day: date) -> str:
    """Return a day as spreadsheets count it."""
    return str((day - date(1899, 12, 30)) // timedelta(days=1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_plan_is_the_template(language: Language) -> None:
    """Each heading, theme, question and number stands there, with nothing filled in."""
    found = sheets(plan_workbook(EMPTY, language))
    front, questions, table, *details = found.values()
    assert list(found) == SHEETS[language]
    labels = {f.label.in_(language) for f in (*HEAD, *THEME)}
    assert labels | {t.name.in_(language) for t in THEMES} <= said(front)
    for theme in THEMES:
        for question in theme.questions:
            assert f"•  {question.in_(language)}" in said(questions)
    assert {f.label.in_(language) for f in TABLE} <= said(table)
    assert {f"{n}" for n in range(1, 11)} <= said(table)
    assert not {kind for kind, _ in front.values()} - {"s"}
    for number, cells in enumerate(details, start=1):
        filled = {place: cell[1] for place, cell in cells.items() if place[1] == 2}
        assert list(filled.values()) == [f"{number}"]
        assert {f.label.in_(language) for f in DETAIL} <= said(cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_plan_is_there_to_the_last_field(language: Language) -> None:
    """Head, scores, table and all ten detail sheets hold what the plan holds."""
    front, _, table, *details = sheets(plan_workbook(FILLED, language)).values()
    assert FILLED.on is not None
    head = {FILLED.hospital, FILLED.care_path, serial(FILLED.on)}
    scores = {f"{n}" for n in range(6)} | {f"Goed {n}" for n in range(6)}
    assert head | scores | {f"Beter {n}" for n in range(6)} <= said(front)
    for action, cells in zip(FILLED.actions, details, strict=True):
        for fields, where in ((TABLE, table), (DETAIL, cells)):
            for field in fields:
                value = getattr(action, field.code)
                day = isinstance(value, date)
                assert (serial(value) if day else f"{value}") in said(where), field


def test_the_same_plan_gives_the_same_bytes() -> None:
    """Nothing of the moment or the machine is in it."""
    assert plan_workbook(FILLED, "nl") == plan_workbook(FILLED, "nl")


def test_nothing_that_was_typed_becomes_a_formula() -> None:
    """Words that begin as a formula stand there as words, marked as such."""
    action = replace(FILLED.actions[0], name=NASTY, help=NASTY)
    plan = replace(FILLED, hospital=NASTY, care_path=NASTY, actions=(action,))
    data = plan_workbook(plan, "nl")
    front, _, table, first, *_ = sheets(data).values()
    assert {kind for kind, _ in (*front.values(), *first.values())} == {"s", "n"}
    for cells in (front, table, first):
        assert plain(NASTY) in said(cells)
    book = openpyxl.load_workbook(BytesIO(data))
    cell = next(c for c in book["Actie 1"]["B"] if "HYPERLINK" in f"{c.value}")
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.libreoffice
@pytest.mark.parametrize("plan", [EMPTY, FILLED], ids=["empty", "filled"])
def test_libreoffice_shows_it_as_it_is(plan: object, tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, every cell still says the same."""
    data = plan_workbook(plan, "nl")  # type: ignore[arg-type]
    assert sheets(through_libreoffice(data, tmp_path)) == sheets(data)
