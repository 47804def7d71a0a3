"""The form of a scenario study: figures, assumptions per year, and what to compare."""

from collections.abc import Iterable, Sequence
from dataclasses import fields as fields_of_class
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired

from kpikit.domain.financing.scenario import MOST_YEARS, Range, Scenario, YearAssumption
from kpikit.domain.financing.scope import DecisionScope
from kpikit.domain.financing.spread import SPREADS, ranges
from kpikit.domain.financing.starting import STARTS, StartingTerms
from kpikit.domain.financing.study import AGREED, Study, option_name, problems
from kpikit.problems import Problem
from kpikit.text import Language
from kpikit.web.forms import (
    Form,
    LocalDecimalField,
    WholeNumberField,
    choices_of,
    long,
    required,
)
from kpikit.web.forms_ambition import revision_of
from kpikit.web.forms_financing import AmountField, CheckboxesField, ShareField
from kpikit.web.language import language, words
from kpikit.web.versioned import Version

OPTIONAL = frozenset({"diversion_price", "bundle_price"})
_STAND_INS = {"patients": Decimal(1_000_000), "effect": Decimal(0), "years": 1}
COUNTS = frozenset({"patients", "volume", "high"})
AMOUNTS = frozenset(
    {
        "price",
        "variable_cost",
        "fixed_cost",
        "elsewhere",
        "alternative_price",
        "alternative_cost",
        "diversion_price",
        "implementation",
        "start_amount",
        "bundle_price",
    }
)
MAIN_FIGURES = (
    "patients",
    "volume",
    "price",
    "variable_cost",
    "fixed_cost",
    "elsewhere",
)
MORE_FIGURES = (
    "alternative_price",
    "alternative_cost",
    "market_share",
    "diversion_rate",
    "diversion_price",
)
MAIN_YEARS = ("effect", "growth", "release", "implementation")
MORE_YEARS = (
    "price_index",
    "variable_cost_index",
    "fixed_cost_index",
    "elsewhere_index",
)
SETTINGS = ("quality", "high", "rise")
TERMS = tuple(f.name for f in fields_of_class(StartingTerms))


def labels() -> dict[str, str]:
    """Return the label of every number, in the reader's language."""
    return {
        "patients": _("Patients who have the choice, a year"),
        "volume": _("Treatments, a year"),
        "price": _("Price per treatment"),
        "variable_cost": _("Variable cost per treatment"),
        "fixed_cost": _("Fixed cost a year"),
        "elsewhere": _("Other care, paid elsewhere, per treatment not done"),
        "alternative_price": _("Other care by this provider: price per patient"),
        "alternative_cost": _("Other care by this provider: cost per patient"),
        "market_share": _("This insurer’s part of the patients"),
        "diversion_rate": _("Above a ceiling: part that goes elsewhere"),
        "diversion_price": _("Above a ceiling: price elsewhere"),
        "effect": _("Fewer treatments by deciding together"),
        "growth": _("Growth in patients"),
        "release": _("Part of idle fixed cost let go"),
        "implementation": _("Cost of the change itself"),
        "price_index": _("Change in price"),
        "variable_cost_index": _("Change in variable cost"),
        "fixed_cost_index": _("Change in fixed cost"),
        "elsewhere_index": _("Change in cost elsewhere"),
        "quality": _("Part earned of money linked to KPIs"),
        "high": _("Variant with a greater effect: times"),
        "rise": _("Variant with more treatments: part more"),
        "lump_step": _("Lump sum: change a year"),
        "band": _("Lump sum: band"),
        "settle_share": _("Lump sum: part settled outside the band"),
        "coverage": _("Start phase: coverage in the first year"),
        "start_amount": _("Start phase: start funding in the first year"),
        "sharing_rate": _("Shared savings: part for the provider"),
        "filter_rate": _("Shared savings: noise filter"),
        "sharing_cap": _("Shared savings: greatest part of the benchmark"),
        "bundle_price": _("Bundle: price per patient"),
    }


