"""Results: what is due, what is in, and how both parties take it."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import bringing, consults
from kpikit.actions.bringing import RoundAt
from kpikit.actions.desk import authorise
from kpikit.actions.results import OpenedResults, open_results
from kpikit.domain.access import Permission
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.domain.result.checks import problems
from kpikit.domain.result.figure import FigureKind, figure_kind
from kpikit.domain.result.period import Period, period_of
from kpikit.domain.result.result import Result
from kpikit.domain.result.rounds import (
    ResultRound,
    RoundClosed,
    RoundState,
    closed_because,
)
from kpikit.domain.result.schedule import (
    PROGRESS_NAMES,
    Due,
    Progress,
    all_periods,
    due_in,
    may_enter,
    may_submit,
    progress,
)
from kpikit.problems import NotFoundHere, Outdated, Problem, Refused
from kpikit.text import Text
from kpikit.web import forms_result as forms
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.consult_words import take_figure
from kpikit.web.forms import Form, number_of
from kpikit.web.opened import show
from kpikit.web.reader import actor, desk
from kpikit.web.result_words import people_words, result_words

PAGES = Blueprint("results", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One result on a page: what it is, how far it is, and whether it is hidden."""

    kpi: AnyKpi
    result: Result | None
    progress: Progress
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The results of one party for one period, as the reader may see them."""

    role: PartyRole
    own: bool
    round_: ResultRound
    lines: tuple[Line, ...]

    @property
    def filled(self) -> bool:
        """Whether there is anything to submit."""
        return any(line.result is not None for line in self.lines)


@PAGES.get("/agreements/<agreement_id>/results")
@needs(Permission.READ)
def index(agreement_id: str) -> str:
    """Show every period of the agreement that has begun, and how far it is."""
    found = opened(agreement_id)
    begun = [p for p in _periods(found) if may_enter(p, found.today) is None]
    ahead = [p for p in _periods(found) if may_enter(p, found.today) is not None]
    return show(
        "results/index.html",
        found.opened,
        found=found,
        periods=[(p, _tally(found, p)) for p in reversed(begun)],
        ahead=ahead,
        names=PROGRESS_NAMES,
        sets=found.raw_sets,
        kpi_names={kpi.id: kpi.name for kpi in found.dossier.kpis},
    )


@PAGES.get("/agreements/<agreement_id>/results/<period_id>")
@needs(Permission.READ)
def period(agreement_id: str, period_id: str) -> str:
    """Show the results of one period, with the step that comes next."""
    found = opened(agreement_id)
    return _period_page(found, known_period(found, period_id))


@PAGES.post("/agreements/<agreement_id>/results/<period_id>")
@needs(Permission.READ)
def take_step(agreement_id: str, period_id: str) -> str | Response | tuple[str, int]:
    """Submit a period, or take another step with it."""
    found = opened(agreement_id)
    which = known_period(found, period_id)
    try:
        done = _step(agreement_id, which)
    except Refused as refused:
        return _period_page(found, which, refused.problems), 422
    except (RoundClosed, Outdated) as stopped:
        found = opened(agreement_id)
        said = Problem("stopped", "", stopped.text)
        return _period_page(found, which, (said,)), 409
    flash(done)
    return redirect(request.url, 303)


@PAGES.get("/agreements/<agreement_id>/results/<period_id>/<kpi_id>")
@needs(Permission.ENTER_RESULTS)
def entry(agreement_id: str, period_id: str, kpi_id: str) -> str:
    """Show the form of one result."""
    found = opened(agreement_id, Permission.ENTER_RESULTS)
    which = known_period(found, period_id)
    kpi = known_kpi(found, which, kpi_id)
    form = entry_form(found, which, kpi)
    taken = _take(form, which, kpi)
    return _entry(found, which, kpi, form, taken=taken)


@PAGES.post("/agreements/<agreement_id>/results/<period_id>/<kpi_id>")
@needs(Permission.ENTER_RESULTS)
def save_entry(
    agreement_id: str, period_id: str, kpi_id: str
) -> str | Response | tuple[str, int]:
    """Keep one result as a draft of the own party."""
    found = opened(agreement_id, Permission.ENTER_RESULTS)
    which = known_period(found, period_id)
    kpi = known_kpi(found, which, kpi_id)
    form = entry_form(found, which, kpi)
    scored = desk().library.instrument_of(kpi)
    if not form.is_sound(
        lambda: forms.at_empty_fields(
            problems(forms.result_of(form, kpi, which), kpi, scored), form, kpi
        )
    ):
        return _entry(found, which, kpi, form), 422
    try:
        bringing.record_result(
            desk(), actor(), agreement_id, forms.result_of(form, kpi, which)
        )
    except Refused as refused:
        form.take(refused.problems)
        return _entry(found, which, kpi, form), 422
    except Outdated:
        found = opened(agreement_id)
        both = merging.pair(found.opened, form, lambda: entry_form(found, which, kpi))
        return merging.ask(found.opened, both)
    except RoundClosed as stopped:
        return _entry(opened(agreement_id), which, kpi, form, stopped.text), 409
    flash(_("Saved as a draft. Only your own organisation sees it."))
    return redirect(_url(agreement_id, which), 303)


def opened(
    agreement_id: str, permission: Permission = Permission.READ
) -> OpenedResults:
    """Return the results of an agreement as the reader may see them.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the reader's role may not do this.
        Locked: the agreement is not signed, and this needs it.
    """
    found = open_results(desk(), actor(), agreement_id)
    authorise(actor(), permission, found.opened.settling.state)
    return found


def known_period(found: OpenedResults, period_id: str) -> Period:
    """Return a period of the agreement.

    Raises:
        NotFoundHere: the signed agreement has no such period.
    """
    which = period_of(period_id, _periods(found))
    if which is None:
        raise NotFoundHere
    return which


def known_kpi(found: OpenedResults, which: Period, kpi_id: str) -> AnyKpi:
    """Return a KPI that is measured in a period.

    Raises:
        NotFoundHere: no such KPI is.
    """
    for kpi in _due(found, which):
        if kpi.id == KpiId(kpi_id):
            return kpi
    raise NotFoundHere


def _step(agreement_id: str, which: Period) -> str:
    step = request.form.get("step", "")
    revision = number_of(request.form.get("revision", ""))
    if step == "submit":
        bringing.submit_period(desk(), actor(), agreement_id, which.id, revision)
        return str(_("Submitted. The other party can now accept or return it."))
    role = request.form.get("entered_by", "")
    if role not in DECIDING:
        raise NotFoundHere
    at = RoundAt(period_id=which.id, entered_by=PartyRole(role), revision=revision)
    said = request.form.get("words", "")
    bringing.step_round(desk(), actor(), agreement_id, step, at, said)
    return str(_DONE[step]())


def _period_page(
    found: OpenedResults, which: Period, problems: tuple[Problem, ...] = ()
) -> str:
    return show(
        "results/period.html",
        found.opened,
        found=found,
        period=which,
        sides=[s for r in DECIDING if (s := _side(found, which, r)) is not None],
        not_yet=may_submit(which, found.today),
        not_begun=may_enter(which, found.today),
        closed_because=closed_because,
        names=PROGRESS_NAMES,
        said=result_words,
        people=people_words,
        problems=problems,
        typed=request.form.get("words", ""),
        asked=request.form.get("step", ""),
    )


def _side(found: OpenedResults, which: Period, role: PartyRole) -> Side | None:
    own = role is found.party
    round_ = found.round_of(which, role)
    if round_ is None and (not own or _settled_elsewhere(found, which, role)):
        return None
    current = round_ or ResultRound(period=which, entered_by=role)
    lines = tuple(_line(found, which, kpi, current) for kpi in _due(found, which))
    if not own:
        lines = tuple(line for line in lines if line.result is not None)
    return Side(role=role, own=own, round_=current, lines=lines)


def _settled_elsewhere(found: OpenedResults, which: Period, role: PartyRole) -> bool:
    """Tell whether the other party's results of this period are accepted already."""
    others = (found.round_of(which, other) for other in DECIDING if other is not role)
    return any(o is not None and o.state is RoundState.ACCEPTED for o in others)


