"""Results of all own agreements: what is due, what waits, what cannot be told yet."""

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from kpikit.actions.overview import Overview, look_over
from kpikit.charts.kinds.funnel_plot import CHART
from kpikit.domain.access import Permission
from kpikit.domain.finding.comparing import Compared
from kpikit.domain.finding.saying import VERDICT_WORDS
from kpikit.domain.party import DECIDING
from kpikit.problems import NotFoundHere
from kpikit.statistics.compare import FEWEST_UNITS
from kpikit.text import Language
from kpikit.web.access import needs
from kpikit.web.addresses import addresses
from kpikit.web.language import language, words
from kpikit.web.pages.charts import svg_answer
from kpikit.web.reader import actor, desk

PAGES = Blueprint("overview", __name__)


@PAGES.get("/results")
@needs(Permission.READ)
def index() -> str:
    """Show every signed agreement with what is due and what cannot be told."""
    found = look_over(desk(), actor())
    return render_template(
        "overview/index.html",
        found=found,
        deciding=DECIDING,
        verdicts=VERDICT_WORDS,
        results=addresses("results.index", "agreement_id"),
        reviews=addresses("reviews.index", "agreement_id"),
        charts=[(c, *_chart(c)) for c in found.compared if c.funnel.enough],
        few=[c for c in found.compared if not c.funnel.enough],
        fewest=FEWEST_UNITS,
    )


@PAGES.get("/results/charts/<kpi_id>/<in_language>-<digest>.svg")
@needs(Permission.READ)
def chart(kpi_id: str, in_language: str, digest: str) -> Response:
    """Draw the providers of the own agreements side by side."""
    compared = _compared(look_over(desk(), actor()), kpi_id)
    wanted: Language = "en" if in_language == "en" else "nl"
    if digest != CHART.address(compared, wanted):
        raise NotFoundHere
    return svg_answer(CHART.svg(compared, wanted).decode())


def _compared(found: Overview, kpi_id: str) -> Compared:
    for each in found.compared:
        if each.kpi_id == kpi_id and each.funnel.enough:
            return each
    raise NotFoundHere


def _chart(compared: Compared) -> tuple[str, str]:
    address = url_for(
        ".chart",
        kpi_id=compared.kpi_id,
        in_language=language(),
        digest=CHART.address(compared, language()),
    )
    return address, words(CHART.alt(compared))
