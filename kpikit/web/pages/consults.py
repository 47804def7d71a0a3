"""Recorded consults of the own hospital: a list, the figure of a team, and erasing."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import consults
from kpikit.actions.consults import OpenedConsults
from kpikit.domain.access import Permission
from kpikit.domain.consult.consult import Consult, is_overdue
from kpikit.domain.consult.figure import FEWEST_PAIRS
from kpikit.domain.scoring import rated
from kpikit.problems import Outdated, Refused
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.consult_words import agreement_words
from kpikit.web.forms_consult import ConsultForm, FigureForm
from kpikit.web.reader import actor, desk

PAGES = Blueprint("consults", __name__, url_prefix="/organisation/consults")
Page = str | Response | tuple[str, int]


@PAGES.get("")
@needs(Permission.WRITE_STEPS)
def index() -> str | tuple[str, int]:
    """Show the consults of one team, its figure, and what should be deleted by now."""
    found = consults.read_consults(desk(), actor())
    form = FigureForm(found.teams)
    right = form.validate()
    team, first, last = form.team.data, form.first.data, form.last.data
    figure = found.figure(team, first, last)
    page = render_template(
        "consults/index.html",
        found=found,
        form=form,
        lines=[_line(found, each) for each in found.of(team, first, last)],
        figure=figure,
        agreed=agreement_words(figure) if figure else "",
        fewest_pairs=FEWEST_PAIRS,
        result_url=_result_url(form),
    )
    return page if right else (page, 422)


@PAGES.get("/new")
@needs(Permission.WRITE_STEPS)
def new() -> str:
    """Show the form of a new consult."""
    found, consult = _new()
    return _entry(found, consult, ConsultForm(consult))


@PAGES.post("/new")
@needs(Permission.WRITE_STEPS)
def add() -> Page:
    """Keep a new consult."""
    return _save(*_new())


@PAGES.get("/<consult_id>")
@needs(Permission.WRITE_STEPS)
def entry(consult_id: str) -> str:
    """Show one consult."""
    found = consults.read_consults(desk(), actor())
    consult = found.consult(consult_id)
    return _entry(found, consult, ConsultForm(consult))


@PAGES.post("/<consult_id>")
@needs(Permission.WRITE_STEPS)
def save(consult_id: str) -> Page:
    """Keep a consult as it was changed."""
    found = consults.read_consults(desk(), actor())
    return _save(found, found.consult(consult_id))


@PAGES.get("/<consult_id>/erase")
@needs(Permission.WRITE_STEPS)
def ask_erase(consult_id: str) -> str:
    """Ask before a consult is erased."""
    found = consults.read_consults(desk(), actor())
    return render_template("consults/erase.html", consult=found.consult(consult_id))


@PAGES.post("/<consult_id>/erase")
@needs(Permission.WRITE_STEPS)
def erase(consult_id: str) -> Response:
    """Erase a consult for good."""
    team = consults.read_consults(desk(), actor()).consult(consult_id).team
    consults.erase_consult(desk(), actor(), consult_id)
    flash(_("Erased. Nothing of this consult is kept."))
    return redirect(url_for(".index", team=team), 303)


def _new() -> tuple[OpenedConsults, Consult]:
    found = consults.read_consults(desk(), actor())
    return found, Consult(id="", team=request.args.get("team", ""), code="")


def _save(found: OpenedConsults, before: Consult) -> Page:
    form = ConsultForm(before)
    if not form.is_sound(
        lambda: found.problems(form.consult(before, found.instrument))
    ):
        return _entry(found, before, form), 422
    try:
        consult = form.consult(before, found.instrument)
        consults.record_consult(desk(), actor(), consult)
    except Refused as refused:
        form.take(refused.problems)
        return _entry(found, before, form), 422
    except Outdated:
        now = consults.read_consults(desk(), actor()).consult(before.id)
        both = merging.pair(None, form, lambda: ConsultForm(now))
        return merging.ask(None, both)
    flash(_("Saved. Only your own organisation sees it."))
    return redirect(url_for(".index", team=consult.team), 303)


def _entry(found: OpenedConsults, consult: Consult, form: ConsultForm) -> str:
    return render_template(
        "consults/entry.html",
        found=found,
        consult=consult,
        form=form,
        line=_line(found, consult),
    )


def _line(found: OpenedConsults, consult: Consult) -> dict[str, object]:
    return {
        "consult": consult,
        "rated": rated(found.instrument, consult.scores),
        "overdue": is_overdue(consult, found.today),
    }


def _result_url(form: FigureForm) -> str | None:
    """Return where the figure can be saved as the result that led here."""
    if not all((form.agreement.data, form.period.data, form.kpi.data)):
        return None
    return url_for(
        "results.entry",
        agreement_id=form.agreement.data,
        period_id=form.period.data,
        kpi_id=form.kpi.data,
        consults=form.team.data,
    )