def _line(
    found: OpenedResults, which: Period, kpi: AnyKpi, round_: ResultRound
) -> Line:
    handed = next((r for r in round_.results if r.kpi_id == kpi.id), None)
    own = round_.entered_by is found.party
    draft = found.draft(kpi.id, which) if own else None
    closed = closed_because(round_) is not None
    drafted = {kpi.id} if draft is not None else set()
    return Line(
        kpi=kpi,
        result=handed if closed or draft is None else draft,
        progress=progress(Due(kpi=kpi, period=which), found.today, round_, drafted),
        hidden=not own and (kpi.id, which.id) in found.hidden,
    )


def _tally(found: OpenedResults, which: Period) -> dict[Progress, int]:
    """Return how many results of a period are how far, as the reader sees it."""
    counted: dict[Progress, int] = {}
    for kpi in _due(found, which):
        best = max((_far(found, which, kpi, r) for r in DECIDING), key=_ORDER.index)
        counted[best] = counted.get(best, 0) + 1
    return counted


def _far(found: OpenedResults, which: Period, kpi: AnyKpi, role: PartyRole) -> Progress:
    round_ = found.round_of(which, role) or ResultRound(period=which, entered_by=role)
    return _line(found, which, kpi, round_).progress


def _entry(
    found: OpenedResults,
    which: Period,
    kpi: AnyKpi,
    form: Form | None = None,
    stopped: Text | None = None,
    *,
    taken: str = "",
) -> str:
    own = found.round_of(which, found.party)
    asked = desk().library.question_for(kpi.id)
    closed = may_enter(which, found.today) or (own and closed_because(own))
    return show(
        "results/entry.html",
        found.opened,
        found=found,
        period=which,
        kpi=kpi,
        plan=found.dossier.plan(kpi.id),
        form=form or entry_form(found, which, kpi),
        figure_fields=forms.figure_fields(kpi),
        closed=closed or None,
        typed=merging.typed(form) if form and closed else (),
        stopped=stopped,
        taken=taken,
        pulse=f"{asked.id}.0" if asked else None,
        recorded=_has_consults(kpi),
        drafted=found.draft(kpi.id, which) is not None,
    )


