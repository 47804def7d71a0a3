"""Charts: each at an address that holds what it is drawn from, so kept for ever."""

from decimal import Decimal

from flask import Blueprint, Response, abort, url_for
from flask_babel import gettext as _

from kpikit.actions.opening import Opened
from kpikit.charts.kinds.ambition_course import CHART, Course
from kpikit.domain.access import Permission
from kpikit.domain.ambition import AnyAmbition, Comparator, MeasuredAmbition
from kpikit.domain.kpi import AnyKpi, MeasuredKpi
from kpikit.text import Language
from kpikit.web.access import needs
from kpikit.web.answers import figure
from kpikit.web.language import language, words
from kpikit.web.opened import chosen_kpi, open_for

PAGES = Blueprint("charts", __name__)
SMALL_WIDTH, SMALL_HEIGHT = 128, 24
_PARTS = 1000
_EDGE = 6
_KEEP = "private, max-age=31536000, immutable"
_LINE, _ACCENT, _PAPER, _QUIET = "#d8dfe1", "#0b5a68", "#fff", "#54626b"


def small_course(kpi: AnyKpi, ambition: AnyAmbition | None) -> tuple[str, str] | None:
    """Return address and words of the small chart: from baseline to the last goal."""
    if not isinstance(kpi, MeasuredKpi) or not isinstance(ambition, MeasuredAmbition):
        return None
    goals = [y.goal for y in ambition.years if y.goal is not None]
    low, high = kpi.statistic.minimum, kpi.statistic.maximum
    if not goals or low is None or high is None or low >= high:
        return None
    if ambition.comparator is Comparator.BETWEEN:
        return None
    start, goal = ambition.baseline.value, goals[-1]
    last = figure(goal, ambition.unit)
    said = _("to %(goal)s", goal=last)
    if start is not None:
        first = figure(start, ambition.unit)
        said = _("from %(start)s to %(goal)s", start=first, goal=last)
    places = ["x" if v is None else str(_place(v, low, high)) for v in (start, goal)]
    return url_for("charts.course", start=places[0], goal=int(places[1])), said


def big_course(opened: Opened, kpi: AnyKpi) -> tuple[str, str] | None:
    """Return address and words of the chart of one ambition, or ``None``."""
    course = _course_of(opened, kpi)
    if course is None:
        return None
    address = url_for(
        "charts.ambition",
        agreement_id=opened.agreement.id,
        kpi_id=kpi.id,
        in_language=language(),
        digest=CHART.address(course, language()),
    )
    return address, words(CHART.alt(course))


@PAGES.get("/charts/course/<start>-<int:goal>.svg")
@needs(Permission.SIGNED_IN)
def course(start: str, goal: int) -> Response:
    """Draw a line with a hollow baseline and a full goal, in thousandths."""
    known = len(start) <= 4 and start.isascii() and start.isdigit()
    if max(goal, int(start) if known else 0) > _PARTS or not (known or start == "x"):
        abort(404)
    return svg_answer(_small(int(start) if known else None, goal))


@PAGES.get("/agreements/<agreement_id>/charts/<kpi_id>/<in_language>-<digest>.svg")
@needs(Permission.READ)
def ambition(agreement_id: str, kpi_id: str, in_language: str, digest: str) -> Response:
    """Draw the course of one ambition, when it is still the one of the address."""
    opened = open_for(agreement_id)
    found = _course_of(opened, chosen_kpi(opened, kpi_id))
    wanted: Language = "en" if in_language == "en" else "nl"
    if found is None or digest != CHART.address(found, wanted):
        abort(404)
    return svg_answer(CHART.svg(found, wanted).decode())


def _course_of(opened: Opened, kpi: AnyKpi) -> Course | None:
    return Course.of(kpi, opened.dossier.ambition(kpi.id), opened.agreement.years)


def _place(value: Decimal, low: Decimal, high: Decimal) -> int:
    part = min(max((value - low) / (high - low), Decimal(0)), Decimal(1))
    return int((part * _PARTS).to_integral_value())


def _small(start: int | None, goal: int) -> str:
    wide, middle = SMALL_WIDTH - 2 * _EDGE, SMALL_HEIGHT // 2
    first, last = (round(_EDGE + wide * p / _PARTS, 1) for p in (start or 0, goal))
    size = f'width="{SMALL_WIDTH}" height="{SMALL_HEIGHT}"'
    box = f'viewBox="0 0 {SMALL_WIDTH} {SMALL_HEIGHT}"'
    line, ring = f'stroke="{_ACCENT}"', f'fill="{_PAPER}" stroke="{_QUIET}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} stroke-width="2">',
        f'<path d="M0 {middle}H{SMALL_WIDTH}" stroke="{_LINE}"/>',
    ]
    if start is not None:
        parts += [
            f'<path d="M{first} {middle}H{last}" {line}/>',
            f'<circle cx="{first}" cy="{middle}" r="4.5" {ring}/>',
        ]
    parts.append(f'<circle cx="{last}" cy="{middle}" r="5" fill="{_ACCENT}"/></svg>')
    return "".join(parts)


def svg_answer(drawing: str) -> Response:
    """Return a drawing that a browser may keep for ever at its address."""
    answer = Response(drawing, mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = _KEEP
    return answer
