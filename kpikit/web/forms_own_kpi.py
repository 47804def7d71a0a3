"""The form for a KPI that the parties write themselves, with the library's fields."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from kpikit.domain.kpi import (
    Direction,
    KpiType,
    Level,
    Mode,
    Risk,
    SamplingMethod,
    StatisticKind,
    Unit,
    Use,
)
from kpikit.domain.library import Kind, Library
from kpikit.excel.words import named
from kpikit.problems import Problem
from kpikit.web.forms import (
    Form,
    LocalDecimalField,
    WholeNumberField,
    choices_of,
    long,
    short,
)
from kpikit.web.language import number
from kpikit.web.library_words import BURDEN_NAMES
from kpikit.web.versioned import Version

ABOUT = ("name", "summary", "definition", "why", "population", "does_not_say")
COUNTED = ("cut_off", "numerator", "denominator", "exclusions")
GATHERED = ("data_source", "collector", "frequency", "sampling_advice")
CAREFUL = ("ceiling_note", "gaming_note", "responsiveness", "licence_name", "evidence")
REFERENCE_ROWS = range(1, 4)
REFERENCE_PARTS = ("measure", "value", "n", "setting", "year", "source")
NEEDED = frozenset({"name", "definition", "why", "population", "does_not_say"})
_ONE_LINE = frozenset({"name", "cut_off", "collector", "frequency", "licence_name"})
_USES = (Use.LEARN, Use.DIALOGUE, Use.PAYMENT)


class OwnKpiForm(Form):
    """The form; each text is asked in Dutch, and in English where one wants to."""

    kind: Kind

    def take(self, problems: Iterable[Problem]) -> None:
        """Put each problem at its field; one of a text at its Dutch field."""
        super().take(Problem(p.code, _place(self, p.where), p.text) for p in problems)


def own_kpi_form(kind: Kind, library: Library, values: Mapping[str, Any]) -> OwnKpiForm:
    """Return the form for a KPI of this kind, filled with these values."""
    fields = {
        "id": HiddenField(),
        "revision": Version(),
        **_general_fields(library),
        **(_measured_fields() if kind is Kind.MEASURED else _narrative_fields()),
        **_origin_fields(),
    }
    for name in texts_of(kind):
        label, hint = text_labels()[name]
        make = StringField if name in _ONE_LINE else TextAreaField
        check = [short()] if name in _ONE_LINE else [long()]
        fields[f"{name}_nl"] = make(label, description=hint, validators=check)
        fields[f"{name}_en"] = make(label, validators=check)
    form: OwnKpiForm = type("TheOwnKpiForm", (OwnKpiForm,), fields)(data=values)
    form.kind = kind
    return form


def texts_of(kind: Kind) -> tuple[str, ...]:
    """Return the names of the texts that are asked in both languages."""
    own = COUNTED if kind is Kind.MEASURED else ("evidence_advice",)
    return (*ABOUT, *own, *GATHERED, *CAREFUL)


def _place(form: OwnKpiForm, where: str) -> str:
    return f"{where}_nl" if f"{where}_nl" in form else where


def _general_fields(library: Library) -> dict[str, Any]:
    scales = {"": _("None"), **{i.id: i.name for i in library.instruments.values()}}
    return {
        "types": _several(_("What sort of KPI is it?"), KpiType),
        "level": _one(_("At which level does it say something?"), Level),
        "use": SelectField(
            _("What may it be used for, at the furthest?"),
            choices=choices_of({u: named(u) for u in _USES}),
        ),
        "instrument": SelectField(
            _("Which instrument of the library?"), choices=choices_of(scales)
        ),
        "patient_voice": BooleanField(_("Patients themselves are the source")),
        "counts_decision_aids": BooleanField(_("It counts decision aids")),
        "recommendations": SelectMultipleField(
            _("Which recommendations of the working group does it serve?"),
            choices=choices_of({r.number: r.title for r in library.recommendations}),
            **_TICKS,
        ),
        "method": _one(_("How are they chosen?"), SamplingMethod),
        "modes": _several(_("How are they asked, or where is it read?"), Mode),
        "minimum_n": WholeNumberField(_("Minimum for a judgement")),
        "target_n": WholeNumberField(_("Advised number per round"), grouping=True),
        "burden_level": SelectField(
            _("How much work is it?"), choices=choices_of(BURDEN_NAMES)
        ),
        "patient_minutes": LocalDecimalField(_("Minutes per patient")),
        "staff_hours": LocalDecimalField(_("Hours of staff a year"), grouping=True),
        "reuses_existing_data": BooleanField(_("The data exist already")),
        "ceiling": _one(_("Risk that everybody scores high already"), Risk),
        "gaming": _one(_("Risk that the figure is made to look better"), Risk),
    }


def _measured_fields() -> dict[str, Any]:
    return {
        "statistic": _one(_("Which statistic?"), StatisticKind),
        "unit": _one(_("Unit"), Unit),
        "minimum": LocalDecimalField(_("Start of the scale")),
        "maximum": LocalDecimalField(_("End of the scale"), grouping=True),
        "decimals": SelectField(
            _("Decimals"), choices=choices_of({n: str(n) for n in range(4)})
        ),
        "direction": _one(_("Which way is better?"), Direction),
    }


def _narrative_fields() -> dict[str, Any]:
    label = _("Having held and discussed it may be paid for; the level never is")
    return {"held_may_pay": BooleanField(label)}


def reference_field(part: str, row: int) -> str:
    """Return the name of a field about a reference value."""
    return f"reference_{part}_{row}"


def _origin_fields() -> dict[str, Any]:
    """Return the fields about what is known elsewhere, and where that was read."""
    cited = _("Author, title, year; a DOI or address where there is one.")
    line = [short()]
    fields: dict[str, Any] = {
        "evidence_source": StringField(
            _("Where was that read?"), description=cited, validators=line
        ),
        "licence_link": StringField(
            _("Address of the terms of use"),
            description=_("Begins with https://"),
            validators=line,
        ),
    }
    for row in REFERENCE_ROWS:
        parts = {
            "measure": StringField(_("What was measured?"), validators=line),
            "value": StringField(_("What was found?"), validators=[*line, _Whole(row)]),
            "n": WholeNumberField(
                _("Number (n)"), [Optional(), _within(1, 10_000_000)], grouping=True
            ),
            "setting": StringField(_("Where?"), validators=line),
            "year": WholeNumberField(_("Year"), [Optional(), _within(1950, 2100)]),
            "source": StringField(_("Read in"), description=cited, validators=line),
        }
        fields |= {reference_field(p, row): each for p, each in parts.items()}
    return fields


def _within(low: int, high: int) -> NumberRange:
    reason = _("From %(low)s to %(high)s.", low=low, high=number(high))
    return NumberRange(low, high, message=reason)


class _Whole:
    """The check that a reference value says what was measured and what was found."""

    def __init__(self, row: int) -> None:
        """Keep which row it is about."""
        self.row = row

    def __call__(self, form: Form, _field: Field) -> None:
        """Refuse a row of which only a part is filled in.

        Raises:
            ValidationError: the measure or the value is missing.
        """
        filled = [p for p in REFERENCE_PARTS if form[reference_field(p, self.row)].data]
        if filled and not {"measure", "value"} <= set(filled):
            raise ValidationError(_("Fill in what was measured and what was found."))


_TICKS: Mapping[str, Any] = {
    "widget": ListWidget(prefix_label=False),
    "option_widget": CheckboxInput(),
}


def _one(label: str, codes: type[StrEnum]) -> SelectField:
    return SelectField(label, choices=choices_of({c: named(c) for c in codes}))


def _several(label: str, codes: type[StrEnum]) -> SelectMultipleField:
    choices = choices_of({c: named(c) for c in codes})
    return SelectMultipleField(label, choices=choices, **_TICKS)


def text_labels() -> dict[str, tuple[str, str]]:
    """Return label and hint of each text."""
    return {
        "name": (_("Name"), ""),
        "summary": (_("In one sentence"), ""),
        "definition": (_("What is it exactly?"), ""),
        "why": (_("Why this KPI?"), ""),
        "population": (_("About whom?"), _("Which patients, professionals or teams.")),
        "does_not_say": (
            _("What does it not say?"),
            _("So that nobody reads more into it than there is."),
        ),
        "cut_off": (_("Cut-off value"), _("For example: a 9 on all questions.")),
        "numerator": (_("Whom or what do you count?"), _("Above the line.")),
        "denominator": (_("Out of which group?"), _("Below the line.")),
        "exclusions": (_("Who is left out?"), ""),
        "evidence_advice": (
            _("Which evidence do you bring to the table?"),
            _("At least two pieces, from two perspectives."),
        ),
        "data_source": (_("Where do the data come from?"), ""),
        "collector": (_("Who gathers them?"), ""),
        "frequency": (_("How often?"), ""),
        "sampling_advice": (_("Advice on the sample"), ""),
        "ceiling_note": (_("About scoring high already"), ""),
        "gaming_note": (_("About making it look better"), ""),
        "responsiveness": (_("How soon can a change be seen?"), ""),
        "licence_name": (_("Terms of use"), _("Of a questionnaire or model.")),
        "evidence": (_("What is known about it?"), ""),
    }
