"""The form for how one KPI is measured, and the library's advice on it."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from kpikit.domain.kpi import AnyKpi, Mode, NarrativeKpi, SamplingMethod
from kpikit.domain.measurement import MeasurementPlan
from kpikit.excel.words import named
from kpikit.web.answers import Answer
from kpikit.web.forms import Form, WholeNumberField, choices_of, long, short
from kpikit.web.forms_ambition import revision_of
from kpikit.web.language import number, words

NUMBERS = ("planned_n", "minimum_n", "rounds_per_year")


def plan_form(kpi: AnyKpi, plan: MeasurementPlan | None) -> Form:
    """Return the form of a measured or of a narrative KPI, with what is recorded."""
    narrative = isinstance(kpi, NarrativeKpi)
    fields: dict[str, Any] = {
        "revision": HiddenField(),
        "who_is_asked": TextAreaField(
            _("Who takes part?") if narrative else _("Who is asked?"),
            validators=[long()],
        ),
    }
    if not narrative:
        fields |= _numbers()
    fields |= {
        "moments": TextAreaField(
            _("When is evidence gathered and discussed?") if narrative else _("When?"),
            validators=[long()],
        ),
        "data_source": TextAreaField(
            _("What counts as evidence?") if narrative
            else _("Where do the data come from?"),
            validators=[long()],
        ),
        "measured_by": StringField(_("Who does the work?"), validators=[short()]),
        "owner": StringField(_("Who sees to it?"), validators=[short()]),
    }
    form: type[Form] = type("PlanForm", (Form,), fields)
    return form(data=_values(plan))


def plan_of(form: Form, kpi: AnyKpi) -> MeasurementPlan:
    """Return the plan that the form describes."""
    said = MeasurementPlan(
        kpi_id=kpi.id,
        who_is_asked=form.who_is_asked.data or "",
        moments=form.moments.data or "",
        measured_by=form.measured_by.data or "",
        owner=form.owner.data or "",
        data_source=form.data_source.data or "",
        revision=revision_of(form),
    )
    if isinstance(kpi, NarrativeKpi):
        return said
    return replace(
        said,
        method=SamplingMethod(form["method_of_sampling"].data)
        if form["method_of_sampling"].data else None,
        mode=Mode(form.mode.data) if form.mode.data else None,
        planned_n=form.planned_n.data,
        minimum_n=form.minimum_n.data,
        rounds_per_year=form.rounds_per_year.data,
    )


def advice(kpi: AnyKpi) -> dict[str, Answer]:
    """Return what the library advises, by field: what to fill in, and in words."""
    sampling, collection = kpi.sampling, kpi.collection
    found = {
        "who_is_asked": words(kpi.population),
        "moments": words(collection.frequency),
        "measured_by": words(collection.collector),
        "data_source": words(
            kpi.evidence_advice if isinstance(kpi, NarrativeKpi)
            else collection.data_source
        ),
    }
    advised = {name: Answer(said, said) for name, said in found.items() if said}
    if isinstance(kpi, NarrativeKpi):
        return advised
    method = sampling.method
    advised["method_of_sampling"] = Answer(method.value, words(named(method)))
    if sampling.modes:
        names = ", ".join(words(named(mode)) for mode in sampling.modes)
        advised["mode"] = Answer(sampling.modes[0].value, names)
    for name, count in (
        ("planned_n", sampling.target_n), ("minimum_n", sampling.minimum_n)
    ):
        if count is not None:
            advised[name] = Answer(str(count), number(count))
    return advised


def take_over(form: Form, kpi: AnyKpi) -> None:
    """Fill every field that is still empty with the advice."""
    for name, advised in advice(kpi).items():
        field = form[name]
        is_count = name in NUMBERS
        if field.data not in (None, "") or (is_count and field.typed):
            continue
        field.data = int(advised.label) if is_count else advised.label
        if is_count:
            field.typed = None


def _numbers() -> dict[str, Any]:
    none = {"": _("choose")}
    methods = none | {m: named(m) for m in SamplingMethod}
    modes = none | {m: named(m) for m in Mode}
    return {
        "method_of_sampling": SelectField(
            _("How are they chosen?"), choices=choices_of(methods)
        ),
        "mode": SelectField(_("How are they asked?"), choices=choices_of(modes)),
        "planned_n": WholeNumberField(_("Planned sample per round"), grouping=True),
        "minimum_n": WholeNumberField(_("Minimum per round"), grouping=True),
        "rounds_per_year": WholeNumberField(_("Rounds a year")),
    }


def _values(plan: MeasurementPlan | None) -> dict[str, Any]:
    if plan is None:
        return {"revision": "0"}
    return {
        "revision": str(plan.revision),
        "who_is_asked": plan.who_is_asked,
        "method_of_sampling": plan.method.value if plan.method else "",
        "mode": plan.mode.value if plan.mode else "",
        "planned_n": plan.planned_n,
        "minimum_n": plan.minimum_n,
        "rounds_per_year": plan.rounds_per_year,
        "moments": plan.moments,
        "measured_by": plan.measured_by,
        "owner": plan.owner,
        "data_source": plan.data_source,
    }