def new_form(care_paths: Sequence[str], years: int) -> Form:
    """Return the form of a new study: only what nobody can fill in for the parties."""
    named = labels()
    made: dict[str, object] = {
        "study_id": HiddenField(),
        "name": StringField(_("Name of the scenario"), validators=required()),
        "care_path": _paths(care_paths),
        "years": WholeNumberField(_("Number of years"), validators=_asked()),
        **{name: number_field(name, named[name]) for name in MAIN_FIGURES},
        "effect": number_field("effect", named["effect"]),
    }
    form: type[Form] = type("NewScenarioForm", (Form,), made)
    return form(data={"years": years})


def study_form(study: Study, care_paths: Sequence[str]) -> Form:
    """Return the form of a study, filled with it."""
    scenario = study.scenario
    years = range(scenario.first_year, scenario.last_year + 1)
    return _study_form(years, tuple(care_paths), language())(data=_values(study))


@lru_cache(maxsize=64)
def _study_form(
    years: range,
    care_paths: tuple[str, ...],
    _spoken: Language,  # its labels are in this language
) -> type[Form]:
    """Return the class of a form, made once: it has over a hundred fields."""
    named = labels()
    made: dict[str, object] = {
        "revision": Version(),
        "name": StringField(_("Name of the scenario"), validators=required()),
        "care_path": _paths(care_paths),
        "source": TextAreaField(
            _("Where these figures come from"), validators=[long()]
        ),
        "evidence": TextAreaField(_("What the effect rests on"), validators=[long()]),
        "gate_met": BooleanField(_("KPIs that have to be in order are in order")),
        "options": CheckboxesField(
            _("What to compare"), choices=choices_of(_options()), validate_choice=False
        ),
        **{
            name: number_field(name, named[name])
            for name in (*MAIN_FIGURES, *MORE_FIGURES, *SETTINGS, *TERMS)
        },
        **{
            f"{name}_{year}": number_field(name, f"{named[name]}, {year}")
            for name in (*MAIN_YEARS, *MORE_YEARS)
            for year in years
        },
        **_range_fields(),
    }
    return type("ScenarioForm", (Form,), made)


def study_of(form: Any, before: Study) -> Study:  # noqa: ANN401 - or what reads like a form
    """Return the study that a form describes.

    A number that cannot be read is taken as one that raises no questions: its field
    says what is wrong with it.
    """
    scope = DecisionScope(
        name=form.care_path.data or "",
        source=form.source.data or "",
        **_numbers(form, (*MAIN_FIGURES, *MORE_FIGURES)),
    )
    first = before.scenario.first_year
    scenario = replace(
        before.scenario,
        name=form.name.data or "",
        evidence=form.evidence.data or "",
        gate_met=bool(form.gate_met.data),
        years=tuple(
            YearAssumption(**_yearly(form, first + n))
            for n, _year in enumerate(before.scenario.years)
        ),
        ranges=tuple(_ranges(form)),
        **_numbers(form, SETTINGS),
    )
    return replace(
        before,
        scope=scope,
        scenario=scenario,
        options=tuple(form.options.data or ()),
        terms=StartingTerms(**_numbers(form, TERMS)),
        revision=revision_of(form),
    )


def new_study(form: Form, study_id: str, first_year: int) -> Study:
    """Return the study that the form of a new one describes, with usual options.

    What cannot be read raises no questions here either.
    """
    years = range(min(_typed(form, "years"), MOST_YEARS + 1))  # the rest says nothing
    effect = Decimal(_typed(form, "effect"))
    return Study(
        id=study_id,
        scope=DecisionScope(
            name=form.care_path.data or "",
            **{name: _typed(form, name) for name in MAIN_FIGURES},
        ),
        scenario=Scenario(
            name=form.name.data or "",
            first_year=first_year,
            years=tuple(YearAssumption(effect=effect) for _ in years),
        ),
        options=("fee", "start_phase", "lump_sum_band", "bundle_patient"),
        revision=0,
    )


