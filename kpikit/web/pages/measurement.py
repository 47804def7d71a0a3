"""The measurement plan: who is asked, how many, how, by whom and when, per KPI."""

from decimal import Decimal

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions.opening import Opened
from kpikit.actions.recording import record_plan
from kpikit.domain.access import Permission
from kpikit.domain.completeness import missing_in
from kpikit.domain.kpi import AnyKpi, NarrativeKpi
from kpikit.domain.measurement import MeasurementPlan, fitting_rules, problems
from kpikit.domain.set_advice import hours_per_year
from kpikit.excel.words import named
from kpikit.problems import Outdated, Refused
from kpikit.web import forms_measurement as forms
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.answers import Answer, of_plan
from kpikit.web.forms import Form
from kpikit.web.opened import chosen_kpi, open_for, show
from kpikit.web.reader import actor, desk
from kpikit.web.sample_advice import SampleAdvice, about_plan

PAGES = Blueprint("measurement", __name__)


@PAGES.get("/agreements/<agreement_id>/measurement")
@needs(Permission.READ)
def index(agreement_id: str) -> str:
    """Show how every chosen KPI is measured, and what that costs in hours."""
    opened = open_for(agreement_id)
    kpis = opened.dossier.kpis
    return show(
        "measurement/index.html",
        opened,
        plans={k.id: opened.dossier.plan(k.id) for k in kpis},
        lacking=missing_in(opened.dossier, "measurement"),
        hours=hours_per_year(kpis),
        without_hours=[k for k in kpis if k.burden.staff_hours_per_year is None],
        narrative={k.id for k in kpis if isinstance(k, NarrativeKpi)},
        named=named,
        nothing=Decimal(0),
    )


@PAGES.post("/agreements/<agreement_id>/measurement/<kpi_id>/advice")
@needs(Permission.READ)
def advice(agreement_id: str, kpi_id: str) -> str:
    """Show what the sample that is being typed could show; nothing is kept."""
    opened = open_for(agreement_id)
    kpi = chosen_kpi(opened, kpi_id)
    form = _form(kpi, opened.dossier.plan(kpi.id))
    form.validate()
    return render_template("ambitions/_advice.html", sample=_sample(opened, kpi, form))


@PAGES.get("/agreements/<agreement_id>/measurement/<kpi_id>")
@needs(Permission.READ)
def entry(agreement_id: str, kpi_id: str) -> str:
    """Show how one KPI is measured, beside the library's advice."""
    opened = open_for(agreement_id)
    return _entry(opened, chosen_kpi(opened, kpi_id))


@PAGES.post("/agreements/<agreement_id>/measurement/<kpi_id>")
@needs(Permission.PLAN)
def save_entry(agreement_id: str, kpi_id: str) -> str | Response | tuple[str, int]:
    """Save how one KPI is measured, or fill the form with the advice."""
    opened = open_for(agreement_id, Permission.PLAN)
    kpi = chosen_kpi(opened, kpi_id)
    form = _form(kpi, opened.dossier.plan(kpi.id))
    if "take_over" in request.form:
        forms.take_over(form, kpi)
        return _entry(opened, kpi, form, advised=True)
    if not form.is_sound(lambda: problems(forms.plan_of(form, kpi))):
        return _entry(opened, kpi, form), 422
    wanted = forms.plan_of(form, kpi)
    try:
        record_plan(desk(), actor(), agreement_id, wanted)
    except Refused as refused:
        form.take(refused.problems)
        return _entry(opened, kpi, form), 422
    except Outdated:
        now = open_for(agreement_id)
        both = merging.pair(now, form, lambda: _form(kpi, now.dossier.plan(kpi.id)))
        return merging.ask(now, both, about=("plan", kpi.id))
    flash(_("Saved."))
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


def _entry(
    opened: Opened,
    kpi: AnyKpi,
    form: Form | None = None,
    *,
    advised: bool = False,
) -> str:
    plan = opened.dossier.plan(kpi.id)
    if form is None and actor().may(Permission.PLAN, opened.settling.state):
        form = _form(kpi, plan)
    return show(
        "measurement/entry.html",
        opened,
        kpi=kpi,
        form=form,
        narrative=isinstance(kpi, NarrativeKpi),
        answers=_answers(kpi, plan),
        advice=forms.advice(kpi),
        judged=bool(fitting_rules(kpi)),
        sample=_sample(opened, kpi, form),
        rule_meanings=forms.rule_meanings(),
        level_meanings=forms.level_meanings(),
        margin_meanings=forms.margin_meanings(),
        advised=advised,
    )


def _form(kpi: AnyKpi, plan: MeasurementPlan | None) -> Form:
    instrument = desk().library.instrument_of(kpi)
    return forms.plan_form(kpi, plan, instrument)


def _answers(kpi: AnyKpi, plan: MeasurementPlan | None) -> tuple[Answer, ...]:
    if plan is None:
        return ()
    judged = bool(fitting_rules(kpi))
    return of_plan(plan, narrative=isinstance(kpi, NarrativeKpi), judged=judged)


def _sample(opened: Opened, kpi: AnyKpi, form: Form | None) -> SampleAdvice:
    """Return the advice on what is typed, or else on what is recorded."""
    ambition, plan = opened.dossier.ambition(kpi.id), opened.dossier.plan(kpi.id)
    if form is not None and form.is_submitted() and fitting_rules(kpi):
        plan = forms.plan_of(form, kpi) if forms.can_be_judged(form) else None
    return about_plan(opened, kpi, ambition, plan)
