"""The chart of an ambition: the same bytes every time, all numbers in words."""

import threading
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from kpikit.charts.base import input_hash, png, svg
from kpikit.charts.kinds.ambition_course import CHART, Course
from kpikit.domain.ambition import Comparator
from kpikit.text import Text, same
from tests.excel.dossiers import MEAN, PAT, TEAM, WATCH, dossier

YEARS = (2027, 2028, 2029)


def course() -> Course:
    found = Course.of(PAT, dossier().ambition(PAT.id), YEARS)
    assert found is not None
    return found


def test_only_a_measured_ambition_with_a_goal_has_a_course() -> None:
    """A level, a KPI to keep watch, and an empty ambition have no chart."""
    assert Course.of(TEAM, dossier().ambition(TEAM.id), YEARS) is None
    assert Course.of(WATCH, dossier().ambition(PAT.id), YEARS) is None
    assert Course.of(PAT, None, YEARS) is None
    assert Course.of(PAT, dossier().ambition(PAT.id), (2040,)) is None


def test_words_hold_every_number() -> None:
    """Who cannot see the chart reads the same numbers, in the form of the language."""
    expected = Text(
        nl="Topscore samen beslissen. PAT-01, in procent; het doel is ‘meer dan’. Nulmeting: 37,5; 2027: doel 50, ondergrens 40; 2028: doel 65, ondergrens 50; 2029: doel 75, ondergrens 60.",
        en="Shared decision top score. PAT-01, in percent; the goal is ‘more than’. Baseline: 37.5; 2027: goal 50, floor 40; 2028: goal 65, floor 50; 2029: goal 75, floor 60.",
    )
    assert expected == CHART.alt(course())


def test_missing_and_zero_differ_in_words() -> None:
    """A baseline that is still to come is not a zero."""
    found = Course.of(MEAN, dossier().ambition(MEAN.id), YEARS)
    assert found is not None
    assert (
        "Baseline: still to be measured; 2027: goal –, floor –" in CHART.alt(found).en
    )
    zero = replace(course(), baseline=Decimal(0))
    assert "Baseline: 0;" in CHART.alt(zero).en


def test_the_same_course_gives_the_same_bytes() -> None:
    """Drawn twice, and in four threads at once, not one byte differs."""

    def drawing() -> tuple[bytes, bytes]:
        return svg(CHART.draw(course(), "nl")), png(CHART.draw(course(), "nl"))

    drawn, found = drawing(), list[tuple[bytes, bytes]]()
    threads = [
        threading.Thread(target=lambda: found.append(drawing())) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [drawn] * 4 == found


def test_svg_and_png_are_what_they_say() -> None:
    """The svg parses and names no other host to load from; the png has its size."""
    svg = CHART.svg(course(), "en")
    root = ET.fromstring(svg)  # noqa: S314 - we made it
    assert "{http://www.w3.org/2000/svg}svg" == root.tag
    assert b"<script" not in svg
    assert b"<image" not in svg
    with Image.open(BytesIO(CHART.png(course(), "en"))) as picture:
        assert "PNG" == picture.format
        assert (
            pytest.approx(CHART.width / CHART.height, rel=0.01)
            == picture.width / picture.height
        )
        assert {} == {k: v for k, v in picture.info.items() if k != "dpi"}


@pytest.mark.parametrize(
    "name",
    [
        "$$",
        r"$\frac{1$",
        "= 1",
        "漢字 🙂",
        "\ud800",
        "a\x00\nb",
        "x" * 500,
        "<svg onload='x'>",
    ],
)
def test_any_name_can_be_drawn(name: str) -> None:
    """No maths, no warnings about missing letters, no markup."""
    svg = CHART.svg(replace(course(), name=same(name)), "nl")
    names = {name for each in ET.fromstring(svg).iter() for name in each.attrib}  # noqa: S314 - we made it
    assert not {name for name in names if name.startswith("on")}


@pytest.mark.parametrize("comparator", list(Comparator))
@pytest.mark.parametrize(
    ("low", "high"), [(None, None), (Decimal(0), None), (Decimal(-100), Decimal(100))]
)
def test_every_scale_and_comparison_can_be_drawn(
    comparator: Comparator, low: Decimal | None, high: Decimal | None
) -> None:
    """Open scales, two-sided scales, one year or ten."""
    years = (
        *course().points,
        *(replace(course().points[0], year=2030 + n) for n in range(7)),
    )
    for points in (course().points[:1], years):
        odd = replace(
            course(), comparator=comparator, minimum=low, maximum=high, points=points
        )
        assert CHART.png(odd, "nl").startswith(b"\x89PNG")


def test_the_address_changes_with_the_input_alone() -> None:
    """A drawing has one address, which another input or language never shares."""
    first = CHART.address(course(), "nl")
    assert first == CHART.address(course(), "nl")
    others = {
        CHART.address(course(), "en"),
        CHART.address(replace(course(), baseline=Decimal(38)), "nl"),
        CHART.address(replace(course(), baseline=None), "nl"),
    }
    assert 3 == len(others - {first})
    assert 64 == len(input_hash("a"))
