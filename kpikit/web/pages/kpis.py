"""Choose KPIs together: the table, the positions, the limit, the advice, own KPIs."""

import hashlib
import hmac

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from kpikit.actions import choosing
from kpikit.actions.opening import Opened
from kpikit.domain.access import Permission
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import DECIDING
from kpikit.domain.selection import (
    HIGHEST_LIMIT,
    LOWEST_LIMIT,
    Outcome,
    Position,
    SelectionFull,
    is_limited_set,
)
from kpikit.domain.set_advice import ADVISED_SIZE, SET_RULES
from kpikit.problems import NotFoundHere, Outdated, Problem, Refused
from kpikit.text import Text, plain
from kpikit.web.access import needs
from kpikit.web.agreement_page import AgreementPage
from kpikit.web.drawn import Drawn, drawn
from kpikit.web.forms import asks_fragment, number_of, wrong_reason
from kpikit.web.language import language, words
from kpikit.web.negotiation import Table, kpi_name, table_of
from kpikit.web.opened import open_for, show
from kpikit.web.reader import actor, desk, settings

PAGES = Blueprint("kpis", __name__)
DISCUSS = "discuss"
_MARK_DIGITS = 16
Answer = str | Response | tuple[str, int]


@PAGES.get("/agreements/<agreement_id>/kpis")
@needs(Permission.READ)
def index(agreement_id: str) -> Answer:
    """Show the negotiation table; to a browser that asks again, only what changed."""
    opened = open_for(agreement_id)
    seen = request.args.get("seen", "")
    if asks_fragment() and seen and seen == _newest(opened):
        return "", 204
    return _index(opened)


@PAGES.post("/agreements/<agreement_id>/kpis/<kpi_id>/position")
@needs(Permission.EDIT)
def position(agreement_id: str, kpi_id: str) -> Answer:
    """Say no, discuss or yes; at the limit ask which KPI leaves."""
    open_for(agreement_id, Permission.EDIT)
    wish = request.form.get("position", "")
    if wish not in {p.value for p in Position}:
        raise Refused([Problem("position", "position", _UNCLEAR)])
    leaving = request.form.get("leaving")
    try:
        after = choosing.take_a_position(
            desk(),
            actor(),
            agreement_id,
            KpiId(kpi_id),
            Position(wish),
            leaving=KpiId(leaving) if leaving else None,
        )
    except SelectionFull as full:
        return _full(open_for(agreement_id), kpi_id, full), 409
    if wish == Position.YES and kpi_id in after.chosen:
        name = kpi_name(open_for(agreement_id), kpi_id)
        flash(_("‘%(name)s’ is chosen: both parties say yes.", name=name))
    return redirect(_table_url(agreement_id), 303)


@PAGES.get("/agreements/<agreement_id>/kpis/add")
@needs(Permission.EDIT)
def add(agreement_id: str) -> str:
    """Show what the library offers, what is on the table, and the starting sets."""
    return _add(open_for(agreement_id, Permission.EDIT))


@PAGES.post("/agreements/<agreement_id>/kpis/add")
@needs(Permission.EDIT)
def put_on_table(agreement_id: str) -> Answer:
    """Put the ticked KPIs on the table."""
    ids = tuple(dict.fromkeys(KpiId(i) for i in request.form.getlist("kpi")))
    if not ids:
        opened = open_for(agreement_id, Permission.EDIT)
        return _add(opened, (Problem("none", "choose", _TICK),)), 422
    before = open_for(agreement_id, Permission.EDIT).selection
    after = choosing.propose_kpis(desk(), actor(), agreement_id, ids)
    count = len(after.candidates) - len(before.candidates)
    flash(
        ngettext(
            "%(num)s KPI put on the table.", "%(num)s KPIs put on the table.", count
        )
    )
    return redirect(_table_url(agreement_id), 303)


