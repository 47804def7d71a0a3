"""A care path: its phases from left to right, and where each key moment falls."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpikit.charts.base import Chart, shortened
from kpikit.domain.improvement.step_plan import KeyMoment, StepPlan
from kpikit.text import Language, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 720
_ACCENT, _SOFT, _INK, _MUTED = "#0b5a68", "#e4f0f1", "#17242b", "#54626b"
_LINE = "#d8dfe1"
_NAME_HEIGHT, _LINE_HEIGHT, _ROW_HEIGHT, _EDGE = 50, 14, 38, 10
_POINT, _GAP = 9, 3
_LONGEST_STEP, _LONGEST_MOMENT = 60, 100
_PIXELS_A_LETTER, _PIXELS_A_BOLD_LETTER = 5.7, 6.9
_MOST_NAME_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A phase as it is drawn: its name and its steps, broken into lines that fit."""

    name: str
    name_lines: tuple[str, ...]
    step_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A key moment with the phases in which it falls, by their place from 0."""

    number: int
    name: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePathPicture:
    """What the picture of a care path is drawn from."""

    care_path: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @staticmethod
    def of(plan: StepPlan, moments: Iterable[KeyMoment]) -> "CarePathPicture | None":
        """Return the phases with the moments; ``None`` while there are no phases."""
        if not plan.phases:
            return None
        room = WIDTH / len(plan.phases) - 2 * _POINT
        letters, bold = int(room / _PIXELS_A_LETTER), int(room / _PIXELS_A_BOLD_LETTER)
        names = [p.name for p in plan.phases]
        return CarePathPicture(
            care_path=plan.care_path,
            columns=tuple(
                Column(
                    name=p.name,
                    name_lines=_lines(p.name, bold)[:_MOST_NAME_LINES],
                    step_lines=tuple(
                        line
                        for step in p.steps
                        for line in _lines(
                            "– " + shortened(step, _LONGEST_STEP), letters + 1
                        )
                    ),
                )
                for p in plan.phases
            ),
            rows=tuple(
                Row(
                    number=number,
                    name=m.name,
                    places=tuple(names.index(p) for p in m.phases if p in names),
                )
                for number, m in enumerate(moments, start=1)
            ),
        )

    @property
    def height(self) -> int:
        """The height of the drawing in pixels: what its steps and moments need."""
        steps = max(len(c.step_lines) for c in self.columns)
        rows = len(self.rows) * _ROW_HEIGHT
        return _NAME_HEIGHT + steps * _LINE_HEIGHT + rows + 3 * _EDGE


def alt(picture: CarePathPicture) -> Text:
    """Return what the picture shows, in words; what belongs to each is in the table."""
    phases = ", ".join(c.name for c in picture.columns)
    moments = "; ".join(f"{r.number}. {r.name}" for r in picture.rows)
    return Text(
        nl=f"Zorgpad {picture.care_path} met de fasen {phases}. Sleutelmomenten: "
        f"{moments or 'nog geen'}.",
        en=f"Care path {picture.care_path} with the phases {phases}. Key moments: "
        f"{moments or 'none yet'}.",
    )


def draw(picture: CarePathPicture, language: Language) -> "Figure":
    """Return the phases as arrows with their steps, and a row for each moment."""
    from kpikit.charts import drawing

    figure = drawing.blank(WIDTH / 96, picture.height / 96)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(picture.height, 0)
    axes.axis("off")
    width = WIDTH / len(picture.columns)
    for place, column in enumerate(picture.columns):
        _phase(axes, place * width, width, column)
    top = picture.height - _EDGE - len(picture.rows) * _ROW_HEIGHT
    for place, row in enumerate(picture.rows):
        _moment(axes, top + place * _ROW_HEIGHT, width, row, language)
    return figure


def _lines(words: str, letters: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(words, max(letters, 6)))


def _phase(axes: "Axes", left: float, width: float, column: Column) -> None:
    from kpikit.charts.drawing import drawable

    top, bottom = _EDGE, _EDGE + _NAME_HEIGHT
    right, middle = left + width - _GAP, (top + bottom) / 2
    left += 1
    axes.fill(
        [left, right - _POINT, right, right - _POINT, left, left + _POINT],
        [top, top, middle, bottom, bottom, middle],
        facecolor=_SOFT,
        edgecolor=_ACCENT,
        linewidth=1,
    )
    axes.text(
        left + _POINT + 4,
        middle,
        "\n".join(map(drawable, column.name_lines)),
        va="center",
        fontsize=7.6,
        fontweight="bold",
        color=_INK,
        linespacing=1.15,
    )
    for number, line in enumerate(column.step_lines):
        y = bottom + _EDGE / 2 + (number + 0.5) * _LINE_HEIGHT
        axes.text(left + 6, y, drawable(line), va="center", fontsize=7.1, color=_MUTED)


def _moment(
    axes: "Axes", top: float, width: float, row: Row, language: Language
) -> None:
    from kpikit.charts.drawing import drawable

    line = top + 27
    axes.plot([0, WIDTH], [top, top], color=_LINE, linewidth=0.8)
    where = [(place + 0.5) * width for place in row.places]
    if len(where) > 1:
        axes.plot([where[0], where[-1]], [line, line], color=_ACCENT, linewidth=1)
    axes.plot(where, [line] * len(where), "D", color=_ACCENT, markersize=5)
    said = shortened(f"{row.number}. {row.name}", _LONGEST_MOMENT)
    if not where:
        said += f" ({_NO_PHASE.in_(language)})"
    axes.text(6, top + 10, drawable(said), va="center", fontsize=8, color=_INK)


_NO_PHASE = Text(nl="nog bij geen fase", en="in no phase yet")
CHART = Chart(
    code="care_path",
    name=Text(nl="Zorgpad met sleutelmomenten", en="Care path with key moments"),
    width=WIDTH,
    height=320,
    edition=1,
    draw=draw,
    alt=alt,
)
