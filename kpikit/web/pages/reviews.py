"""Reviews: look back together at findings, judge them, decide, confirm."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import reviewing as steps
from kpikit.actions.desk import authorise
from kpikit.actions.results import day_of
from kpikit.actions.reviews import OpenedReview, open_review, open_reviews
from kpikit.charts.kinds.result_course import CHART
from kpikit.domain.access import Permission
from kpikit.domain.approving import approved_by
from kpikit.domain.kpi import AnyKpi, KpiId, NarrativeKpi
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.domain.review.checks import entry_problems, frame_problems, missing
from kpikit.domain.review.confirming import Confirmed
from kpikit.domain.review.record import Section, trend_in
from kpikit.domain.review.review import DECISION_NAMES, PERSPECTIVE_NAMES
from kpikit.domain.settling import ContentChanged
from kpikit.problems import NotFoundHere, Outdated, Problem, Refused
from kpikit.text import Language, Text
from kpikit.web import forms_review as forms
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.agreement_page import AgreementPage
from kpikit.web.answers import level_name
from kpikit.web.drawn import Drawn, drawn
from kpikit.web.forms import Form, number_of
from kpikit.web.language import language
from kpikit.web.opened import show
from kpikit.web.pages.charts import svg_answer
from kpikit.web.reader import actor, desk
from kpikit.web.review_page import course_of, part_of, parts_of

PAGES = Blueprint("reviews", __name__)
SHOWN_DIGITS = 8
Page = str | Response | tuple[str, int]


@PAGES.get("/agreements/<agreement_id>/reviews")
@needs(Permission.READ)
def index(agreement_id: str) -> str:
    """Show every review of the agreement."""
    return _index(agreement_id)


@PAGES.post("/agreements/<agreement_id>/reviews")
@needs(Permission.REVIEW)
def start(agreement_id: str) -> Page:
    """Start the next review."""
    wanted = number_of(request.form.get("number", "")) or None
    try:
        number = steps.start_review(desk(), actor(), agreement_id, wanted)
    except Refused as refused:
        return _index(agreement_id, refused.problems), 422
    flash(_("Review %(number)s is started.", number=number))
    return redirect(_url("entry", agreement_id, number), 303)


@PAGES.get("/agreements/<agreement_id>/reviews/<int:number>")
@PAGES.get("/agreements/<agreement_id>/reviews/<int:number>/confirm")
@needs(Permission.READ)
def entry(agreement_id: str, number: int) -> str:
    """Show a review: per KPI what was found, judged, told and decided."""
    return _entry(_review(agreement_id, number))


@PAGES.post("/agreements/<agreement_id>/reviews/<int:number>/confirm")
@needs(Permission.CONFIRM_REVIEW)
def confirm(agreement_id: str, number: int) -> Page:
    """Confirm the review that was shown."""
    found = _review(agreement_id, number, Permission.CONFIRM_REVIEW)
    shown = request.form.get("shown_hash", "")
    try:
        saved = steps.confirm_review(desk(), actor(), agreement_id, number, shown)
    except Refused as refused:
        return _entry(found, refused.problems), 422
    except (ContentChanged, Confirmed, Outdated) as stopped:
        said = Problem("stopped", "", _said(stopped))
        return _entry(_review(agreement_id, number), (said,)), 409
    if saved.confirmed is not None:
        flash(_("Both parties confirmed the review. It can no longer change."))
    else:
        flash(_("You confirmed for your organisation."))
    return redirect(_url("entry", agreement_id, number), 303)


@PAGES.get("/agreements/<agreement_id>/reviews/<int:number>/frame")
@needs(Permission.READ)
def frame(agreement_id: str, number: int) -> str:
    """Show when the review was, with whom and when the next one is."""
    return _frame(_review(agreement_id, number))


@PAGES.post("/agreements/<agreement_id>/reviews/<int:number>/frame")
@needs(Permission.REVIEW)
def save_frame(agreement_id: str, number: int) -> Page:
    """Keep the frame of a review."""
    found = _review(agreement_id, number, Permission.REVIEW)
    form = _frame_form(found)
    today, began = day_of(desk().clock()), found.opened.agreement.first_year
    if not form.is_sound(lambda: frame_problems(forms.frame_of(form), today, began)):
        return _frame(found, form), 422
    wanted, revision = forms.frame_of(form), number_of(form.revision.data or "")
    where = desk(), actor(), agreement_id, number
    try:
        steps.change_review_frame(*where, wanted, revision)
    except Refused as refused:
        form.take(refused.problems)
        return _frame(found, form), 422
    except Outdated:
        return _collided(_review(agreement_id, number), form, _frame_form)
    except Confirmed as stopped:
        return _frame(_review(agreement_id, number), form, _said(stopped)), 409
    flash(_("Saved."))
    return redirect(_url("entry", agreement_id, number), 303)


@PAGES.get("/agreements/<agreement_id>/reviews/<int:number>/kpis/<kpi_id>")
@PAGES.get("/agreements/<agreement_id>/reviews/<int:number>/kpis/<kpi_id>/rate")
@needs(Permission.READ)
def kpi(agreement_id: str, number: int, kpi_id: str) -> str:
    """Show one KPI of a review with the forms to judge, decide and rate."""
    found = _review(agreement_id, number)
    return _kpi(found, *_about(found, kpi_id))


@PAGES.post("/agreements/<agreement_id>/reviews/<int:number>/kpis/<kpi_id>")
@needs(Permission.REVIEW)
def save_kpi(agreement_id: str, number: int, kpi_id: str) -> Page:
    """Keep what the parties write about a KPI."""
    found = _review(agreement_id, number, Permission.REVIEW)
    section, which = about = _about(found, kpi_id)
    form = _entry_form(found, section, which)
    talks = found.review.talks
    before, held_on = talks.entry(section.kpi_id), talks.frame.held_on
    periods = {r.period.id for r in section.results}
    if found.review.confirmed is None and not form.is_sound(
        lambda: entry_problems(forms.entry_of(form, before), periods, held_on)
    ):
        return _kpi(found, section, which, form), 422
    wanted = forms.entry_of(form, before)
    try:
        steps.write_entry(desk(), actor(), agreement_id, number, wanted)
    except Refused as refused:
        form.take(refused.problems)
        return _kpi(found, section, which, form), 422
    except Outdated:
        return _collided(
            _review(agreement_id, number), form, lambda now: _entry_form(now, *about)
        )
    except Confirmed as stopped:
        found = _review(agreement_id, number)
        return _kpi(found, *_about(found, kpi_id), form, stopped=stopped.text), 409
    flash(_("Saved."))
    return redirect(_url("entry", agreement_id, number) + f"#{kpi_id}", 303)


@PAGES.post("/agreements/<agreement_id>/reviews/<int:number>/kpis/<kpi_id>/rate")
@needs(Permission.RATE)
def rate(agreement_id: str, number: int, kpi_id: str) -> Page:
    """Rate a narrative KPI for the own organisation."""
    found = _review(agreement_id, number, Permission.RATE)
    section, which = _about(found, kpi_id)
    if not isinstance(which, NarrativeKpi):
        raise NotFoundHere
    form = forms.rating_form(which, found.own_ratings.get(section.kpi_id))
    wanted = forms.rating_of(form, actor().party) if form.validate() else None
    if wanted is None:
        form.level.errors = [*form.level.errors, _("Choose a level.")]
        return _kpi(found, section, which, rating=form), 422
    where = desk(), actor(), agreement_id, number
    try:
        steps.rate(*where, section.kpi_id, wanted)
    except Refused as refused:
        form.take(refused.problems)
        return _kpi(found, section, which, rating=form), 422
    except Outdated:
        return _collided(
            _review(agreement_id, number),
            form,
            lambda now: forms.rating_form(which, now.own_ratings.get(section.kpi_id)),
        )
    except Confirmed as stopped:
        found = _review(agreement_id, number)
        about = _about(found, kpi_id)
        return _kpi(found, *about, rating=form, stopped=_said(stopped)), 409
    flash(_("Your rating is in. The ratings open once everybody has rated."))
    return redirect(_url("kpi", agreement_id, number, kpi_id=kpi_id), 303)


@PAGES.get("/agreements/<agreement_id>/reviews/<int:number>/remove")
@needs(Permission.REVIEW)
def ask_remove(agreement_id: str, number: int) -> str:
    """Ask before a review is removed with all that was written in it."""
    found = _review(agreement_id, number, Permission.REVIEW)
    if found.review.confirmed is not None:
        raise NotFoundHere
    return show("reviews/remove.html", found.opened, found=found)


@PAGES.post("/agreements/<agreement_id>/reviews/<int:number>/remove")
@needs(Permission.REVIEW)
def remove(agreement_id: str, number: int) -> Page:
    """Remove a review that is not confirmed."""
    _review(agreement_id, number, Permission.REVIEW)
    revision = number_of(request.form.get("revision", ""))
    try:
        steps.remove_review(desk(), actor(), agreement_id, number, revision)
    except (Outdated, Confirmed) as stopped:
        said = Problem("stopped", "", _said(stopped))
        return _entry(_review(agreement_id, number), (said,)), 409
    flash(_("The review is removed."))
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


@PAGES.get(
    "/agreements/<agreement_id>/reviews/<int:number>/charts/<kpi_id>"
    "/<in_language>-<digest>.svg"
)
@needs(Permission.READ)
def chart(
    agreement_id: str, number: int, kpi_id: str, in_language: str, digest: str
) -> Response:
    """Draw the results of a KPI, when they are still those of the address."""
    found = _review(agreement_id, number)
    section, _kpi_shown = _about(found, kpi_id)
    trend = trend_in(section, found.opened.dossier)
    course = course_of(found, section, trend)
    wanted: Language = "en" if in_language == "en" else "nl"
    if course is None or digest != CHART.address(course, wanted):
        raise NotFoundHere
    return svg_answer(CHART.svg(course, wanted).decode())


def _collided(
    found: OpenedReview, form: Form, saved: Callable[[OpenedReview], Form]
) -> Response | tuple[str, int]:
    """Put together what two people wrote in a review."""
    both = merging.pair(found.opened, form, lambda: saved(found))
    return merging.ask(found.opened, both)


def _review(
    agreement_id: str, number: int, permission: Permission = Permission.READ
) -> OpenedReview:
    found = open_review(desk(), actor(), agreement_id, number)
    authorise(actor(), permission, found.opened.settling.state)
    return found


def _index(agreement_id: str, problems: tuple[Problem, ...] = ()) -> str:
    found = open_reviews(desk(), actor(), agreement_id)
    return show("reviews/index.html", found.opened, found=found, problems=problems)


def _entry(found: OpenedReview, problems: tuple[Problem, ...] = ()) -> str:
    closed = found.review.confirmed is not None
    return show(
        "reviews/entry.html",
        found.opened,
        found=found,
        record=found.record,
        parts=_parts(found),
        problems=problems,
        lacking=() if closed else missing(found.record),
        closed=closed,
        deciding=DECIDING,
        approvals={r: approved_by(found.approvals, r) for r in DECIDING},
        own_word=approved_by(found.approvals, actor().party),
        short_hash=found.content_hash[:SHOWN_DIGITS],
        may_write=not closed and actor().may(Permission.REVIEW),
    )


def _parts(found: OpenedReview) -> Drawn:
    """Return the KPIs of a review, drawn once for all who may do the same."""
    parts, agreement = parts_of(found), found.opened.agreement
    talking, number = found.review.confirmed is None, found.review.number
    may_write = talking and actor().may(Permission.REVIEW)
    may_rate = talking and actor().may(Permission.RATE)
    return drawn(
        "reviews/_parts.html",
        (agreement.id, number, language(), may_write, may_rate),
        (parts, agreement),
        parts=parts,
        id=agreement.id,
        number=number,
        may_write=may_write,
        may_rate=may_rate,
        name_of=AgreementPage(found.opened, actor()).name_of,
        decisions=DECISION_NAMES,
        sides=PERSPECTIVE_NAMES,
        level_name=level_name,
    )


def _frame(
    found: OpenedReview, form: Form | None = None, stopped: Text | None = None
) -> str:
    open_ = found.review.confirmed is None
    may = open_ and actor().may(Permission.REVIEW)
    return show(
        "reviews/frame.html",
        found.opened,
        found=found,
        form=(form or _frame_form(found)) if may else None,
        stopped=stopped,
        typed=merging.typed(form) if form and not may else (),
    )


def _frame_form(found: OpenedReview) -> Form:
    voice = found.opened.agreement.party(PartyRole.VOICE) is not None
    review = found.review
    return forms.frame_form(review.talks.frame, review.revision, voice=voice)


def _kpi(
    found: OpenedReview,
    section: Section,
    kpi: AnyKpi,
    form: Form | None = None,
    *,
    rating: Form | None = None,
    stopped: Text | None = None,
) -> str:
    open_ = found.review.confirmed is None
    may_write = open_ and actor().may(Permission.REVIEW)
    typed = () if open_ else tuple(f for f in (form, rating) if f is not None)
    rates = open_ and isinstance(kpi, NarrativeKpi) and actor().may(Permission.RATE)
    if rates and rating is None and isinstance(kpi, NarrativeKpi):
        rating = forms.rating_form(kpi, found.own_ratings.get(section.kpi_id))
    return show(
        "reviews/kpi.html",
        found.opened,
        found=found,
        part=part_of(found, section, kpi),
        kpi=kpi,
        form=(form or _entry_form(found, section, kpi)) if may_write else None,
        rows=range(forms.EVIDENCE_ROWS),
        rating=rating if rates and not section.ratings else None,
        own=found.own_ratings.get(section.kpi_id),
        stopped=stopped,
        typed=[said for each in typed for said in merging.typed(each)],
        level_name=level_name,
    )


def _entry_form(found: OpenedReview, section: Section, kpi: AnyKpi) -> Form:
    periods = tuple(r.period for r in section.results)
    before = found.review.talks.entry(section.kpi_id)
    return forms.entry_form(before, kpi, periods[1:])


def _about(found: OpenedReview, kpi_id: str) -> tuple[Section, AnyKpi]:
    section = found.record.section(KpiId(kpi_id))
    kpi = next((k for k in found.opened.dossier.kpis if k.id == kpi_id), None)
    if section is None or kpi is None:
        raise NotFoundHere
    return section, kpi


def _said(stopped: Exception) -> Text:
    if isinstance(stopped, ContentChanged):
        return _CHANGED
    return getattr(stopped, "text", _CHANGED)


def _url(page: str, agreement_id: str, number: int, kpi_id: str | None = None) -> str:
    return url_for(f".{page}", agreement_id=agreement_id, number=number, kpi_id=kpi_id)


_CHANGED = Text(
    nl="De terugblik is niet meer wat u zag. Er is niets vastgelegd. Lees haar "
    "opnieuw.",
    en="The review is no longer what you saw. Nothing was confirmed. Read it again.",
)