@PAGES.get("/agreements/<agreement_id>/kpis/<kpi_id>/withdraw")
@needs(Permission.EDIT)
def withdraw(agreement_id: str, kpi_id: str) -> str:
    """Ask before a candidate leaves the table, and name what is lost."""
    return _withdraw(open_for(agreement_id, Permission.EDIT), kpi_id)


@PAGES.post("/agreements/<agreement_id>/kpis/<kpi_id>/withdraw")
@needs(Permission.EDIT)
def take_off_table(agreement_id: str, kpi_id: str) -> Answer:
    """Take a candidate off the table."""
    try:
        choosing.withdraw_kpi(desk(), actor(), agreement_id, KpiId(kpi_id))
    except Refused as refused:
        opened = open_for(agreement_id, Permission.EDIT)
        return _withdraw(opened, kpi_id, refused.problems), 422
    name = kpi_name(open_for(agreement_id), kpi_id)
    flash(_("‘%(name)s’ is off the table.", name=name))
    return redirect(_table_url(agreement_id), 303)


@PAGES.get("/agreements/<agreement_id>/kpis/limit")
@needs(Permission.EDIT)
def limit(agreement_id: str) -> str:
    """Ask how many KPIs the set may hold."""
    opened = open_for(agreement_id, Permission.EDIT)
    return _limit(opened, opened.selection.limit)


@PAGES.post("/agreements/<agreement_id>/kpis/limit")
@needs(Permission.EDIT)
def agree_limit(agreement_id: str) -> Answer:
    """Agree on another number of slots."""
    wish = _number(request.form.get("limit"))
    seen = _number(request.form.get("seen"))
    try:
        choosing.agree_limit(desk(), actor(), agreement_id, wish, seen)
    except Refused as refused:
        opened = open_for(agreement_id, Permission.EDIT)
        return _limit(opened, wish, refused.problems), 422
    except Outdated:
        opened = open_for(agreement_id, Permission.EDIT)
        return _limit(opened, wish, collided=True), 409
    flash(_("The limit is now %(limit)s KPIs.", limit=wish))
    return redirect(_table_url(agreement_id), 303)


@PAGES.post("/agreements/<agreement_id>/kpis/overrule/<rule>")
@needs(Permission.EDIT)
def overrule(agreement_id: str, rule: str) -> Answer:
    """Leave an advice aside with a reason, or take that back."""
    open_for(agreement_id, Permission.EDIT)
    if rule not in {r.code for r in SET_RULES}:
        raise NotFoundHere
    back = "back" in request.form
    reason = "" if back else plain(request.form.get("reason", ""))
    seen = plain(request.form.get("seen", ""))
    if not back and (why := wrong_reason(reason, words(_REASON))):
        opened = open_for(agreement_id, Permission.EDIT)
        return _index(opened, (rule, reason, why)), 422
    try:
        choosing.overrule_advice(desk(), actor(), agreement_id, rule, reason, seen)
    except Outdated as outdated:
        opened = open_for(agreement_id, Permission.EDIT)
        return _index(opened, (rule, reason, words(outdated.text))), 409
    flash(_("The advice stands again.") if back else _("Your reason is recorded."))
    return redirect(_table_url(agreement_id), 303)


def _index(opened: Opened, wrong: tuple[str, str, str] | None = None) -> str:
    """Show the table; ``wrong`` is an overrule that failed: rule, reason, why."""
    page = AgreementPage(opened, actor())
    only_discuss = request.args.get("show") == DISCUSS
    table = table_of(opened, only_discuss=only_discuss)
    return show(
        "kpis/index.html",
        opened,
        table=table,
        rows=_rows(page, table, only_discuss=only_discuss),
        only_discuss=only_discuss,
        editable=page.may(Permission.EDIT),
        limited=is_limited_set(len(opened.selection.chosen)),
        advised=ADVISED_SIZE,
        wrong=wrong,
        newest=_newest(opened),
    )


