"""Forms for what the parties aim for: the goals of the list, and one KPI in full."""

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
    StringField,
    TextAreaField,
    ValidationError,
)

from kpikit.domain.ambition import (
    COMPARATOR_NAMES,
    FITTING_COMPARATORS,
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    AnyAmbition,
    Baseline,
    Comparator,
    MeasuredAmbition,
    NarrativeAmbition,
    YearAmbition,
    YearLevel,
)
from kpikit.domain.kpi import AnyKpi, MeasuredKpi, NarrativeKpi, Unit
from kpikit.problems import Problem
from kpikit.web.answers import figure, level_name
from kpikit.web.forms import (
    Form,
    LocalDecimalField,
    WholeNumberField,
    choices_of,
    long,
    number_of,
    short,
)
from kpikit.web.language import words
from kpikit.web.versioned import Version

KNOWN, LATER = "known", "later"
_USUAL = (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.BETWEEN)


class FigureField(LocalDecimalField):
    """A number in the unit of its statistic; a share shows its percent sign."""

    def __init__(self, label: str, *, unit: Unit, **kwargs: Any) -> None:  # noqa: ANN401
        """Keep the unit; the rest is WTForms' own."""
        super().__init__(label, **kwargs)
        self.unit = unit

    def _value(self) -> str:
        if self.typed is None and self.unit is Unit.PERCENT:
            return figure(None if self.data is None else Decimal(self.data), self.unit)
        return str(super()._value())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; an amount of money is no figure."""
        super().process_formdata(valuelist)
        if self.sign == "€":
            self.data = None
            raise ValidationError(self._example())


class FiguresForm(Form):
    """A form with figures in the unit of a statistic."""

    def take(self, problems: Iterable[Problem]) -> None:
        """Put a problem at its field; a wrong unit at each percent sign typed."""
        for problem in problems:
            places = with_percent(self) if problem.code == "wrong-unit" else []
            where = [field.short_name for field in places] or [problem.where]
            super().take(replace(problem, where=each) for each in where)


def usual_comparator(kpi: MeasuredKpi) -> Comparator:
    """Return the comparison to start with: 'at least', 'at most' or 'between'."""
    fitting = FITTING_COMPARATORS[kpi.statistic.direction]
    return next(c for c in _USUAL if c in fitting)


def fits_the_list(kpi: AnyKpi, ambition: AnyAmbition | None) -> bool:
    """Tell whether the short form holds the ambition: one number a year, or levels."""
    if kpi.balancing:
        return False
    if isinstance(kpi, NarrativeKpi):
        return True
    found = ambition.comparator if isinstance(ambition, MeasuredAmbition) else None
    return (found or usual_comparator(kpi)) is not Comparator.BETWEEN


def goals_form(kpi: AnyKpi, years: Sequence[int], ambition: AnyAmbition | None) -> Form:
    """Return the short form of one KPI for the list: goals, or levels and signs."""
    fields: dict[str, Any] = {"revision": Version(), "seen": HiddenField()}
    if isinstance(kpi, MeasuredKpi):
        fields |= _figures("goal", kpi, years, words(kpi.name))
        found = ambition if isinstance(ambition, MeasuredAmbition) else None
        values = _goal_values("goal", found)
    else:
        name = words(kpi.name)
        fields["how_noticed"] = TextAreaField(
            _("%(name)s: how will we notice?", name=name), validators=[long()]
        )
        for year in years:
            fields[f"level_{year}"] = _level(f"{name}, {year}")
        values = _level_values(ambition)
    values["revision"] = str(ambition.revision if ambition else 0)
    form = _form("GoalsForm", fields)(prefix=f"{kpi.id}-", data=values)
    if form.sent is None:
        form.seen.data = typed(form)
    return form


def typed(form: Form) -> str:
    """Return what stands in the visible fields of a short form, as one text."""
    return "|".join(
        f"{f.short_name}={f._value() if hasattr(f, '_value') else f.data or ''}"  # noqa: SLF001
        for f in form
        if not isinstance(f, HiddenField)
    )


def touched(form: Form) -> bool:
    """Tell whether the reader changed anything since the page was made."""
    return bool(form.seen.data) and typed(form) != form.seen.data


def goals_of(
    form: Form, kpi: AnyKpi, years: Sequence[int], ambition: AnyAmbition | None
) -> AnyAmbition:
    """Return an ambition with the goals or levels of the short form laid over it."""
    revision = revision_of(form)
    if isinstance(kpi, NarrativeKpi):
        old = ambition if isinstance(ambition, NarrativeAmbition) else None
        return replace(
            old or NarrativeAmbition(kpi_id=kpi.id),
            years=_levels(form, years),
            how_noticed=form.how_noticed.data or "",
            revision=revision,
        )
    was = ambition if isinstance(ambition, MeasuredAmbition) else None
    was = was or MeasuredAmbition(
        kpi_id=kpi.id, unit=kpi.statistic.unit, comparator=usual_comparator(kpi)
    )
    floors = {y.year: y.floor for y in was.years}
    return replace(
        was,
        unit=unit_typed(form, kpi),
        years=_years(
            {y: floors.get(y) for y in years},
            {y: form[f"goal_{y}"].data for y in years},
        ),
        revision=revision,
    )


def ambition_form(
    kpi: AnyKpi, years: Sequence[int], ambition: AnyAmbition | None
) -> Form:
    """Return the form with everything about the ambition on one KPI."""
    fields: dict[str, Any] = {"revision": Version()}
    if isinstance(kpi, MeasuredKpi):
        found = ambition if isinstance(ambition, MeasuredAmbition) else None
        fields |= _measured_fields(kpi, years)
        values = _measured_values(kpi, found)
    else:
        fields |= _narrative_fields(years)
        values = _level_values(ambition)
    fields["rationale"] = TextAreaField(_("Why this ambition"), validators=[long()])
    values |= {
        "rationale": ambition.rationale if ambition else "",
        "revision": str(ambition.revision if ambition else 0),
    }
    return _form("AmbitionForm", fields)(data=values)


def ambition_of(form: Form, kpi: AnyKpi, years: Sequence[int]) -> AnyAmbition:
    """Return the ambition that the full form describes."""
    rationale = form.rationale.data or ""
    if isinstance(kpi, NarrativeKpi):
        return NarrativeAmbition(
            kpi_id=kpi.id,
            baseline_level=_level_of(form["baseline_level"]),
            years=_levels(form, years),
            how_noticed=form.how_noticed.data or "",
            rationale=rationale,
            revision=revision_of(form),
        )
    later = form.baseline.data == LATER
    return MeasuredAmbition(
        kpi_id=kpi.id,
        unit=unit_typed(form, kpi),
        comparator=Comparator(form.comparator.data),
        baseline=Baseline(
            value=None if later else form.baseline_value.data,
            n=None if later else form.baseline_n.data,
            period=form.baseline_period.data or "",
            source=form.baseline_source.data or "",
        ),
        years=_years(
            {y: form[f"floor_{y}"].data for y in years},
            {y: form[f"goal_{y}"].data for y in years},
        ),
        rationale=rationale,
        revision=revision_of(form),
    )


def can_be_read(form: Form) -> bool:
    """Tell whether what was chosen in a full form is something that there is."""
    if "comparator" not in form:
        return not form.errors
    return form.comparator.data in set(Comparator)


def without_errors(ambition: AnyAmbition, form: Form) -> AnyAmbition:
    """Return a typed ambition without the years and the baseline typed wrongly."""
    if not isinstance(ambition, MeasuredAmbition):
        return ambition
    wrong = {field.short_name for field in form if field.errors}
    unsure = wrong & {"baseline", "baseline_value", "baseline_n"}
    return replace(
        ambition,
        baseline=Baseline() if unsure else ambition.baseline,
        years=tuple(
            y
            for y in ambition.years
            if not wrong & {f"goal_{y.year}", f"floor_{y.year}"}
        ),
    )


def revision_of(form: Form) -> int:
    """Return the revision that the reader opened; 0 for something new."""
    return number_of(str(form.revision.data or ""))


def unit_typed(form: Form, kpi: MeasuredKpi) -> Unit:
    """Return the unit that was written: a percent sign makes it a percentage."""
    return Unit.PERCENT if with_percent(form) else kpi.statistic.unit


def with_percent(form: Form) -> list[Field]:
    """Return the fields in which a percent sign was typed."""
    return [f for f in form if isinstance(f, FigureField) and f.sign == "%"]


class _AboutBaseline:
    """The check that a baseline is either filled in or still to come."""

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse both at once, and neither.

        Raises:
            ValidationError: the choice and the value do not fit each other.
        """
        if form.baseline.data == LATER and field.data is not None:
            raise ValidationError(
                _(
                    "You chose ‘still to be measured’. Leave this empty, or choose "
                    "‘known’."
                )
            )
        if form.baseline.data == KNOWN and field.data is None and not field.errors:
            raise ValidationError(
                _("Fill in the value, or choose ‘still to be measured’.")
            )


