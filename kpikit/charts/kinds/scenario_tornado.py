"""What each assumption does to one party, the widest on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kpikit.charts.base import Chart, shortened
from kpikit.domain.financing.outlook import Outlook
from kpikit.domain.financing.sensitivity import Bar, change, widest
from kpikit.domain.financing.spread import SPREADS
from kpikit.domain.party import PartyRole
from kpikit.text import Language, Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 560, 230
_ACCENT, _OTHER, _INK, _MUTED, _LINE = (
    "#0b5a68",
    "#9db8bd",
    "#17242b",
    "#54626b",
    "#d8dfe1",
)
_THOUSAND = Decimal(1000)
_LONGEST_NAME = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Tornado:
    """What the chart is drawn from; amounts in euro against the reference.

    They are the spend of an insurer, or the margin of a provider.
    """

    name: Text
    party: PartyRole
    expected: Decimal
    bars: tuple[Bar, ...]

    @staticmethod
    def of(
        name: Text, party: PartyRole, expected: Outlook, bars: Sequence[Bar]
    ) -> "Tornado":
        """Return the tornado of one option, without what moves nothing."""
        return Tornado(
            name=name,
            party=party,
            expected=change(expected).of(party),
            bars=widest(bars, party),
        )


def alt(tornado: Tornado) -> Text:
    """Return what the chart shows, in words, with the numbers."""
    return Text(nl=_sentence(tornado, "nl"), en=_sentence(tornado, "en"))


def draw(tornado: Tornado, language: Language) -> "Figure":
    """Return a bar from the low to the high end of each assumption."""
    from kpikit.charts import drawing

    figure = drawing.blank(WIDTH / 96, HEIGHT / 96)
    axes = figure.add_subplot()
    figure.subplots_adjust(left=0.37, right=0.975, top=0.8, bottom=0.12)
    title = drawing.drawable(tornado.name.in_(language))
    figure.text(0.02, 0.91, title, fontsize=11, fontweight="bold", color=_INK)
    unit = _UNITS[tornado.party].in_(language)
    figure.text(0.02, 0.835, unit, fontsize=8.5, color=_MUTED)
    middle = _thousands(tornado.expected)
    for place, bar in enumerate(reversed(tornado.bars)):
        for end, colour in ((bar.low, _OTHER), (bar.high, _ACCENT)):
            reach = _thousands(end.of(tornado.party)) - middle
            axes.barh(place, reach, left=middle, height=0.62, color=colour)
    axes.axvline(middle, color=_INK, linewidth=1)
    names = [_name(bar, language) for bar in reversed(tornado.bars)]
    axes.set_yticks(range(len(names)), [drawing.drawable(n) for n in names])
    axes.xaxis.grid(visible=True, color=_LINE, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=8)
    axes.margins(x=0.06)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}".replace(",", " "))
    return figure


def _name(bar: Bar, language: Language) -> str:
    return shortened(SPREADS[bar.code].name.in_(language), _LONGEST_NAME)


def _thousands(value: Decimal) -> float:
    return float(value / _THOUSAND)


def _sentence(tornado: Tornado, language: Language) -> str:
    unit, joined = _UNITS[tornado.party].in_(language), _TO.in_(language)
    said = "; ".join(
        f"{SPREADS[b.code].name.in_(language)}: "
        f"{_whole(b.low.of(tornado.party))} {joined} "
        f"{_whole(b.high.of(tornado.party))}"
        for b in tornado.bars
    )
    middle = f"{_EXPECTED.in_(language)} {_whole(tornado.expected)}"
    return f"{tornado.name.in_(language)}. {unit} {middle}. {said}."


def _whole(value: Decimal) -> str:
    return f"{value / _THOUSAND:.0f}"


_TO = Text(nl="tot", en="to")
_EXPECTED = Text(nl="Zoals aangenomen:", en="As assumed:")
_UNITS = {
    PartyRole.PROVIDER: Text(
        nl="Marge zorgaanbieder tegenover de vergelijking, in duizend euro. Licht: "
        "laag, donker: hoog.",
        en="Margin of the provider against the reference, in thousands of euro. Light: "
        "low, dark: high.",
    ),
    PartyRole.INSURER: Text(
        nl="Uitgaven zorgverzekeraar tegenover de vergelijking, in duizend euro. "
        "Licht: laag, donker: hoog.",
        en="Spend of the insurer against the reference, in thousands of euro. Light: "
        "low, dark: high.",
    ),
}
CHART = Chart(
    code="scenario_tornado",
    name=Text(nl="Wat elke aanname doet", en="What each assumption does"),
    width=WIDTH,
    height=HEIGHT,
    edition=2,
    draw=draw,
    alt=alt,
)
