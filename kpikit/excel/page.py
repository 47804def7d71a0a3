"""A page of the workbook as plain cells, before any spreadsheet library sees it."""

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from kpikit.excel.export import Edition
from kpikit.excel.formula import Formula, cell_name
from kpikit.excel.values import Stored, Value, stored
from kpikit.text import Language, Text

PORTRAIT_LETTERS = 96
LANDSCAPE_LETTERS = 150
MISSING = Text(nl="niet ingevuld", en="not filled in")
NOT_APPLICABLE = Text(nl="n.v.t.", en="n/a")
TO_BE_MEASURED = Text(nl="nog te meten", en="still to be measured")
QUIET = frozenset({MISSING, NOT_APPLICABLE, TO_BE_MEASURED})
_MUTED = {"number": "muted_number", "after_number": "muted_after_number"}


class Cell(NamedTuple):
    """A stored value or a formula, how it looks and its number format."""

    value: str | int | float | Formula
    look: str
    number_format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """The reader may choose from a list on the hidden sheet with lists."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The reader may enter a number in a range; ``None`` leaves an end open."""

    low: Decimal | int | None
    high: Decimal | int | None
    whole: bool = False


Allowed = ListOf | Between


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; ``width`` is in letters, a number stands at the right."""

    head: Text
    width: int
    look: str = "body"
    number: bool = False
    allowed: Allowed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing that stands at a row, with the words for who cannot see it."""

    row: int
    column: int
    png: Callable[[], bytes]
    alt: str
    width: int
    height: int


Cells = tuple[int, int, int]
"""Cells below each other: first row, last row and column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """A chart of the spreadsheet itself, of cells on its own page.

    ``lines`` start with the cell that names them; an empty cell breaks the line, and
    what stands alone is a dot. ``scale`` is the lowest and highest step of a ladder.
    """

    row: int
    column: int
    title: Text
    labels: Cells
    lines: tuple[Cells, ...]
    scale: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A sheet as the read-me lists it."""

    title: str
    about: str


