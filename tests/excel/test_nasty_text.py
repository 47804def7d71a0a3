"""Text that breaks other exports: it arrives, or a note says that it was cut."""

import zipfile
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from kpikit.excel import proof, reader, workbook, writer
from kpikit.excel.export import Export, edition
from kpikit.excel.values import (
    MOST_UNITS,
    Money,
    Verbatim,
    read_back,
    stored,
    utf16_units,
    written,
)
from kpikit.excel.verify import verify
from kpikit.excel.writer import sheet_title
from kpikit.text import plain, same
from tests.excel.dossiers import dossier, export, small, with_text
from tests.excel.test_verify import saved_again, through_libreoffice
from tests.repeats import first_of

TRIGGERS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\x00",
    "＝",
    "＋",
    "－",
    "＠",
    ";=",
    ",=",
    "'=",
    '"=',
    "|",
    "%",
)
PAYLOADS = (
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://x.example","klik")',
    "SUM(A1:A9)",
    "#REF!",
    "",
    "-5",
    "tekst",
)
OTHERS = (
    "#REF!",
    "#N/A",
    "#DIV/0!",
    "#NAME?",
    "TRUE",
    "1E5",
    "0123",
    "1/2",
    "01-02-2026",
    "_x000D_",
    "_x0041_",
    "_x005F_x000D_",
    "_xD800_",
    "$$",
    r"$\frac{1$",
    "kosten $100 en $200",
    "&P &N &D",
    "&",
    "&&[Tab]",
    "<b>&amp;</b>",
    "]]>",
    "<!--",
    "\u202eomgekeerd\u202c",
    "שלום עולם",
    "مرحبا",
    "🙂👩‍⚕️🏥",
    "e\u0301\u0327",
    "\ufeffbom",
    "\u2028regel\u2029",
    "\ud800",
    "\udfff los",
    "a\x00b",
    "\x0b\x0c\x1b[31m",
    "\x7f\x85",
    "\ufffe\uffff",
    "[blad]:*?/\\'",
    "'aanhaling'",
    '"dubbel"',
    " " * 3 + "ruimte" + " " * 3,
    "a\nb\nc",
    "a\tb",
    "a\r\nb",
    "\n",
    "𐍈" * 50,
    "x" * 200,
    "=" * 300,
    "A" * 255,
    "History",
    "../../etc/passwd",
    "%s %d {0}",
    "None",
    "NaN",
    "inf",
    "1,5",
    "€ 1.000,00",
    "﷽" * 20,
)
NASTY = [t + p for t in TRIGGERS for p in PAYLOADS] + list(OTHERS)


