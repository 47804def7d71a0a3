"""Verify: every change is found, and saving in another program is none."""

import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from kpikit.excel import workbook
from kpikit.excel.verify import Verification, verify
from kpikit.snapshot import content_hash
from tests.excel.dossiers import dossier, export

CHANGES = 200


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
def full() -> bytes:
    return workbook.build(export())


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


@pytest.mark.slow
def test_two_hundred_random_changes_are_all_found(full: bytes) -> None:
    """Whatever one cell is changed to, on whatever sheet, it is found and named."""
    chance = random.Random(20261122)  # noqa: S311 - a fixed row of choices
    book = openpyxl.load_workbook(BytesIO(full))
    places = [
        (s.title, c.coordinate)
        for s in book
        for row in s.iter_rows()
        for c in row
        if c.value is not None
    ]
    for sheet in book.worksheets:
        sheet._images = []  # type: ignore[attr-defined] # openpyxl can write a picture that it read only once
    missed, unnamed = [], []
    for title, place in chance.sample(places, CHANGES):
        cell = book[title][place]
        before, kind = cell.value, cell.data_type
        cell.value = _another(before, chance)
        out = BytesIO()
        book.save(out)
        found = verify(out.getvalue())
        if found.true_copy:
            missed.append((title, place, before))
        elif found.content_hash and not any(
            p.where == f"{title}!{place}" for p in found.differences
        ):
            unnamed.append((title, place))
        cell.value = before
        cell.data_type = kind
    assert [] == missed
    assert [] == [u for u in unnamed if u[0] != "Controlegegevens"]


def _another(value: object, chance: random.Random) -> object:
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