def _measured_fields(kpi: MeasuredKpi, years: Sequence[int]) -> dict[str, Any]:
    unit = kpi.statistic.unit
    fitting = FITTING_COMPARATORS[kpi.statistic.direction]
    between = Comparator.BETWEEN in fitting
    low = _("Lower bound") if between else _("Floor")
    high = _("Upper bound") if between else _("Goal")
    return {
        "baseline": RadioField(
            _("Is there a baseline?"),
            choices=choices_of({KNOWN: _("Known"), LATER: _("Still to be measured")}),
        ),
        "baseline_value": FigureField(
            _("Value"), unit=unit, validators=[_AboutBaseline()]
        ),
        "baseline_n": WholeNumberField(_("Number (n)"), grouping=True),
        "baseline_period": StringField(_("Period"), validators=[short()]),
        "baseline_source": StringField(_("Source"), validators=[short()]),
        "comparator": RadioField(
            _("When is the goal met?"),
            choices=choices_of({c: COMPARATOR_NAMES[c] for c in fitting}),
        ),
        **_figures("floor", kpi, years, low),
        **_figures("goal", kpi, years, high),
    }


def _narrative_fields(years: Sequence[int]) -> dict[str, Any]:
    return {
        "baseline_level": _level(_("Level now")),
        **{f"level_{y}": _level(_("Level in %(year)s", year=y)) for y in years},
        "how_noticed": TextAreaField(_("How will we notice?"), validators=[long()]),
    }