def parts(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return "".join(
            archive.read(n).decode()
            for n in archive.namelist()
            if n.startswith("xl/worksheets/s")
        )


def test_there_are_two_hundred_of_them() -> None:
    """The list is as long as the promise."""
    assert 200 <= len(NASTY)


def written_freely(value: object, place: str = "") -> set[str]:
    """Return the kind of value and the field of every text that is an x."""
    if value in ("x", same("x")):
        return {place}
    if isinstance(value, tuple):
        return set().union(*(written_freely(each, place) for each in value))
    if not is_dataclass(value):
        return set()
    kind = type(value).__name__
    parts = ((f"{kind}.{f.name}", getattr(value, f.name)) for f in fields(value))
    return set().union(*(written_freely(part, name) for name, part in parts))


def test_the_small_dossier_has_every_field() -> None:
    """What is tried on the smaller one is tried on every field of the whole one."""
    found = written_freely(with_text(small(), "x"))
    assert written_freely(with_text(dossier(), "x")) == found
    assert {"Agreement.vision", "NarrativeAmbition.how_noticed", "Term.words"} <= found


def without_pictures(item: Export) -> bytes:
    """Return a workbook without charts, whose drawing would take most of the time."""
    made = edition(item)
    pages, book = workbook.pages_of(made)
    for page in pages:
        page.pictures.clear()
    return writer.write(pages, book, workbook.frame(made))


@pytest.mark.parametrize("number", first_of(range(10), 3))
def test_nasty_text_in_every_field_neither_fails_nor_acts(number: int) -> None:
    """No failure, no formula, no error cell, and the text arrives as it was typed."""
    for text in NASTY[number::10]:
        clean = plain(text)
        item = export("full", "en", with_text(small(), clean), signed=False)
        data = without_pictures(item)
        xml = parts(data)
        assert "<f>" not in xml, repr(text)
        assert 't="e"' not in xml, repr(text)
        found = reader.read(data)
        assert () == found.problems, repr(text)
        if clean:
            assert any(
                ("s", clean) == v
                for cells in found.sheets.values()
                for v in cells.values()
            ), repr(text)


@pytest.mark.parametrize("text", NASTY[::12])
def test_nasty_text_verifies_with_its_charts(text: str) -> None:
    """Charts draw any name, and the file still proves itself."""
    content = with_text(dossier(), plain(text))
    data = workbook.build(export("full", "nl", content, signed=False))
    assert () == verify(data).differences


@pytest.mark.parametrize(
    "text", ["a\x00b\x7f", "\x0b\x1b[31m", "\r\n=1", "  x  ", "\ufffe"]
)
def test_text_that_nobody_cleaned_is_cleaned_on_the_way_out(text: str) -> None:
    """Even when control characters reach the dossier, the workbook is sound."""
    data = workbook.build(
        export("full", "nl", with_text(dossier(), text), signed=False)
    )
    assert () == verify(data).differences
    assert () == verify(saved_again(data)).differences


def test_long_text_is_cut_with_a_note_and_listed() -> None:
    """Above what a cell holds, the reader sees that and where text was cut."""
    data = workbook.build(
        export("board", "en", with_text(dossier(), "zin " * 10_000), signed=False)
    )
    found = reader.read(data).sheets
    vision = [t for _, t in found["Shared vision"].values() if t.startswith("zin zin")]
    assert all(
        utf16_units(t) <= MOST_UNITS
        for cells in found.values()
        for _, t in cells.values()
    )
    assert vision[0].endswith("[Shortened: a cell cannot hold more text.]")
    listed = {t for _, t in found["Read me"].values()}
    assert "Shortened texts" in listed
    assert any(t.startswith("Shared vision!A") for t in listed)
    assert () == verify(data).differences


@pytest.mark.parametrize("character", ["a", "é", "🙂", "_x0041_", "𐍈b"])
@pytest.mark.parametrize("length", [16_383, 32_766, 32_767, 32_768, 40_000])
def test_what_fits_is_kept_whole(character: str, length: int) -> None:
    """The limit counts as spreadsheets count; not one unit less is kept."""
    text = (character * length)[:length]
    found = stored(text, "nl")
    fits = utf16_units(written(text)) <= MOST_UNITS
    assert fits == (not found.cut)
    assert utf16_units(written(str(found.value))) <= MOST_UNITS
    assert (text == found.value) == fits


@pytest.mark.parametrize("text", NASTY)
def test_escaping_is_undone(text: str) -> None:
    """What looks like an escape is written so that it reads as it was typed."""
    clean = plain(text)
    assert clean == read_back(written(clean))


def test_dangerous_beginnings_are_marked_as_text() -> None:
    """The mark that spreadsheets themselves use for ‘this is text’."""
    data = workbook.build(
        export("full", "nl", with_text(dossier(), "=1+1"), signed=False)
    )
    book = openpyxl.load_workbook(BytesIO(data))
    cells = [c for s in book for row in s.iter_rows() for c in row if c.value == "=1+1"]
    assert cells
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert 'quotePrefix="1"' in archive.read("xl/styles.xml").decode()


def test_numbers_that_a_cell_cannot_hold_stay_text() -> None:
    """No digit is lost: more than fifteen, no number, endless."""
    for number in ("12345678901234567", "0.1234567890123456789", "NaN", "Infinity"):
        assert str(Decimal(number)) == stored(Decimal(number), "nl").value
    assert 75 == stored(Decimal("75.0"), "nl").value
    assert 0.1 == stored(Decimal("0.1"), "nl").value
    assert "0.00" == stored(Decimal("1.25"), "nl").number_format


def test_old_dates_stay_words() -> None:
    """Spreadsheets miscount before March 1900."""
    assert "1899-12-31" == stored(date(1899, 12, 31), "nl").value
    assert 61 == stored(date(1900, 3, 1), "nl").value


def test_unknown_types_raise() -> None:
    """A value that nobody thought of is a mistake in kpikit, not a cell."""
    for wrong in (object(), 1.5, b"x", {"a": 1}, Verbatim("a\nb"), Verbatim("é")):
        with pytest.raises(TypeError):
            stored(wrong, "nl")  # type: ignore[arg-type]
    assert "#,##0.00 [$€-413]" == stored(Money(Decimal(3)), "en").number_format


def test_sheet_titles_are_made_to_fit() -> None:
    """No title breaks a workbook."""
    for title in ("a/b\\c*d?e:f[g]", "'x'", "", "n" * 40, "\x00", "=1"):
        found = sheet_title(title)
        assert 1 <= len(found) <= 31
        assert not set(found) & set("\\/*?:[]")


@pytest.mark.libreoffice
def test_libreoffice_reads_the_same_cells(tmp_path: Path) -> None:
    """Two hundred nasty strings in one workbook arrive as typed in LibreOffice too."""
    clean = [c for c in dict.fromkeys(map(plain, NASTY)) if c]
    content = replace(
        dossier(), agreement=replace(dossier().agreement, locations=tuple(clean))
    )
    source = tmp_path / "in" / "a.xlsx"
    source.parent.mkdir()
    source.write_bytes(workbook.build(export("full", "nl", content, signed=False)))
    before = reader.read(source.read_bytes()).sheets
    saved = through_libreoffice(source, tmp_path)
    after = reader.read(saved).sheets
    assert list(before) == list(after)
    for name, cells in before.items():
        assert {p: proof.counted(c) for p, c in cells.items()} == {
            p: proof.counted(c) for p, c in after[name].items()
        }
    assert () == verify(saved).differences


def test_openpyxl_reads_the_same_cells() -> None:
    """What is in the file is what the most used library reads."""
    data = workbook.build(
        export("full", "nl", with_text(dossier(), "@SUM(1)"), signed=False)
    )
    book = openpyxl.load_workbook(BytesIO(data))
    for name, cells in reader.read(data).sheets.items():
        for (row, column), (kind, text) in cells.items():
            value = book[name].cell(row, column).value
            if kind == "s":
                assert text == read_back(str(value))