def _take(form: Form, which: Period, kpi: AnyKpi) -> str:
    """Fill in what the address brings from a pulse or from consults; say which."""
    if forms.take_pulse(form, desk().library.question_for(kpi.id)):
        return str(_("The counts of your own team pulse are filled in."))
    team = request.args.get("consults", "")
    if not team or not _has_consults(kpi):
        return ""
    kept = consults.read_consults(desk(), actor())
    figure = kept.figure(team, which.first_day, which.last_day)
    if figure is None:
        return ""
    take_figure(form, figure, team, which)
    return str(_("The figure of your recorded consults is filled in."))


def _has_consults(kpi: AnyKpi) -> bool:
    """Tell whether the reader may bring the figure of recorded consults."""
    a_mean = figure_kind(kpi) is FigureKind.MEAN
    may = actor().may(Permission.WRITE_STEPS)
    return a_mean and may and consults.gives_result_of(kpi)


def entry_form(found: OpenedResults, which: Period, kpi: AnyKpi) -> Form:
    """Return the form of one result, with the own draft of it."""
    draft = found.draft(kpi.id, which)
    return forms.result_form(kpi, draft, found.dossier.plan(kpi.id))


def _periods(found: OpenedResults) -> tuple[Period, ...]:
    return all_periods(found.dossier) if found.signed else ()


def _due(found: OpenedResults, which: Period) -> tuple[AnyKpi, ...]:
    return due_in(found.dossier, which)


def _url(agreement_id: str, which: Period) -> str:
    return url_for(".period", agreement_id=agreement_id, period_id=which.id)


_ORDER = (
    Progress.NOT_DUE,
    Progress.DUE,
    Progress.DRAFT,
    Progress.RETURNED,
    Progress.SUBMITTED,
    Progress.ACCEPTED,
)
_DONE = {
    "withdraw": lambda: _("Taken back. You can change it again."),
    "return": lambda: _("Returned, with your note."),
    "accept": lambda: _("Accepted. These are now the results of the agreement."),
    "ask-unlock": lambda: _("Asked. The other party decides."),
    "unlock": lambda: _("Opened. The results can be corrected now."),
    "keep-locked": lambda: _("The period stays closed."),
}
