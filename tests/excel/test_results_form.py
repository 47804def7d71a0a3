"""The fill-in workbook: a row for each result that is asked, and what it may hold."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from kpikit.domain.instrument import InstrumentKind
from kpikit.domain.kpi import Mode, StatisticKind, Unit
from kpikit.domain.literal_question import LiteralQuestion
from kpikit.domain.result.incoming.columns import BY_FIELD, COLUMNS, answer_words
from kpikit.domain.result.incoming.grid import find_heads
from kpikit.domain.result.result import Presence
from kpikit.domain.result.schedule import schedule
from kpikit.excel.incoming import incoming
from kpikit.excel.results_form import fill_in_workbook
from kpikit.text import LANGUAGES, Language
from tests.domain.builders import TOP_SCORE
from tests.domain.finding.measured import agreement, kpi, mean, rounds, share
from tests.domain.instruments import make_instrument

SHEET = {"nl": "Metingen", "en": "Results"}


def form(
    language: Language = "nl", kind: StatisticKind = StatisticKind.SHARE, *,
    filled: bool = False,
) -> bytes:  # fmt: skip
    """Return the workbook of an agreement on one KPI; filled in or empty."""
    unit = Unit.PERCENT if kind is StatisticKind.SHARE else Unit.POINTS
    dossier = agreement(kpi(kind, unit))
    figure = share(40, 60) if kind is StatisticKind.SHARE else mean("70.5", "12", 60)
    (result,) = rounds(figure)
    whole = replace(result, eligible=90, invited=80, responded=70, note="x")
    rows = [
        (due, whole if filled and due.period == result.period else None)
        for due in schedule(dossier)
    ]
    return fill_in_workbook(dossier, rows, {}, language)


def table(data: bytes, language: Language) -> list[list[object]]:
    """Return the rows of the sheet with results, the headings first."""
    sheet = openpyxl.load_workbook(BytesIO(data))[SHEET[language]]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_row_per_kpi_and_period(language: Language) -> None:
    """Ids that stay, and only the columns that these KPIs can use."""
    head, *rows = table(form(language), language)
    assert 12 == len(rows)
    assert ["2027-Q1", "2027-Q2"] == [str(row[2]) for row in rows[:2]]
    names = {column.head.in_(language): column.field for column in COLUMNS}
    fields = [names[str(cell)] for cell in head]
    for field in ("eligible", "invited", "responded", "numerator", "mode", "note"):
        assert field in fields
    for field in ("mean", "count", "level", "second_valid"):
        assert field not in fields


def test_what_stands_in_it_is_what_was_recorded() -> None:
    """A draft is there again, and the same results give the same bytes."""
    head, first, *_ = table(form(filled=True), "nl")
    told = dict(zip(head, first, strict=True))
    wanted = {"eligible": 90, "invited": 80, "responded": 70, "valid": 60,
              "numerator": 40, "note": "x", "mode": "digitaal"}  # fmt: skip
    for field, value in wanted.items():
        assert value == told[BY_FIELD[field].head.nl], field
    assert form(filled=True) == form(filled=True)


def test_a_mean_has_its_own_columns() -> None:
    """Mean and standard deviation, and no numerator."""
    head, first, *_ = table(form(kind=StatisticKind.MEAN, filled=True), "nl")
    told = dict(zip(head, first, strict=True))
    assert (70.5, 12) == (told["Gemiddelde"], told["Standaardafwijking"])
    assert "Daarvan boven de streep" not in told


def test_lists_and_limits_help_while_filling_in() -> None:
    """A choice where there is one, whole numbers where people are counted."""
    sheet = openpyxl.load_workbook(BytesIO(form()))["Metingen"]
    kinds = [check.type for check in sheet.data_validations.dataValidation]
    assert {"list", "whole"} == set(kinds)


def test_our_own_reader_takes_it() -> None:
    """What the writer made is no problem to the reader, empty or filled in."""
    for filled in (False, True):
        found = incoming(form(filled=filled))
        assert () == found.problems
        assert "Metingen" in [grid.sheet for grid in found.grids]


def test_modes_and_presences_are_in_the_reader_s_language() -> None:
    """The words of the lists are those that the import knows."""
    book = openpyxl.load_workbook(BytesIO(form("en")))
    listed = {
        str(cell)
        for row in book.worksheets[-1].iter_rows(min_row=2, values_only=True)
        for cell in row
        if cell is not None
    }
    assert {"digital", "measured", "not measured"} <= listed
    assert len(listed) >= len(Mode) + len(Presence)


def test_a_literal_question_has_a_sheet_of_its_own() -> None:
    """The question and its answers stand above the headings, within the rows read for them."""
    asked = LiteralQuestion(
        words="x" * 300, answers=tuple(f"{n} " + "y" * 140 for n in range(11))
    )
    asked = replace(asked, top=asked.answers[:1])
    item = replace(make_instrument(1), id="own-item", kind=InstrumentKind.ITEM)
    dossier = agreement(replace(kpi(), instrument=item.id), question=asked)
    for language in LANGUAGES:
        data = fill_in_workbook(dossier, [], {item.id: item}, language)
        grids = {grid.sheet: grid for grid in incoming(data).grids}
        name = {"nl": f"Antwoorden {TOP_SCORE}", "en": f"Answers {TOP_SCORE}"}[language]
        heads = find_heads(grids[name], answer_words(), ("kpi", "period", "number"))
        assert heads is not None
        assert 4 == heads.columns["item_1"]
        above = [row[0][1] for row in grids[name].rows[: heads.row - 1] if row[0]]
        assert list(asked.answers) == above[-11:]
    half = replace(dossier.plans[0], question=replace(asked, top=()))
    data = fill_in_workbook(replace(dossier, plans=(half,)), [], {item.id: item}, "nl")
    assert f"Antwoorden {TOP_SCORE}" not in {g.sheet for g in incoming(data).grids}
