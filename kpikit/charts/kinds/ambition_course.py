"""From baseline to goal: the course of one measured ambition over the years."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kpikit.charts.base import Chart, shortened
from kpikit.domain.ambition import (
    COMPARATOR_NAMES,
    UNIT_NAMES,
    AnyAmbition,
    Comparator,
    MeasuredAmbition,
)
from kpikit.domain.kpi import AnyKpi, MeasuredKpi, Unit
from kpikit.text import Language, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 500, 260
_ACCENT, _INK, _MUTED, _LINE = "#0b5a68", "#17242b", "#54626b", "#d8dfe1"
_LONGEST_NAME = 52
_ROOM_FOR_WORDS = 0.16


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPoint:
    """Floor and goal of one year; ``None`` where nothing was agreed."""

    year: int
    floor: Decimal | None
    goal: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What the chart is drawn from, all in the unit of the statistic."""

    kpi_id: str
    name: Text
    unit: Unit
    comparator: Comparator
    baseline: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    points: tuple[YearPoint, ...]

    @staticmethod
    def of(
        kpi: AnyKpi, ambition: AnyAmbition | None, years: tuple[int, ...]
    ) -> "Course | None":
        """Return the course of an ambition, or ``None`` when there is none to draw."""
        if not isinstance(kpi, MeasuredKpi) or not isinstance(
            ambition, MeasuredAmbition
        ):
            return None
        targets = {t.year: t for t in ambition.years if t.year in years}
        points = tuple(
            YearPoint(
                year=year,
                floor=_drawable(targets[year].floor if year in targets else None),
                goal=_drawable(targets[year].goal if year in targets else None),
            )
            for year in years
        )
        if kpi.balancing or all(p.goal is None for p in points):
            return None
        return Course(
            kpi_id=kpi.id,
            name=kpi.name,
            unit=ambition.unit,
            comparator=ambition.comparator,
            baseline=_drawable(ambition.baseline.value),
            minimum=kpi.statistic.minimum,
            maximum=kpi.statistic.maximum,
            points=points,
        )


def alt(course: Course) -> Text:
    """Return what the chart shows, in words, with every number."""
    return Text(nl=_sentence(course, "nl"), en=_sentence(course, "en"))


def draw(course: Course, language: Language) -> "Figure":
    """Return the chart: baseline as a hollow circle, goals as a line, floors dashed."""
    from kpikit.charts import drawing

    figure = drawing.blank(WIDTH / 96, HEIGHT / 96)
    figure.subplots_adjust(left=0.09, right=0.98, top=0.79, bottom=0.10)
    axes = figure.add_subplot()
    name = drawing.drawable(shortened(course.name.in_(language), _LONGEST_NAME))
    what = drawing.drawable(_what(course, language))
    figure.text(0.03, 0.92, name, fontsize=11, fontweight="bold")
    figure.text(0.03, 0.85, what, fontsize=9, color=_MUTED)
    _series(axes, course, language)
    _frame(axes, course, language)
    return figure


def _series(axes: "Axes", course: Course, language: Language) -> None:
    places = {p.year: n for n, p in enumerate(course.points, start=1)}
    goals = [(places[p.year], p.goal) for p in course.points if p.goal is not None]
    floors = [(places[p.year], p.floor) for p in course.points if p.floor is not None]
    between = course.comparator is Comparator.BETWEEN
    goal_name, floor_name = _NAMES_BETWEEN if between else _NAMES
    if course.baseline is not None:
        _start(axes, course.baseline, goals[0], language)
    xs, ys = [x for x, _ in goals], [float(y) for _, y in goals]
    axes.plot(xs, ys, "-o", color=_ACCENT, linewidth=2, markersize=7)
    for x, goal in goals:
        _label(axes, x, goal, language, above=True)
    _name_line(axes, goals[-1], goal_name.in_(language), _ACCENT, above=True)
    if floors:
        _floors(axes, course, floors, language)
        above = _near_the_bottom(course, floors[-1][1])
        _name_line(axes, floors[-1], floor_name.in_(language), _MUTED, above=above)


def _start(
    axes: "Axes", baseline: Decimal, first: tuple[int, Decimal], language: Language
) -> None:
    value = float(baseline)
    dots = (0, (1, 2))
    axes.plot(
        [0, first[0]],
        [value, float(first[1])],
        color=_ACCENT,
        linewidth=1,
        linestyle=dots,
    )
    axes.plot([0], [value], "o", markersize=8, color="white", markeredgecolor=_INK)
    _label(axes, 0, baseline, language, above=True)


