"""The form of a blind rating: five scores per candidate."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, HiddenField, SelectField

from kpikit.domain.choice.rating import (
    CRITERIA,
    HIGHEST,
    LOWEST,
    CandidateRating,
    OwnRatings,
    Score,
)
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.web.forms import Form, choices_of, number_of
from kpikit.web.language import words
from kpikit.web.versioned import Version


@dataclass(frozen=True, slots=True)
class RatingForm:
    """The form with the fields of each candidate, in the order of the criteria."""

    form: Form
    rows: tuple[tuple[AnyKpi, tuple[Field, ...]], ...]


def rating_form(own: OwnRatings, kpis: tuple[AnyKpi, ...]) -> RatingForm:
    """Return the form, filled with what the own organisation said so far."""
    scores = {str(n): f"{n}" for n in range(LOWEST, HIGHEST + 1)}
    choices = choices_of({"": _("no opinion"), **scores})
    fields: dict[str, Any] = {"revision": Version(), "round": HiddenField()}
    values: dict[str, Any] = {"revision": str(own.revision)}
    for kpi in kpis:
        rating = own.of(KpiId(kpi.id))
        for code, name in CRITERIA.items():
            fields[f"{kpi.id}-{code}"] = SelectField(words(name), choices=choices)
            said = rating.on(code)
            values[f"{kpi.id}-{code}"] = "" if said is None else str(said)
    made: type[Form] = type("CandidateRatingForm", (Form,), fields)
    form = made(data=values)
    rows = tuple((kpi, tuple(form[f"{kpi.id}-{c}"] for c in CRITERIA)) for kpi in kpis)
    return RatingForm(form, rows)


def ratings_of(filled: RatingForm) -> OwnRatings:
    """Return the ratings that a form describes."""
    return OwnRatings(
        ratings=tuple(
            CandidateRating(
                kpi_id=KpiId(kpi.id),
                scores=tuple(
                    Score(criterion=code, value=number_of(field.data or "") or None)
                    for code, field in zip(CRITERIA, fields, strict=True)
                ),
            )
            for kpi, fields in filled.rows
        ),
        revision=number_of(filled.form.revision.data or ""),
    )
