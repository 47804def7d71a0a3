"""The time line of an improvement plan: a bar per action, from its start to its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpikit.charts.base import Chart, shortened
from kpikit.domain.improvement.action import (
    STATUS_NAMES,
    ImprovementAction,
    Status,
    status_on,
)
from kpikit.text import Language, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 720, 320
_ACCENT, _INK, _MUTED, _LINE = "#0b5a68", "#17242b", "#54626b", "#d8dfe1"
_WARN, _PAPER = "#8a4f00", "#ffffff"
_COLOURS = {Status.DONE: _MUTED, Status.OVERDUE: _WARN}
_LONGEST = 38
_ROOM = timedelta(days=20)
_ROOM_FOR_WORD = 0.14


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One action with a start and an end."""

    number: int
    name: str
    start: date
    end: date
    status: Status
    effect_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """What the time line is drawn from."""

    bars: tuple[Bar, ...]
    today: date

    @staticmethod
    def of(actions: Iterable[ImprovementAction], today: date) -> "TimeLine | None":
        """Return the actions with both dates; ``None`` when there is none."""
        bars = tuple(
            Bar(
                number=a.number,
                name=a.name,
                start=a.start,
                end=max(a.last_day, a.start),
                status=status_on(a, today),
                effect_on=a.effect_on,
            )
            for a in actions
            if a.start is not None and a.last_day is not None
        )
        return TimeLine(bars=bars, today=today) if bars else None


def alt(line: TimeLine) -> Text:
    """Return what the time line shows, in words; the dates stand in the table."""
    first, last = min(b.start for b in line.bars), max(b.end for b in line.bars)
    late = sum(b.status is Status.OVERDUE for b in line.bars)
    done = sum(b.status is Status.DONE for b in line.bars)
    count = len(line.bars)
    return Text(
        nl=f"Tijdlijn van {count} verbeteracties, van {first:%d-%m-%Y} tot en met "
        f"{last:%d-%m-%Y}: {done} klaar, {late} over tijd.",
        en=f"Time line of {count} improvement actions, from {first:%Y-%m-%d} to "
        f"{last:%Y-%m-%d}: {done} done, {late} overdue.",
    )


def draw(line: TimeLine, language: Language) -> "Figure":
    """Return a bar per action, the first on top; a diamond is the expected effect."""
    from kpikit.charts import drawing

    figure = drawing.blank(WIDTH / 96, HEIGHT / 96)
    figure.subplots_adjust(left=0.36, right=0.985, top=0.93, bottom=0.1)
    axes = figure.add_subplot()
    _frame(axes, line)
    for place, bar in enumerate(line.bars):
        _bar(axes, place, bar, language)
    names = [
        drawing.drawable(shortened(f"{b.number}. {b.name}", _LONGEST))
        for b in line.bars
    ]
    axes.set_yticks(range(len(names)), names)
    axes.axvline(line.today.toordinal(), color=_INK, linewidth=1, linestyle=(0, (2, 2)))
    axes.annotate(
        _TODAY.in_(language),
        (line.today.toordinal(), 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        fontsize=8,
        color=_MUTED,
    )
    return figure


def _frame(axes: "Axes", line: TimeLine) -> None:
    days = [line.today, *(b.start for b in line.bars), *(b.end for b in line.bars)]
    days += [b.effect_on for b in line.bars if b.effect_on is not None]
    # The word before the first bar needs room of its own, whatever the span of years.
    first, last = min(days), max(days) + _ROOM
    first -= max(_ROOM, (last - first) * _ROOM_FOR_WORD)
    axes.set_xlim(first.toordinal(), last.toordinal())
    axes.set_ylim(len(line.bars) - 0.4, -0.6)
    years = [date(y, 1, 1) for y in range(first.year, last.year + 2)]
    shown = [y for y in years if first <= y <= last]
    axes.set_xticks([y.toordinal() for y in shown], [f"{y.year}" for y in shown])
    axes.xaxis.grid(visible=True, color=_LINE, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=8)
    axes.spines["left"].set_visible(False)


def _bar(axes: "Axes", place: int, bar: Bar, language: Language) -> None:
    start, end = bar.start.toordinal(), bar.end.toordinal()
    colour = _COLOURS.get(bar.status, _ACCENT)
    planned = bar.status is Status.PLANNED
    axes.barh(
        place,
        max(end - start, 4),
        left=start,
        height=0.5,
        color=_PAPER if planned else colour,
        edgecolor=colour,
    )
    if bar.effect_on is not None:
        axes.plot([bar.effect_on.toordinal()], [place], "D", color=_INK, markersize=4)
    axes.annotate(
        STATUS_NAMES[bar.status].in_(language),
        (start, place),
        xytext=(-4, 0),
        textcoords="offset points",
        va="center",
        ha="right",
        fontsize=7.5,
        color=_MUTED,
    )


_TODAY = Text(nl="vandaag", en="today")
CHART = Chart(
    code="plan_time_line",
    name=Text(nl="Tijdlijn van het verbeterplan", en="Time line of the plan"),
    width=WIDTH,
    height=HEIGHT,
    edition=2,
    draw=draw,
    alt=alt,
)
