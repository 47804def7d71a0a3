"""How the workbook looks: calm, dense, printable; one style per kind of cell."""

from dataclasses import dataclass

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
    font: str = FONT


LOOKS = {
    "title": Look(size=18, bold=True, colour=ACCENT, wrap=False, up="center"),
    "lead": Look(size=10, colour=MUTED, wrap=False),
    "heading": Look(size=13, bold=True, colour=INK, wrap=False, up="bottom"),
    "head": Look(bold=True, fill=GROUND, below=STRONG_LINE, up="bottom", across="left"),
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
