"""Find what was filled in, in the sheets or tables of a template that came back.

Fields are known by their headings, in both languages, and not by where they stand: a
team may move, add and leave out what it likes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kpikit.domain.improvement.action import MOST_ACTIONS
from kpikit.domain.improvement.filled import Answer, Filled, Part, Spot
from kpikit.domain.improvement.scan import Theme
from kpikit.domain.improvement.template import DETAIL, HEAD, TABLE, THEME, Field
from kpikit.domain.result.incoming.grid import PlainCell, key
from kpikit.problems import Problem
from kpikit.text import Text


def filled(parts: Sequence[Part], themes: Sequence[Theme]) -> Filled:
    """Return what was filled in, in the order of the file."""
    found = Filled()
    names = {key(n): t.code for t in themes for n in (t.name.nl, t.name.en)}
    for part in parts:
        before, reader = found.known, _Reader(part, names, found)
        reader.read()
        ours = found.known > before or reader.questions
        if not ours and any(cell for row in part.rows for cell in row):
            found.unread.append(part.name)
    if not found.known:
        found.problems.append(Problem("no-template", "", _NO_TEMPLATE))
    return found


@dataclass(slots=True)
class _Reader:
    """Goes through a part row by row and keeps what the rows below belong to."""

    part: Part
    themes: Mapping[str, str]
    found: Filled
    columns: dict[int, Field] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)
    about: int = 0
    questions: bool = False

    def read(self) -> None:
        for number, row in enumerate(self.part.rows, start=1):
            cells = {
                column: cell
                for column, cell in enumerate(row, start=1)
                if cell is not None and (cell[0] == "f" or cell[1].strip())
            }
            if not cells:
                continue
            first = key(cells[min(cells)][1])
            if heads := _heads(cells):
                self.columns, self.found.known = heads, self.found.known + 1
                self.heads = {c: cells[c][1] for c in heads}
            elif self.columns and first not in _HEAD and first not in _DETAIL:
                self._row(number, cells)
            else:
                self.columns = {}
                self._pair(number, cells)

    def _row(self, number: int, cells: dict[int, PlainCell]) -> None:
        """Read a row of the table of themes or of actions."""
        first = next(iter(self.columns))
        asked = self.columns[first]
        given = {c: f for c, f in self.columns.items() if c != first and c in cells}
        if not given:
            return
        if first not in cells:
            spot = self._spot(number, next(iter(given)))
            self.found.problems.append(spot.problem("whose", _WHOSE))
            return
        spot, said = self._spot(number, first), cells[first][1]
        about: str | int | None
        if asked.code == "theme":
            about = self.themes.get(key(said))
            problem = _no_theme(said)
        else:
            about, problem = action_number(said), _NUMBER
        if about is None:
            self.found.problems.append(spot.problem("about", problem))
            return
        for column, head in given.items():
            self._add(head, about, cells[column], self._spot(number, column))

    def _pair(self, number: int, cells: dict[int, PlainCell]) -> None:
        """Read a heading with the answer beside it."""
        first = min(cells)
        label = key(cells[first][1])
        beside = next((c for c in sorted(cells) if c > first), None)
        head, detail = _HEAD.get(label), _DETAIL.get(label)
        asked = head or detail
        if asked is None:
            self.questions |= label in self.themes
            return
        self.found.known += 1
        if beside is None:
            return
        spot = self._spot(number, beside, cells[first][1])
        if head is not None:
            self._add(head, "", cells[beside], spot)
        elif asked.code == "number":
            about = action_number(cells[beside][1])
            self.about = about or 0
            if about is None:
                self.found.problems.append(spot.problem("about", _NUMBER))
        elif self.about:
            self._add(asked, self.about, cells[beside], spot)
        else:
            self.found.problems.append(spot.problem("whose", _WHOSE))

    def _spot(self, row: int, column: int, said: str = "") -> Spot:
        head = (said or self.heads.get(column, "")).strip()[:_SHORT]
        return Spot(part=self.part, row=row, column=column, head=head)

    def _add(self, asked: Field, about: str | int, cell: PlainCell, spot: Spot) -> None:
        self.found.answers.append(
            Answer(field=asked, about=about, cell=cell, spot=spot)
        )


def action_number(words: str) -> int | None:
    """Return the number of an action, such as ``3`` or ``3.``; ``None`` for no such."""
    digits = words.strip().rstrip(".")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 2):
        return None
    return int(digits) if 1 <= int(digits) <= MOST_ACTIONS else None


def _heads(cells: Mapping[int, PlainCell]) -> dict[int, Field]:
    """Return the fields by column when a row is the head of a table, else nothing."""
    for known in (_THEME, _TABLE):
        found = {
            column: known[label]
            for column, cell in cells.items()
            if (label := key(cell[1])) in known
        }
        if len(found) >= _ENOUGH and next(iter(found.values())).code in _FIRST:
            return found
    return {}


def _by_label(fields: Sequence[Field]) -> Iterator[tuple[str, Field]]:
    for each in fields:
        yield key(each.label.nl), each
        yield key(each.label.en), each


def _no_theme(said: str) -> Text:
    return Text(
        nl=f"‘{said[:_SHORT]}’ is geen thema van de template.",
        en=f"‘{said[:_SHORT]}’ is no theme of the template.",
    )


_ENOUGH, _SHORT = 3, 60
_FIRST = frozenset({"theme", "number"})
_HEAD, _THEME, _TABLE, _DETAIL = (
    dict(_by_label(fields)) for fields in (HEAD, THEME, TABLE, DETAIL)
)
_NUMBER = Text(
    nl="Schrijf een nummer van 1 tot en met 10. Een plan heeft ten hoogste tien "
    "verbeteracties.",
    en="Write a number from 1 to 10. A plan has at most ten improvement actions.",
)
_WHOSE = Text(
    nl="Hier staat iets zonder nummer of thema ervoor. Bij welke actie of welk thema "
    "hoort het?",
    en="Something stands here without a number or theme before it. Which action or "
    "theme does it belong to?",
)
_NO_TEMPLATE = Text(
    nl="Dit bestand is geen ingevulde template van het verbeterplan. Neem het bestand "
    "van de pagina ‘Verbeterplan’.",
    en="This file is no filled-in template of the improvement plan. Take the file from "
    "the page ‘Improvement plan’.",
)
