"""Read the cells of a workbook that nobody has vouched for."""

import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import join, normpath
from typing import Any

from kpikit.excel.cell_reader import CellReader
from kpikit.excel.values import read_back, same_number
from kpikit.problems import Problem
from kpikit.text import Text

MOST_BYTES = 50 * 1024 * 1024
MOST_ENTRIES = 500
MOST_CELLS = 500_000
MOST_SHEETS = 100
MOST_ROWS, MOST_COLUMNS = 25_000, 200
MOST_SECONDS = 10.0
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_CHECK_EVERY = 512
_PIECE = 1 << 16
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"

PlainCell = tuple[str, str]
Cells = dict[tuple[int, int], PlainCell]


@dataclass(frozen=True, slots=True)
class Read:
    """The cells per sheet in workbook order, or what is wrong with the file.

    A cell is its type (``s`` text, ``n`` number, ``b`` yes or no, ``e`` error,
    ``f`` formula) and its value as text. Dates are numbers.
    """

    sheets: Mapping[str, Cells] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class _Refusal(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, code: str, text: Text, where: str = "file") -> None:
        super().__init__(code)
        self.problem = Problem(code=code, where=where, text=text)


def read(data: bytes, clock: Callable[[], float] = time.monotonic) -> Read:
    """Return the cells of a workbook; whatever is wrong comes back as problems."""
    try:
        return Read(sheets=_sheets(data, clock))
    except _Refusal as refusal:
        return Read(problems=(refusal.problem,))
    except Exception:  # noqa: BLE001 - a damaged file can raise anything at all
        return Read(problems=(Problem("damaged", "file", _DAMAGED),))


def _sheets(data: bytes, clock: Callable[[], float]) -> dict[str, Cells]:
    if data.startswith(_OLD_OR_LOCKED):
        raise _Refusal("locked", _LOCKED)
    if not zipfile.is_zipfile(BytesIO(data)):
        raise _Refusal("not-excel", _NOT_EXCEL)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        _inspect(archive)
        _count(archive)
        budget = _Budget(clock)
        strings = _strings(archive, budget)
        found: dict[str, Cells] = {}
        for title, part in _parts(archive, budget):
            if title in found or len(found) >= MOST_SHEETS:
                raise _Refusal("sheets", _TOO_MUCH)
            found[title] = _cells(archive, part, strings, budget)
        return found


