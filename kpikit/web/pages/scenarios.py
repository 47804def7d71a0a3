"""Scenarios: work one out alone, compare arrangements, and share it on purpose."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kpikit.actions import scenarios
from kpikit.actions.opening import Opened
from kpikit.charts.base import Chart
from kpikit.charts.kinds.scenario_course import CHART, ScenarioCourse
from kpikit.charts.kinds.scenario_tornado import CHART as TORNADO
from kpikit.charts.kinds.scenario_tornado import Tornado
from kpikit.domain.access import Permission
from kpikit.domain.financing import study as studies
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.starting import STARTS
from kpikit.domain.financing.study import Position, SharedStudy, Study
from kpikit.problems import NotFoundHere, Outdated, Refused
from kpikit.text import Language
from kpikit.web import forms_scenario as forms
from kpikit.web import merging
from kpikit.web.access import declared, needs
from kpikit.web.forms import Form, asks_fragment, number_of
from kpikit.web.language import language, words
from kpikit.web.opened import show
from kpikit.web.reader import actor, desk
from kpikit.web.scenario_results import Comparison, compared

PAGES = Blueprint("scenarios", __name__)
Page = str | AnyResponse | tuple[str, int]
_D = TypeVar("_D")
_KEEP = "private, max-age=31536000, immutable"
_FRAGMENT = "scenarios/_results.html"


@dataclass(frozen=True, slots=True)
class Found:
    """A study with what it is worked out with, and how it was shared, if it was."""

    opened: Opened
    study: Study
    agreed: tuple[Arrangement, ...]
    shared: SharedStudy | None = None


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
    made = None
    if form.validate():
        study_id = form.study_id.data or desk().new_id()
        made = forms.new_study(form, study_id, opened.agreement.first_year)
        try:
            scenarios.save_study(desk(), actor(), agreement_id, made)
        except Refused as refused:
            form.take(refused.problems)
            made = None
        except Outdated:
            pass  # the same form sent twice makes one
    if made is None:
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
    if not form.validate():
        return _entry(found, form, None), 422
    wanted = forms.study_of(form, found.study)
    if "calculate" in request.form:
        return _calculated(found, form, wanted)
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
    form = forms.study_form(found.study, _paths(found.opened))
    if not form.validate():
        return show(_FRAGMENT, found.opened, result=None, found=found)
    wanted = forms.study_of(form, found.study)
    if studies.problems(wanted):
        return show(_FRAGMENT, found.opened, result=None, found=found)
    result = _compared(found, wanted)
    return show(_FRAGMENT, found.opened, result=result, found=found)


@PAGES.get("/agreements/<agreement_id>/scenarios/<study_id>/certainty")
@needs(Permission.SEE_MONEY)
def certainty(agreement_id: str, study_id: str) -> str:
    """Show what matters most and the chance that a party ends below the reference."""
    from kpikit.web.scenario_certainty import certainties

    found = found_study(agreement_id, study_id)
    return show(
        "scenarios/certainty.html",
        found.opened,
        study=found.study,
        options=certainties(found.study, found.agreed),
        picture=partial(_tornado_picture, found),
    )


def _tornado_picture(found: Found, tornado: Tornado, option: str) -> tuple[str, str]:
    """Return address and words of the picture of one option."""
    address = url_for(
        ".sensitivity",
        agreement_id=found.opened.agreement.id,
        study_id=found.study.id,
        option=option,
        in_language=language(),
        digest=TORNADO.address(tornado, language()),
    )
    return address, words(TORNADO.alt(tornado))


@PAGES.get(
    "/agreements/<agreement_id>/scenarios/<study_id>"
    "/<option>/sensitivity/<in_language>-<digest>.svg"
)
@needs(Permission.SEE_MONEY)
def sensitivity(
    agreement_id: str, study_id: str, option: str, in_language: str, digest: str
) -> Response:
    """Draw what each assumption does, when it is still the one of the address."""
    from kpikit.web.scenario_certainty import tornado_of

    found = found_study(agreement_id, study_id)
    if option not in found.study.options:
        abort(404)
    tornado = tornado_of(found.study, option, found.agreed)
    return _drawn(TORNADO, tornado, in_language, digest)


@PAGES.get(
    "/agreements/<agreement_id>/scenarios/<study_id>"
    "/<option>/<in_language>-<digest>.svg"
)
@needs(Permission.SEE_MONEY)
def chart(
    agreement_id: str, study_id: str, option: str, in_language: str, digest: str
) -> Response:
    """Draw one option, when it is still the one of the address."""
    found = found_study(agreement_id, study_id)
    one = replace(found.study, options=(option,))
    if option not in found.study.options:
        abort(404)
    course = _course(studies.positions(one, found.agreed)[0])
    return _drawn(CHART, course, in_language, digest)


def _drawn(chart: Chart[_D], data: _D, in_language: str, digest: str) -> Response:
    wanted: Language = "en" if in_language == "en" else "nl"
    if digest != chart.address(data, wanted):
        abort(404)
    answer = Response(chart.svg(data, wanted), mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = _KEEP
    return answer


@PAGES.route(
    "/agreements/<agreement_id>/scenarios/<study_id>/share", methods=["GET", "POST"]
)
@needs(Permission.EDIT)
def share(agreement_id: str, study_id: str) -> Page:
    """Ask before a draft is shown to the other party, and then show it."""
    found = found_study(agreement_id, study_id, own=True)
    if request.method == "GET":
        return show("scenarios/share.html", found.opened, study=found.study)
    revision = number_of(request.form.get("revision", ""))
    try:
        shown = scenarios.share_study(desk(), actor(), agreement_id, study_id, revision)
    except Outdated:
        now = found_study(agreement_id, study_id, own=True)
        page = show("scenarios/share.html", now.opened, study=now.study, changed=True)
        return page, 409
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
        return show("scenarios/remove.html", found.opened, study=found.study)
    revision = number_of(request.form.get("revision", ""))
    try:
        scenarios.remove_study(desk(), actor(), agreement_id, study_id, revision)
    except Outdated:
        now = found_study(agreement_id, study_id, own=True)
        page = show("scenarios/remove.html", now.opened, study=now.study, changed=True)
        return page, 409
    flash(_("The scenario is removed."))
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


def found_study(agreement_id: str, study_id: str, *, own: bool = False) -> Found:
    """Return a scenario that the reader may see; with ``own`` only a draft.

    Raises:
        NotFoundHere: there is no such scenario for this organisation.
    """
    table = scenarios.open_scenarios(desk(), actor(), agreement_id, declared())
    opened = table.opened
    for study in table.own:
        if study.id == study_id:
            agreed = studies.option_of(
                study, studies.AGREED, opened.dossier.arrangements
            )
            return Found(opened, study, agreed)
    for shown in () if own else table.shared:
        if shown.study.id == study_id:
            return Found(opened, shown.study, shown.agreed, shown)
    raise NotFoundHere


def _compared(found: Found, study: Study) -> Comparison:
    return compared(study, found.agreed, found.opened.dossier)


def _form(found: Found) -> Form | None:
    if found.shared is not None:
        return None
    return forms.study_form(found.study, _paths(found.opened))


def _paths(opened: Opened) -> tuple[str, ...]:
    return tuple(p.name for p in opened.agreement.care_paths)


def _calculated(found: Found, form: Form, wanted: Study) -> Page:
    wrong = studies.problems(wanted)
    if wrong:
        form.take(wrong)
        return _entry(found, form, None), 422
    return _entry(_with(found, wanted), form, _compared(found, wanted))


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
        charts=_charts(found, result) if result else (),
        fields=forms,
        labels=forms.labels(),
        starts=STARTS,
    )


def _charts(found: Found, result: Comparison) -> list[tuple[str, str]]:
    """Return address and words of each chart; none for what is not saved."""
    if found.shared is None and "calculate" in request.form:
        return []
    made = []
    for position in result.positions:
        course = _course(position)
        address = url_for(
            ".chart",
            agreement_id=found.opened.agreement.id,
            study_id=found.study.id,
            option=position.option,
            in_language=language(),
            digest=CHART.address(course, language()),
        )
        made.append((address, words(CHART.alt(course))))
    return made


def _course(position: Position) -> ScenarioCourse:
    return ScenarioCourse.of(studies.option_name(position.option), position)