def problems_of_new(made: Study) -> tuple[Problem, ...]:
    """Return what cannot be right about a new study, at the fields of its form.

    All years have one effect, so what is wrong with it is said once.
    """
    found = (
        replace(p, where="effect") if p.where.startswith("effect_") else p
        for p in problems(made)
    )
    return tuple({(p.where, p.code): p for p in found}.values())


def _typed(form: Form, name: str) -> Any:  # noqa: ANN401 - a Decimal, an int or None
    found = form[name].data
    if found is None and name not in OPTIONAL:
        return _STAND_INS.get(name, Decimal(1))
    return found


def _options() -> dict[str, str]:
    return {code: words(option_name(code)) for code in (AGREED, *STARTS)}


def _paths(care_paths: Sequence[str]) -> SelectField:
    choices = choices_of({p: p for p in care_paths})
    return SelectField(_("Care path"), choices=choices, validate_choice=False)


def _asked() -> list[object]:
    return [InputRequired(message=_("Fill this in.")), _filled]


def _filled(_form: Form, field: LocalDecimalField) -> None:
    """Refuse what came in but holds no number, such as characters nobody can see."""
    if field.data is None and not field.errors:
        raise ValidationError(_("Fill this in."))


def number_field(name: str, label: str) -> LocalDecimalField:
    """Return the field of a number by its name; an end of a range is a plain one."""
    checks: list[object] = [] if name in OPTIONAL else _asked()
    if name in AMOUNTS:
        return AmountField(label, validators=checks)
    if name in COUNTS:
        return LocalDecimalField(label, grouping=True, validators=checks)
    if name.startswith(("low_", "high_")):
        return LocalDecimalField(label, validators=checks)
    return ShareField(label, validators=checks)


def _range_fields() -> dict[str, object]:
    return {
        f"{end}_{code}": number_field(
            f"{end}_{code}",
            f"{words(spread.name)}, {_('lowest') if end == 'low' else _('highest')}",
        )
        for code, spread in SPREADS.items()
        for end in ("low", "high")
    }


def _numbers(form: Form, names: Iterable[str]) -> dict[str, Any]:
    """Return the numbers of these fields; an optional one may be empty."""
    return {name: _typed(form, name) for name in names}


def _yearly(form: Form, year: int) -> dict[str, Any]:
    names = (*MAIN_YEARS, *MORE_YEARS)
    return {name: _typed(form, f"{name}_{year}") for name in names}


def _ranges(form: Form) -> Iterable[Range]:
    """Yield the ranges that differ from the usual ones; an end may stand for both."""
    for code, usual in SPREADS.items():
        low, high = form[f"low_{code}"].data, form[f"high_{code}"].data
        low, high = (high if low is None else low), (low if high is None else high)
        if low is not None and (low, high) != (usual.low, usual.high):
            yield Range(code=code, low=low, high=high)


def _values(study: Study) -> dict[str, object]:
    scope, scenario = study.scope, study.scenario
    values: dict[str, object] = {
        "revision": str(study.revision),
        "name": scenario.name,
        "care_path": scope.name,
        "source": scope.source,
        "evidence": scenario.evidence,
        "gate_met": scenario.gate_met,
        "options": list(study.options),
        **{n: getattr(scope, n) for n in (*MAIN_FIGURES, *MORE_FIGURES)},
        **{n: getattr(scenario, n) for n in SETTINGS},
        **{n: getattr(study.terms, n) for n in TERMS},
    }
    for number, year in enumerate(scenario.years, scenario.first_year):
        for name in (*MAIN_YEARS, *MORE_YEARS):
            values[f"{name}_{number}"] = getattr(year, name)
    for code, stated in ranges(scenario).items():
        values |= {f"low_{code}": stated.low, f"high_{code}": stated.high}
    return values