def _inspect(archive: zipfile.ZipFile) -> None:
    """Refuse by the table of contents, before anything is unpacked."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES or len(set(names)) != len(names):
        raise _Refusal("too-many-parts", _TOO_MUCH)
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _Refusal("too-large", _TOO_MUCH)
    if any(entry.flag_bits & 1 for entry in entries):
        raise _Refusal("locked", _LOCKED)
    lower = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") for name in lower):
        raise _Refusal("macros", _MACROS)
    if any(name.startswith("xl/externallinks/") for name in lower):
        raise _Refusal("external-links", _LINKS)
    if "xl/workbook.xml" not in names:
        raise _Refusal("not-excel", _NOT_EXCEL)


def _count(archive: zipfile.ZipFile) -> None:
    """Refuse a file with far too many cells before reading them one by one."""
    found = 0
    for name in archive.namelist():
        if not name.lower().startswith("xl/worksheets/"):
            continue
        with archive.open(name) as stream:
            while piece := stream.read(_PIECE):
                found += piece.count(b"<c ")
                if found > MOST_CELLS:
                    raise _Refusal("too-many-cells", _TOO_MUCH)


@dataclass(slots=True)
class _Budget:
    """How much a file may cost: seconds, and cells over all sheets."""

    clock: Callable[[], float]
    cells: int = 0
    steps: int = 0
    started: float = -1.0

    def step(self) -> None:
        if self.started < 0:
            self.started = self.clock()
        self.steps += 1
        if self.steps % _CHECK_EVERY == 0:
            self.check()

    def check(self) -> None:
        if self.started < 0:
            self.started = self.clock()
        if self.clock() - self.started > MOST_SECONDS:
            raise _Refusal("too-slow", _TOO_MUCH)

    def cell(self) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise _Refusal("too-many-cells", _TOO_MUCH)


def _elements(
    archive: zipfile.ZipFile, part: str, wanted: frozenset[str], budget: _Budget
) -> Iterator[Any]:
    """Yield each wanted element when it is complete, and then forget it."""
    from defusedxml.ElementTree import iterparse

    with archive.open(part) as stream:
        inside = 0
        for event, element in iterparse(
            stream, events=("start", "end"), forbid_dtd=True
        ):
            budget.step()
            if event == "start":
                inside += element.tag in wanted
            elif element.tag in wanted:
                inside -= 1
                yield element
                element.clear()
            elif not inside:
                element.clear()


def _strings(archive: zipfile.ZipFile, budget: _Budget) -> list[str]:
    part = "xl/sharedStrings.xml"
    if part not in archive.namelist():
        return []
    wanted = frozenset({_MAIN + "si"})
    return [_text(element) for element in _elements(archive, part, wanted, budget)]


def _parts(archive: zipfile.ZipFile, budget: _Budget) -> Iterator[tuple[str, str]]:
    """Yield title and place of each sheet, in workbook order."""
    relations = "xl/_rels/workbook.xml.rels"
    wanted = frozenset({_PACKAGE + "Relationship"})
    targets = {
        element.get("Id"): element.get("Target")
        for element in _elements(archive, relations, wanted, budget)
    }
    sheet = frozenset({_MAIN + "sheet"})
    for element in _elements(archive, "xl/workbook.xml", sheet, budget):
        target = targets[element.get(_RELATION)]
        absolute = target.startswith("/")
        part = target[1:] if absolute else normpath(join("xl", target))
        yield element.get("name"), part


def _cells(
    archive: zipfile.ZipFile, part: str, strings: list[str], budget: _Budget
) -> Cells:
    reader = CellReader()
    found: Cells = {}
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            for reference, kind, text in reader.feed(piece):
                value = _value(kind, text, strings)
                if value is None:
                    continue
                budget.cell()
                place = _place(reference)
                if place[0] > MOST_ROWS or place[1] > MOST_COLUMNS or place in found:
                    raise _Refusal("too-wide", _TOO_MUCH, part)
                found[place] = value
            budget.check()
    reader.feed(b"", last=True)
    return found


def _value(kind: str, text: str | None, strings: list[str]) -> PlainCell | None:
    if kind == "f":
        return "f", text or ""
    if kind == "inlineStr":
        return None if text is None else _some(read_back(text))
    return None if text is None else _typed(kind, text, strings)


def _typed(kind: str, text: str, strings: list[str]) -> PlainCell | None:
    if kind == "s":
        return _some(strings[int(text)])
    if kind == "str":
        return _some(read_back(text))
    return kind, same_number(text) if kind == "n" else text


def _some(text: str) -> PlainCell | None:
    return ("s", text) if text else None


def _text(element: Any) -> str:  # noqa: ANN401 - untyped XML
    """Return the words of a string, whether plain or in runs."""
    pieces = [t.text or "" for t in element.findall(_MAIN + "t")]
    pieces += [t.text or "" for t in element.findall(f"{_MAIN}r/{_MAIN}t")]
    return read_back("".join(pieces))


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    row = int(reference[len(letters) :])
    if not 1 <= column <= 16_384 or row < 1:
        raise ValueError(reference)
    return row, column


_DAMAGED = Text(
    nl="Dit bestand is beschadigd en niet te lezen.",
    en="This file is damaged and cannot be read.",
)
_NOT_EXCEL = Text(
    nl="Dit is geen Excel-bestand (.xlsx).", en="This is not an Excel file (.xlsx)."
)
_LOCKED = Text(
    nl="Dit bestand is met een wachtwoord beveiligd of is een oud Excel-bestand "
    "(.xls). Sla het op als .xlsx zonder wachtwoord.",
    en="This file is protected with a password or is an old Excel file (.xls). Save "
    "it as .xlsx without a password.",
)
_MACROS = Text(
    nl="In dit bestand zitten macro’s. kpikit leest alleen bestanden zonder macro’s.",
    en="This file holds macros. kpikit only reads files without macros.",
)
_LINKS = Text(
    nl="Dit bestand verwijst naar andere bestanden. kpikit leest dat niet.",
    en="This file links to other files. kpikit does not read that.",
)
_TOO_MUCH = Text(
    nl="Dit bestand is te groot om veilig te lezen.",
    en="This file is too large to be read safely.",
)
