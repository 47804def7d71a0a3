"""The form for how one KPI is measured, and the library's advice on it."""

from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import gettext as _
from wtforms import (
    Field,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)

from kpikit.domain.instrument import Instrument
from kpikit.domain.kpi import AnyKpi, Mode, NarrativeKpi, SamplingMethod, Unit
from kpikit.domain.literal_question import NOT_ASKED, LiteralQuestion, has_question
from kpikit.domain.measurement import (
    LEVEL_MEANINGS,
    LEVELS,
    MARGIN_MEANINGS,
    MARGIN_NAMES,
    RULE_MEANINGS,
    RULE_NAMES,
    Margin,
    MeasurementPlan,
    fitting_rules,
    has_margin,
)
from kpikit.excel.words import named
from kpikit.statistics.verdicts import Rule
from kpikit.text import Text
from kpikit.web.answers import Answer, share
from kpikit.web.forms import Form, WholeNumberField, choices_of, lines, long, short
from kpikit.web.forms_ambition import FigureField, revision_of
from kpikit.web.language import number, words
from kpikit.web.versioned import Version

NUMBERS = ("planned_n", "minimum_n", "rounds_per_year")
_HUNDRED = 100
_Code = TypeVar("_Code", bound=StrEnum)


def plan_form(
    kpi: AnyKpi, plan: MeasurementPlan | None, instrument: Instrument | None
) -> Form:
    """Return the form of a measured or of a narrative KPI, with what is recorded.

    Where the instrument leaves the question to the parties it is asked too.
    """
    narrative = isinstance(kpi, NarrativeKpi)
    fields: dict[str, Any] = {
        "revision": Version(),
        "who_is_asked": TextAreaField(
            _("Who takes part?") if narrative else _("Who is asked?"),
            validators=[long()],
        ),
    }
    if has_question(kpi, instrument):
        fields |= _asked()
    if not narrative:
        fields |= _numbers()
    if fitting_rules(kpi):
        fields |= _judging(kpi)
    fields |= {
        "moments": TextAreaField(
            _("When is evidence gathered and discussed?") if narrative else _("When?"),
            validators=[long()],
        ),
        "data_source": TextAreaField(
            _("What counts as evidence?")
            if narrative
            else _("Where do the data come from?"),
            validators=[long()],
        ),
        "measured_by": StringField(_("Who does the work?"), validators=[short()]),
        "owner": StringField(_("Who sees to it?"), validators=[short()]),
    }
    form: type[Form] = type("PlanForm", (Form,), fields)
    return form(data=_values(plan or MeasurementPlan(kpi_id=kpi.id, revision=0)))


def plan_of(form: Form, kpi: AnyKpi) -> MeasurementPlan:
    """Return the plan that a form describes, without the fields that hold rubbish."""
    said = MeasurementPlan(
        kpi_id=kpi.id,
        who_is_asked=form.who_is_asked.data or "",
        moments=form.moments.data or "",
        measured_by=form.measured_by.data or "",
        owner=form.owner.data or "",
        data_source=form.data_source.data or "",
        question=_question(form),
        revision=revision_of(form),
    )
    if isinstance(kpi, NarrativeKpi):
        return said
    answering = form.expected_response.data
    said = replace(
        said,
        method=_code(SamplingMethod, form["method_of_sampling"]),
        mode=_code(Mode, form.mode),
        planned_n=form.planned_n.data,
        minimum_n=form.minimum_n.data,
        rounds_per_year=form.rounds_per_year.data,
        population=form.population.data,
        expected_response=None if answering is None else answering / _HUNDRED,
    )
    if not fitting_rules(kpi):
        return said
    return replace(
        said,
        rule=_code(Rule, form.rule) or said.rule,
        level=next((at for at in LEVELS if _key(at) == form.level.data), said.level),
        margin=_code(Margin, form.margin) or said.margin
        if has_margin(kpi)
        else said.margin,
        unprovable_reason=form.unprovable_reason.data or "",
    )


def can_be_judged(form: Form) -> bool:
    """Tell whether rule, level and margin are choices that there are."""
    margin = "margin" not in form or form.margin.data in set(Margin)
    known = form.rule.data in set(Rule) and form.level.data in map(_key, LEVELS)
    return known and margin


