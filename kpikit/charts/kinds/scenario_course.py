"""Margin of the provider and spend of the insurer, beside the reference, per year."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kpikit.charts.base import Chart
from kpikit.domain.financing.outlook import Outlook
from kpikit.domain.financing.result import Result
from kpikit.domain.financing.study import Position
from kpikit.text import Language, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 560, 230
_ACCENT, _INK, _MUTED, _LINE = "#0b5a68", "#17242b", "#54626b", "#d8dfe1"
_BAND = "#cfe2e5"
_THOUSAND = Decimal(1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One amount per year in euro: expected, the reference, and the variants' ends."""

    expected: tuple[Decimal, ...]
    reference: tuple[Decimal, ...]
    low: tuple[Decimal, ...]
    high: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioCourse:
    """What the chart is drawn from."""

    name: Text
    years: tuple[int, ...]
    margin: Line
    spend: Line

    @staticmethod
    def of(name: Text, position: Position) -> "ScenarioCourse":
        """Return the course of one option, with the ends over all its variants."""
        outlooks = tuple(position.outlooks.values())
        return ScenarioCourse(
            name=name,
            years=tuple(y.year for y in position.expected.years),
            margin=_line(position.expected, outlooks, lambda r: r.margin),
            spend=_line(position.expected, outlooks, lambda r: r.spend),
        )


def alt(course: ScenarioCourse) -> Text:
    """Return what the chart shows, in words, with the numbers."""
    return Text(nl=_sentence(course, "nl"), en=_sentence(course, "en"))


def draw(course: ScenarioCourse, language: Language) -> "Figure":
    """Return two panels: a line, the reference dashed, and the variants as a band."""
    from kpikit.charts import drawing

    figure = drawing.blank(WIDTH / 96, HEIGHT / 96)
    figure.subplots_adjust(left=0.1, right=0.985, top=0.72, bottom=0.13, wspace=0.28)
    name = drawing.drawable(course.name.in_(language))
    figure.text(0.02, 0.91, name, fontsize=11, fontweight="bold")
    figure.text(0.02, 0.83, _UNIT.in_(language), fontsize=8.5, color=_MUTED)
    sides = ((_MARGIN, course.margin), (_SPEND, course.spend))
    for place, (title, line) in enumerate(sides, start=1):
        _panel(figure.add_subplot(1, 2, place), course, line, title.in_(language))
    return figure


def _panel(axes: "Axes", course: ScenarioCourse, line: Line, title: str) -> None:
    xs = range(len(course.years))
    low, high = _thousands(line.low), _thousands(line.high)
    axes.fill_between(xs, low, high, color=_BAND, linewidth=0)
    axes.plot(xs, _thousands(line.reference), "--", color=_MUTED, linewidth=1.2)
    axes.plot(xs, _thousands(line.expected), "-o", color=_ACCENT, linewidth=2)
    axes.set_title(title, fontsize=9, loc="left", color=_INK)
    axes.set_xticks(list(xs), [str(y) for y in course.years])
    axes.set_xlim(-0.3, len(course.years) - 0.7)
    axes.yaxis.grid(visible=True, color=_LINE, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=8)
    axes.margins(y=0.15)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}".replace(",", " "))


def _line(
    expected: Outlook,
    outlooks: Sequence[Outlook],
    figure: Callable[[Result], Decimal],
) -> Line:
    each = [[figure(y.result) for y in o.years] for o in outlooks]
    return Line(
        expected=tuple(figure(y.result) for y in expected.years),
        reference=tuple(figure(y.reference) for y in expected.years),
        low=tuple(min(ends) for ends in zip(*each, strict=True)),
        high=tuple(max(ends) for ends in zip(*each, strict=True)),
    )


def _thousands(values: Sequence[Decimal]) -> list[float]:
    return [float(v / _THOUSAND) for v in values]


def _sentence(course: ScenarioCourse, language: Language) -> str:
    parts = []
    for title, line in ((_MARGIN, course.margin), (_SPEND, course.spend)):
        years = zip(course.years, line.expected, line.reference, strict=True)
        said = ", ".join(
            f"{year}: {_whole(now)} ({_REFERENCE.in_(language)} {_whole(then)})"
            for year, now, then in years
        )
        parts.append(f"{title.in_(language)}: {said}")
    unit = _UNIT.in_(language)
    return f"{course.name.in_(language)}. {unit} {'. '.join(parts)}."


def _whole(value: Decimal) -> str:
    return f"{value / _THOUSAND:.0f}"


_MARGIN = Text(nl="Marge zorgaanbieder", en="Margin of the provider")
_SPEND = Text(nl="Uitgaven zorgverzekeraar", en="Spend of the insurer")
_REFERENCE = Text(nl="vergelijking", en="reference")
_UNIT = Text(
    nl="In duizend euro. Stippellijn: prijs maal aantal zonder effect. Vlak: alle "
    "varianten.",
    en="In thousands of euro. Dashed: price times quantity, no effect. Area: all "
    "variants.",
)
CHART = Chart(
    code="scenario_course",
    name=Text(nl="Marge en uitgaven per jaar", en="Margin and spend per year"),
    width=WIDTH,
    height=HEIGHT,
    edition=1,
    draw=draw,
    alt=alt,
)
