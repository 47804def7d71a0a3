"""The forms of a step plan: the care path, a key moment, and a checklist."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from kpikit.actions.stepping import OpenedSteps
from kpikit.domain.improvement.five_steps import CHANCES, OBSTACLES, Item, Step
from kpikit.domain.improvement.step_plan import (
    Check,
    KeyMoment,
    Phase,
    StepPlan,
    with_moment,
)
from kpikit.domain.kpi import KpiId
from kpikit.text import Text, same
from kpikit.web.forms import DateField, Form, choices_of, lines, long, required, short
from kpikit.web.versioned import Version

_MARK = 16
WORDS = (
    "ambition",
    "objective",
    "representatives",
    "findings",
    "own_chances",
    "own_obstacles",
)
MOMENT_WORDS = (
    "medical",
    "reported",
    "wishes",
    "support",
    "handed_out_by",
    "discussed_by",
)


def path_labels() -> dict[str, str]:
    """Return what each field of the care path is called."""
    return {
        "ambition": _("Ambition, in one sentence"),
        "objective": _("Measurable objective"),
        "kpi": _("Measured with this KPI"),
        "representatives": _("Which patient representatives are involved, and how"),
        "findings": _("What they found important"),
        "phases": _("Phases with their steps"),
        "chances": _("What helps"),
        "own_chances": _("What helps too, in your own words"),
        "obstacles": _("What is in the way"),
        "own_obstacles": _("What is in the way too, in your own words"),
    }


def moment_labels() -> dict[str, str]:
    """Return what each field of a key moment is called."""
    return {
        "medical": _("Medical outcomes"),
        "reported": _("Outcomes that patients report"),
        "wishes": _("Wishes and preferences"),
        "support": _("Decision support"),
        "handed_out_by": _("Who hands it out"),
        "discussed_by": _("Who discusses it"),
    }


def mark_of(part: object) -> str:
    """Return a mark of a part of the plan, which differs once the part does.

    Colleagues write different parts of one plan at the same time; only who wrote over
    the same part is stopped.
    """
    return sha256(repr(part).encode()).hexdigest()[:_MARK]


def path_part(plan: StepPlan) -> StepPlan:
    """Return what the form of the care path is about."""
    return replace(plan, moments=(), checks=(), revision=0)


def checks_part(plan: StepPlan, step: Step) -> tuple[Check, ...]:
    """Return what the form of a checklist is about."""
    return tuple(plan.check(item.code) for item in step.items)


def path_form(found: OpenedSteps, plan: StepPlan) -> Form:
    """Return the form of the care path, filled with the plan as it stands."""
    said = path_labels()
    fields: dict[str, Any] = {"seen": Version()}
    for name in (*WORDS, "phases"):
        fields[name] = TextAreaField(said[name], validators=[long()])
    none = same(str(_("None yet")))
    kpis: dict[str, Text] = {"": none}
    kpis |= {k.id: k.name for k in found.opened.dossier.kpis}
    fields["kpi"] = SelectField(said["kpi"], choices=choices_of(kpis))
    for name, items in (("chances", CHANCES), ("obstacles", OBSTACLES)):
        fields[name] = _boxes(said[name], _named(items))
    data = {name: getattr(plan, name) for name in (*WORDS, "chances", "obstacles")}
    data |= {"kpi": plan.kpi or "", "phases": phases_typed(plan)}
    made: type[Form] = type("PathForm", (Form,), fields)
    return made(data={**data, "seen": mark_of(path_part(plan))})


def path_of(form: Form, plan: StepPlan) -> StepPlan:
    """Return the plan with what the form of the care path says."""
    words: dict[str, Any] = {name: form[name].data or "" for name in WORDS}
    return replace(
        plan,
        **words,
        kpi=KpiId(form.kpi.data) if form.kpi.data else None,
        phases=phases_read(form.phases.data or ""),
        chances=tuple(form.chances.data or ()),
        obstacles=tuple(form.obstacles.data or ()),
    )


def phases_typed(plan: StepPlan) -> str:
    """Return the phases as people type them: ``Treatment: at home; in hospital``."""
    return "\n".join(
        f"{p.name}: {'; '.join(p.steps)}" if p.steps else p.name for p in plan.phases
    )


def phases_read(typed: str) -> tuple[Phase, ...]:
    """Return the phases of a text with one on each line."""
    found = []
    for line in lines(typed):
        name, _colon, rest = line.partition(":")
        steps = tuple(s.strip() for s in rest.split(";") if s.strip())
        if name.strip():
            found.append(Phase(name=name.strip(), steps=steps))
    return tuple(found)


def moment_form(plan: StepPlan, moment: KeyMoment, *, own: bool) -> Form:
    """Return the form of a key moment; only an ``own`` one has a name to change."""
    said = moment_labels()
    fields: dict[str, Any] = {"seen": Version()}
    if own:
        label = _("When is there something to choose?")
        fields["name"] = StringField(label, validators=required())
    phases = {p.name: same(p.name) for p in plan.phases}
    if phases:
        fields["phases"] = _boxes(_("In which phases"), phases)
    for name in MOMENT_WORDS:
        fields[name] = StringField(said[name], validators=[short()])
    data: dict[str, Any] = {name: getattr(moment, name) for name in MOMENT_WORDS}
    data |= {"name": moment.name, "phases": moment.phases, "seen": mark_of(moment)}
    made: type[Form] = type("MomentForm", (Form,), fields)
    return made(data=data)


def moment_of(form: Form, plan: StepPlan, before: KeyMoment) -> StepPlan:
    """Return the plan with the key moment that a form describes."""
    words: dict[str, Any] = {name: form[name].data or "" for name in MOMENT_WORDS}
    phases = tuple(form.phases.data or ()) if "phases" in form else ()
    name = form["name"].data if "name" in form else before.name
    moment = replace(before, name=name, phases=phases, **words)
    moments = with_moment(plan, before.name, moment)
    return replace(plan, moments=moments)


def checks_form(plan: StepPlan, step: Step) -> Form:
    """Return the form of a checklist: planned, done and by whom, for each item."""
    fields: dict[str, Any] = {"seen": Version()}
    data: dict[str, Any] = {"seen": mark_of(checks_part(plan, step))}
    for item in step.items:
        check = plan.check(item.code)
        for name, field in _of(item.code).items():
            fields[field] = (
                StringField(_("By whom"), validators=[short()])
                if name == "by"
                else DateField(
                    _("Planned on") if name == "planned_on" else _("Done on"),
                    validators=[Optional()],
                )
            )
            data[field] = getattr(check, name)
    made: type[Form] = type("ChecksForm", (Form,), fields)
    return made(data=data)


def checks_of(form: Form, plan: StepPlan, step: Step) -> StepPlan:
    """Return the plan with one checklist as a form describes it."""
    codes = {item.code for item in step.items}
    others = tuple(c for c in plan.checks if c.code not in codes)
    mine = []
    for item in step.items:
        values: dict[str, Any] = {n: form[f].data for n, f in _of(item.code).items()}
        check = Check(code=item.code, **{**values, "by": values["by"] or ""})
        if check != Check(code=item.code):
            mine.append(check)
    return replace(plan, checks=(*others, *mine))


def _of(code: str) -> dict[str, str]:
    """Return the fields of an item of a checklist, by what they hold."""
    return {name: f"{code}-{name}" for name in ("planned_on", "done_on", "by")}


def _named(items: tuple[Item, ...]) -> dict[str, Text]:
    return {item.code: item.text for item in items}


def _boxes(label: str, choices: dict[str, Text]) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        choices=choices_of(choices),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
