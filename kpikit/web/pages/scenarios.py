"""Scenarios: work one out alone, compare arrangements, and share it on purpose."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kpikit.actions import scenarios
from kpikit.actions.opening import Opened
from kpikit.domain.access import Permission
from kpikit.domain.financing import study as studies
from kpikit.domain.financing.starting import STARTS
from kpikit.domain.financing.study import Study
from kpikit.problems import NotFoundHere, Outdated, Refused
from kpikit.web import forms_scenario as forms
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.forms import Form, asks_fragment, number_of
from kpikit.web.found_study import Found, found_study
from kpikit.web.opened import show
from kpikit.web.pages.scenario_pictures import charts_of
from kpikit.web.reader import actor, desk
from kpikit.web.scenario_assumptions import assumptions_of
from kpikit.web.scenario_results import Comparison, compared
from kpikit.web.typed_study import typed_study

PAGES = Blueprint("scenarios", __name__)
Page = str | AnyResponse | tuple[str, int]
_FRAGMENT = "scenarios/_results.html"


@PAGES.get("/agreements/<agreement_id>/scenarios")
@needs(Permission.SEE_MONEY)
def index(agreement_id: str) -> str:
    """Show the own drafts and the shared scenarios."""
    table = scenarios.open_scenarios(desk(), actor(), agreement_id)
    return show(
        "scenarios/index.html",
        table.opened,
        own=table.own,
        shared=table.shared,
        starts=STARTS,
    )


@PAGES.route("/agreements/<agreement_id>/scenarios/new", methods=["GET", "POST"])
@needs(Permission.EXPLORE)
def new(agreement_id: str) -> Page:
    """Ask for the figures that a scenario begins with, and make it."""
    may = Permission.EXPLORE
    opened = scenarios.open_scenarios(desk(), actor(), agreement_id, may).opened
    paths = tuple(p.name for p in opened.agreement.care_paths)
    form = forms.new_form(paths, len(opened.agreement.years))
    if request.method == "GET":
        form.study_id.data = desk().new_id()
        return show("scenarios/new.html", opened, form=form, main=forms.MAIN_FIGURES)
    study_id = form.study_id.data or desk().new_id()
    made = forms.new_study(form, study_id, opened.agreement.first_year)
    sound = form.is_sound(lambda: forms.problems_of_new(made))
    try:
        if sound:
            scenarios.save_study(desk(), actor(), agreement_id, made)
    except Refused as refused:
        form.take(refused.problems)
        sound = False
    except Outdated:
        pass  # the same form sent twice makes one
    if not sound:
        page = show("scenarios/new.html", opened, form=form, main=forms.MAIN_FIGURES)
        return page, 422
    return redirect(url_for(".entry", agreement_id=agreement_id, study_id=made.id), 303)


@PAGES.get("/agreements/<agreement_id>/scenarios/<study_id>")
@needs(Permission.SEE_MONEY)
def entry(agreement_id: str, study_id: str) -> str:
    """Show a study with what it comes to."""
    found = found_study(agreement_id, study_id)
    return _entry(found, _form(found), _compared(found, found.study))


@PAGES.post("/agreements/<agreement_id>/scenarios/<study_id>")
@needs(Permission.EXPLORE)
def save(agreement_id: str, study_id: str) -> Page:
    """Save a draft, or only work it out when that was asked."""
    found = found_study(agreement_id, study_id, own=True)
    form = forms.study_form(found.study, _paths(found.opened))
    wanted = forms.study_of(form, found.study)
    frame = found.opened.agreement
    if not form.is_sound(lambda: scenarios.study_problems(wanted, frame)):
        return _entry(found, form, None), 422
    if "calculate" in request.form:
        return _entry(_with(found, wanted), form, _compared(found, wanted))
    try:
        scenarios.save_study(desk(), actor(), agreement_id, wanted)
    except Refused as refused:
        form.take(refused.problems)
        return _entry(found, form, None), 422
    except Outdated:
        now = found_study(agreement_id, study_id, own=True)
        paths = _paths(now.opened)
        both = merging.pair(
            now.opened, form, lambda: forms.study_form(now.study, paths)
        )
        return merging.ask(now.opened, both)
    flash(_("The scenario is saved. Only your organisation sees it."))
    return redirect(
        url_for(".entry", agreement_id=agreement_id, study_id=study_id), 303
    )


@PAGES.post("/agreements/<agreement_id>/scenarios/<study_id>/results")
@needs(Permission.EXPLORE)
def results(agreement_id: str, study_id: str) -> str:
    """Work out what is typed, for the part of the page that shows it."""
    found = found_study(agreement_id, study_id, own=True)
    wanted = typed_study(request.form, found.study)
    sound = wanted is not None and not studies.problems(wanted)
    result = _compared(found, wanted) if wanted is not None and sound else None
    return show(_FRAGMENT, found.opened, result=result, found=found)


@PAGES.route(
    "/agreements/<agreement_id>/scenarios/<study_id>/share", methods=["GET", "POST"]
)
@needs(Permission.EDIT)
def share(agreement_id: str, study_id: str) -> Page:
    """Ask before a draft is shown to the other party, and then show it."""
    found = found_study(agreement_id, study_id, own=True)
    if request.method == "GET":
        return _ask("scenarios/share.html", found)
    form = forms.study_form(found.study, _paths(found.opened))
    revision = number_of(form.revision.data or "")
    try:
        shown = scenarios.share_study(desk(), actor(), agreement_id, study_id, revision)
    except Outdated:
        now = found_study(agreement_id, study_id, own=True)
        return _ask("scenarios/share.html", now, form), 409
    flash(_("The scenario is shared. Both parties see it."))
    here = url_for(".entry", agreement_id=agreement_id, study_id=shown.study.id)
    return redirect(here, 303)


@PAGES.route(
    "/agreements/<agreement_id>/scenarios/<study_id>/take-back",
    methods=["GET", "POST"],
)
@needs(Permission.EDIT)
def take_back(agreement_id: str, study_id: str) -> Page:
    """Ask before a shared scenario leaves the table, and then take it back."""
    found = found_study(agreement_id, study_id)
    if found.shared is None or found.shared.shared_by is not actor().party:
        raise NotFoundHere
    if request.method == "GET":
        return show("scenarios/take_back.html", found.opened, study=found.study)
    scenarios.take_back(desk(), actor(), agreement_id, study_id)
    flash(_("The scenario is off the table."))
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


@PAGES.route(
    "/agreements/<agreement_id>/scenarios/<study_id>/remove", methods=["GET", "POST"]
)
@needs(Permission.EXPLORE)
def remove(agreement_id: str, study_id: str) -> Page:
    """Ask before a draft is removed, and then remove it."""
    found = found_study(agreement_id, study_id, own=True)
    if request.method == "GET":
        return _ask("scenarios/remove.html", found)
    form = forms.study_form(found.study, _paths(found.opened))
    revision = number_of(form.revision.data or "")
    try:
        scenarios.remove_study(desk(), actor(), agreement_id, study_id, revision)
    except Outdated:
        now = found_study(agreement_id, study_id, own=True)
        return _ask("scenarios/remove.html", now, form), 409
    flash(_("The scenario is removed."))
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


def _ask(template: str, found: Found, sent: Form | None = None) -> str:
    """Ask first; ``sent`` is what was asked before, when it changed meanwhile."""
    paths = _paths(found.opened)
    form, since = merging.asked(
        found.opened, sent, lambda: forms.study_form(found.study, paths)
    )
    return show(
        template,
        found.opened,
        study=found.study,
        form=form,
        since=since,
        changed=sent is not None,
    )


def _compared(found: Found, study: Study) -> Comparison:
    return compared(study, found.agreed, found.opened.dossier)


def _form(found: Found) -> Form | None:
    if found.shared is not None:
        return None
    return forms.study_form(found.study, _paths(found.opened))


def _paths(opened: Opened) -> tuple[str, ...]:
    return tuple(p.name for p in opened.agreement.care_paths)


def _with(found: Found, study: Study) -> Found:
    return replace(found, study=replace(study, revision=found.study.revision))


def _entry(found: Found, form: Form | None, result: Comparison | None) -> str:
    template = _FRAGMENT if asks_fragment() and result else "scenarios/entry.html"
    return show(
        template,
        found.opened,
        found=found,
        study=found.study,
        form=form,
        result=result,
        charts=charts_of(found, result.positions) if result else (),
        fields=forms,
        labels=forms.labels(),
        assumed=None if form else assumptions_of(found.study),
        starts=STARTS,
    )
