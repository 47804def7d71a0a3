"""What was filled in on a template that came back, and where in its file it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kpikit.domain.improvement.template import Field
from kpikit.domain.result.incoming.grid import PlainCell, Row, letters
from kpikit.problems import Problem
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sheet or a table of a file: what it is called, and its rows.

    In a sheet a cell has an address; in a table of a document it has a row.
    """

    name: Text
    rows: Sequence[Row]
    is_sheet: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where something stands: part, row and column from 1, and its heading."""

    part: Part
    row: int
    column: int
    head: str = ""

    def problem(self, code: str, text: Text) -> Problem:
        """Return a problem that says in words where it stands."""
        if self.part.is_sheet:
            cell = f"{letters(self.column)}{self.row}"
            nl, en = f"cel {cell}", f"cell {cell}"
        else:
            nl, en = f"rij {self.row}", f"row {self.row}"
        head = f" ({self.head})" if self.head else ""
        name = self.part.name
        said = Text(
            nl=_capital(f"{name.nl}, {nl}{head}: {text.nl}"),
            en=_capital(f"{name.en}, {en}{head}: {text.en}"),
        )
        return Problem(code, "", said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One cell that was filled in, and what it answers.

    ``about`` is the code of a theme, the number of an action, or empty for the head.
    """

    field: Field
    about: str | int
    cell: PlainCell
    spot: Spot


@dataclass(slots=True)
class Filled:
    """All answers of a file, what is wrong with them, and what was not understood."""

    answers: list[Answer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Text] = field(default_factory=list)
    known: int = 0


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
