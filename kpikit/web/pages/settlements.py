"""Settlements: what a year comes to, line by line, agreed by both parties."""

from dataclasses import replace
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import settlements as steps
from kpikit.actions.settlements import Settled, Signed
from kpikit.domain.access import Permission
from kpikit.domain.agreement import State
from kpikit.domain.party import DECIDING
from kpikit.domain.settlement.agreeing import Content, Frozen
from kpikit.domain.settlement.checks import problems as problems_of
from kpikit.domain.settlement.facts import PHASE_NAMES, Facts, Phase
from kpikit.domain.settlement.reckoning import running
from kpikit.domain.settling import ContentChanged
from kpikit.problems import NotFoundHere, Outdated, Refused
from kpikit.web import forms_settlement as forms
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.forms import asks_fragment, number_of
from kpikit.web.forms_settlement import SettlementForm
from kpikit.web.language import words
from kpikit.web.opened import open_for, show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("settlements", __name__)
SHOWN_DIGITS = 8


@PAGES.get("/agreements/<agreement_id>/settlements")
@needs(Permission.SEE_MONEY)
def index(agreement_id: str) -> str:
    """Show each year of the agreement, and how far its settlement is."""
    settled = steps.open_settlements(desk(), actor(), agreement_id)
    years = settled.opened.agreement.years
    return show(
        "settlements/index.html",
        settled.opened,
        years=[(y, [settled.of(y, phase) for phase in Phase]) for y in years],
        phases=[words(PHASE_NAMES[phase]) for phase in Phase],
    )


@PAGES.get("/agreements/<agreement_id>/settlements/<int:year>")
@PAGES.get(
    "/agreements/<agreement_id>/settlements/<int:year>/<any('work-out', agree):step>"
)
@needs(Permission.SEE_MONEY)
def entry(agreement_id: str, year: int, step: str = "") -> str:  # noqa: ARG001 - part of the address
    """Show the settlement of a year, also at the address of one of its steps."""
    settled = _settled(agreement_id, year)
    return _entry(settled, year, _asked_phase(settled, year))


@PAGES.post("/agreements/<agreement_id>/settlements/<int:year>")
@needs(Permission.SETTLE_YEAR)
def propose(agreement_id: str, year: int) -> str | Response | tuple[str, int]:
    """Propose a settlement of the year."""
    open_for(agreement_id, Permission.SETTLE_YEAR)
    settled, phase, filled = _filled(agreement_id, year)
    if not _is_sound(filled):
        return _entry(settled, year, phase, filled), 422
    revision = number_of(filled.form.revision.data or "")
    facts = forms.facts_of(filled)
    try:
        steps.propose(desk(), actor(), agreement_id, facts, revision)
    except Refused as refused:
        filled.form.take(refused.problems)
        return _entry(settled, year, phase, filled), 422
    except Outdated:
        now = _settled(agreement_id, year)
        both = merging.pair(
            now.opened,
            filled.form,
            lambda: _saved(now, year, phase).form,
            partial(forms.row_of, filled),
        )
        return merging.ask(now.opened, both)
    except Frozen as error:
        settled = _settled(agreement_id, year)
        return _entry(settled, year, phase, filled, stopped=words(error.text)), 409
    flash(_("Proposed. Both parties have to agree with it."))
    return _done(agreement_id, year, phase)


@PAGES.post("/agreements/<agreement_id>/settlements/<int:year>/work-out")
@needs(Permission.SETTLE_YEAR)
def work_out(agreement_id: str, year: int) -> str | tuple[str, int]:
    """Show what the figures on the form come to; nothing is kept."""
    if asks_fragment():
        return _fragment(agreement_id, year)
    open_for(agreement_id, Permission.SETTLE_YEAR)
    settled, phase, filled = _filled(agreement_id, year)
    opened = settled.opened
    content = _worked_out(filled, opened.version)
    page = _entry(settled, year, phase, filled, preview=content)
    return page if content else (page, 422)


def _fragment(agreement_id: str, year: int) -> str:
    dossier, version = steps.signed_dossier(desk(), actor(), agreement_id)
    if year not in dossier.agreement.years:
        raise NotFoundHere
    facts = Facts(year=year, phase=_phase(request.form.get("phase", "")))
    content = _worked_out(forms.settlement_form(dossier, facts, 0), version)
    return render_template("settlements/_worked_out.html", content=content)


def _worked_out(filled: SettlementForm, version: Signed | None) -> Content | None:
    """Return what a form comes to, or put at its fields why it cannot be said."""
    if not _is_sound(filled):
        return None
    return steps.content_of(filled.dossier, version, forms.facts_of(filled))


