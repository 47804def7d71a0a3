"""Results over time: each round with its margin, or limits once there are enough."""

from itertools import pairwise
from typing import TYPE_CHECKING

from kpikit.charts.base import Chart, shortened
from kpikit.charts.result_data import Mark, ResultCourse, Spot
from kpikit.domain.advice.words import rounded
from kpikit.domain.kpi import Unit
from kpikit.text import Language, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 640, 300
_ACCENT, _INK, _MUTED, _LINE = "#0b5a68", "#17242b", "#54626b", "#d8dfe1"
_WARN, _BAND, _BAD = "#8a4f00", "#e8eef0", "#a3262a"
_LONGEST_MARK = 24
_MOST_TICKS = 13


def alt(course: ResultCourse) -> Text:
    """Return what the chart shows, in words; the numbers stand in the table beside."""
    first = next(s for s in course.spots if s.value is not None)
    last = next(s for s in reversed(course.spots) if s.value is not None)
    return Text(
        nl=f"{course.name.nl}: van {_said(course, first.value, 'nl')} in "
        f"{first.period.name.nl} naar {_said(course, last.value, 'nl')} in "
        f"{last.period.name.nl}.",
        en=f"{course.name.en}: from {_said(course, first.value, 'en')} in "
        f"{first.period.name.en} to {_said(course, last.value, 'en')} in "
        f"{last.period.name.en}.",
    )


def draw(course: ResultCourse, language: Language) -> "Figure":
    """Return the chart: a line of dots, diamonds for a lasting change, the goal dashed.

    With enough points a grey band holds the usual variation; before that each dot
    carries its margin.
    """
    from kpikit.charts import drawing

    figure = drawing.blank(WIDTH / 96, HEIGHT / 96)
    figure.subplots_adjust(left=0.075, right=0.99, top=0.94, bottom=0.1)
    axes = figure.add_subplot()
    _frame(axes, course, language)
    if course.limits:
        _band(axes, course)
    else:
        _margins(axes, course)
    _goals(axes, course, language)
    _start(axes, course, language)
    _values(axes, course, language)
    said = [
        drawing.drawable(shortened(mark.words, _LONGEST_MARK)) for mark in course.marks
    ]
    for mark, words, row in zip(course.marks, said, _rows(course, said), strict=True):
        _mark(axes, mark, words, row)
    return figure


