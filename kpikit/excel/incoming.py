"""A file from outside as grids: a workbook or a CSV file, or why it is neither."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from kpikit.domain.kpi import Mode
from kpikit.domain.result.incoming.grid import Grid, PlainCell, key
from kpikit.excel.reader import Cells, read
from kpikit.excel.words import named
from kpikit.problems import Problem
from kpikit.text import Text

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 25_000, 200, 5_000
_ZIP, _OLD = b"PK", b"\xd0\xcf\x11\xe0"
_SEPARATORS = ";,\t"
_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Incoming:
    """The sheets of a file, or what is wrong with it."""

    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()


def incoming(data: bytes) -> Incoming:
    """Return the sheets of a workbook or the one table of a CSV file."""
    if not data:
        return _refused("empty", _EMPTY)
    if len(data) > MOST_BYTES:
        return _refused("too-large", _TOO_LARGE)
    if data.startswith((_ZIP, _OLD)):
        found = read(data)
        grids = tuple(_grid(title, cells) for title, cells in found.sheets.items())
        return Incoming(grids, found.problems)
    return _csv(data)


def mode_words() -> Mapping[str, Mode]:
    """Return the ways of asking, by what people may call them in a file."""
    return {
        key(word): mode
        for mode in Mode
        for word in (mode.value, named(mode).nl, named(mode).en)
    }


def _grid(title: str, cells: Cells) -> Grid:
    last = max((row for row, _ in cells), default=0)
    rows: list[list[PlainCell | None]] = [[] for _ in range(last)]
    for (number, column), cell in cells.items():
        row = rows[number - 1]
        if len(row) < column:
            row.extend([None] * (column - len(row)))
        row[column - 1] = cell
    return Grid(title, rows)


def _csv(data: bytes) -> Incoming:
    text = _decoded(data)
    if text is None:
        return _refused("not-a-table", _NOT_A_TABLE)
    try:
        rows = _rows(text)
    except csv.Error:
        return _refused("not-a-table", _NOT_A_TABLE)
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        return _refused("too-large", _TOO_LARGE)
    return Incoming((Grid("", rows),))


def _decoded(data: bytes) -> str | None:
    """Return the text: UTF-8, UTF-16 with its mark, or else Windows' own cp1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def _rows(text: str) -> list[Sequence[PlainCell | None]]:
    lines = StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=_separator(text), strict=True)
    found: list[Sequence[PlainCell | None]] = []
    for row in reader:
        if len(found) > MOST_ROWS or any(len(cell) > MOST_LETTERS for cell in row):
            raise csv.Error
        found.append([("s", cell.strip()) if cell.strip() else None for cell in row])
    return found


def _separator(text: str) -> str:
    """Return the separator that the first lines use most; a semicolon wins a tie."""
    first = "\n".join(text.splitlines()[:_LOOKED_AT][:1]) or text[:200]
    return max(_SEPARATORS, key=first.count)


def _refused(code: str, text: Text) -> Incoming:
    return Incoming(problems=(Problem(code, "file", text),))


_EMPTY = Text(nl="Dit bestand is leeg.", en="This file is empty.")
_TOO_LARGE = Text(
    nl="Dit bestand is te groot. kpikit leest ten hoogste 25.000 rijen en 20 MB.",
    en="This file is too large. kpikit reads at most 25,000 rows and 20 MB.",
)
_NOT_A_TABLE = Text(
    nl="Dit bestand is geen Excel-bestand (.xlsx) en geen CSV-bestand met een tabel.",
    en="This file is neither an Excel file (.xlsx) nor a CSV file with a table.",
)
