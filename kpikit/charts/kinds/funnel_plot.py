"""One KPI at several providers: how far each lies from all, given its numbers."""

import math
from typing import TYPE_CHECKING

from kpikit.charts.base import Chart, shortened
from kpikit.domain.finding.comparing import Compared
from kpikit.statistics.compare import Position
from kpikit.statistics.interval import NORMAL
from kpikit.text import Language, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 640, 340
_ACCENT, _INK, _MUTED, _LINE = "#0b5a68", "#17242b", "#54626b", "#d8dfe1"
_STEPS = 80
_LONGEST_NAME = 24
_TAILS = ((0.975, "95%", (0, (4, 2))), (0.999, "99.8%", (0, (1, 1.5))))


def alt(compared: Compared) -> Text:
    """Return what the chart shows, in words; the numbers stand in the table beside."""
    units = compared.funnel.units
    outside = [u.name for u in units if u.position not in (None, Position.WITHIN)]
    average = round(100 * (compared.funnel.average or 0))
    nl = ", ".join(outside) or "geen"
    en = ", ".join(outside) or "none"
    return Text(
        nl=f"{compared.name.nl}, {compared.year}: {len(units)} zorgaanbieders rond "
        f"gemiddeld {average}%. Buiten de grenzen van het toeval: {nl}.",
        en=f"{compared.name.en}, {compared.year}: {len(units)} providers around an "
        f"average of {average}%. Outside the limits of chance: {en}.",
    )


def draw(compared: Compared, language: Language) -> "Figure":
    """Return the funnel: number of answers across, share up, no ranking."""
    from kpikit.charts import drawing

    figure = drawing.blank(WIDTH / 96, HEIGHT / 96)
    figure.subplots_adjust(left=0.09, right=0.97, top=0.95, bottom=0.14)
    axes = figure.add_subplot()
    most = max(u.n for u in compared.funnel.units)
    _limits(axes, compared, most, language)
    for unit in compared.funnel.units:
        if unit.share is None:
            continue
        inside = unit.position is Position.WITHIN
        axes.plot(
            [unit.n],
            [100 * unit.share],
            "o" if inside else "D",
            color=_INK if inside else _ACCENT,
            markersize=6,
        )
        name = drawing.drawable(shortened(unit.name, _LONGEST_NAME))
        axes.annotate(
            name,
            (unit.n, 100 * unit.share),
            xytext=(6, 4),
            textcoords="offset points",
            fontsize=7.5,
            color=_MUTED,
        )
    axes.set_xlim(0, most * 1.15)
    axes.set_ylim(0, 104)
    axes.set_xlabel(_NUMBER.in_(language))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}%")
    axes.yaxis.grid(visible=True, color=_LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    return figure


def _limits(axes: "Axes", compared: Compared, most: int, language: Language) -> None:
    average = compared.funnel.average or 0.0
    sizes = [most * 1.12 * (step + 1) / _STEPS for step in range(_STEPS)]
    axes.axhline(100 * average, color=_MUTED, linewidth=1)
    for tail, name, dash in _TAILS:
        z = NORMAL.inv_cdf(tail)
        halves = [z * math.sqrt(average * (1 - average) / n) for n in sizes]
        for sign in (1, -1):
            ends = [min(max(100 * (average + sign * h), 0), 100) for h in halves]
            axes.plot(sizes, ends, color=_MUTED, linewidth=0.9, linestyle=dash)
        words = name.replace(".", ",") if language == "nl" else name
        axes.annotate(
            words,
            (sizes[-1], min(100 * (average + halves[-1]), 100)),
            xytext=(2, 2),
            textcoords="offset points",
            fontsize=7.5,
            color=_MUTED,
        )


_NUMBER = Text(nl="aantal antwoorden in het jaar", en="answers in the year")
CHART = Chart(
    code="funnel_plot",
    name=Text(nl="Zorgaanbieders naast elkaar", en="Providers side by side"),
    width=WIDTH,
    height=HEIGHT,
    edition=1,
    draw=draw,
    alt=alt,
)