def rule_meanings() -> dict[str, Text]:
    """Return what each rule means, by its code in the form."""
    return {rule.value: said for rule, said in RULE_MEANINGS.items()}


def level_meanings() -> dict[str, Text]:
    """Return what each level means, by its code in the form."""
    return {_key(level): said for level, said in LEVEL_MEANINGS.items()}


def margin_meanings() -> dict[str, Text]:
    """Return what each way to work out a margin means, by its code in the form."""
    return {margin.value: said for margin, said in MARGIN_MEANINGS.items()}


def advice(kpi: AnyKpi) -> dict[str, Answer]:
    """Return what the library advises, by field: what to fill in, and in words."""
    sampling, collection = kpi.sampling, kpi.collection
    found = {
        "who_is_asked": words(kpi.population),
        "moments": words(collection.frequency),
        "measured_by": words(collection.collector),
        "data_source": words(
            kpi.evidence_advice
            if isinstance(kpi, NarrativeKpi)
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
        ("planned_n", sampling.target_n),
        ("minimum_n", sampling.minimum_n),
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
        "population": WholeNumberField(_("Eligible per round"), grouping=True),
        "expected_response": FigureField(_("Expected response"), unit=Unit.PERCENT),
    }


def _asked() -> dict[str, Any]:
    return {
        "question": TextAreaField(_("The exact question"), validators=[short()]),
        "answers": TextAreaField(_("All answers"), validators=[long()]),
        "top_answers": TextAreaField(
            _("Which answers count above the line?"), validators=[long()]
        ),
        "left_out_answers": TextAreaField(
            _("Which answers do not count?"), validators=[long()]
        ),
    }


def _question(form: Form) -> LiteralQuestion:
    """Return the question that is typed; nothing where it is not asked."""
    if "question" not in form:
        return NOT_ASKED
    return LiteralQuestion(
        words=form.question.data or "",
        answers=lines(form.answers.data or ""),
        top=lines(form.top_answers.data or ""),
        left_out=lines(form.left_out_answers.data or ""),
    )


def _judging(kpi: AnyKpi) -> dict[str, Any]:
    margin = RadioField(
        _("How the margin is worked out"), choices=choices_of(MARGIN_NAMES)
    )
    return {
        "rule": RadioField(
            _("Decision rule"),
            choices=choices_of({r: RULE_NAMES[r] for r in fitting_rules(kpi)}),
        ),
        "level": RadioField(
            _("Confidence"), choices=choices_of({_key(at): share(at) for at in LEVELS})
        ),
        **({"margin": margin} if has_margin(kpi) else {}),
        "unprovable_reason": TextAreaField(
            _("Why a goal that this sample cannot show"), validators=[long()]
        ),
    }


def _key(level: Decimal) -> str:
    """Return the code of a level: 0.9 for 0.90 too."""
    return str(level.normalize())


def _code(of: type[_Code], field: Field) -> _Code | None:
    return next((code for code in of if code == field.data), None)


def _values(plan: MeasurementPlan) -> dict[str, Any]:
    answering = plan.expected_response
    return {
        "revision": str(plan.revision),
        "who_is_asked": plan.who_is_asked,
        "question": plan.question.words,
        "answers": "\n".join(plan.question.answers),
        "top_answers": "\n".join(plan.question.top),
        "left_out_answers": "\n".join(plan.question.left_out),
        "method_of_sampling": plan.method.value if plan.method else "",
        "mode": plan.mode.value if plan.mode else "",
        "planned_n": plan.planned_n,
        "minimum_n": plan.minimum_n,
        "rounds_per_year": plan.rounds_per_year,
        "population": plan.population,
        "expected_response": None if answering is None else answering * _HUNDRED,
        "rule": plan.rule.value,
        "level": _key(plan.level),
        "margin": plan.margin.value,
        "unprovable_reason": plan.unprovable_reason,
        "moments": plan.moments,
        "measured_by": plan.measured_by,
        "owner": plan.owner,
        "data_source": plan.data_source,
    }
