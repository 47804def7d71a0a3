"""Drawings are made once, and what is kept of them stays within its room."""

from dataclasses import replace
from decimal import Decimal

from matplotlib.figure import Figure

from kpikit.charts.base import DRAWN
from kpikit.charts.drawn import Drawings
from kpikit.charts.kinds.ambition_course import CHART, Course
from kpikit.text import Language
from tests.charts.test_ambition_course import course


class Pen:
    """Draws five bytes, and notes for which key."""

    def __init__(self, drawings: Drawings) -> None:
        """Draw for these."""
        self.drawings = drawings
        self.drew: list[str] = []

    def ask(self, key: str) -> bytes:
        """Ask for the drawing of a key."""

        def draw() -> bytes:
            self.drew.append(key)
            return b"12345"

        return self.drawings.get(key, draw)


def test_the_same_drawing_is_made_once() -> None:
    """Who asks again gets what was drawn; another key is drawn for itself."""
    pen = Pen(Drawings(most_bytes=100))
    assert [b"12345"] * 4 == [pen.ask(key) for key in ("a", "a", "b", "a")]
    assert ["a", "b"] == pen.drew
    pen.drawings.forget()
    pen.ask("a")
    assert ["a", "b", "a"] == pen.drew


def test_the_longest_unused_leaves_when_the_room_is_full() -> None:
    """Ten bytes hold two drawings of five: the one not asked for lately goes."""
    pen = Pen(Drawings(most_bytes=10))
    for key in ("a", "b", "a", "c", "a", "b"):
        pen.ask(key)
    assert ["a", "b", "c", "b"] == pen.drew


def test_a_drawing_larger_than_the_room_is_given_and_not_kept() -> None:
    """Room is a promise, also to a drawing that does not fit."""
    pen = Pen(Drawings(most_bytes=3))
    assert [b"12345"] * 2 == [pen.ask("a"), pen.ask("a")]
    assert ["a", "a"] == pen.drew


def test_whatever_shows_in_a_chart_makes_it_another_drawing() -> None:
    """Form, language and each value are told apart: 75 is not drawn as 75.0."""
    drew: list[tuple[str, Language]] = []

    def draw(data: Course, language: Language) -> Figure:
        drew.append((str(data.baseline), language))
        return Figure(figsize=(1, 1))

    chart = replace(CHART, draw=draw)
    whole = replace(course(), baseline=Decimal(75))
    tenths = replace(course(), baseline=Decimal("75.0"))
    DRAWN.forget()
    for _ in range(2):
        chart.svg(whole, "nl")
        chart.svg(whole, "en")
        chart.svg(tenths, "nl")
        chart.png(whole, "nl")
    assert [("75", "nl"), ("75", "en"), ("75.0", "nl"), ("75", "nl")] == drew
