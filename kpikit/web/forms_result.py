"""The form for one result, shaped by the figure that its KPI asks for."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms import Field, RadioField, SelectField, TextAreaField

from kpikit.domain.kpi import AnyKpi, KpiId, Mode, NarrativeKpi
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.result.checks import FIRST_FIELD
from kpikit.domain.result.figure import (
    AnyFigure,
    CountFigure,
    FigureKind,
    LevelFigure,
    MeanFigure,
    ShareFigure,
    TwoSharesFigure,
    figure_kind,
)
from kpikit.domain.result.incoming.results import INSUFFICIENT
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import PRESENCE_NAMES, Presence, Result
from kpikit.domain.staff_survey import SurveyQuestion
from kpikit.excel.words import named
from kpikit.problems import Problem
from kpikit.text import Text
from kpikit.web.forms import (
    Form,
    LocalDecimalField,
    WholeNumberField,
    choices_of,
    long,
    number_of,
)
from kpikit.web.language import words
from kpikit.web.versioned import Version

_OPTIONAL = ("standard_deviation",)
_THIN = "thin"


def result_form(
    kpi: AnyKpi, draft: Result | None, plan: MeasurementPlan | None
) -> Form:
    """Return the form of a result, with what is recorded or planned."""
    fields: dict[str, Any] = {
        "revision": Version(),
        "presence": RadioField(
            _("Is there a result?"),
            choices=choices_of({p: PRESENCE_NAMES[p] for p in Presence}),
        ),
        **_figure_fields(kpi),
    }
    if not isinstance(kpi, NarrativeKpi):
        fields |= {
            "eligible": WholeNumberField(_("Eligible"), grouping=True),
            "invited": WholeNumberField(_("Invited or drawn"), grouping=True),
            "responded": WholeNumberField(_("Responded"), grouping=True),
            "mode": SelectField(
                _("How asked"),
                choices=choices_of({"": _("choose")} | {m: named(m) for m in Mode}),
            ),
        }
    fields["note"] = TextAreaField(_("Note"), validators=[long()])
    form: type[Form] = type("ResultForm", (Form,), fields)
    return form(data=_values(draft, plan))


def take_pulse(form: Form, question: SurveyQuestion | None) -> bool:
    """Fill in the counts of a team pulse that the address brings, and say so.

    Only a KPI that a question of the survey gives results of takes them.
    """
    count, n = (request.args.get(name, "") for name in ("count", "n"))
    whole = [t.isascii() and t.isdigit() and len(t) <= 7 for t in (count, n)]
    if question is None or "numerator" not in form or not all(whole):
        return False
    if not 0 < int(n) >= int(count):
        return False
    form.presence.data = Presence.MEASURED.value
    form.numerator.data, form.denominator.data = int(count), int(n)
    form.note.data = str(
        _("Pulse of the own team, one question: %(asked)s", asked=words(question.asked))
    )
    return True


def result_of(form: Form, kpi: AnyKpi, period: Period) -> Result:
    """Return the result that a form describes."""
    presence = next((p for p in Presence if p == form.presence.data), Presence.MEASURED)
    measured = not isinstance(kpi, NarrativeKpi)
    return Result(
        kpi_id=KpiId(kpi.id),
        period=period,
        presence=presence,
        figure=_figure(form, figure_kind(kpi)),
        eligible=form.eligible.data if measured else None,
        invited=form.invited.data if measured else None,
        responded=form.responded.data if measured else None,
        mode=next((m for m in Mode if measured and m == form.mode.data), None),
        note=form.note.data or "",
        revision=number_of(form.revision.data or ""),
    )


def at_empty_fields(
    found: Iterable[Problem], form: Form, kpi: AnyKpi
) -> tuple[Problem, ...]:
    """Return problems with a figure that lacks told at each field that is empty."""
    first = FIRST_FIELD[figure_kind(kpi)]
    empty = [n for n in figure_fields(kpi) if n not in _OPTIONAL and not _has(form[n])]
    return tuple(
        replace(each, where=name)
        for each in found
        for name in (
            empty if (each.code, each.where) == ("needed", first) else [each.where]
        )
    )


def _has(field: Field) -> bool:
    return bool(field.errors) or field.data not in (None, "")


def figure_fields(kpi: AnyKpi) -> tuple[str, ...]:
    """Return the names of the fields of the figure, in the order of the page."""
    return tuple(_figure_fields(kpi))


def _figure_fields(kpi: AnyKpi) -> dict[str, Any]:
    kind = figure_kind(kpi)
    share = {
        "denominator": WholeNumberField(_("Valid answers"), grouping=True),
        "numerator": WholeNumberField(_("Of these above the line"), grouping=True),
    }
    if kind is FigureKind.SHARE:
        return share
    if kind is FigureKind.TWO_SHARES:
        return share | {
            "second_denominator": WholeNumberField(
                _("Second group: valid answers"), grouping=True
            ),
            "second_numerator": WholeNumberField(
                _("Second group: above the line"), grouping=True
            ),
        }
    if kind is FigureKind.MEAN:
        return {
            "n": WholeNumberField(_("Valid scores"), grouping=True),
            "mean": LocalDecimalField(_("Mean")),
            "standard_deviation": LocalDecimalField(_("Standard deviation")),
        }
    if kind is FigureKind.COUNT:
        return {"count": WholeNumberField(_("Count"), grouping=True)}
    return {"level": SelectField(_("Level"), choices=choices_of(_levels(kpi)))}


def _levels(kpi: AnyKpi) -> dict[str, str | Text]:
    ladder = kpi.ladder if isinstance(kpi, NarrativeKpi) else ()
    steps = {
        f"{n}": Text(nl=f"{n}: {step.nl}", en=f"{n}: {step.en}")
        for n, step in enumerate(ladder)
    }
    return {"": _("choose"), **steps, _THIN: INSUFFICIENT}


def _figure(form: Form, kind: FigureKind) -> AnyFigure | None:
    if kind is FigureKind.SHARE:
        return _share(form, "")
    if kind is FigureKind.TWO_SHARES:
        first, second = _share(form, ""), _share(form, "second_")
        if first is None or second is None:
            return None
        return TwoSharesFigure(first=first, second=second)
    if kind is FigureKind.MEAN:
        return _mean(form)
    if kind is FigureKind.COUNT:
        count = form.count.data
        return None if count is None else CountFigure(count=count)
    return _level(form.level.data or "")


def _mean(form: Form) -> MeanFigure | None:
    mean, n = form.mean.data, form.n.data
    if mean is None or n is None:
        return None
    spread = form.standard_deviation.data
    return MeanFigure(mean=Decimal(mean), standard_deviation=spread, n=n)


def _level(typed: str) -> LevelFigure | None:
    if typed == _THIN:
        return LevelFigure(level=None)
    return LevelFigure(level=number_of(typed)) if typed else None


def _share(form: Form, start: str) -> ShareFigure | None:
    above, below = form[f"{start}numerator"].data, form[f"{start}denominator"].data
    if above is None or below is None:
        return None
    return ShareFigure(numerator=above, denominator=below)


def _values(draft: Result | None, plan: MeasurementPlan | None) -> dict[str, Any]:
    planned = plan.mode.value if plan is not None and plan.mode else ""
    if draft is None:
        return {"revision": "0", "presence": Presence.MEASURED.value, "mode": planned}
    found = {
        "revision": str(draft.revision),
        "presence": draft.presence.value,
        "eligible": draft.eligible,
        "invited": draft.invited,
        "responded": draft.responded,
        "mode": draft.mode.value if draft.mode else planned,
        "note": draft.note,
    }
    return found | _figure_values(draft.figure)


def _figure_values(figure: AnyFigure | None) -> dict[str, Any]:
    if isinstance(figure, ShareFigure):
        return {"numerator": figure.numerator, "denominator": figure.denominator}
    if isinstance(figure, MeanFigure):
        return {
            "mean": figure.mean,
            "standard_deviation": figure.standard_deviation,
            "n": figure.n,
        }
    if isinstance(figure, CountFigure):
        return {"count": figure.count}
    if isinstance(figure, TwoSharesFigure):
        return {
            "numerator": figure.first.numerator,
            "denominator": figure.first.denominator,
            "second_numerator": figure.second.numerator,
            "second_denominator": figure.second.denominator,
        }
    if isinstance(figure, LevelFigure):
        return {"level": _THIN if figure.level is None else f"{figure.level}"}
    return {}
