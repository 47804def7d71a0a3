"""Read the tables of a document from its XML, piece by piece, without a tree."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
_TABLE, _ROW, _CELL, _PARAGRAPH, _WORDS, _SPAN = (
    _MAIN + name for name in ("tbl", "tr", "tc", "p", "t", "gridSpan")
)
_BREAKS = {_MAIN + "br": "\n", _MAIN + "cr": "\n", _MAIN + "tab": "\t"}
_AGAIN = _COMPATIBLE + "Fallback"
"""What stands there twice, once for older programs: the second time is left out."""
MOST_COLUMNS, MOST_CELLS, MOST_LETTERS = 60, 50_000, 5_000_000

Rows = list[list[str]]


class Forbidden(ValueError):  # noqa: N818 - reads as what it says
    """The XML declares a document type or entities, as bombs do."""


class TooMuch(ValueError):  # noqa: N818
    """There are more cells or letters than a plan can have."""


@dataclass(slots=True)
class TableReader:
    """Turns pieces of XML into tables of words.

    A table inside a cell is words of that cell. What was deleted with changes tracked
    is no word, and neither is the instruction of a field.
    """

    tables: list[Rows] = field(default_factory=list)
    _inside: int = 0
    _again: int = 0
    _cells: int = 0
    _letters: int = 0
    _words: list[str] | None = None
    _hears: bool = False
    _span: int = 1

    def read(self, pieces: list[bytes]) -> list[Rows]:
        """Return the tables of a whole document.

        Raises:
            Forbidden: the XML declares a document type.
            TooMuch: it is larger than any plan.
            xml.parsers.expat.ExpatError: it is not well-formed.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = _forbid
        parser.EntityDeclHandler = _forbid
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by place
        parser.Parse(b"", True)  # noqa: FBT003
        return self.tables

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == _AGAIN:
            self._again += 1
        elif name == _TABLE:
            self._inside += 1
            if self._inside == 1:
                self.tables.append([])
        elif self._inside == 1 and name == _ROW:
            self.tables[-1].append([])
        elif self._inside == 1 and name == _CELL:
            self._words, self._span = [], 1
        elif self._inside == 1 and name == _SPAN:
            self._span = int(attributes.get(_MAIN + "val", "1"))
        elif name == _WORDS:
            self._hears = not self._again
        elif name in _BREAKS and self._words is not None and not self._again:
            self._words.append(_BREAKS[name])

    def _data(self, words: str) -> None:
        if self._hears and self._words is not None:
            self._letters += len(words)
            if self._letters > MOST_LETTERS:
                raise TooMuch
            self._words.append(words)

    def _end(self, name: str) -> None:
        if name == _AGAIN:
            self._again -= 1
        elif name == _TABLE:
            self._inside -= 1
        elif name == _WORDS:
            self._hears = False
        elif name == _PARAGRAPH and self._words is not None:
            self._words.append("\n")
        elif name == _CELL and self._inside == 1 and self._words is not None:
            self._finish("".join(self._words).strip())

    def _finish(self, words: str) -> None:
        row = self.tables[-1][-1]
        if not 1 <= self._span <= MOST_COLUMNS or len(row) >= MOST_COLUMNS:
            raise TooMuch
        row += [words, *[""] * (self._span - 1)]
        self._cells += self._span
        self._words = None
        if self._cells > MOST_CELLS:
            raise TooMuch


def _forbid(*declared: object) -> None:
    raise Forbidden(str(declared[0])[:60])
