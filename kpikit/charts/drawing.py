"""The only module that draws: settings once at import, figures without global state."""

from functools import cache
from io import BytesIO

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font

DOTS_PER_INCH = 200
_FONT = "DejaVu Sans"
_NO_GLYPH = "□"

mpl.rcParams.update(
    {
        "text.parse_math": False,
        "svg.hashsalt": "kpikit",
        "svg.fonttype": "path",
        "font.family": _FONT,
        "font.size": 9,
        "axes.unicode_minus": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": "#7c8a92",
        "axes.labelcolor": "#54626b",
        "axes.formatter.useoffset": False,
        "xtick.color": "#54626b",
        "ytick.color": "#54626b",
        "text.color": "#17242b",
        "figure.facecolor": "white",
        "savefig.facecolor": "white",
    }
)


def blank(width: float, height: float) -> Figure:
    """Return an empty figure; sizes in inches."""
    return Figure(figsize=(width, height))


def drawable(words: str) -> str:
    """Return words with a box for each character that the font does not have."""
    known = _characters()
    return "".join(c if ord(c) in known else _NO_GLYPH for c in words)


def svg(figure: Figure) -> bytes:
    """Return a figure as svg: the same figure, the same bytes."""
    out = BytesIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "kpikit"})
    return out.getvalue()


def png(figure: Figure) -> bytes:
    """Return a figure as png: the same figure, the same bytes."""
    out = BytesIO()
    figure.savefig(out, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return out.getvalue()


@cache
def _characters() -> frozenset[int]:
    return frozenset(get_font(findfont(_FONT)).get_charmap())