def _frame(axes: "Axes", course: ResultCourse, language: Language) -> None:
    count = len(course.spots)
    step = -(-count // _MOST_TICKS)
    places = list(range(0, count, step))
    axes.set_xticks(places, [_tick(course.spots, p, language) for p in places])
    axes.set_xlim(-0.6, count + max(1.6, count * 0.22))
    low, high = _bounds(course)
    axes.set_ylim(low, high)
    axes.yaxis.grid(visible=True, color=_LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=8)
    axes.spines["left"].set_visible(False)
    axes.yaxis.set_major_formatter(lambda value, _: _tidy(course, value, language))
    if course.top is not None:
        axes.set_yticks(range(int(course.top) + 1))


def _bounds(course: ResultCourse) -> tuple[float, float]:
    if course.top is not None:
        return -0.3, course.top + 0.5
    known = [
        v
        for s in course.spots
        for v in (s.value, s.low, s.high, s.lower, s.upper, s.goal)
        if v is not None
    ]
    if course.baseline is not None:
        known.append(course.baseline)
    low, high = min(known), max(known)
    room = (high - low) * 0.15 or 1.0
    if course.unit is Unit.PERCENT:
        return max(low - room, -1.0), min(high + room, 108.0)
    bottom = 0.0 if course.unit is Unit.COUNT else low - room
    return bottom, high + room


def _band(axes: "Axes", course: ResultCourse) -> None:
    """Draw the usual variation round each centre; older ones stay visible."""
    for place, spot in enumerate(course.spots):
        if spot.lower is None or spot.upper is None or spot.centre is None:
            continue
        xs = [place - 0.5, place + 0.5]
        axes.fill_between(xs, spot.lower, spot.upper, color=_BAND, linewidth=0)
        axes.plot(xs, [spot.centre] * 2, color=_MUTED, linewidth=1)
    starts = [
        place
        for place, (a, b) in enumerate(pairwise(course.spots), start=1)
        if a.segment != b.segment
    ]
    for place in starts:
        axes.axvline(place - 0.5, color=_MUTED, linewidth=0.8, linestyle=(0, (1, 2)))


def _margins(axes: "Axes", course: ResultCourse) -> None:
    for place, spot in enumerate(course.spots):
        if spot.low is not None and spot.high is not None:
            axes.plot([place] * 2, [spot.low, spot.high], color="#c3ccd0", linewidth=3)


def _goals(axes: "Axes", course: ResultCourse, language: Language) -> None:
    known = [(p, s.goal) for p, s in enumerate(course.spots) if s.goal is not None]
    for place, goal in known:
        axes.plot(
            [place - 0.5, place + 0.5],
            [goal] * 2,
            color=_WARN,
            linewidth=1.4,
            linestyle=(0, (4, 2)),
        )
    if known:
        words = f"{_GOAL.in_(language)} {_said(course, known[-1][1], language)}"
        _beside(axes, course, known[-1][1], words, _WARN)


def _start(axes: "Axes", course: ResultCourse, language: Language) -> None:
    if course.baseline is None:
        return
    if not course.limits:
        axes.plot(
            [-0.5, len(course.spots) - 0.5],
            [course.baseline] * 2,
            color=_MUTED,
            linewidth=0.8,
        )
    words = f"{_BASELINE.in_(language)} {_said(course, course.baseline, language)}"
    _beside(axes, course, course.baseline, words, _MUTED)


def _values(axes: "Axes", course: ResultCourse, language: Language) -> None:
    known = [(p, s) for p, s in enumerate(course.spots) if s.value is not None]
    for one, two in pairwise(enumerate(course.spots)):
        before, after = one[1].value, two[1].value
        if before is None or after is None or one[1].segment != two[1].segment:
            continue  # a round that is missing breaks the line
        axes.plot([one[0], two[0]], [before, after], color=_INK, linewidth=1.4)
    for place, spot in known:
        colour = _BAD if spot.worse else _ACCENT if spot.lasting else _INK
        shape, size = ("D", 6.0) if spot.lasting else ("o", 5.0)
        axes.plot([place], [spot.value or 0.0], shape, color=colour, markersize=size)
    place, last = known[-1]
    value = last.value or 0.0
    said = _said(course, value, language)
    _beside(axes, course, value, said, _ACCENT, strong=True, last=place)


def _beside(
    axes: "Axes",
    course: ResultCourse,
    value: float,
    words: str,
    colour: str,
    *,
    strong: bool = False,
    last: int | None = None,
) -> None:
    """Write words to the right of the line, those that would meet one above another."""
    place = len(course.spots) - 0.4 if last is None else last + 0.25
    others = [v for v in (course.baseline, course.spots[-1].goal) if v is not None]
    low, high = _bounds(course)
    near = strong and any(abs(v - value) < (high - low) * 0.09 for v in others)
    shift = -9 if near and any(v >= value for v in others) else 9 if near else 0
    axes.annotate(
        words,
        (place, value),
        xytext=(2, shift),
        textcoords="offset points",
        va="center",
        ha="left",
        color=colour,
        fontweight="bold" if strong else "normal",
        fontsize=9 if strong else 8,
    )


def _rows(course: ResultCourse, said: list[str]) -> list[int]:
    """Return in which row the words of each mark stand, so that none meet."""
    per_letter = (len(course.spots) + 2.5) * 0.0102
    ends: list[float] = []
    rows = []
    for mark, words in zip(course.marks, said, strict=True):
        free = (row for row, end in enumerate(ends) if end <= mark.place)
        row = next(free, len(ends))
        end = mark.place + per_letter * (len(words) + 2)
        ends[row : row + 1] = [end]
        rows.append(row)
    return rows


def _mark(axes: "Axes", mark: Mark, words: str, row: int) -> None:
    axes.axvline(mark.place, color="#9aa7ad", linewidth=0.9)
    top = axes.get_ylim()[1]
    axes.annotate(
        words,
        (mark.place, top),
        xytext=(3, -3 - 10 * row),
        textcoords="offset points",
        va="top",
        ha="left",
        fontsize=7.5,
        color=_MUTED,
    )


def _tick(spots: tuple[Spot, ...], place: int, language: Language) -> str:
    """Return ’24 Q1 for the first round of a year, Q2 for the others."""
    period = spots[place].period
    part = period.id.partition("-")[2]
    if not part:
        return period.id
    new_year = place == 0 or spots[place - 1].period.year != period.year
    part = part.replace("Q", _QUARTER.in_(language))
    return f"’{period.year % 100:02d} {part}" if new_year else part


def _tidy(course: ResultCourse, value: float, language: Language) -> str:
    text = f"{value:g}"
    if language == "nl":
        text = text.replace(".", ",")
    return f"{text}%" if course.unit is Unit.PERCENT else text


def _said(course: ResultCourse, value: float | None, language: Language) -> str:
    decimals = 0 if course.unit in (Unit.PERCENT, Unit.COUNT) else course.decimals
    if course.top is None and course.unit is Unit.POINTS:
        decimals = max(decimals, 1)
    text = rounded(value or 0, decimals).in_(language)
    return f"{text}%" if course.unit is Unit.PERCENT else text


_GOAL = Text(nl="doel", en="goal")
_BASELINE = Text(nl="nulmeting", en="baseline")
_QUARTER = Text(nl="K", en="Q")
CHART = Chart(
    code="result_course",
    name=Text(nl="Metingen in de tijd", en="Results over time"),
    width=WIDTH,
    height=HEIGHT,
    edition=2,
    draw=draw,
    alt=alt,
)