def _floors(
    axes: "Axes", course: Course, floors: list[tuple[int, Decimal]], language: Language
) -> None:
    xs, ys = [x for x, _ in floors], [float(y) for _, y in floors]
    axes.plot(xs, ys, "--s", color=_MUTED, linewidth=1.2, markersize=4)
    for x, floor in floors:
        above = _near_the_bottom(course, floor)
        _label(axes, x, floor, language, above=above, strong=False)


def _near_the_bottom(course: Course, value: Decimal) -> bool:
    low, high = _bounds(course)
    return float(value) - low < _ROOM_FOR_WORDS * (high - low)


def _frame(axes: "Axes", course: Course, language: Language) -> None:
    ticks = [str(p.year) for p in course.points]
    axes.set_xticks(range(len(ticks) + 1), [_BASELINE.in_(language), *ticks])
    axes.set_xlim(-0.4, len(ticks) + 1.0)
    low, high = _bounds(course)
    axes.set_ylim(low, high)
    axes.yaxis.grid(visible=True, color=_LINE, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    axes.yaxis.set_major_formatter(
        lambda value, _: _number(Decimal(format(value, ".6g")), language)
    )


def _bounds(course: Course) -> tuple[float, float]:
    """Return the ends of the axis: the whole scale where it has two ends."""
    if course.minimum is not None and course.maximum is not None:
        low, high = float(course.minimum), float(course.maximum)
        return low, high + (high - low) * 0.08
    values = [
        float(v) for p in course.points for v in (p.floor, p.goal) if v is not None
    ]
    if course.baseline is not None:
        values.append(float(course.baseline))
    low, high = min([*values, 0.0]), max([*values, 0.0])
    room = (high - low) * 0.15 or 1.0
    return low - (room if low < 0 else 0), high + room


def _label(
    axes: "Axes",
    x: int,
    y: Decimal,
    language: Language,
    *,
    above: bool,
    strong: bool = True,
) -> None:
    axes.annotate(
        _number(y, language),
        (x, float(y)),
        xytext=(0, 8 if above else -8),
        textcoords="offset points",
        ha="center",
        va="bottom" if above else "top",
        fontweight="bold" if strong else "normal",
        color=_INK if strong else _MUTED,
    )


def _name_line(
    axes: "Axes", last: tuple[int, Decimal], words: str, colour: str, *, above: bool
) -> None:
    axes.annotate(
        words,
        (last[0], float(last[1])),
        xytext=(14, 4 if above else -4),
        textcoords="offset points",
        ha="left",
        va="bottom" if above else "top",
        color=colour,
    )


def _what(course: Course, language: Language) -> str:
    unit = UNIT_NAMES[course.unit].in_(language)
    comparator = COMPARATOR_NAMES[course.comparator].in_(language)
    words = Text(
        nl=f"{course.kpi_id}, in {unit}; het doel is ‘{comparator}’",
        en=f"{course.kpi_id}, in {unit}; the goal is ‘{comparator}’",
    )
    return words.in_(language)


def _sentence(course: Course, language: Language) -> str:
    name = shortened(course.name.in_(language), _LONGEST_NAME)
    start = _TO_MEASURE.in_(language)
    if course.baseline is not None:
        start = _number(course.baseline, language)
    parts = [f"{_BASELINE.in_(language)}: {start}"]
    for point in course.points:
        goal = "–" if point.goal is None else _number(point.goal, language)
        floor = "–" if point.floor is None else _number(point.floor, language)
        names = (n.in_(language).lower() for n in _NAMES)
        goal_name, floor_name = names
        parts.append(f"{point.year}: {goal_name} {goal}, {floor_name} {floor}")
    return f"{name}. {_what(course, language)}. {'; '.join(parts)}."


def _number(value: Decimal, language: Language) -> str:
    text = format(value.normalize(), "f")
    return text.replace(".", ",") if language == "nl" else text


def _drawable(value: Decimal | None) -> Decimal | None:
    return value if value is not None and value.is_finite() else None


_BASELINE = Text(nl="Nulmeting", en="Baseline")
_TO_MEASURE = Text(nl="nog te meten", en="still to be measured")
_NAMES = (Text(nl="Doel", en="Goal"), Text(nl="Ondergrens", en="Floor"))
_NAMES_BETWEEN = (
    Text(nl="Bovengrens", en="Upper bound"),
    Text(nl="Ondergrens", en="Lower bound"),
)
CHART = Chart(
    code="ambition_course",
    name=Text(nl="Van nulmeting naar doel", en="From baseline to goal"),
    width=WIDTH,
    height=HEIGHT,
    edition=1,
    draw=draw,
    alt=alt,
)
