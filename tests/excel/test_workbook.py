"""The workbook: values as agreed, the same bytes every time, nothing leaking."""

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from kpikit.excel import workbook
from kpikit.excel.catalogue import all_sheets
from kpikit.excel.export import Export, draft_moment, edition, file_name
from kpikit.excel.packs import load_packs
from kpikit.snapshot import content_hash
from kpikit.text import LANGUAGES, Language
from tests.excel.dossiers import dossier, export
from tests.repeats import first_of

Built = Callable[[str, Language], bytes]
ROOT = Path(__file__).parents[2]
SNAPSHOTS = Path(__file__).parent / "snapshots"
ANSWER_IN_A_PROCESS = (
    "import hashlib;from tests.excel.dossiers import export;"
    "from kpikit.excel.workbook import build;"
    "print(hashlib.sha256(build(export('full','nl'))).hexdigest())"
)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def as_text(item: Export) -> str:
    pages, _ = workbook.pages_of(edition(item))
    lines = []
    for page in pages:
        if page.sheet.code == "proof":
            continue
        lines.append(f"== {page.title} ==")
        for row in range(1, max(r for r, _ in page.cells) + 1):
            cells = {c: v for (r, c), v in page.cells.items() if r == row}
            values = [
                str(cells[c].value) if c in cells else ""
                for c in range(1, max(cells, default=0) + 1)
            ]
            lines.append("\t".join(values).replace("\n", "⏎"))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pack", ["full", "board", "open"])
def test_the_words_are_those_that_were_read_and_approved(
    pack: str, language: Language
) -> None:
    """Every sheet reads as in the kept text; KPIKIT_WRITE_SNAPSHOTS=1 writes it anew."""
    found = as_text(export(pack, language)).replace(content_hash(dossier()), "<hash>")
    if pack == "open":
        found = found.replace(edition(export(pack, language)).shown_hash, "<open hash>")
    place = SNAPSHOTS / f"{pack}-{language}.tsv"
    if os.environ.get("KPIKIT_WRITE_SNAPSHOTS"):
        place.write_text(found, encoding="utf-8")
    assert place.read_text(encoding="utf-8") == found


