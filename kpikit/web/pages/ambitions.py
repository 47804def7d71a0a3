"""Ambitions: the goals of every KPI in one table, and one KPI in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions.opening import Opened
from kpikit.actions.recording import record_ambition, record_ambitions
from kpikit.domain.access import Permission
from kpikit.domain.advice import Advice
from kpikit.domain.ambition import (
    UNIT_NAMES,
    AnyAmbition,
    Comparator,
    MeasuredAmbition,
    NarrativeAmbition,
    problems,
)
from kpikit.domain.kpi import AnyKpi, MeasuredKpi
from kpikit.excel.words import named
from kpikit.problems import Outdated, Problem, Refused
from kpikit.text import same
from kpikit.web import forms_ambition as forms
from kpikit.web import merging
from kpikit.web.access import needs
from kpikit.web.answers import baseline_words, figure, level_name, of_ambition
from kpikit.web.forms import Form
from kpikit.web.opened import chosen_kpi, open_for, show
from kpikit.web.pages.charts import big_course, small_course
from kpikit.web.reader import actor, desk
from kpikit.web.sample_advice import SampleAdvice, about_goals, in_short

PAGES = Blueprint("ambitions", __name__)


@dataclass(slots=True)
class Row:
    """One KPI of the list, with the short form when it can be changed there."""

    kpi: AnyKpi
    ambition: AnyAmbition | None
    form: Form | None = None
    warnings: tuple[Advice, ...] = ()

    @property
    def measured(self) -> bool:
        """Whether it takes a number."""
        return isinstance(self.kpi, MeasuredKpi)

    @property
    def now(self) -> str:
        """The baseline with its unit."""
        found = self.ambition
        if not isinstance(found, MeasuredAmbition):
            return ""
        return figure(found.baseline.value, found.unit)

    @property
    def baseline(self) -> str:
        """The baseline in words."""
        if isinstance(self.ambition, MeasuredAmbition):
            return baseline_words(self.ambition.baseline, self.ambition.unit)
        return str(_("baseline not filled in yet"))

    @property
    def course(self) -> tuple[str, str] | None:
        """The address of the small chart and what it shows, or ``None``."""
        return small_course(self.kpi, self.ambition)

    def cell(self, year: int) -> str:
        """Return what is agreed for a year, in words."""
        found = self.ambition
        if isinstance(found, NarrativeAmbition):
            levels = {y.year: y.level for y in found.years}
            return level_name(levels.get(year))
        low, high = self.floor(year), self.goal(year)
        if found is None or found.comparator is not Comparator.BETWEEN or not low:
            return high
        return str(_("%(low)s to %(high)s", low=low, high=high))

    def floor(self, year: int) -> str:
        """Return the floor of a year with its unit."""
        return self._figure("floor", year)

    def goal(self, year: int) -> str:
        """Return the goal of a year with its unit."""
        return self._figure("goal", year)

    def _figure(self, name: str, year: int) -> str:
        found = self.ambition
        if not isinstance(found, MeasuredAmbition):
            return ""
        values = {y.year: getattr(y, name) for y in found.years}
        return figure(values.get(year), found.unit)


@PAGES.get("/agreements/<agreement_id>/ambitions")
@needs(Permission.READ)
def index(agreement_id: str) -> str:
    """Show the ambitions on all chosen KPIs."""
    opened = open_for(agreement_id)
    return _index(opened, _rows(opened))


@PAGES.post("/agreements/<agreement_id>/ambitions")
@needs(Permission.EDIT)
def save(agreement_id: str) -> str | Response | tuple[str, int]:
    """Save the goals of every KPI that the reader changed."""
    opened = open_for(agreement_id, Permission.EDIT)
    rows = _rows(opened)
    years = opened.agreement.years
    touched = [r for r in rows if r.form is not None and forms.touched(r.form)]
    if [row for row in touched if not _is_sound(row, years)]:
        return _index(opened, rows), 422
    changed = tuple(
        forms.goals_of(r.form, r.kpi, years, r.ambition) for r in touched if r.form
    )
    try:
        record_ambitions(desk(), actor(), agreement_id, changed)
    except Refused as refused:
        for row in touched:
            if row.form:
                row.form.take(_about(row.kpi, refused.problems))
        return _index(opened, rows), 422
    except Outdated:
        return _collided(agreement_id, touched)
    flash(_("Saved.") if changed else _("Nothing was changed."))
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


@PAGES.post("/agreements/<agreement_id>/ambitions/advice")
@needs(Permission.READ)
def warnings(agreement_id: str) -> str:
    """Show what the goals that are being typed ask to reconsider; nothing is kept."""
    opened = open_for(agreement_id)
    rows = _rows(opened)
    for row in rows:
        if row.form is not None:
            row.form.validate()
    _warn(opened, rows)
    return render_template("ambitions/_warnings.html", rows=rows)


@PAGES.post("/agreements/<agreement_id>/ambitions/<kpi_id>/advice")
@needs(Permission.READ)
def advice(agreement_id: str, kpi_id: str) -> str:
    """Show what the sample can show of the goals being typed; nothing is kept."""
    opened = open_for(agreement_id)
    kpi = chosen_kpi(opened, kpi_id)
    years = opened.agreement.years
    form = forms.ambition_form(kpi, years, opened.dossier.ambition(kpi.id))
    form.validate()
    return render_template("ambitions/_advice.html", sample=_sample(opened, kpi, form))


@PAGES.get("/agreements/<agreement_id>/ambitions/<kpi_id>")
@needs(Permission.READ)
def entry(agreement_id: str, kpi_id: str) -> str:
    """Show everything about the ambition on one KPI."""
    opened = open_for(agreement_id)
    return _entry(opened, chosen_kpi(opened, kpi_id))


@PAGES.post("/agreements/<agreement_id>/ambitions/<kpi_id>")
@needs(Permission.EDIT)
def save_entry(agreement_id: str, kpi_id: str) -> str | Response | tuple[str, int]:
    """Save everything about the ambition on one KPI."""
    opened = open_for(agreement_id, Permission.EDIT)
    kpi = chosen_kpi(opened, kpi_id)
    years = opened.agreement.years
    form = forms.ambition_form(kpi, years, opened.dossier.ambition(kpi.id))
    if not form.is_sound(
        lambda: problems(forms.ambition_of(form, kpi, years), kpi, years)
    ):
        return _entry(opened, kpi, form), 422
    wanted = forms.ambition_of(form, kpi, years)
    try:
        record_ambition(desk(), actor(), agreement_id, wanted)
    except Refused as refused:
        form.take(refused.problems)
        return _entry(opened, kpi, form), 422
    except Outdated:
        now = open_for(agreement_id)
        ambition = now.dossier.ambition(kpi.id)
        both = merging.pair(
            now, form, lambda: forms.ambition_form(kpi, years, ambition)
        )
        return merging.ask(now, both, about=("ambition", kpi.id))
    flash(_("Saved."))
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


def _is_sound(row: Row, years: tuple[int, ...]) -> bool:
    form, kpi = row.form, row.kpi
    if form is None:
        return True
    return form.is_sound(
        lambda: problems(forms.goals_of(form, kpi, years, row.ambition), kpi, years)
    )


def _rows(opened: Opened) -> list[Row]:
    years = opened.agreement.years
    editable = actor().may(Permission.EDIT, opened.settling.state)
    rows = [Row(k, opened.dossier.ambition(k.id)) for k in opened.dossier.kpis]
    for row in rows:
        if editable and forms.fits_the_list(row.kpi, row.ambition):
            row.form = forms.goals_form(row.kpi, years, row.ambition)
    return rows


def _index(opened: Opened, rows: list[Row]) -> str:
    _warn(opened, rows)
    return show(
        "ambitions/index.html",
        opened,
        rows=rows,
        problems=[p for r in rows if r.form for p in _placed(r.form)],
    )


def _entry(
    opened: Opened,
    kpi: AnyKpi,
    form: Form | None = None,
) -> str:
    ambition = opened.dossier.ambition(kpi.id)
    editable = actor().may(Permission.EDIT, opened.settling.state)
    if form is None and editable and not kpi.balancing:
        form = forms.ambition_form(kpi, opened.agreement.years, ambition)
    statistic = kpi.statistic if isinstance(kpi, MeasuredKpi) else None
    return show(
        "ambitions/entry.html",
        opened,
        kpi=kpi,
        row=Row(kpi, ambition),
        form=form,
        answers=of_ambition(ambition) if ambition else (),
        chart=big_course(opened, kpi),
        sample=_sample(opened, kpi, form),
        ladder=[level for level in desk().library.ladder if level.value is not None],
        unit_name=UNIT_NAMES[statistic.unit] if statistic else None,
        direction_name=named(statistic.direction) if statistic else None,
        citations={s.id: s.citation for s in desk().library.sources.values()},
    )


def _sample(opened: Opened, kpi: AnyKpi, form: Form | None) -> SampleAdvice:
    """Return the advice on what is typed, or else on what is recorded."""
    ambition: AnyAmbition | None = opened.dossier.ambition(kpi.id)
    if form is not None and form.is_submitted():
        ambition = None
        if forms.can_be_read(form):
            typed = forms.ambition_of(form, kpi, opened.agreement.years)
            ambition = forms.without_errors(typed, form)
    return about_goals(opened, kpi, ambition, opened.dossier.plan(kpi.id))


def _warn(opened: Opened, rows: Sequence[Row]) -> None:
    """Put at each row of a list what asks to reconsider its goals, as typed."""
    for row in rows:
        ambition, form = row.ambition, row.form
        if form is not None and form.is_submitted():
            if form.errors and not row.measured:
                continue
            years = opened.agreement.years
            typed = forms.goals_of(form, row.kpi, years, ambition)
            ambition = forms.without_errors(typed, form)
        row.warnings = in_short(opened, row.kpi, ambition)


def _collided(agreement_id: str, touched: list[Row]) -> Response | tuple[str, int]:
    """Put together what two people changed; what is not in one's way goes along."""
    now = open_for(agreement_id)
    years = now.agreement.years
    about = ("", "")
    pairs = []
    for row in touched:
        if row.form is None:
            continue
        ambition = now.dossier.ambition(row.kpi.id)
        saved = partial(forms.goals_form, row.kpi, years, ambition)
        pairs.append(merging.pair(now, row.form, saved))
        if forms.revision_of(row.form) != (ambition.revision if ambition else 0):
            about = ("ambition", row.kpi.id)
    return merging.ask(now, *pairs, about=about)


def _about(kpi: AnyKpi, problems: Sequence[Problem]) -> list[Problem]:
    start = f"{kpi.id}-"
    return [
        Problem(code=p.code, where=p.where.removeprefix(start), text=p.text)
        for p in problems
        if p.where.startswith(start)
    ]


def _placed(form: Form) -> list[Problem]:
    """Return the problems of one form of several, each with the id of its field."""
    at_fields = [
        Problem("field", field.id, same(f"{field.label.text}: {error}"))
        for field in form
        for error in field.errors
    ]
    return at_fields + [Problem("form", "", same(str(e))) for e in form.form_errors]
