"""Financing: the arrangements with what they commit to, and one form for every kind."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions.opening import Opened
from kpikit.actions.recording import (
    arrangement_problems,
    overrule_warning,
    record_arrangement,
    remove_arrangement,
)
from kpikit.domain.access import Permission
from kpikit.domain.financing.base import Arrangement, Kind, Term
from kpikit.domain.financing.catalogue import all_kinds, kind_of
from kpikit.domain.financing.fair_warnings import (
    RULES,
    FairWarning,
    fair_warnings,
    overruled,
)
from kpikit.domain.financing.soundness import without_base
from kpikit.problems import NotFoundHere, Outdated, Refused
from kpikit.text import plain
from kpikit.web import forms_financing as forms
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.answers import of_arrangement, unpaid_words
from kpikit.web.financing_table import groups_of, totals_of
from kpikit.web.forms import Form, number_of, wrong_reason
from kpikit.web.language import words
from kpikit.web.opened import open_for, show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("financing", __name__)
_REPORT_ONLY = "report_only"


@PAGES.get("/agreements/<agreement_id>/financing")
@needs(Permission.SEE_MONEY)
def index(agreement_id: str) -> str:
    """Show every arrangement with its amounts, and the kinds to add."""
    opened = open_for(agreement_id, Permission.SEE_MONEY)
    found = opened.dossier.arrangements
    years = opened.agreement.years
    paths = tuple(p.name for p in opened.agreement.care_paths)
    return show(
        "financing/index.html",
        opened,
        groups=groups_of(opened),
        totals=totals_of(opened),
        unpaid=unpaid_words(without_base(found, years, paths)),
        bases=[k for k in all_kinds().values() if k.is_base],
        extras=[k for k in all_kinds().values() if not k.is_base],
        warnings=fair_warnings(opened.dossier),
    )


@PAGES.get("/agreements/<agreement_id>/financing/new/<kind>")
@needs(Permission.EDIT)
def new(agreement_id: str, kind: str) -> str:
    """Show the empty form of a kind."""
    opened = open_for(agreement_id, Permission.EDIT)
    chosen = _kind(kind)
    blank = _blank(opened, chosen, desk().new_id())
    return _entry(opened, chosen, _form(opened, blank))


@PAGES.post("/agreements/<agreement_id>/financing/new/<kind>")
@needs(Permission.EDIT)
def add(agreement_id: str, kind: str) -> str | Response | tuple[str, int]:
    """Record a new arrangement; the same form sent twice makes one."""
    opened = open_for(agreement_id, Permission.EDIT)
    chosen = _kind(kind)
    form = _form(opened, _blank(opened, chosen, ""))
    form.revision.data = "0"  # new, whatever was sent: never over one that is there
    return _record(opened, chosen, form)


@PAGES.get("/agreements/<agreement_id>/financing/<arrangement_id>")
@needs(Permission.SEE_MONEY)
def entry(agreement_id: str, arrangement_id: str) -> str:
    """Show one arrangement."""
    opened = open_for(agreement_id, Permission.SEE_MONEY)
    found = _arrangement(opened, arrangement_id)
    may_edit = actor().may(Permission.EDIT, opened.settling.state)
    form = _form(opened, found) if may_edit else None
    return _entry(opened, kind_of(found), form, found)


@PAGES.post("/agreements/<agreement_id>/financing/<arrangement_id>")
@needs(Permission.EDIT)
def save_entry(
    agreement_id: str, arrangement_id: str
) -> str | Response | tuple[str, int]:
    """Save one arrangement."""
    opened = open_for(agreement_id, Permission.EDIT)
    found = _arrangement(opened, arrangement_id)
    form = _form(opened, found)
    form.arrangement_id.data = found.id
    return _record(opened, kind_of(found), form, found)


@PAGES.get("/agreements/<agreement_id>/financing/<arrangement_id>/remove")
@needs(Permission.EDIT)
def remove(agreement_id: str, arrangement_id: str) -> str:
    """Ask before an arrangement is removed, and name what is lost."""
    opened = open_for(agreement_id, Permission.EDIT)
    return _confirm(opened, _arrangement(opened, arrangement_id))


@PAGES.post("/agreements/<agreement_id>/financing/<arrangement_id>/remove")
@needs(Permission.EDIT)
def remove_now(
    agreement_id: str, arrangement_id: str
) -> str | Response | tuple[str, int]:
    """Remove an arrangement, as it was on the page that asked."""
    opened = open_for(agreement_id, Permission.EDIT)
    found = _arrangement(opened, arrangement_id)
    form = _form(opened, found)
    revision = number_of(form.revision.data or "")
    try:
        remove_arrangement(desk(), actor(), agreement_id, arrangement_id, revision)
    except Outdated:
        opened = open_for(agreement_id, Permission.EDIT)
        return _confirm(opened, _arrangement(opened, arrangement_id), form), 409
    flash(_("%(name)s is removed.", name=words(kind_of(found).name)))
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


@PAGES.post("/agreements/<agreement_id>/financing/<arrangement_id>/overrule/<code>")
@needs(Permission.EDIT)
def overrule(
    agreement_id: str, arrangement_id: str, code: str
) -> str | Response | tuple[str, int]:
    """Leave a fair warning aside with a reason, or take that back."""
    opened = open_for(agreement_id, Permission.EDIT)
    found = _arrangement(opened, arrangement_id)
    if code not in RULES:
        raise NotFoundHere
    back = "back" in request.form
    reason = "" if back else plain(request.form.get("reason", ""))
    ask = _("Write down why you choose it all the same.")
    if not back and (why := wrong_reason(reason, ask)):
        return _warned(opened, found, (code, reason, why)), 422
    wanted = overruled(found, code, reason)
    wanted = replace(wanted, revision=number_of(request.form.get("revision", "")))
    try:
        overrule_warning(desk(), actor(), agreement_id, wanted)
    except Outdated as outdated:
        opened = open_for(agreement_id, Permission.EDIT)
        found = _arrangement(opened, arrangement_id)
        wrong = (code, reason, words(outdated.text))
        return _entry(
            opened, kind_of(found), _form(opened, found), found, wrong=wrong
        ), 409
    flash(_("The warning stands again.") if back else _("Your reason is recorded."))
    here = url_for(".entry", agreement_id=agreement_id, arrangement_id=found.id)
    return redirect(here, 303)


def _record(
    opened: Opened, kind: Kind, form: Form, found: Arrangement | None = None
) -> str | Response | tuple[str, int]:
    if not form.is_sound(
        lambda: arrangement_problems(opened, forms.arrangement_of(form, kind))
    ):
        return _entry(opened, kind, form, found), 422
    wanted = forms.arrangement_of(form, kind)
    wanted = replace(wanted, overrules=found.overrules if found else ())
    agreement_id = opened.agreement.id
    try:
        record_arrangement(desk(), actor(), agreement_id, wanted)
    except Refused as refused:
        form.take(refused.problems)
        return _entry(opened, kind, form, found), 422
    except Outdated:
        return _collided(agreement_id, form, wanted)
    flash(_("%(name)s is saved.", name=words(kind.name)))
    if any(not w.overruled for w in _warnings(open_for(agreement_id), wanted.id)):
        here = url_for(".entry", agreement_id=agreement_id, arrangement_id=wanted.id)
        return redirect(f"{here}#warnings", 303)
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


def _collided(
    agreement_id: str, form: Form, wanted: Arrangement
) -> Response | tuple[str, int]:
    """Put two changes together; the same new form sent twice is simply done."""
    opened = open_for(agreement_id, Permission.SEE_MONEY)
    now = _arrangement(opened, wanted.id)
    if now == replace(wanted, revision=now.revision):
        return redirect(url_for(".index", agreement_id=agreement_id), 303)
    both = merging.pair(opened, form, lambda: _form(opened, now))
    here = url_for(".entry", agreement_id=agreement_id, arrangement_id=now.id)
    return merging.ask(opened, both, about=("arrangement", now.kind), to=here)


def _warned(opened: Opened, found: Arrangement, wrong: tuple[str, str, str]) -> str:
    form = _form(opened, found)
    return _entry(opened, kind_of(found), form, found, wrong=wrong)


def _entry(
    opened: Opened,
    kind: Kind,
    form: Form | None,
    found: Arrangement | None = None,
    wrong: tuple[str, str, str] | None = None,
) -> str:
    """Show the form; ``wrong`` is an overrule that failed: warning, reason, why."""
    return show(
        "financing/entry.html",
        opened,
        kind=kind,
        form=form,
        found=found,
        fields_of=forms.fields_of,
        answers=of_arrangement(found, opened.known) if found else (),
        warnings=_warnings(opened, found.id) if found else (),
        wrong=wrong,
    )


def _warnings(opened: Opened, arrangement_id: str) -> tuple[FairWarning, ...]:
    found = fair_warnings(opened.dossier)
    return tuple(w for w in found if w.arrangement.id == arrangement_id)


def _confirm(opened: Opened, found: Arrangement, sent: Form | None = None) -> str:
    """Ask first; ``sent`` is what was asked before, when it changed meanwhile."""
    answers = of_arrangement(found, opened.known)
    form, since = merging.asked(opened, sent, lambda: _form(opened, found))
    return show(
        "financing/remove.html",
        opened,
        found=found,
        kind=kind_of(found),
        losses=[f"{a.label}: {a.words}" for a in answers if a.words],
        form=form,
        since=since,
        changed=sent is not None,
    )


def _form(opened: Opened, arrangement: Arrangement) -> Form:
    return forms.arrangement_form(
        kind_of(arrangement),
        arrangement,
        opened.agreement.years,
        tuple(p.name for p in opened.agreement.care_paths),
        opened.dossier.kpis,
    )


def _blank(opened: Opened, kind: Kind, new_id: str) -> Arrangement:
    """Return a new arrangement over the whole term; a first year only reports."""
    return Arrangement(
        id=new_id,
        kind=kind.code,
        first_year=opened.agreement.first_year,
        last_year=opened.agreement.last_year,
        terms=tuple(
            Term(name=parameter.name, words=_REPORT_ONLY)
            for parameter in kind.parameters
            if _REPORT_ONLY in {choice.code for choice in parameter.choices}
        ),
        revision=0,
    )


def _kind(code: str) -> Kind:
    try:
        return all_kinds()[code]
    except KeyError:
        raise NotFoundHere from None


def _arrangement(opened: Opened, arrangement_id: str) -> Arrangement:
    for each in opened.dossier.arrangements:
        if each.id == arrangement_id:
            return each
    raise NotFoundHere