@pytest.mark.parametrize("times", first_of((3, 20)))
def test_builds_and_another_process_give_the_same_bytes(times: int) -> None:
    """The same version of an agreement is the same file, wherever it is made.

    Here the charts are drawn once; the other processes draw them anew.
    """
    first = hashlib.sha256(workbook.build(export())).hexdigest()
    found = {hashlib.sha256(workbook.build(export())).hexdigest() for _ in range(times)}
    assert {first} == found
    for seed in ("1", "4711"):
        other = subprocess.run(
            [sys.executable, "-c", ANSWER_IN_A_PROCESS],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert first == other.stdout.strip()


def test_nothing_of_a_workbook_touches_a_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No copy stays readable in a folder for temporary files, not for a moment."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    with pytest.raises(FileNotFoundError):
        tempfile.mkstemp()
    assert workbook.build(export()).startswith(b"PK")


def test_ambitions_hold_the_numbers_that_were_agreed(built: Built) -> None:
    """One row per KPI and year with a stable key; a zero and a blank differ."""
    sheet = opened(built("full", "nl"))["Ambities"]
    keyed = {str(r[0]): r for r in sheet.iter_rows(min_row=5, values_only=True)}
    rows = {key: row for key, row in keyed.items() if ":20" in key}
    assert 15 == len(rows)
    assert ("meer dan", 40, 50, "procent", 37.5, 112) == rows["PAT-01:2027"][4:10]
    assert (0, 35) == rows["TEA-03:2027"][5:7]
    assert "niet ingevuld" == rows["TEA-03:2028"][5]
    assert ("niet ingevuld", "niet ingevuld", "punten", "nog te meten") == rows[
        "PAT-02:2027"
    ][5:9]
    assert (3, "niveau 0–4", 1) == rows["TEA-07:2029"][6:9]
    assert "n.v.t." == rows["KET-03:2027"][6]


def test_financing_adds_up_only_what_is_fixed(built: Built) -> None:
    """The total of a year is the lump sum and the start funding, nothing else."""
    sheet = opened(built("full", "en"))["Financing"]
    cells = {
        (c.row, c.column): c
        for row in sheet.iter_rows()
        for c in row
        if c.value is not None
    }
    head = next(
        r
        for (r, c), cell in cells.items()
        if cell.value == "Fixed amounts per year, added up"
    )
    totals = {cells[r, 1].value: cells[r, 2].value for r in range(head + 2, head + 5)}
    assert {2027: 4310000, 2028: 4305000.5, 2029: 4300000} == totals
    assert "#,##0.00 [$€-413]" == cells[head + 2, 2].number_format


def test_values_are_typed(built: Built) -> None:
    """Dates are dates, codes keep their zeros, moments are in Dutch time."""
    book = opened(built("full", "nl"))
    calendar = book["Kalender"]
    dates = [c.value for c in calendar["A"] if isinstance(c.value, datetime)]
    assert datetime(2027, 10, 14) in dates  # noqa: DTZ001 - a spreadsheet has no zones
    assert "06010101" == next(
        c.value
        for c in book["Partijen en reikwijdte"]["C"]
        if c.value and str(c.value).startswith("0")
    )
    signed = [
        c.value for c in book["Handtekeningen"]["D"] if isinstance(c.value, datetime)
    ]
    assert datetime(2026, 11, 20, 15, 30) == signed[0].replace(microsecond=0)  # noqa: DTZ001


@pytest.mark.parametrize("language", LANGUAGES)
def test_house_style_holds_on_every_sheet(built: Built, language: Language) -> None:
    """A4, one page wide, a frozen filtered head, no merged cells, one font."""
    book = opened(built("full", language))
    assert [] == list(book.defined_names)
    for sheet in book.worksheets:
        assert 9 == sheet.page_setup.paperSize
        assert (1, 0) == (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight)
        paper = sheet.sheet_properties.pageSetUpPr
        assert paper is not None
        assert paper.fitToPage
        assert [] == list(sheet.merged_cells.ranges)
        footer = sheet.oddFooter
        assert footer is not None
        assert "&P" in str(footer.right.text)
        assert bool(sheet.auto_filter.ref) == bool(sheet.freeze_panes)
        fonts = {
            c.font.name for row in sheet.iter_rows() for c in row if c.value is not None
        }
        assert fonts <= {"Calibri", "Consolas"}
    assert "Keuzelijsten" if language == "nl" else "Lists" == book.worksheets[-3].title
    assert ["hidden"] == [s.sheet_state for s in book if s.sheet_state != "visible"]
    assert book["Ambities" if language == "nl" else "Ambitions"].freeze_panes == "C5"


def test_properties_name_organisations_and_no_person(built: Built) -> None:
    """Title, organisations and fixed times, so that no author slips in."""
    found = opened(built("full", "nl")).properties
    assert "Samen beslissen bij heup- en knieartrose 2027–2029" == found.title
    assert "Ziekenhuis De Linde, Zorgverzekeraar Horizon" == found.creator
    assert found.created == found.modified == datetime(2026, 11, 20, 14, 30)  # noqa: DTZ001
    assert None is found.lastModifiedBy


def test_validation_points_at_the_hidden_lists(built: Built) -> None:
    """What a reader may fill in is held against lists and against the scale."""
    rules = opened(built("full", "nl"))["Ambities"].data_validations.dataValidation
    found = {(r.type, r.formula1, r.formula2) for r in rules}
    assert ("list", "'Keuzelijsten'!$A$2:$A$6", None) in found
    assert ("decimal", "0", "100") in found
    assert ("whole", "0", "4") in found


def test_the_code_stands_on_first_proof_and_last_sheet(built: Built) -> None:
    """Whoever opens the file meets the content code where it is looked for."""
    book = opened(built("full", "nl"))
    names = [s.title for s in book]
    assert ("Leeswijzer", "Handtekeningen") == (names[0], names[-1])
    for name in ("Leeswijzer", "Controlegegevens", "Handtekeningen"):
        values = {c.value for row in book[name].iter_rows() for c in row}
        assert content_hash(dossier()) in values


def test_a_draft_says_that_it_is_not_signed() -> None:
    """A draft cannot be taken for a signed version."""
    book = opened(workbook.build(export(signed=False)))
    assert "Niet getekend. Dit is een concept." in {
        c.value for c in book["Handtekeningen"]["A"]
    }
    assert draft_moment(dossier()).year == book.properties.created.year


def test_pictures_have_words_and_fixed_bytes(built: Built) -> None:
    """Each chart carries its numbers as words for who cannot see it."""
    with zipfile.ZipFile(BytesIO(built("full", "nl"))) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        pictures = [n for n in archive.namelist() if n.startswith("xl/media/")]
        times = {entry.date_time for entry in archive.infolist()}
    assert 3 == len(pictures)
    assert "2029: doel 75, ondergrens 60" in drawing
    assert {(2026, 11, 20, 0, 0, 0)} == times


def test_without_a_time_zone_there_is_no_export() -> None:
    """A moment without a zone would make the bytes depend on the machine."""
    with pytest.raises(ValueError, match="time zone"):
        replace(export(), produced_at=datetime(2026, 1, 1))  # noqa: DTZ001


def test_file_names_are_plain() -> None:
    """Any title gives a name that every file system takes."""
    assert (
        "kpikit-samen-beslissen-bij-heup-en-knieartrose-20272029-v1-full-nl.xlsx"
        == file_name(export())
    )
    odd = replace(
        dossier(), agreement=replace(dossier().agreement, title="../é/\\:\x00")
    )
    assert "kpikit-e-draft-open-en.xlsx" == file_name(
        export("open", "en", odd, signed=False)
    )


def test_every_sheet_declares_itself() -> None:
    """A sheet's code is its module's name, in both languages, with a fitting title."""
    for code, sheet in all_sheets().items():
        assert code == sheet.code
        for language in LANGUAGES:
            assert 0 < len(sheet.title.in_(language)) <= 31
            assert sheet.about.in_(language)
    used = {code for pack in load_packs().values() for code in pack.sheets}
    assert set(all_sheets()) == used


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    """The web pages start without the libraries that write and draw."""
    code = (
        "import sys, kpikit.excel.workbook, kpikit.excel.verify, kpikit.charts.kinds.ambition_course;"
        "print(sorted({'openpyxl', 'matplotlib', 'numpy', 'PIL'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "[]" == found.stdout.strip()
