"""Verify: every change is found, and saving in another program is none."""

import json
import random
import shutil
import subprocess
import zipfile
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font

from kpikit.excel import appearance, workbook
from kpikit.excel.telling import describe
from kpikit.excel.verify import Verification, verify
from kpikit.snapshot import canonical, content_hash, from_canonical, text_hash
from kpikit.text import Language
from tests.excel.cells import NewValue, Parts
from tests.excel.dossiers import dossier, export
from tests.repeats import first_of

CHANGES, GROUPS = 200, 4
DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAA"
    "SUVORK5CYII="
)


def saved_again(
    data: bytes, change: Callable[[openpyxl.Workbook], None] = lambda _: None
) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def codes(found: Verification) -> set[str]:
    return {p.code for p in found.differences}


@pytest.fixture(scope="module")
def full(built: Callable[[str, Language], bytes]) -> bytes:
    return built("full", "nl")


def test_a_true_copy(full: bytes) -> None:
    """An untouched file says what it is, with the code to compare."""
    found = verify(full)
    assert found.true_copy
    assert () == found.differences
    assert (content_hash(dossier()), 1, "full", "nl") == (
        found.content_hash,
        found.version,
        found.pack,
        found.language,
    )
    assert {"Dr. A. Jansen", "Mr. B. Visser"} == {s.name for s in found.signatures}


@pytest.mark.parametrize("pack", ["full", "board", "open"])
def test_saving_it_with_openpyxl_changes_nothing(pack: str) -> None:
    """Another program writes the same values in its own way."""
    assert () == verify(saved_again(workbook.build(export(pack)))).differences


@pytest.mark.libreoffice
@pytest.mark.parametrize("pack", ["full", "open"])
def test_saving_it_with_libreoffice_changes_nothing(pack: str, tmp_path: Path) -> None:
    """A reader may save the file in LibreOffice and still hold a true copy."""
    source = tmp_path / "in" / "a.xlsx"
    source.parent.mkdir()
    source.write_bytes(workbook.build(export(pack)))
    assert () == verify(through_libreoffice(source, tmp_path)).differences


def through_libreoffice(source: Path, tmp_path: Path) -> bytes:
    soffice = shutil.which("soffice")
    assert soffice is not None
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (tmp_path / "out" / source.name).read_bytes()


@dataclass(frozen=True, slots=True)
class Changed:
    """One cell, what stands in it, and what somebody makes of it."""

    title: str
    place: str
    before: object
    after: NewValue


@pytest.fixture(scope="module")
def changes(full: bytes) -> list[Changed]:
    chance = random.Random(20261122)  # noqa: S311 - a fixed row of choices
    cells = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in openpyxl.load_workbook(BytesIO(full))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    return [
        Changed(title, place, before, _another(before, chance))
        for title, place, before in chance.sample(cells, CHANGES)
    ]


@pytest.mark.parametrize("group", first_of(range(GROUPS)))
def test_two_hundred_random_changes_are_all_found(
    full: bytes, changes: list[Changed], group: int
) -> None:
    """Whatever one cell is changed to, on whatever sheet, it is found and named."""
    parts = Parts.of(full)
    assert verify(parts.with_cell("Kalender", "A1", "Kalender")).true_copy
    missed, unnamed = [], []
    for each in changes[group::GROUPS]:
        found = verify(parts.with_cell(each.title, each.place, each.after))
        if found.true_copy:
            missed.append(each)
        elif not named(each, found):
            unnamed.append(each)
    assert [] == missed
    assert [] == unnamed


def test_changes_saved_by_another_program_are_found(
    full: bytes, changes: list[Changed]
) -> None:
    """The same where a program opens the file, changes a cell and writes it anew."""
    for each in changes[::20]:

        def change(book: openpyxl.Workbook, each: Changed = each) -> None:
            book[each.title][each.place].value = each.after

        found = verify(saved_again(full, change))
        assert not found.true_copy, each
        assert named(each, found), each


def named(each: Changed, found: Verification) -> bool:
    """Tell whether a check names the cell, unless what names cells was changed."""
    if each.title == "Controlegegevens":
        return True
    where = f"{each.title}!{each.place}"
    return not found.content_hash or where in {p.where for p in found.differences}


def _another(value: object, chance: random.Random) -> NewValue:
    if isinstance(value, bool) or value is None:
        raise AssertionError(value)
    if isinstance(value, int | float):
        return chance.choice([value + 1, -value - 1, str(value), None, f"={value}"])
    if isinstance(value, datetime):
        return value.replace(year=value.year + 1)
    text = str(value)
    return chance.choice(
        [
            text + " ",
            text[:-1] or "x",
            None,
            text.swapcase() + "x",
            f'="{text[:20]}"',
            7,
        ]
    )


