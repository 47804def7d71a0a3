"""One agreement: how it starts, its hub with what waits for whom, and its frame."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import agreements as actions
from kpikit.actions.addenda import ended_into
from kpikit.actions.opening import Opened
from kpikit.domain.access import Permission
from kpikit.problems import NotFoundHere, Outdated, Refused
from kpikit.web import forms_agreement as forms
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.agreement_page import AgreementPage
from kpikit.web.forms import Form
from kpikit.web.forms_agreement import FrameForm
from kpikit.web.forms_ambition import revision_of
from kpikit.web.opened import open_for, show
from kpikit.web.reader import actor, desk
from kpikit.web.tasks import tasks_of
from kpikit.web.term_words import ends_soon

PAGES = Blueprint("agreements", __name__)
Answer = str | Response | tuple[str, int]


@PAGES.get("/agreements/new")
@needs(Permission.CREATE)
def new() -> str:
    """Ask with whom, on what and for how long."""
    return render_template("agreements/new.html", form=_start_form())


@PAGES.post("/agreements/new")
@needs(Permission.CREATE)
def start() -> Answer:
    """Start the agreement; both parties see it from then on."""
    form = _start_form()
    if form.is_sound(lambda: actions.start_problems(forms.start_of(form))):
        try:
            made = actions.start_agreement(desk(), actor(), forms.start_of(form))
        except Refused as refused:
            form.take(refused.problems)
        else:
            flash(_("The agreement is started. The other party can see it now."))
            return redirect(url_for(".hub", agreement_id=made.id), 303)
    return render_template("agreements/new.html", form=form), 422


@PAGES.get("/agreements/<agreement_id>")
@needs(Permission.READ)
def hub(agreement_id: str) -> str | Response:
    """Show what is done, what waits and for whom; lead on from talks that ended."""
    try:
        opened = open_for(agreement_id)
    except NotFoundHere:
        signed = ended_into(desk(), actor(), agreement_id)
        if signed is None:
            raise
        return redirect(url_for("versions.index", agreement_id=signed))
    page = AgreementPage(opened, actor())
    return render_template(
        "agreements/hub.html",
        opened=opened,
        page=page,
        tasks=tasks_of(page),
        ends=ends_soon(page.state, opened.agreement.last_year),
    )


@PAGES.get("/agreements/<agreement_id>/frame")
@needs(Permission.READ)
def frame(agreement_id: str) -> str:
    """Show whom and what the agreement is about."""
    return _frame(open_for(agreement_id))


@PAGES.post("/agreements/<agreement_id>/frame")
@needs(Permission.EDIT)
def save_frame(agreement_id: str) -> Answer:
    """Save whom and what the agreement is about."""
    opened = open_for(agreement_id, Permission.EDIT)
    form = forms.frame_form(opened.agreement)
    money = opened.dossier.arrangements
    if not form.is_sound(
        lambda: actions.problems_of_frame(opened.agreement, forms.frame_of(form), money)
    ):
        return _frame(opened, form), 422
    wanted, as_of = forms.frame_of(form), revision_of(form)
    try:
        actions.change_frame(desk(), actor(), agreement_id, wanted, as_of)
    except Refused as refused:
        form.take(refused.problems)
        return _frame(opened, form), 422
    except Outdated:
        return _save_beside(agreement_id, form)
    flash(_("Saved."))
    return redirect(url_for(".hub", agreement_id=agreement_id), 303)


def _save_beside(agreement_id: str, form: FrameForm) -> Answer:
    """Save beside what somebody else changed; ask where both changed the same."""
    opened = open_for(agreement_id)
    now = opened.agreement
    wanted, clash = forms.merged(form, now)
    if not clash:
        try:
            frame = forms.frame_in(wanted)
            actions.change_frame(desk(), actor(), agreement_id, frame, now.revision)
        except (Outdated, Refused):
            pass
        else:
            flash(_("Saved. What somebody else changed in the meantime stands too."))
            return redirect(url_for(".hub", agreement_id=agreement_id), 303)
    both = merging.pair(
        opened,
        form,
        lambda: forms.frame_form(now, anew=True),
        partial(forms.row_of, now),
    )
    return merging.ask(opened, both, about=("frame", now.title))


def _start_form() -> Form:
    across, voices = actions.partners(desk(), actor())
    earlier = [
        (line.id, f"{line.title} ({line.between}, {line.years})")
        for line in actions.earlier_agreements(desk(), actor())
    ]
    new_id, year = desk().new_id, desk().clock().year
    return forms.start_form(across, voices, earlier, new_id, year)


def _frame(opened: Opened, form: FrameForm | None = None) -> str:
    editable = actor().may(Permission.EDIT, opened.settling.state)
    if form is None and editable:
        form = forms.frame_form(opened.agreement)
    return show(
        "agreements/frame.html",
        opened,
        form=form,
        answers=forms.answers_of(opened.agreement),
    )