def _rows(page: AgreementPage, table: Table, *, only_discuss: bool) -> Drawn:
    """Return the rows, drawn once for everybody of a party who may do the same."""
    editable = page.may(Permission.EDIT)
    agreement = page.opened.agreement.id
    return drawn(
        "kpis/_rows.html",
        (agreement, language(), only_discuss, page.own_role, editable),
        table,
        table=table,
        roles=_columns(page),
        own_role=page.own_role,
        editable=editable,
    )


def _newest(opened: Opened) -> str:
    """Return what stands for the newest change, or nothing before the first one.

    The number itself counts the changes of the whole installation, so it would tell
    how busy others are; nobody can work it out from this.
    """
    if opened.last_change is None:
        return ""
    counted = f"{opened.agreement.id}:{opened.last_change.sequence}"
    key = settings().secret_key.encode()
    return hmac.new(key, counted.encode(), hashlib.sha256).hexdigest()[:_MARK_DIGITS]


def _columns(page: AgreementPage) -> tuple[str, ...]:
    """Return the parties in the order of the columns: the own one first."""
    first = page.own_role if not page.is_voice else DECIDING[0]
    return tuple(sorted(DECIDING, key=lambda role: role is not first))


def _full(opened: Opened, kpi_id: str, full: SelectionFull) -> str:
    return show(
        "kpis/full.html",
        opened,
        kpi_id=kpi_id,
        name=kpi_name(opened, kpi_id),
        full=full,
        chosen=[(k, kpi_name(opened, k)) for k in full.chosen if k != kpi_id],
    )


def _add(opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
    wanted = plain(request.args.get("words", ""))[:200]
    sets = desk().library.sets
    chosen_set = next((s for s in sets if s.id == request.args.get("set")), None)
    found = [*desk().library.search(wanted), *(opened.own_kpis if not wanted else ())]
    if chosen_set is not None:
        found = [k for k in found if k.id in chosen_set.kpis]
    return show(
        "kpis/add.html",
        opened,
        kpis=found,
        sets=sets,
        chosen_set=chosen_set,
        names={k: kpi_name(opened, k) for s in sets for k in s.kpis},
        wanted=wanted,
        on_table={c.kpi_id: c for c in opened.selection.candidates},
        ticked=set(request.form.getlist("kpi")),
        problems=problems,
    )


def _withdraw(opened: Opened, kpi_id: str, problems: tuple[Problem, ...] = ()) -> str:
    candidate = opened.selection.candidate(KpiId(kpi_id))
    if candidate is None:
        raise NotFoundHere
    return show(
        "kpis/withdraw.html",
        opened,
        kpi_id=kpi_id,
        name=kpi_name(opened, kpi_id),
        candidate=candidate,
        is_chosen=candidate.outcome is Outcome.CHOSEN,
        problems=problems,
    )


def _limit(
    opened: Opened,
    wish: int,
    problems: tuple[Problem, ...] = (),
    *,
    collided: bool = False,
) -> str:
    return show(
        "kpis/limit.html",
        opened,
        wish=wish,
        choices=range(LOWEST_LIMIT, HIGHEST_LIMIT + 1),
        advised=ADVISED_SIZE,
        problems=problems,
        collided=collided,
    )


def _table_url(agreement_id: str) -> str:
    keep = request.args.get("show")
    return url_for(
        "kpis.index", agreement_id=agreement_id, show=DISCUSS if keep else None
    )


def _number(typed: str | None) -> int:
    """Return a typed whole number; 0 for anything else."""
    return number_of(plain(typed or ""))


_UNCLEAR = Text(
    nl="Kies ‘nee’, ‘bespreken’ of ‘ja’.", en="Choose ‘no’, ‘discuss’ or ‘yes’."
)
_TICK = Text(nl="Vink minstens één KPI aan.", en="Tick at least one KPI.")
_REASON = Text(
    nl="Schrijf op waarom u dit advies niet volgt.",
    en="Write down why you do not follow this advice.",
)