@dataclass(slots=True, kw_only=True)
class Book:
    """What pages have to know of the other pages."""

    entries: list[Entry] = field(default_factory=list)
    cuts: list[str] = field(default_factory=list)
    lists: dict[str, tuple[int, int]] = field(default_factory=dict)
    cell_digest: Callable[[], str] = str
    kept: dict[str, Stored] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Page:
    """One sheet while it is written, row by row from the top.

    ``sealed`` is the cell that gets the code of how the workbook looks, when all of it
    is there; ``drawn`` holds the code of each picture, once drawn.
    """

    sheet: "Sheet"
    language: Language
    book: Book
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    allowed: dict[tuple[Allowed, int], list[int]] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    charts: list[LineChart] = field(default_factory=list)
    row: int = 1
    frozen: tuple[int, int] | None = None
    filtered: tuple[int, int, int, int] | None = None
    tables: int = 0
    breaks: list[int] = field(default_factory=list)
    names: dict[str, tuple[int, int]] = field(default_factory=dict)
    sealed: tuple[int, int] | None = None
    drawn: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The name on the tab."""
        return self.sheet.title.in_(self.language)

    def say(self, text: Text) -> str:
        """Return a text in the reader's language."""
        return text.in_(self.language)

    def put(self, column: int, value: Value, look: str = "body") -> None:
        """Write one value in the current row; an absent one shows as a word."""
        if value is None or value == "":
            value = MISSING
        if isinstance(value, Text) and value in QUIET:
            look = _MUTED.get(look, "muted")
        kept = self._stored(value)
        if kept.cut:
            where = f"{self.title}!{column_letters(column)}{self.row}"
            self.book.cuts.append(where)
        self.cells[self.row, column] = Cell(kept.value, look, kept.number_format)

    def leave_open(self, column: int, look: str, number_format: str) -> None:
        """Leave a cell of the current row empty, for the reader to fill in."""
        self.cells[self.row, column] = Cell("", look, number_format)

    def _stored(self, value: Value) -> Stored:
        """Return what a cell holds; the same words are worked out once per book."""
        if isinstance(value, Text):
            value = value.in_(self.language)
        if type(value) is not str:
            return stored(value, self.language)
        if value not in self.book.kept:
            self.book.kept[value] = stored(value, self.language)
        return self.book.kept[value]

    def put_formula(
        self, column: int, text: str, shows: Value, look: str = "number"
    ) -> None:
        """Write a formula of our own in the current row, with the number it gives.

        Raises:
            ValueError: the text is no formula of ours, or what it shows no number.
        """
        kept = self._stored(shows)
        if isinstance(kept.value, str):
            raise ValueError("a formula gives a number")  # noqa: TRY004 - of its value
        formula = Formula(text, kept.value)
        self.cells[self.row, column] = Cell(formula, look, kept.number_format)

    def name(self, name: str, column: int) -> None:
        """Give the cell of a column in the current row a name for formulas.

        Raises:
            ValueError: it is no name for a cell, or it is taken.
        """
        if name in self.book.names:
            raise ValueError(f"this name is taken: {name}")
        self.names[cell_name(name)] = (self.row, column)
        self.book.names.add(name)

    def heading_of_page(self, lead: Text | None = None) -> None:
        """Write the title of the page and, under it, what the page is about."""
        self.put(1, self.sheet.title, "title")
        self.heights[self.row] = 28
        self.row += 1
        if lead is not None:
            self.lead(lead)
        self.row += 1

    def lead(self, text: Text, look: str = "lead") -> None:
        """Write a text over the full width, broken into rows that fit."""
        letters = LANDSCAPE_LETTERS if self.sheet.landscape else PORTRAIT_LETTERS
        for paragraph in self.say(text).split("\n"):
            for line in textwrap.wrap(paragraph, letters) or [""]:
                if line:
                    self.put(1, line, look)
                self.row += 1

    def heading(self, text: Value) -> None:
        """Write a heading inside the page, with room above it."""
        self.put(1, text, "heading")
        self.heights[self.row] = 24
        self.row += 1

    def pair(self, label: Value, value: Value, look: str = "body") -> None:
        """Write a label and, beside it, its value."""
        self.put(1, label, "label")
        self.put(2, value, look)
        self.row += 1

    def paragraph(self, text: Value, look: str = "prose") -> None:
        """Write a text in the first column, broken by the spreadsheet."""
        self.put(1, text, look)
        self.row += 1

    def columns(self, *widths: int) -> None:
        """Set the widths of the columns from the first on, in letters."""
        self.widths.update(enumerate(widths, start=1))

    def table(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Value]],
        *,
        main: bool = True,
        keep: int = 0,
    ) -> range:
        """Write a table and return its rows.

        The main table of a page has its headings and the first ``keep`` columns
        frozen, a filter, and headings that repeat on every printed page.
        """
        head, looks = self.row, _looks(columns)
        for number, column in enumerate(columns, start=1):
            self.put(number, column.head, looks[number - 1][0])
            self.widths[number] = max(column.width, self.widths.get(number, 0))
        self.row += 1
        self.tables += 1
        for values in rows:
            for number, (column, value) in enumerate(
                zip(columns, values, strict=True), start=1
            ):
                self.put(number, value, looks[number - 1][1])
                if column.allowed is not None:
                    self.allow(column.allowed, number)
            self.row += 1
        last = max(self.row - 1, head)
        if main:
            self.frozen = (head + 1, keep + 1)
            self.filtered = (head, 1, last, len(columns))
        written = range(head + 1, self.row)
        self.row += 1
        return written

    def allow(self, allowed: Allowed, column: int, row: int | None = None) -> None:
        """Let the reader enter only what is allowed in a cell of the column."""
        self.allowed.setdefault((allowed, column), []).append(row or self.row)

    def page_break(self) -> None:
        """Start the current row on a new printed page."""
        self.breaks.append(self.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of the workbook; ``code`` is the name of its module.

    A confidential sheet never goes into an open pack. ``one_page`` makes it fit on one
    sheet of paper. A ``late`` sheet is written
    after the others, because it speaks of them: 1 the read-me, 2 the proof. A sheet
    that is not ``wanted`` for an edition is left out of it.
    """

    code: str
    order: int
    title: Text
    about: Text
    write: Callable[[Page, Edition], None]
    confidential: bool = False
    landscape: bool = True
    one_page: bool = False
    hidden: bool = False
    late: int = 0
    tab: str = "content"
    wanted: Callable[[Edition], bool] = lambda _: True


def _looks(columns: Sequence[Column]) -> list[tuple[str, str]]:
    """Return the looks of head and cells; after a number there is some air."""
    looks, after = [], False
    for column in columns:
        if column.number:
            looks.append(("head_number", "number"))
        elif after and column.look == "body":
            looks.append(("head_after_number", "after_number"))
        else:
            looks.append(("head", column.look))
        after = column.number
    return looks


def column_letters(column: int) -> str:
    """Return the letters of a column that counts from 1, such as ``AB`` for 28."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
