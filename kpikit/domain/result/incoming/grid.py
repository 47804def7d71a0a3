"""A sheet or a CSV file as plain rows, and where a cell stands, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpikit.problems import Problem
from kpikit.text import Text

PlainCell = tuple[str, str]
"""The type of a cell (``s`` text, ``n`` number, ``f`` formula, …) and its text."""

Row = Sequence[PlainCell | None]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one sheet; the first row is row 1. A CSV file has one, unnamed."""

    sheet: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a grid, with the heading of its column; rows and columns from 1."""

    sheet: str
    row: int
    column: int = 0
    head: str = ""

    @property
    def where(self) -> str:
        """The place as spreadsheets write it."""
        column = letters(self.column) if self.column else ""
        return f"{self.sheet}!{column}{self.row}" if self.sheet else f"{self.row}"

    def problem(self, code: str, text: Text) -> Problem:
        """Return a problem that says in words where it stands."""
        nl, en = [], []
        if self.sheet:
            nl.append(f"blad ‘{self.sheet}’")
            en.append(f"sheet ‘{self.sheet}’")
        nl.append(f"rij {self.row}")
        en.append(f"row {self.row}")
        if self.column:
            head = f" ({self.head})" if self.head else ""
            nl.append(f"kolom {letters(self.column)}{head}")
            en.append(f"column {letters(self.column)}{head}")
        said_nl, said_en = ", ".join(nl), ", ".join(en)
        said = Text(
            nl=f"{said_nl[:1].upper()}{said_nl[1:]}: {text.nl}",
            en=f"{said_en[:1].upper()}{said_en[1:]}: {text.en}",
        )
        return Problem(code, self.where, said)


@dataclass(frozen=True, slots=True)
class Heads:
    """Where the headings stand and which column holds which field.

    ``others`` are the columns that nobody asked for, by their heading.
    """

    row: int
    columns: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[int, str] = field(default_factory=dict)
    words: Mapping[int, str] = field(default_factory=dict)

    def place(self, grid: Grid, row: int, name: str = "") -> Place:
        """Return where a field of a row stands."""
        column = self.columns.get(name, 0)
        return Place(grid.sheet, row, column, self.words.get(column, ""))


def find_heads(
    grid: Grid, names: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> Heads | None:
    """Return the first row that has all needed headings; ``None`` without one."""
    known = {key(word): name for name, words in names.items() for word in words}
    for number, row in enumerate(grid.rows[:_FIRST_ROWS], start=1):
        columns: dict[str, int] = {}
        others, said = {}, {}
        for column, cell in enumerate(row, start=1):
            if cell is None or not cell[1].strip():
                continue
            said[column] = cell[1].strip()[:_SHORT]
            name = known.get(key(cell[1]))
            if name is None or name in columns:
                others[column] = said[column]
            else:
                columns[name] = column
        if all(name in columns for name in needed):
            return Heads(number, columns, others, said)
    return None


def key(words: str) -> str:
    """Return words without capitals and without anything but letters and digits."""
    return "".join(c for c in words.casefold() if c.isalnum())


def letters(column: int) -> str:
    """Return the letters of a column that counts from 1."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


_FIRST_ROWS = 30
_SHORT = 60
