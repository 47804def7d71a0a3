"""Talk about one KPI: what both parties and the patient organisation say of it."""

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import HiddenField, TextAreaField

from kpikit.actions import talking
from kpikit.actions.talking import OpenedTalk, Said
from kpikit.domain.access import Permission
from kpikit.domain.kpi import KpiId
from kpikit.domain.mention import pieces
from kpikit.domain.talk import SORT_NAMES, Sort
from kpikit.problems import Outdated, Refused
from kpikit.text import Text
from kpikit.web.access import needs
from kpikit.web.forms import Form, long, number_of
from kpikit.web.opened import open_for, show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("talk", __name__)
Page = str | Response | tuple[str, int]


@PAGES.get("/agreements/<agreement_id>/kpis/<kpi_id>/talk")
@needs(Permission.READ)
def entry(agreement_id: str, kpi_id: str) -> str:
    """Show what was said about a KPI, and the form to say more."""
    found = talking.open_talk(desk(), actor(), agreement_id, KpiId(kpi_id))
    return _page(found)


@PAGES.post("/agreements/<agreement_id>/kpis/<kpi_id>/talk")
@needs(Permission.TALK)
def save(agreement_id: str, kpi_id: str) -> Page:
    """Say something, settle the talk, or open it again."""
    open_for(agreement_id, Permission.TALK)
    found = talking.open_talk(desk(), actor(), agreement_id, KpiId(kpi_id))
    form = _form(found)
    if not form.validate():
        return _page(found, form), 422
    try:
        remark = talking.say(desk(), actor(), agreement_id, _said(form, KpiId(kpi_id)))
    except Refused as refused:
        form.take(refused.problems)
        return _page(found, form), 422
    except Outdated as stopped:
        found = talking.open_talk(desk(), actor(), agreement_id, KpiId(kpi_id))
        seen = number_of(form.seen.data or "")
        form.seen.data = f"{len(found.thread.remarks)}"
        return _page(found, form, stopped.text, seen), 409
    flash(_("All parties of the agreement can read it now."))
    if remark.mentions:
        flash(_("You mentioned %(names)s.", names=", ".join(remark.mentions)))
    return redirect(request.url, 303)


def _said(form: Form, kpi_id: KpiId) -> Said:
    step = request.form.get("step", "")
    return Said(
        kpi_id=kpi_id,
        words=form.words.data or "",
        sort=next((s for s in Sort if s == step), Sort.SAID),
        seen=number_of(form.seen.data or ""),
    )


def _form(found: OpenedTalk) -> Form:
    class TalkForm(Form):
        seen = HiddenField()
        words = TextAreaField(_("What you want to say"), validators=[long()])

    return TalkForm(data={"seen": f"{len(found.thread.remarks)}"})


def _page(
    found: OpenedTalk,
    form: Form | None = None,
    stopped: Text | None = None,
    seen: int | None = None,
) -> str:
    """Show the talk; ``seen`` is how many remarks stood there when one was typed."""
    if form is None and actor().may(Permission.TALK):
        form = _form(found)
    return show(
        "kpis/talk.html",
        found.opened,
        kpi=found.kpi,
        thread=found.thread,
        people=found.people,
        pieces=pieces,
        form=form,
        stopped=stopped,
        fresh=seen,
        names=SORT_NAMES,
    )
