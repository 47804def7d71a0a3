"""What every chart declares; nothing here loads the library that draws."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from kpikit.charts.drawn import Drawings
from kpikit.text import Language, Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Data = TypeVar("Data")
DRAWN = Drawings(most_bytes=16 * 1024 * 1024)
"""What this process drew: the same input gives the same drawing, so draw it once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart(Generic[Data]):
    """One chart: how it is drawn from its data, and what it says in words.

    ``width`` and ``height`` are in pixels of 1/96 inch. ``edition`` goes up when the
    drawing changes, so that addresses of older drawings are not reused.
    """

    code: str
    name: Text
    width: int
    height: int
    edition: int
    draw: Callable[[Data, Language], "Figure"]
    alt: Callable[[Data], Text]

    def svg(self, data: Data, language: Language) -> bytes:
        """Return the chart for a page."""
        return self._once(svg, data, language)

    def png(self, data: Data, language: Language) -> bytes:
        """Return the chart for a workbook."""
        return self._once(png, data, language)

    def address(self, data: Data, language: Language) -> str:
        """Return the hash that names this very drawing, for its address."""
        return input_hash(self.code, self.edition, language, data)

    def _once(
        self, form: Callable[["Figure"], bytes], data: Data, language: Language
    ) -> bytes:
        key = (form, self.draw, self.address(data, language))
        return DRAWN.get(key, lambda: form(self.draw(data, language)))


def svg(figure: "Figure") -> bytes:
    """Return a figure as svg: the same figure, the same bytes."""
    from kpikit.charts import drawing

    return drawing.svg(figure)


def png(figure: "Figure") -> bytes:
    """Return a figure as png: the same figure, the same bytes."""
    from kpikit.charts import drawing

    return drawing.png(figure)


def input_hash(*parts: object) -> str:
    """Return the SHA-256 over what a chart is drawn from, as hexadecimals.

    Frozen values of the domain write themselves out in one way only.
    """
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def shortened(words: str, most: int) -> str:
    """Return words on one line, cut off with an ellipsis after ``most`` characters."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1] + "…"
