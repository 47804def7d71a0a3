"""The settlement sheet is live: it gives our figures, and follows a changed one."""

import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from kpikit.domain.settlement.facts import Phase
from kpikit.domain.settlement.lines import Outcome
from kpikit.domain.settlement.reckoning import settle
from kpikit.excel import reader, workbook
from kpikit.excel.verify import verify
from kpikit.text import LANGUAGES
from tests.excel.recalculated import changed, named, through_libreoffice
from tests.excel.settled import facts, settled_export

SHEET = "Afrekening"


@pytest.fixture(scope="module")
def settled() -> bytes:
    """The workbook of a signed agreement with one settled year."""
    return workbook.build(settled_export())


def outcome(volume: int = 900) -> Outcome:
    return settle(settled_export().dossier, facts(volume))


def same(found: dict[str, float], expected: Outcome) -> None:
    """Hold every line, every rounded amount and the balance against the model."""
    for part in expected.parts:
        for line in part.lines:
            shown = found[f"y2028p_{line.key}"]
            assert abs(Decimal(str(shown)) - line.value) < Decimal("0.005"), line.key
        rounded = found[f"y2028p_{part.lines[-1].key}_rounded"]
        assert part.due == round(Decimal(str(rounded)), 2)
    total = round(Decimal(str(found["y2028p_all_total"])), 2)
    assert expected.total == total


def test_our_figures_are_there_already(settled: bytes) -> None:
    """Who opens the file without working it out sees our figures."""
    same(named(settled), outcome())
    assert Decimal(9_740_000) == outcome().total


@pytest.mark.libreoffice
def test_untouched_it_gives_our_figures(settled: bytes, tmp_path: Path) -> None:
    """Worked out again by LibreOffice, every line is ours to the cent."""
    emptied = changed(settled, {})
    same(named(through_libreoffice(emptied, tmp_path)), outcome())


@pytest.mark.libreoffice
@pytest.mark.parametrize("volume", [850, 1_100])
def test_a_changed_figure_moves_the_outcome(
    settled: bytes, volume: int, tmp_path: Path
) -> None:
    """With another volume the sheet gives what the model gives, gain or loss."""
    other = changed(settled, {"y2028p_c1_volume": volume})
    same(named(through_libreoffice(other, tmp_path)), outcome(volume))


@pytest.mark.libreoffice
def test_saved_elsewhere_it_stays_a_true_copy(settled: bytes, tmp_path: Path) -> None:
    """LibreOffice and openpyxl keep the formulas, and so the proof."""
    assert () == verify(through_libreoffice(settled, tmp_path)).differences
    assert () == verify(changed(settled, {})).differences


def test_same_bytes(settled: bytes) -> None:
    """The same version with the same settlements gives the same file."""
    assert settled == workbook.build(settled_export())
    assert () == verify(settled).differences


def test_a_changed_figure_is_named(settled: bytes) -> None:
    """Verify names the figure that somebody changed, and no line that follows."""
    other = changed(settled, {"y2028p_c1_volume": 850})
    found = verify(other).differences
    assert ["cell"] == [p.code for p in found]


def test_a_changed_outcome_is_named(settled: bytes) -> None:
    """A formula that shows another number than its figures give is found."""
    raw = _with_part(settled, b"<v>125000</v>", b"<v>925000</v>")
    assert {"shows"} == {p.code for p in verify(raw).differences}


def test_a_changed_formula_is_named(settled: bytes) -> None:
    """Another formula in the place of ours is found."""
    book = openpyxl.load_workbook(BytesIO(settled))
    cell = next(
        c
        for row in book[SHEET].iter_rows()
        for c in row
        if str(c.value).startswith("=MIN")
    )
    cell.value = "=MAX" + str(cell.value)[4:]
    out = BytesIO()
    book.save(out)
    assert "cell" in {p.code for p in verify(out.getvalue()).differences}


def test_changed_text_of_what_came_after(settled: bytes) -> None:
    """What came after signing has its own code, and a change in it is found."""
    raw = _with_part(settled, b"Dr. A. Jansen", b"Dr. A. Janse!")
    assert not verify(raw).true_copy


def _with_part(data: bytes, before: bytes, after: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(before, after))
    return out.getvalue()


def test_two_phases_side_by_side() -> None:
    """The provisional and the final settlement each have their own named cells."""
    final = facts(910, Phase.FINAL)
    made = workbook.build(settled_export("full", "en", facts(), final))
    found = named(made)
    assert (900, 910) == (found["y2028p_c1_volume"], found["y2028f_c1_volume"])
    assert () == verify(made).differences


@pytest.mark.parametrize("language", LANGUAGES)
def test_absent_from_the_open_pack(language: str) -> None:
    """Money that was settled is in no byte of the open form."""
    made = workbook.build(settled_export("open", language))  # type: ignore[arg-type]
    cells = [c for sheet in reader.read(made).sheets.values() for c in sheet.values()]
    assert not [text for kind, text in cells if kind == "f"]
    assert not [text for _, text in cells if "9740000" in text or "9000000" in text]
    assert {} == named(made)


def test_rules_that_changed_leave_what_was_agreed() -> None:
    """When the rules give other words now, the sheet holds the agreed words only."""
    made = settled_export()
    known = made.annex.settlements[0]
    part = known.content.parts[0]
    line = replace(part.lines[0], words=replace(part.lines[0].words, nl="anders"))
    parts = (replace(part, lines=(line,)), *known.content.parts[1:])
    older = replace(known, content=replace(known.content, parts=parts))
    annex = replace(made.annex, settlements=(older,))
    cells = reader.read(workbook.build(replace(made, annex=annex))).sheets[SHEET]
    assert ("s", "anders") in cells.values()
    assert not [text for kind, text in cells.values() if kind == "f"]
    assert ("n", "9740000") in cells.values()
