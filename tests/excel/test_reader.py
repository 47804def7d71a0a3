"""The reader: hostile and damaged files become one problem in words, quickly."""

import random
import time
import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest

from kpikit.excel import reader, workbook
from kpikit.excel.verify import verify
from tests.excel.dossiers import export

MUTATIONS = 400
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture(scope="module")
def honest() -> bytes:
    return workbook.build(export("open"))


def changed(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def sheet(rows: str) -> bytes:
    return (
        f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    )


def code(data: bytes) -> str:
    problems = reader.read(data).problems
    assert 1 == len(problems)
    assert problems[0].text.nl
    assert problems[0].text.en
    return problems[0].code


def test_what_is_no_workbook_is_refused(honest: bytes) -> None:
    """Text, a PDF, half a file, an old or locked workbook, a plain zip."""
    plain = BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("a.txt", "a")
    assert "not-excel" == code(b"")
    assert "not-excel" == code(b"%PDF-1.7 hello")
    assert "not-excel" == code(honest[: len(honest) // 2])
    assert "not-excel" == code(plain.getvalue())
    assert "locked" == code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_macros_and_links_are_refused(honest: bytes) -> None:
    """What could act on its own is not read."""
    assert "macros" == code(changed(honest, {"xl/vbaProject.bin": b"x"}))
    assert "external-links" == code(
        changed(honest, {"xl/externalLinks/externalLink1.xml": b"<a/>"})
    )


def test_bombs_are_refused_fast(honest: bytes) -> None:
    """Declared size, number of parts, far cells and deep entities are all refused."""
    far_too_many = "".join(
        f'<row r="{n}">' + '<c r="A1"><v>1</v></c>' * 60 + "</row>"
        for n in range(1, 10_000)
    )
    entities = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]><worksheet>&x;</worksheet>'
    many = {f"xl/junk/{n}": b"" for n in range(600)}
    rows = "".join(f'<c r="A{n}"><v>1</v></c>' for n in range(1, 26_000))
    started = time.process_time()
    assert "too-large" == code(changed(honest, {"xl/junk": bytes(60 * 1024 * 1024)}))
    assert "too-many-parts" == code(changed(honest, many))
    assert "too-wide" == code(
        changed(honest, {SHEET: sheet('<c r="XFD1048576"><v>1</v></c>')})
    )
    assert "too-wide" == code(changed(honest, {SHEET: sheet(rows)}))
    assert "damaged" == code(changed(honest, {SHEET: entities}))
    assert "too-many-cells" == code(changed(honest, {SHEET: sheet(far_too_many)}))
    assert 5 > time.process_time() - started


def test_time_is_bounded(honest: bytes) -> None:
    """A clock that runs out ends the reading."""
    ticks = iter(range(0, 10_000_000, 20))
    found = reader.read(honest, clock=lambda: float(next(ticks)))
    assert ["too-slow"] == [p.code for p in found.problems]


def test_every_sort_of_cell_is_read(honest: bytes) -> None:
    """Texts in runs, numbers, errors, formulas and yes or no keep their type."""
    cells = (
        '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>'
        '<c r="B1"><v>75.0</v></c><c r="C1" t="e"><v>#REF!</v></c>'
        '<c r="D1"><f>1+1</f><v>2</v></c><c r="E1" t="b"><v>1</v></c>'
        '<c r="F1" t="str"><v>_x005F_x000D_</v></c><c r="G1" s="3"/>'
    )
    found = next(
        iter(reader.read(changed(honest, {SHEET: sheet(cells)})).sheets.values())
    )
    expected = {
        (1, 1): ("s", "a b"),
        (1, 2): ("n", "75"),
        (1, 3): ("e", "#REF!"),
        (1, 4): ("f", "1+1 → 2"),
        (1, 5): ("b", "1"),
        (1, 6): ("s", "_x000D_"),
    }
    assert expected == found


def test_damaged_files_never_raise(honest: bytes) -> None:
    """Any bytes changed anywhere give problems or an honest answer, never a crash."""
    chance = random.Random(4)  # noqa: S311 - a fixed row of choices
    for _ in range(MUTATIONS):
        data = bytearray(honest)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = chance.choice([len(data), chance.randrange(len(data))])
        found = verify(bytes(data[:cut]))
        assert found.true_copy == (not found.differences)


def test_damaged_parts_never_raise(honest: bytes) -> None:
    """The same inside the parts, where the zip itself is sound."""
    chance = random.Random(5)  # noqa: S311 - a fixed row of choices
    with zipfile.ZipFile(BytesIO(honest)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    for _ in range(MUTATIONS // 4):
        name = chance.choice(sorted(n for n in parts if n.startswith("xl/")))
        data = bytearray(parts[name])
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(32, 127)
        found = verify(changed(honest, {name: bytes(data)}))
        assert found.true_copy == (not found.differences)