@PAGES.post("/agreements/<agreement_id>/settlements/<int:year>/agree")
@needs(Permission.AGREE_YEAR)
def agree(agreement_id: str, year: int) -> str | Response | tuple[str, int]:
    """Agree with the settlement that was shown."""
    open_for(agreement_id, Permission.AGREE_YEAR)
    phase = _phase(request.form.get("phase", ""))
    shown = request.form.get("shown_hash", "")
    try:
        saved = steps.agree(desk(), actor(), agreement_id, year, phase, shown)
    except Refused as refused:
        said = " ".join(words(p.text) for p in refused.problems)
        settled = _settled(agreement_id, year)
        return _entry(settled, year, phase, stopped=said), 422
    except (ContentChanged, Frozen) as error:
        settled = _settled(agreement_id, year)
        said = _changed() if isinstance(error, ContentChanged) else words(error.text)
        return _entry(settled, year, phase, stopped=said), 409
    if saved.agreed:
        flash(_("Both parties agreed. The settlement is frozen now."))
    else:
        flash(_("You agreed for your organisation."))
    return _done(agreement_id, year, phase)


def _changed() -> str:
    return str(
        _(
            "The settlement is no longer what you saw. Nothing was agreed. Read it "
            "again."
        )
    )


def _entry(
    settled: Settled,
    year: int,
    phase: Phase,
    filled: SettlementForm | None = None,
    *,
    preview: Content | None = None,
    stopped: str = "",
) -> str:
    opened, now, typed = settled.opened, settled.of(year, phase), filled
    frozen = now is not None and now.agreed
    may_propose = not frozen and actor().may(
        Permission.SETTLE_YEAR, opened.settling.state
    )
    fresh = False
    if may_propose and filled is None:
        filled = _saved(settled, year, phase)
        fresh = not _to_begin_with(settled, year, phase).care
    if may_propose and filled is not None:
        forms.bring(filled, settled.counted(year), fill=fresh)
    return show(
        "settlements/entry.html",
        opened,
        year=year,
        phase=phase,
        phases=[(p, words(PHASE_NAMES[p])) for p in Phase],
        signed=opened.settling.state is State.SIGNED,
        arrangements=running(opened.dossier, year),
        settlement=now,
        earlier=settled.of(year, Phase.PROVISIONAL) if phase is Phase.FINAL else None,
        preview=preview,
        filled=filled if may_propose else None,
        stopped=stopped,
        typed=() if may_propose or not typed else merging.typed(typed.form),
        deciding=DECIDING,
        short_hash=now.content_hash[:SHOWN_DIGITS] if now else "",
        agreed=now is not None and now.approved_by(actor().party) is not None,
    )


def _saved(settled: Settled, year: int, phase: Phase) -> SettlementForm:
    """Return the form with what is proposed now, or with what to begin with."""
    facts, now = _to_begin_with(settled, year, phase), settled.of(year, phase)
    revision = now.revision if now else 0
    return forms.settlement_form(settled.opened.dossier, facts, revision)


def _to_begin_with(settled: Settled, year: int, phase: Phase) -> Facts:
    """Return the facts to start from: those proposed, else the results brought in."""
    known = settled.of(year, phase) or settled.of(year, Phase.PROVISIONAL)
    if known is None:
        return Facts(year=year, phase=phase, results=settled.brought(year))
    return replace(known.content.facts, phase=phase)


def _filled(agreement_id: str, year: int) -> tuple[Settled, Phase, SettlementForm]:
    settled = _settled(agreement_id, year)
    phase = _phase(request.form.get("phase", ""))
    facts = Facts(year=year, phase=phase)
    filled = forms.settlement_form(settled.opened.dossier, facts, 0)
    return settled, phase, filled


def _is_sound(filled: SettlementForm) -> bool:
    """Tell whether every figure is there and can be right; what is not says so."""
    sound = filled.form.is_sound(
        lambda: problems_of(filled.dossier, forms.facts_of(filled))
    )
    for each in forms.missing(filled):
        each.errors = [*each.errors, _("Fill this in.")]
        sound = False
    return sound


def _settled(agreement_id: str, year: int) -> Settled:
    settled = steps.open_settlements(desk(), actor(), agreement_id)
    if year not in settled.opened.agreement.years:
        raise NotFoundHere
    return settled


def _asked_phase(settled: Settled, year: int) -> Phase:
    """Return the phase in the address; without one the latest that there is."""
    asked = request.args.get("phase")
    if asked is not None:
        return _phase(asked)
    return Phase.FINAL if settled.of(year, Phase.FINAL) else Phase.PROVISIONAL


def _phase(code: str) -> Phase:
    if code not in set(Phase):
        raise NotFoundHere
    return Phase(code)


def _done(agreement_id: str, year: int, phase: Phase) -> Response:
    address = url_for(".entry", agreement_id=agreement_id, year=year, phase=phase.value)
    return redirect(address, 303)
