"""How the workbook looks: calm, dense, printable; one style per kind of cell."""

import textwrap
from dataclasses import dataclass
from functools import lru_cache

FONT = "Calibri"
INK, MUTED, ACCENT = "FF17242B", "FF54626B", "FF0B5A68"
LINE, STRONG_LINE, GROUND = "FFD8DFE1", "FF7C8A92", "FFEDF2F1"
TABS = {"frame": "FF7C8A92", "content": "FF0B5A68"}
ZOOM = 100
MARGIN_INCHES = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The look of one kind of cell."""

    size: float = 10
    bold: bool = False
    italic: bool = False
    colour: str = INK
    fill: str | None = None
    below: str | None = None
    wrap: bool = True
    across: str | None = None
    up: str = "top"
    indent: int = 0
    font: str = FONT


LOOKS = {
    "title": Look(size=18, bold=True, colour=ACCENT, wrap=False, up="center"),
    "lead": Look(size=10, colour=MUTED, wrap=False),
    "heading": Look(size=13, bold=True, colour=INK, wrap=False, up="bottom"),
    "head": Look(bold=True, fill=GROUND, below=STRONG_LINE, up="bottom", across="left"),
    "head_number": Look(
        bold=True, fill=GROUND, below=STRONG_LINE, up="bottom", across="right", indent=1
    ),
    "number": Look(below=LINE, across="right", indent=1, wrap=False),
    "input": Look(
        below=LINE, across="right", indent=1, wrap=False, colour=ACCENT, fill=GROUND
    ),
    "entry": Look(below=LINE, across="left", fill=GROUND),
    "entry_line": Look(below=LINE, across="left", wrap=False, bold=True),
    "muted_number": Look(
        italic=True, colour=MUTED, below=LINE, across="right", indent=1
    ),
    "head_after_number": Look(
        bold=True, fill=GROUND, below=STRONG_LINE, up="bottom", across="left", indent=1
    ),
    "after_number": Look(below=LINE, across="left", indent=1),
    "muted_after_number": Look(
        italic=True, colour=MUTED, below=LINE, across="left", indent=1
    ),
    "label": Look(bold=True, below=LINE),
    "body": Look(below=LINE),
    "left": Look(below=LINE, across="left"),
    "left_number": Look(below=LINE, across="left"),
    "strong": Look(bold=True, below=LINE, across="left"),
    "muted": Look(italic=True, colour=MUTED, below=LINE),
    "prose": Look(size=11),
    "prose_line": Look(wrap=False),
    "strong_line": Look(bold=True, wrap=False),
    "code": Look(size=9, font="Consolas", below=LINE),
    "code_line": Look(size=9, font="Consolas", wrap=False),
    "piece": Look(size=9, font="Consolas", wrap=False, colour=MUTED, across="fill"),
}

_POINTS_PER_LINE = 1.32
_ROOM = 4.0
_HIGHEST = 409.0
_TWO_LINES = 24.0
_LETTERS_PER_WIDTH = {10: 1.24, 11: 1.1, 9: 0.98}


def height(text: str, look: str, width: float) -> float:
    """Return the points that a text takes in a column so many letters wide.

    Spreadsheets do not agree on fitting rows by themselves, so every row says it.
    """
    shape, letters, line = _MEASURES[look]
    if not shape.wrap or (len(text) <= width * letters and "\n" not in text):
        return line + _ROOM
    room = max(int(width * letters), 4)
    lines = sum(_lines(part, room) for part in text[:20_000].split("\n"))
    return min(lines * line + _ROOM, _HIGHEST)


@lru_cache(maxsize=4096)  # most texts are of the library, and return in each workbook
def _lines(text: str, room: int) -> int:
    return max(len(textwrap.wrap(text, room)), 1) if len(text) > room else 1


_MEASURES = {
    name: (
        look,
        _LETTERS_PER_WIDTH.get(int(look.size), 0.7),
        look.size * _POINTS_PER_LINE,
    )
    for name, look in LOOKS.items()
}


def is_one_line(height_of_row: float) -> bool:
    """Tell whether a row holds one line of text, which then stands in its middle."""
    return height_of_row < _TWO_LINES
