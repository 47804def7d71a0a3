"""The tornado of a scenario: the widest on top, nothing that moves nothing."""

from decimal import Decimal
from xml.etree import ElementTree as ET

from kpikit.charts.base import svg
from kpikit.charts.kinds.scenario_tornado import CHART, Tornado
from kpikit.domain.financing.course import course
from kpikit.domain.financing.outlook import outlook
from kpikit.domain.financing.sensitivity import Bar, Change, tornado
from kpikit.domain.party import PartyRole
from kpikit.text import Text
from tests.domain.financing.scenarios import base_scope, scenario_of

PROVIDER, INSURER = PartyRole.PROVIDER, PartyRole.INSURER
NAME = Text(nl="Prijs maal aantal", en="Price times quantity")
EXPECTED = outlook(course(base_scope(), scenario_of([Decimal("0.1")])), ())


def bar(code: str, low: str, high: str, spend: tuple[str, str] = ("0", "0")) -> Bar:
    ends = (
        Change(margin=Decimal(margin), spend=Decimal(spent))
        for margin, spent in zip((low, high), spend, strict=True)
    )
    return Bar(code=code, low=next(ends), high=next(ends))


def test_what_moves_nothing_has_no_bar() -> None:
    """Growth that makes no difference is left out; the order of the bars stays."""
    bars = (bar("effect", "-900", "-300"), bar("growth", "-600", "-600"))
    assert bars[:1] == Tornado.of(NAME, PROVIDER, EXPECTED, bars).bars


def test_the_middle_is_what_is_assumed() -> None:
    """E1: 100 operations fewer at 10,000 each, 2,000 saved on each: 800,000 less."""
    assert Decimal(-800_000) == Tornado.of(NAME, PROVIDER, EXPECTED, ()).expected


def test_words_hold_every_number() -> None:
    """Who cannot see the picture reads both ends of each assumption."""
    bars = (bar("effect", "-1200000", "-400000"),)
    words = CHART.alt(Tornado.of(NAME, PROVIDER, EXPECTED, bars))
    assert "Zoals aangenomen: -800." in words.nl
    assert "effect of deciding together: -1200 to -400" in words.en


def test_each_party_has_its_own() -> None:
    """E1: the insurer pays 1,000,000 less to the hospital and 150,000 more elsewhere."""
    bars = (bar("effect", "-900", "-300", spend=("-5", "-1")), bar("growth", "1", "2"))
    found = Tornado.of(NAME, INSURER, EXPECTED, bars)
    assert Decimal(-850_000) == found.expected
    assert ["effect"] == [each.code for each in found.bars]
    assert "Uitgaven zorgverzekeraar" in CHART.alt(found).nl


def test_it_is_drawn_the_same_every_time() -> None:
    """The same scenario gives the same bytes, also when nothing moves."""
    found = tornado(base_scope(), scenario_of([Decimal("0.1")]), ())
    full, empty = (Tornado.of(NAME, PROVIDER, EXPECTED, bars) for bars in (found, ()))
    assert full.bars
    for each in (full, empty):
        first, second = (svg(CHART.draw(each, "nl")) for _ in range(2))
        assert first == second
        assert ET.fromstring(first).tag.endswith("svg")  # noqa: S314
