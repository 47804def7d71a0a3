"""A result that was not submitted yet can be thrown away; the page asks first."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import bringing
from kpikit.actions.results import OpenedResults
from kpikit.domain.access import Permission
from kpikit.domain.kpi import AnyKpi
from kpikit.domain.result.result import Result
from kpikit.domain.result.rounds import RoundClosed
from kpikit.problems import NotFoundHere, Outdated
from kpikit.text import Text
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.forms import Form, number_of
from kpikit.web.opened import show
from kpikit.web.pages.results import entry_form, known_kpi, known_period, opened
from kpikit.web.reader import actor, desk
from kpikit.web.result_words import result_words

PAGES = Blueprint("result_drafts", __name__)
_HERE = "/agreements/<agreement_id>/results/<period_id>/<kpi_id>/remove"


@PAGES.get(_HERE)
@needs(Permission.ENTER_RESULTS)
def ask_remove(agreement_id: str, period_id: str, kpi_id: str) -> str:
    """Ask before a draft is thrown away."""
    return _page(agreement_id, period_id, kpi_id)


@PAGES.post(_HERE)
@needs(Permission.ENTER_RESULTS)
def remove(
    agreement_id: str, period_id: str, kpi_id: str
) -> str | Response | tuple[str, int]:
    """Throw a draft away as it was shown."""
    found, draft, kpi = _draft(agreement_id, period_id, kpi_id)
    form = entry_form(found, draft.period, kpi)
    revision = number_of(form.revision.data or "")
    try:
        bringing.forget_result(desk(), actor(), agreement_id, draft, revision)
    except (Outdated, RoundClosed) as stopped:
        return _page(agreement_id, period_id, kpi_id, form, stopped.text), 409
    flash(_("The draft is thrown away."))
    there = url_for("results.period", agreement_id=agreement_id, period_id=period_id)
    return redirect(there, 303)


def _draft(
    agreement_id: str, period_id: str, kpi_id: str
) -> tuple[OpenedResults, Result, AnyKpi]:
    found = opened(agreement_id, Permission.ENTER_RESULTS)
    period = known_period(found, period_id)
    kpi = known_kpi(found, period, kpi_id)
    draft = found.draft(kpi.id, period)
    if draft is None:
        raise NotFoundHere
    return found, draft, kpi


def _page(
    agreement_id: str,
    period_id: str,
    kpi_id: str,
    sent: Form | None = None,
    stopped: Text | None = None,
) -> str:
    found, draft, kpi = _draft(agreement_id, period_id, kpi_id)
    period = draft.period
    form, since = merging.asked(
        found.opened, sent, lambda: entry_form(found, period, kpi)
    )
    return show(
        "results/remove.html",
        found.opened,
        period=period,
        kpi=kpi,
        said=result_words(draft, kpi),
        form=form,
        stopped=stopped,
        since=since,
    )
