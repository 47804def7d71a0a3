"""The improvement plan: actions with who and when, on a table and a time line."""

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kpikit import word
from kpikit.actions import improving
from kpikit.actions.desk import authorise
from kpikit.actions.improving import OpenedPlan
from kpikit.charts.kinds.plan_time_line import CHART, TimeLine
from kpikit.domain.access import Permission
from kpikit.domain.improvement.action import (
    STATUS_NAMES,
    ImprovementAction,
    action_problems,
    status_on,
)
from kpikit.problems import NotFoundHere, Outdated, Refused
from kpikit.text import Language, Text
from kpikit.web import forms_plan as forms
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.forms import Form, number_of
from kpikit.web.language import language, words
from kpikit.web.opened import show
from kpikit.web.pages.charts import svg_answer
from kpikit.web.reader import actor, desk

PAGES = Blueprint("plan", __name__)
Page = str | AnyResponse | tuple[str, int]


@PAGES.get("/agreements/<agreement_id>/plan")
@needs(Permission.READ)
def index(agreement_id: str) -> str:
    """Show the plan: the time line, its table and what each action is linked to."""
    found = improving.open_plan(desk(), actor(), agreement_id)
    line = TimeLine.of(found.actions, found.today)
    chart = None
    if line is not None:
        digest = CHART.address(line, language())
        address = url_for(
            ".chart",
            agreement_id=agreement_id,
            in_language=language(),
            digest=digest,
        )
        chart = address, words(CHART.alt(line))
    return show(
        "plan/index.html",
        found.opened,
        found=found,
        chart=chart,
        size=(CHART.width, CHART.height),
        status={
            a.number: STATUS_NAMES[status_on(a, found.today)] for a in found.actions
        },
        served=_served(found),
        may_change=actor().may(Permission.IMPROVE),
        paths=[path.name for path in found.opened.agreement.care_paths] or [""],
        makes_word=word.is_installed(),
    )


@PAGES.get("/agreements/<agreement_id>/plan/actions/<int:number>")
@needs(Permission.READ)
def entry(agreement_id: str, number: int) -> str:
    """Show one action with all of its detail sheet."""
    found = improving.open_plan(desk(), actor(), agreement_id)
    return _entry(found, found.action(number))


@PAGES.post("/agreements/<agreement_id>/plan/actions/<int:number>")
@needs(Permission.IMPROVE)
def save(agreement_id: str, number: int) -> Page:
    """Keep an action."""
    found = improving.open_plan(desk(), actor(), agreement_id)
    authorise(actor(), Permission.IMPROVE)
    before = found.action(number)
    form = forms.action_form(found, before)
    links = improving.links_of(found.opened, desk().library, found.key_moments)
    if not form.is_sound(lambda: action_problems(forms.action_of(form, before), links)):
        return _entry(found, before, form), 422
    wanted = forms.action_of(form, before)
    try:
        improving.record_action(desk(), actor(), agreement_id, wanted)
    except Refused as refused:
        form.take(refused.problems)
        return _entry(found, before, form), 422
    except Outdated:
        found = improving.open_plan(desk(), actor(), agreement_id)
        both = merging.pair(
            found.opened, form, lambda: forms.action_form(found, found.action(number))
        )
        return merging.ask(found.opened, both)
    flash(_("Saved. Every party of the agreement sees this action."))
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


@PAGES.get("/agreements/<agreement_id>/plan/actions/<int:number>/remove")
@needs(Permission.IMPROVE)
def ask_remove(agreement_id: str, number: int) -> str:
    """Ask before an action is removed."""
    return _remove(agreement_id, number)


@PAGES.post("/agreements/<agreement_id>/plan/actions/<int:number>/remove")
@needs(Permission.IMPROVE)
def remove(agreement_id: str, number: int) -> Page:
    """Remove an action as it was shown."""
    found = improving.open_plan(desk(), actor(), agreement_id)
    form = forms.action_form(found, found.action(number))
    revision = number_of(form.revision.data or "")
    try:
        improving.remove_action(desk(), actor(), agreement_id, number, revision)
    except Outdated as stopped:
        return _remove(agreement_id, number, form, stopped.text), 409
    flash(_("The action is removed."))
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


@PAGES.get("/agreements/<agreement_id>/plan/charts/<in_language>-<digest>.svg")
@needs(Permission.READ)
def chart(agreement_id: str, in_language: str, digest: str) -> Response:
    """Draw the time line, when it is still that of the address."""
    found = improving.open_plan(desk(), actor(), agreement_id)
    line = TimeLine.of(found.actions, found.today)
    wanted: Language = "en" if in_language == "en" else "nl"
    if line is None or digest != CHART.address(line, wanted):
        raise NotFoundHere
    return svg_answer(CHART.svg(line, wanted).decode())


def _served(
    found: OpenedPlan,
) -> list[tuple[str, list[tuple[Text, list[ImprovementAction]]]]]:
    """Return what the actions can work on, with those that do; none is a gap."""
    said, names = forms.labels(), forms.possible(found)
    return [
        (
            said[kind],
            [
                (name, [a for a in found.actions if code in getattr(a, kind)])
                for code, name in names[kind].items()
            ],
        )
        for kind in ("kpis", "themes", "key_moments", "levels")
        if names[kind]
    ]


def _entry(
    found: OpenedPlan,
    action: ImprovementAction,
    form: Form | None = None,
) -> str:
    may = actor().may(Permission.IMPROVE)
    if not action.revision:  # a number that is still free: there is only the form
        authorise(actor(), Permission.IMPROVE)
    return show(
        "plan/entry.html",
        found.opened,
        found=found,
        action=action,
        form=(form or forms.action_form(found, action)) if may else None,
        labels=forms.labels(),
        names=forms.possible(found),
        kinds={"dates": forms.DATES, "links": forms.LINKS},
    )


def _remove(
    agreement_id: str,
    number: int,
    sent: Form | None = None,
    stopped: Text | None = None,
) -> str:
    found = improving.open_plan(desk(), actor(), agreement_id)
    authorise(actor(), Permission.IMPROVE)
    action = found.action(number)
    if not action.revision:
        raise NotFoundHere
    form, since = merging.asked(
        found.opened, sent, lambda: forms.action_form(found, action)
    )
    return show(
        "plan/remove.html",
        found.opened,
        action=action,
        form=form,
        stopped=stopped,
        since=since,
    )
