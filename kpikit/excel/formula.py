"""A formula of our own making: the only thing in a workbook that is worked out there.

A formula is a type of its own, so that no text can become one, and it holds nothing
but names of cells, digits, signs and a few functions: no quotation mark, no other
sheet, file or address can get in, whatever somebody typed elsewhere.
"""

import re
from dataclasses import dataclass

from kpikit.excel.values import same_number

FUNCTIONS = frozenset({"ABS", "IF", "MAX", "MIN", "ROUND", "SUM"})
SHOWS = " → "
"""Stands between a formula and what it shows, where both are one text."""

_TOKEN = re.compile(
    r"(?P<name>[A-Za-z_][A-Za-z0-9_.]*)"
    r"|(?P<cell>\$?[A-Z]{1,3}\$?[0-9]{1,7})"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<sign><=|>=|<>|[-+*/()<>=,:])"
)
_NAME = re.compile(r"[a-z]+[0-9]*[a-z]*_[a-z0-9_]+")
_CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
_LONGEST = 8_000


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its ``=``, and the number that it comes to with our figures."""

    text: str
    shows: float

    def __post_init__(self) -> None:
        """Refuse whatever is not of our own making.

        Raises:
            ValueError: the text holds something that no formula of ours holds.
        """
        if not 0 < len(self.text) <= _LONGEST or self.text.startswith("="):
            raise ValueError("a formula has 1 to 8,000 characters, and no = in front")
        place = 0
        while place < len(self.text):
            found = _TOKEN.match(self.text, place)
            if found is None or not _allowed(found):
                raise ValueError(f"not a formula of ours: {self.text!r}")
            place = found.end()

    @property
    def counts(self) -> str:
        """The formula as the proof reads it: with what it shows."""
        return f"{self.text}{SHOWS}{same_number(str(self.shows))}"


def cell_name(name: str) -> str:
    """Return a name for a cell that every spreadsheet takes.

    Raises:
        ValueError: it is no name of ours.
    """
    if _NAME.fullmatch(name) is None:
        raise ValueError(f"not a name for a cell: {name!r}")
    return name


def _allowed(found: re.Match[str]) -> bool:
    word = found["name"]
    if word is None:
        return True
    called = found.string[found.end() : found.end() + 1] == "("
    if called:
        return word in FUNCTIONS
    return _NAME.fullmatch(word) is not None or _CELL.fullmatch(word) is not None