def _figures(
    name: str, kpi: MeasuredKpi, years: Sequence[int], label: str
) -> dict[str, Any]:
    unit = kpi.statistic.unit
    return {f"{name}_{y}": FigureField(f"{label}, {y}", unit=unit) for y in years}


def _level(label: str) -> SelectField:
    levels = range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)
    names: dict[object, str] = {"": _("no level yet")}
    names |= {n: level_name(n) for n in levels}
    return SelectField(label, choices=choices_of(names))


def _level_of(field: Field) -> int | None:
    return int(field.data) if field.data else None


def _levels(form: Form, years: Sequence[int]) -> tuple[YearLevel, ...]:
    found = {y: _level_of(form[f"level_{y}"]) for y in years}
    return tuple(YearLevel(year=y, level=n) for y, n in found.items() if n is not None)


def _years(
    floors: dict[int, Decimal | None], goals: dict[int, Decimal | None]
) -> tuple[YearAmbition, ...]:
    return tuple(
        YearAmbition(year=y, floor=floors[y], goal=goals[y])
        for y in goals
        if floors[y] is not None or goals[y] is not None
    )


def _goal_values(name: str, ambition: MeasuredAmbition | None) -> dict[str, Any]:
    years = ambition.years if ambition else ()
    return {f"{name}_{y.year}": getattr(y, name) for y in years}


def _measured_values(
    kpi: MeasuredKpi, ambition: MeasuredAmbition | None
) -> dict[str, Any]:
    start = ambition.baseline if ambition else Baseline()
    comparator = ambition.comparator if ambition else usual_comparator(kpi)
    return {
        "baseline": LATER if start.to_be_measured else KNOWN,
        "baseline_value": start.value,
        "baseline_n": start.n,
        "baseline_period": start.period,
        "baseline_source": start.source,
        "comparator": comparator.value,
        **_goal_values("floor", ambition),
        **_goal_values("goal", ambition),
    }


def _level_values(ambition: AnyAmbition | None) -> dict[str, Any]:
    if not isinstance(ambition, NarrativeAmbition):
        return {"how_noticed": "", "baseline_level": ""}
    now = ambition.baseline_level
    return {
        "how_noticed": ambition.how_noticed,
        "baseline_level": "" if now is None else str(now),
        **{
            f"level_{y.year}": "" if y.level is None else str(y.level)
            for y in ambition.years
        },
    }


def _form(name: str, fields: dict[str, Any]) -> type[Form]:
    return type(name, (FiguresForm,), fields)
