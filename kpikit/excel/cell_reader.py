"""Read the cells of one sheet from its XML, piece by piece, without building a tree."""

from collections.abc import Mapping
from xml.parsers import expat

from kpikit.excel.formula import SHOWS
from kpikit.excel.values import same_number

RawCell = tuple[str, str, str | None]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_CELL, _VALUE, _FORMULA, _INLINE, _WORDS = (
    _MAIN + name for name in ("c", "v", "f", "is", "t")
)


class Forbidden(ValueError):  # noqa: N818 - reads as what it says
    """The XML declares a document type or entities, as bombs do."""


class CellReader:
    """Turns pieces of XML into cells: reference, type and text as they stand there.

    A formula has the type ``f`` and its own text, with the number that it shows.
    Whatever declares a document type is refused before anything can grow, as
    defusedxml does.
    """

    def __init__(self) -> None:
        """Make the parser with its handlers."""
        self._done: list[RawCell] = []
        self._cell: dict[str, str] | None = None
        self._formula: str | None = None
        self._text: str | None = None
        self._words: list[str] | None = None
        self._inline = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = _forbid
        parser.EntityDeclHandler = _forbid
        self._parser = parser

    def feed(self, piece: bytes, *, last: bool = False) -> list[RawCell]:
        """Take a piece of XML and return the cells that it completes.

        Raises:
            Forbidden: the XML declares a document type.
            xml.parsers.expat.ExpatError: it is not well-formed.
        """
        self._parser.Parse(piece, last)
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == _CELL:
            self._cell = dict(attributes)
            self._formula = self._text = None
            self._inline = False
        elif self._cell is None:
            return
        elif name in (_VALUE, _FORMULA) or (name == _WORDS and self._inline):
            self._words = []
        elif name == _INLINE:
            self._inline = True

    def _data(self, words: str) -> None:
        if self._words is not None:
            self._words.append(words)

    def _end(self, name: str) -> None:
        if self._cell is None:
            return
        if name == _CELL:
            self._finish(self._cell)
            self._cell = None
        elif self._words is not None and name in (_VALUE, _FORMULA, _WORDS):
            said, self._words = "".join(self._words), None
            if name == _FORMULA:
                self._formula = said
            elif name == _WORDS:
                self._text = (self._text or "") + said
            elif not self._inline:
                self._text = said or None

    def _finish(self, cell: Mapping[str, str]) -> None:
        kind = cell.get("t", "n")
        if self._formula is None:
            self._done.append((cell["r"], kind, self._text))
            return
        shows = self._text if kind == "n" else None
        text = f"{self._formula}{SHOWS}{same_number(shows)}" if shows else self._formula
        self._done.append((cell["r"], "f", text))


def _forbid(*declared: object) -> None:
    raise Forbidden(str(declared[0])[:60])
