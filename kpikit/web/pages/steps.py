"""The step plan: care path, key moments and the five steps, written by the hospital."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kpikit.actions import stepping
from kpikit.actions.desk import authorise
from kpikit.actions.stepping import OpenedSteps
from kpikit.charts.kinds.care_path import CHART, CarePathPicture
from kpikit.domain.access import Permission
from kpikit.domain.improvement.five_steps import CHANCES, OBSTACLES, SOURCE, STEPS
from kpikit.domain.improvement.step_plan import (
    MOST_MOMENTS,
    KeyMoment,
    StepPlan,
    step_plan_problems,
)
from kpikit.problems import NotFoundHere, Outdated, Refused
from kpikit.text import Language, Text
from kpikit.web import forms_steps as forms
from kpikit.web import merging
from kpikit.web.access import declared, needs
from kpikit.web.forms import Form
from kpikit.web.language import language, words
from kpikit.web.opened import show
from kpikit.web.pages.charts import svg_answer
from kpikit.web.reader import actor, desk

PAGES = Blueprint("steps", __name__)
Page = str | AnyResponse | tuple[str, int]
_HERE = "/agreements/<agreement_id>/steps"


@PAGES.get(_HERE)
@needs(Permission.READ)
def index(agreement_id: str) -> str:
    """Show the care paths, and how far each is with the five steps."""
    found = _open(agreement_id)
    return show(
        "steps/index.html", found.opened, found=found, steps=STEPS, may_write=_may()
    )


@PAGES.get(f"{_HERE}/<int:number>")
@needs(Permission.READ)
def entry(agreement_id: str, number: int) -> str:
    """Show the step plan of one care path."""
    found = _open(agreement_id)
    plan = found.plan(number)
    picture = CarePathPicture.of(plan, found.moments(plan))
    chart = None
    if picture is not None:
        digest = CHART.address(picture, language())
        address = url_for(
            ".chart",
            agreement_id=agreement_id,
            number=number,
            in_language=language(),
            digest=digest,
        )
        chart = address, words(CHART.alt(picture)), (CHART.width, picture.height)
    kpis = {k.id: k.name for k in found.opened.dossier.kpis}
    return show(
        "steps/entry.html",
        found.opened,
        found=found,
        plan=plan,
        number=number,
        chart=chart,
        moments=found.moments(plan),
        room=len(found.moments(plan)) < MOST_MOMENTS,
        steps=STEPS,
        kpis=kpis,
        labels={**forms.path_labels(), **forms.moment_labels()},
        factors={"chances": CHANCES, "obstacles": OBSTACLES},
        source=SOURCE,
        may_write=_may(),
    )


@PAGES.get(f"{_HERE}/<int:number>/path")
@needs(Permission.WRITE_STEPS)
def path(agreement_id: str, number: int) -> str:
    """Show the form of the care path."""
    found = _open(agreement_id)
    return _path(found, number)


@PAGES.post(f"{_HERE}/<int:number>/path")
@needs(Permission.WRITE_STEPS)
def save_path(agreement_id: str, number: int) -> Page:
    """Keep ambition, phases, patients, and what helps or is in the way."""
    found = _open(agreement_id)
    plan = found.plan(number)
    form = forms.path_form(found, plan)

    def again() -> str:
        return _path(found, number, form)

    return _save(
        found,
        number,
        form,
        again,
        forms.path_part(plan),
        lambda now: forms.path_form(now, now.plan(number)),
        lambda: (forms.path_of(form, plan), plan.care_path),
    )


@PAGES.get(f"{_HERE}/<int:number>/moments/<int:place>")
@needs(Permission.WRITE_STEPS)
def moment(agreement_id: str, number: int, place: int) -> str:
    """Show the form of one key moment."""
    return _moment(_open(agreement_id), number, place)


@PAGES.post(f"{_HERE}/<int:number>/moments/<int:place>")
@needs(Permission.WRITE_STEPS)
def save_moment(agreement_id: str, number: int, place: int) -> Page:
    """Keep which information and support belong to a key moment."""
    found = _open(agreement_id)
    plan = found.plan(number)
    before = found.moment(plan, place)
    form = forms.moment_form(plan, before, own=_own(found, plan, before))

    def again() -> str:
        return _moment(found, number, place, form)

    return _save(
        found,
        number,
        form,
        again,
        before,
        lambda now: _moment_form(now, number, place),
        lambda: (
            forms.moment_of(form, plan, before),
            before.name or form["name"].data or "",
        ),
    )


@PAGES.get(f"{_HERE}/<int:number>/moments/<int:place>/remove")
@needs(Permission.WRITE_STEPS)
def ask_remove(agreement_id: str, number: int, place: int) -> str:
    """Ask before a key moment that was found later is removed."""
    return _remove(agreement_id, number, place)


@PAGES.post(f"{_HERE}/<int:number>/moments/<int:place>/remove")
@needs(Permission.WRITE_STEPS)
def remove(agreement_id: str, number: int, place: int) -> Page:
    """Remove a key moment as it was shown."""
    found = _open(agreement_id)
    plan = found.plan(number)
    before = found.moment(plan, place)
    form = _moment_form(found, number, place)
    try:
        _as_seen(form.seen.data, before)
        stepping.remove_moment(desk(), actor(), agreement_id, plan, before.name)
    except Outdated as stopped:
        return _remove(agreement_id, number, place, form, stopped.text), 409
    flash(_("The key moment is removed."))
    return redirect(url_for(".entry", agreement_id=agreement_id, number=number), 303)


@PAGES.get(f"{_HERE}/<int:number>/checklists/<int:step>")
@needs(Permission.WRITE_STEPS)
def checklist(agreement_id: str, number: int, step: int) -> str:
    """Show the checklist of one of the five steps."""
    return _checklist(_open(agreement_id), number, step)


@PAGES.post(f"{_HERE}/<int:number>/checklists/<int:step>")
@needs(Permission.WRITE_STEPS)
def save_checklist(agreement_id: str, number: int, step: int) -> Page:
    """Keep what of a step is planned or done, and by whom."""
    found = _open(agreement_id)
    plan, wanted = found.plan(number), stepping.step(step)
    form = forms.checks_form(plan, wanted)

    def again() -> str:
        return _checklist(found, number, step, form)

    return _save(
        found,
        number,
        form,
        again,
        forms.checks_part(plan, wanted),
        lambda now: forms.checks_form(now.plan(number), wanted),
        lambda: (forms.checks_of(form, plan, wanted), f"{step}/{len(STEPS)}"),
    )


@PAGES.get(f"{_HERE}/<int:number>/charts/<in_language>-<digest>.svg")
@needs(Permission.READ)
def chart(agreement_id: str, number: int, in_language: str, digest: str) -> Response:
    """Draw the care path, when it is still that of the address."""
    found = _open(agreement_id)
    plan = found.plan(number)
    picture = CarePathPicture.of(plan, found.moments(plan))
    wanted: Language = "en" if in_language == "en" else "nl"
    if picture is None or digest != CHART.address(picture, wanted):
        raise NotFoundHere
    return svg_answer(CHART.svg(picture, wanted).decode())


def _save(
    found: OpenedSteps,
    number: int,
    form: Form,
    again: Callable[[], str],
    part: object,
    saved: Callable[[OpenedSteps], Form],
    wanted: Callable[[], tuple[StepPlan, str]],
) -> Page:
    """Keep a part of a plan, unless a colleague wrote over it in the meantime."""
    authorise(actor(), Permission.WRITE_STEPS)
    kpis = [k.id for k in found.opened.dossier.kpis]
    if not form.is_sound(lambda: step_plan_problems(wanted()[0], kpis)):
        return again(), 422
    agreement_id = found.opened.agreement.id
    try:
        _as_seen(form.seen.data, part)
        plan, name = wanted()
        stepping.record_steps(desk(), actor(), agreement_id, plan, name)
    except Refused as refused:
        form.take(refused.problems)
        return again(), 422
    except Outdated:
        now = _open(agreement_id)
        both = merging.pair(now.opened, form, lambda: saved(now))
        return merging.ask(now.opened, both)
    flash(_("Saved. Every party of the agreement sees this."))
    return redirect(url_for(".entry", agreement_id=agreement_id, number=number), 303)


def _as_seen(sent: str | None, part: object) -> None:
    """Let a change pass only while the part is as it was on the page.

    Raises:
        Outdated: a colleague changed it.
    """
    if sent != forms.mark_of(part):
        raise Outdated(0, 1)


def _open(agreement_id: str) -> OpenedSteps:
    found = stepping.open_steps(desk(), actor(), agreement_id)
    authorise(actor(), declared())
    return found


def _may() -> bool:
    return actor().may(Permission.WRITE_STEPS)


def _own(found: OpenedSteps, plan: StepPlan, moment: KeyMoment) -> bool:
    """Tell whether a moment is not named in the agreement itself."""
    return moment.name not in found.agreed(plan)


def _path(
    found: OpenedSteps,
    number: int,
    form: Form | None = None,
) -> str:
    authorise(actor(), Permission.WRITE_STEPS)
    plan = found.plan(number)
    return show(
        "steps/path.html",
        found.opened,
        plan=plan,
        number=number,
        form=form or forms.path_form(found, plan),
    )


def _moment(
    found: OpenedSteps,
    number: int,
    place: int,
    form: Form | None = None,
) -> str:
    authorise(actor(), Permission.WRITE_STEPS)
    plan = found.plan(number)
    moment = found.moment(plan, place)
    own = _own(found, plan, moment)
    return show(
        "steps/moment.html",
        found.opened,
        plan=plan,
        number=number,
        place=place,
        moment=moment,
        own=own,
        form=form or forms.moment_form(plan, moment, own=own),
        names=forms.MOMENT_WORDS,
    )


def _moment_form(found: OpenedSteps, number: int, place: int) -> Form:
    plan = found.plan(number)
    moment = found.moment(plan, place)
    return forms.moment_form(plan, moment, own=_own(found, plan, moment))


def _remove(
    agreement_id: str,
    number: int,
    place: int,
    sent: Form | None = None,
    stopped: Text | None = None,
) -> str:
    found = _open(agreement_id)
    authorise(actor(), Permission.WRITE_STEPS)
    plan = found.plan(number)
    moment = found.moment(plan, place)
    if not moment.name or not _own(found, plan, moment):
        raise NotFoundHere
    form, since = merging.asked(
        found.opened, sent, lambda: _moment_form(found, number, place)
    )
    return show(
        "steps/remove.html",
        found.opened,
        plan=plan,
        number=number,
        place=place,
        moment=moment,
        form=form,
        since=since,
        stopped=stopped,
    )


def _checklist(
    found: OpenedSteps,
    number: int,
    step: int,
    form: Form | None = None,
) -> str:
    authorise(actor(), Permission.WRITE_STEPS)
    plan, wanted = found.plan(number), stepping.step(step)
    return show(
        "steps/checklist.html",
        found.opened,
        plan=plan,
        number=number,
        step=wanted,
        form=form or forms.checks_form(plan, wanted),
    )