def test_a_changed_cell_is_named_with_what_belongs_there(full: bytes) -> None:
    """The report says the sheet, the cell, what should be there and what is."""

    def change(book: openpyxl.Workbook) -> None:
        sheet = book["Bekostiging"]
        cell = next(c for row in sheet.iter_rows() for c in row if c.value == 4250000)
        cell.value = 4520000

    found = verify(saved_again(full, change))
    assert {"cell"} == codes(found)
    assert found.differences[0].where.startswith("Bekostiging!E")
    assert "This should be ‘4250000’; it is ‘4520000’." == found.differences[0].text.en


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda b: b.create_sheet("Extra"), "sheet-added"),
        (lambda b: b.remove(b["Meetplan"]), "sheet-gone"),
        (lambda b: b.move_sheet("Meetplan", 2), "sheet-order"),
        (lambda b: b["Meetplan"].__setattr__("title", "Plan"), "sheet-gone"),
        (lambda b: b["Meetplan"].__setitem__("Z99", "erbij"), "cell"),
        (lambda b: b.remove(b["Controlegegevens"]), "no-proof"),
    ],
)
def test_changed_sheets_are_found(
    full: bytes, change: Callable[[openpyxl.Workbook], None], code: str
) -> None:
    """A sheet added, removed, moved, renamed or extended does not pass."""
    found = verify(saved_again(full, change))
    assert not found.true_copy
    assert code in codes(found)


