"""The form of an arrangement, made from the parameters that its kind declares."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from kpikit.domain.financing.base import (
    CONDITION_NAMES,
    PER_YEAR,
    Arrangement,
    Condition,
    Kind,
    Parameter,
    ParameterKind,
    Term,
    YearAmount,
)
from kpikit.domain.kpi import AnyKpi, KpiId, NarrativeKpi, Use
from kpikit.problems import Problem
from kpikit.web.answers import share
from kpikit.web.forms import (
    Form,
    LocalDecimalField,
    WholeNumberField,
    choices_of,
    long,
    short,
)
from kpikit.web.forms_ambition import revision_of
from kpikit.web.language import words
from kpikit.web.versioned import Version

HUNDRED = 100
FROM, UNTIL = "runs_from", "last_year"
_NUMBERS = frozenset({ParameterKind.MONEY, ParameterKind.SHARE, ParameterKind.COUNT})


class AmountField(LocalDecimalField):
    """An amount in euro; a percent sign does not belong there."""

    def __init__(self, label: str, **kwargs: Any) -> None:  # noqa: ANN401
        """Let thousands be grouped; the rest is WTForms' own."""
        super().__init__(label, grouping=True, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read an amount."""
        super().process_formdata(valuelist)
        if self.sign == "%":
            self.data = None
            raise ValidationError(_("Write an amount in euro, without a percent sign."))


class ShareField(LocalDecimalField):
    """A share, typed and shown as a percentage, held in 0-1."""

    def _value(self) -> str:
        if self.typed is not None or self.data is None:
            return self.typed or ""
        return share(Decimal(self.data))

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a percentage."""
        super().process_formdata(valuelist)
        if self.sign == "€":
            self.data = None
            sample = share(Decimal("0.5"))
            reason = _("A percentage, for example %(sample)s", sample=sample)
            raise ValidationError(reason)
        if self.data is not None:
            self.data = Decimal(self.data) / HUNDRED


class CheckboxesField(SelectMultipleField):
    """Several answers, each with its own box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ArrangementForm(Form):
    """The form of an arrangement of one kind."""

    kind: Kind

    def take(self, problems: Iterable[Problem]) -> None:
        """Put each problem at its field; one about all years at one of them."""
        super().take(replace(p, where=self._place(p.where)) for p in problems)

    def _place(self, where: str) -> str:
        """Return the field that is meant: of several years one that cannot be read."""
        parameters = {p.name: p for p in self.kind.parameters}
        if where not in parameters:
            return where
        fields = fields_of(self, parameters[where])
        return str(next((f for f in fields if f.errors), fields[0]).short_name)


def arrangement_form(
    kind: Kind,
    arrangement: Arrangement,
    years: Sequence[int],
    care_paths: Sequence[str],
    kpis: Sequence[AnyKpi],
) -> ArrangementForm:
    """Return the form of a kind, filled with an arrangement."""
    year_names = choices_of({year: str(year) for year in years})
    paths = {"": _("The whole agreement"), **{p: p for p in care_paths}}
    fields: dict[str, object] = {
        "revision": Version(),
        "arrangement_id": HiddenField(validators=[Regexp(r"^[0-9A-Za-z-]{1,64}$")]),
        "care_path": SelectField(
            _("For which care path?"),
            choices=choices_of(paths),
            validate_choice=False,
        ),
        FROM: SelectField(_("From"), choices=year_names),
        UNTIL: SelectField(_("Up to and including"), choices=year_names),
    }
    for parameter in kind.parameters:
        fields |= _fields(parameter, years, kpis)
    fields |= {
        "condition": SelectField(
            _("Condition"), choices=choices_of(dict(CONDITION_NAMES))
        ),
        "condition_words": StringField(_("Condition in words"), validators=[short()]),
        "note": TextAreaField(_("Note"), validators=[long()]),
    }
    made: ArrangementForm = type("TheArrangementForm", (ArrangementForm,), fields)(
        data=_values(kind, arrangement)
    )
    made.kind = kind
    return made


def arrangement_of(form: Form, kind: Kind) -> Arrangement:
    """Return the arrangement that the form describes."""
    return Arrangement(
        id=form.arrangement_id.data,
        kind=kind.code,
        care_path=form.care_path.data or "",
        first_year=int(form[FROM].data),
        last_year=int(form[UNTIL].data),
        condition=Condition(form.condition.data),
        condition_words=form.condition_words.data or "",
        note=form.note.data or "",
        terms=tuple(t for p in kind.parameters if (t := _term(form, p)) is not None),
        revision=revision_of(form),
    )


def fields_of(form: Form, parameter: Parameter) -> list[Field]:
    """Return the fields of a parameter: one, or one for each year."""
    if parameter.kind not in PER_YEAR:
        return [form[parameter.name]]
    start = f"{parameter.name}_"
    return [
        f
        for f in form
        if f.short_name.startswith(start) and f.short_name.removeprefix(start).isdigit()
    ]


def _fields(
    parameter: Parameter, years: Sequence[int], kpis: Sequence[AnyKpi]
) -> dict[str, object]:
    label, name = words(parameter.label), parameter.name
    if parameter.kind in PER_YEAR:
        return {f"{name}_{y}": _number_field(parameter, f"{label}, {y}") for y in years}
    hint = words(parameter.hint) if parameter.hint else ""
    if parameter.kind in _NUMBERS:
        field: object = _number_field(parameter, label)
    elif parameter.kind is ParameterKind.CHOICE:
        answers = choices_of({c.code: c.name for c in parameter.choices})
        field = RadioField(
            label, choices=answers, validate_choice=False, description=hint
        )
    elif parameter.kind is ParameterKind.KPIS:
        field = CheckboxesField(
            label,
            choices=choices_of({k.id: _kpi_label(parameter, k) for k in kpis}),
            validate_choice=False,
            description=hint,
        )
    else:
        field = TextAreaField(label, validators=[long()])
    return {name: field}


def _number_field(parameter: Parameter, label: str) -> object:
    if parameter.kind is ParameterKind.COUNT:
        return WholeNumberField(label, grouping=True)
    if parameter.kind in (ParameterKind.SHARE, ParameterKind.SHARE_PER_YEAR):
        return ShareField(label)
    return AmountField(label)


def _kpi_label(parameter: Parameter, kpi: AnyKpi) -> str:
    name = words(kpi.name)
    may_pay = kpi.use is Use.PAYMENT
    if isinstance(kpi, NarrativeKpi):
        may_pay = parameter.held_counts and kpi.held_may_pay
    if kpi.balancing or not may_pay:
        return str(_("%(name)s (not meant to pay on)", name=name))
    return name


def _term(form: Form, parameter: Parameter) -> Term | None:
    name = parameter.name
    if parameter.kind in PER_YEAR:
        found = tuple(
            YearAmount(year=int(f.short_name.removeprefix(f"{name}_")), amount=f.data)
            for f in fields_of(form, parameter)
            if f.data is not None
        )
        return Term(name=name, per_year=found) if found else None
    data = form[name].data
    if data in (None, "", []):
        return None
    if parameter.kind is ParameterKind.KPIS:
        return Term(name=name, kpis=tuple(KpiId(k) for k in data))
    if parameter.kind in _NUMBERS:
        return Term(name=name, number=Decimal(data))
    return Term(name=name, words=str(data))


def _values(kind: Kind, arrangement: Arrangement) -> dict[str, object]:
    values: dict[str, object] = {
        "revision": str(arrangement.revision),
        "arrangement_id": arrangement.id,
        "care_path": arrangement.care_path,
        FROM: str(arrangement.first_year),
        UNTIL: str(arrangement.last_year),
        "condition": arrangement.condition.value,
        "condition_words": arrangement.condition_words,
        "note": arrangement.note,
    }
    for parameter in kind.parameters:
        term = arrangement.term(parameter.name)
        for each in term.per_year:
            values[f"{parameter.name}_{each.year}"] = each.amount
        if parameter.kind is ParameterKind.KPIS:
            values[parameter.name] = list(term.kpis)
        elif parameter.kind in _NUMBERS:
            values[parameter.name] = term.number
        elif parameter.kind not in PER_YEAR:
            values[parameter.name] = term.words
    return values
