"""Draw whom to ask, and show what was drawn: both parties can repeat it."""

from flask import Blueprint, Response, flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kpikit.actions.results import OpenedResults
from kpikit.actions.sampling import draw, drawn_samples
from kpikit.domain.access import Permission
from kpikit.domain.kpi import AnyKpi
from kpikit.domain.result.period import Period
from kpikit.domain.result.schedule import may_enter
from kpikit.domain.sampling_names import METHOD_NAMES
from kpikit.problems import NotFoundHere, Outdated, Refused
from kpikit.text import Text
from kpikit.web.access import needs
from kpikit.web.forms import Form
from kpikit.web.forms_sample import sample_form, wanted_of
from kpikit.web.opened import show
from kpikit.web.pages.results import known_kpi, known_period, opened
from kpikit.web.reader import actor, desk

PAGES = Blueprint("samples", __name__)
SHOWN_LINES = 500
"""How many line numbers a page shows; the file holds them all."""


@PAGES.get("/agreements/<agreement_id>/results/<period_id>/<kpi_id>/sample")
@needs(Permission.READ)
def entry(agreement_id: str, period_id: str, kpi_id: str) -> str:
    """Show the draws for one KPI and period, and the form for a draw."""
    found = opened(agreement_id)
    period = known_period(found, period_id)
    return _page(found, period, known_kpi(found, period, kpi_id))


@PAGES.post("/agreements/<agreement_id>/results/<period_id>/<kpi_id>/sample")
@needs(Permission.ENTER_RESULTS)
def save(
    agreement_id: str, period_id: str, kpi_id: str
) -> str | AnyResponse | tuple[str, int]:
    """Draw a sample and keep it."""
    found = opened(agreement_id, Permission.ENTER_RESULTS)
    period = known_period(found, period_id)
    kpi = known_kpi(found, period, kpi_id)
    turn = len(drawn_samples(desk(), actor(), agreement_id, kpi.id, period)) + 1
    form = sample_form(found.dossier.plan(kpi.id), turn)
    if not form.validate():
        return _page(found, period, kpi, form), 422
    try:
        draw(desk(), actor(), agreement_id, wanted_of(form, kpi.id, period))
    except Refused as refused:
        form.take(refused.problems)
        return _page(found, period, kpi, form), 422
    except Outdated as stopped:
        form.turn.data = f"{turn}"
        return _page(found, period, kpi, form, stopped.text), 409
    flash(_("Drawn. Both parties see how, and can repeat it."))
    return redirect(request.url, 303)


@PAGES.get(
    "/agreements/<agreement_id>/results/<period_id>/<kpi_id>/sample/<int:turn>.csv"
)
@needs(Permission.READ)
def lines(agreement_id: str, period_id: str, kpi_id: str, turn: int) -> Response:
    """Give the line numbers of a draw as a file, one on each line."""
    found = opened(agreement_id)
    period = known_period(found, period_id)
    kpi = known_kpi(found, period, kpi_id)
    drawn = drawn_samples(desk(), actor(), agreement_id, kpi.id, period)
    if not 1 <= turn <= len(drawn):
        raise NotFoundHere
    text = "\r\n".join([_("Line"), *map(str, drawn[turn - 1].lines), ""])
    answer = Response(text, mimetype="text/csv")
    name = f"{kpi.id}-{period.id}-{turn}.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _page(
    found: OpenedResults,
    period: Period,
    kpi: AnyKpi,
    form: Form | None = None,
    stopped: Text | None = None,
) -> str:
    agreement = found.opened.agreement.id
    drawn = drawn_samples(desk(), actor(), agreement, kpi.id, period)
    plan = found.dossier.plan(kpi.id)
    may = actor().may(Permission.ENTER_RESULTS, found.opened.settling.state)
    closed = may_enter(period, found.today)
    if form is None and may and closed is None:
        form = sample_form(plan, len(drawn) + 1)
    return show(
        "results/sample.html",
        found.opened,
        period=period,
        kpi=kpi,
        plan=plan,
        method=METHOD_NAMES[plan.method] if plan and plan.method else None,
        form=form,
        drawn=tuple(reversed(tuple(enumerate(drawn, start=1)))),
        most=SHOWN_LINES,
        closed=closed,
        stopped=stopped,
    )