def test_without_the_same_kpikit_the_digest_still_tells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file of another kpikit version is checked by its cell code."""
    data = workbook.build(replace(export(), kpikit_version="99.0"))
    assert verify(data).true_copy
    changed = saved_again(data, lambda b: b["Kalender"].__setitem__("C6", "nooit"))
    assert {"cell-digest"} == codes(verify(changed))


def test_signatures_under_other_content_are_found() -> None:
    """A file cannot pair signatures with content that was not signed."""
    item = export()
    other = replace(dossier(), agreement=replace(dossier().agreement, title="Anders"))
    found = verify(workbook.build(replace(item, dossier=other)))
    assert {"signature-hash"} == codes(found)


def test_a_forged_code_is_found(full: bytes) -> None:
    """Changing the content code everywhere does not make it fit the content."""
    right = content_hash(dossier())

    def change(book: openpyxl.Workbook) -> None:
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value == right:
                        cell.value = "0" * 64

    assert "content-hash" in codes(verify(saved_again(full, change)))


def test_the_packed_file_is_an_ordinary_workbook(full: bytes) -> None:
    """No macros, no external links, no formulas, no errors."""
    with zipfile.ZipFile(BytesIO(full)) as archive:
        names = archive.namelist()
        sheets = b"".join(
            archive.read(n) for n in names if n.startswith("xl/worksheets/")
        )
    assert [] == [n for n in names if "vba" in n or "external" in n]
    assert b"<f>" not in sheets
    assert b't="e"' not in sheets


def test_content_signed_under_an_older_kpikit_keeps_its_code() -> None:
    """A field that a later kpikit added changes no code of what was signed before."""
    kept = json.loads(canonical(dossier()))
    del kept["dossier"]["agreement"]["vision"]
    older = json.dumps(kept, sort_keys=True, separators=(",", ":"))

    made = export(of=from_canonical(older))
    signed = tuple(replace(s, content_hash=text_hash(older)) for s in made.signatures)

    found = verify(
        workbook.build(
            replace(made, content=older, signatures=signed, acceptances=signed)
        )
    )

    assert (True, text_hash(older)) == (found.true_copy, found.content_hash)


def hide_row(book: openpyxl.Workbook) -> None:
    book["Ambities"].row_dimensions[6].hidden = True


def squeeze_row(book: openpyxl.Workbook) -> None:
    book["Ambities"].row_dimensions[6].height = 0.5


def hide_column(book: openpyxl.Workbook) -> None:
    book["Ambities"].column_dimensions["C"].hidden = True


def hide_sheet(book: openpyxl.Workbook) -> None:
    book["Ambities"].sheet_state = "veryHidden"


def show_another_number(book: openpyxl.Workbook) -> None:
    cell = next(
        c for row in book["Ambities"] for c in row if c.data_type == "n" and c.value
    )
    cell.number_format = '"80%"'


def show_nothing(book: openpyxl.Workbook) -> None:
    cell = next(c for row in book["Ambities"] for c in row if c.value)
    cell.number_format = ";;;"


def write_white(book: openpyxl.Workbook) -> None:
    cell = next(c for row in book["Ambities"] for c in row if c.value)
    cell.font = Font(color="FFFFFFFF")


def add_note(book: openpyxl.Workbook) -> None:
    book["Ambities"]["A1"].comment = Comment("80%", "?")


def add_link(book: openpyxl.Workbook) -> None:
    book["Ambities"]["A1"].hyperlink = "https://elsewhere.example"


def add_rule(book: openpyxl.Workbook) -> None:
    white: Any = CellIsRule
    rule = white(operator="greaterThan", formula=["0"], font=Font(color="FFFFFFFF"))
    book["Ambities"].conditional_formatting.add("A1:Z99", rule)


def merge(book: openpyxl.Workbook) -> None:
    book["Ambities"].merge_cells("X1:Y2")


def add_picture(book: openpyxl.Workbook) -> None:
    book["Ambities"].add_image(Image(BytesIO(DOT)), "A1")


def another_footer(book: openpyxl.Workbook) -> None:
    sheet: Any = book["Ambities"]
    sheet.oddFooter.left.text = "Versie 7"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (hide_row, "look-rows"),
        (squeeze_row, "look-rows"),
        (hide_column, "look-columns"),
        (hide_sheet, "look-state"),
        (show_another_number, "look-style"),
        (show_nothing, "look-style"),
        (write_white, "look-style"),
        (add_note, "look-note"),
        (add_link, "look-note"),
        (add_rule, "look-rules"),
        (merge, "look-merged"),
        (add_picture, "look-drawings"),
        (another_footer, "look-edges"),
    ],
)
def test_what_hides_or_disguises_a_value_is_found(
    full: bytes, change: Callable[[openpyxl.Workbook], None], code: str
) -> None:
    """Each way is found and named, also after another program saved the file."""
    found = verify(saved_again(full, change))
    assert not found.true_copy
    assert {code} == codes(found)


def test_the_look_code_tells_without_the_same_kpikit() -> None:
    """In a file of another kpikit nothing can be named, and the code still tells."""
    made = workbook.build(replace(export("board", "nl"), kpikit_version="0.0.1"))
    assert verify(saved_again(made)).true_copy
    assert {"look-digest"} == codes(verify(saved_again(made, hide_row)))


def test_another_picture_is_found(full: bytes) -> None:
    """A chart that was exchanged for another one of the same size is no true copy."""
    parts = Parts.of(full)
    name = next(n for n in sorted(parts.parts) if n.startswith("xl/media/"))
    parts.parts[name] = DOT
    assert {"look-digest"} == codes(verify(packed(parts.parts)))


def test_a_text_box_over_the_cells_is_found(full: bytes) -> None:
    """A shape is not a cell and not a picture, and yet it can cover both."""
    parts = Parts.of(full)
    name = next(n for n in sorted(parts.parts) if n.startswith("xl/drawings/drawing"))
    box = b"<xdr:sp><xdr:txBody/></xdr:sp><xdr:clientData/>"
    parts.parts[name] = parts.parts[name].replace(
        b"</wsDr>", b"<!--" + box + b"--></wsDr>"
    )
    assert {"look-shapes"} == codes(verify(packed(parts.parts)))


def test_a_forged_look_code_does_not_help(full: bytes) -> None:
    """Who makes the code anew is found by the pages that are made again."""
    changed = saved_again(full, hide_row)
    forged = appearance.digest(appearance.of_file(changed))
    parts = Parts.of(full)
    title = "Controlegegevens"
    sheet = openpyxl.load_workbook(BytesIO(full))[title]
    place = next(f"B{c.row}" for c in sheet["A"] if c.value == "look_digest")

    def forge(book: openpyxl.Workbook) -> None:
        hide_row(book)
        book[title][place] = forged

    assert parts.sheets.count(title) == 1
    assert {"look-rows"} == codes(verify(saved_again(full, forge)))


def test_a_file_without_the_look_code_says_what_was_compared(full: bytes) -> None:
    """An older file is a true copy in its cells, and the words say no more than that."""
    found = replace(verify(full), looked_at=False)
    assert "not compared" in describe(found, "en")
    assert "not compared" not in describe(verify(full), "en")


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_an_open_file_names_the_parties_that_signed() -> None:
    """Without the names of people a signature still says whose it is."""
    words = describe(verify(workbook.build(export("open", "en"))), "en")
    assert "Signed: Provider, 2026" in words
    assert "Signed: Insurer, 2026" in words
