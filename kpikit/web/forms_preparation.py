"""The form of the own preparation: a row per KPI, goals, lines and a checklist."""

from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from wtforms import (
    Field,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from kpikit.domain.kpi import AnyKpi, KpiId, MeasuredKpi
from kpikit.domain.preparation import (
    CHECKLIST,
    WEIGHTS,
    KpiPreparation,
    Preparation,
)
from kpikit.domain.selection import Position
from kpikit.web.forms import Form, LocalDecimalField, choices_of, long, number_of
from kpikit.web.history_words import POSITIONS
from kpikit.web.versioned import Version


@dataclass(frozen=True, slots=True)
class KpiRow:
    """The fields of one KPI; a narrative one has no number."""

    kpi: AnyKpi
    position: Field
    weight: Field
    lowest: Field | None
    note: Field


@dataclass(frozen=True, slots=True)
class PreparationForm:
    """The form with its rows in the order of the table."""

    form: Form
    rows: tuple[KpiRow, ...]


def preparation_form(
    preparation: Preparation, kpis: tuple[AnyKpi, ...]
) -> PreparationForm:
    """Return the form, filled with what the own organisation wrote."""
    fields: dict[str, Any] = {
        "revision": Version(),
        "goals": TextAreaField(_("What we want to reach"), validators=[long()]),
        "lines": TextAreaField(_("Lines that we do not cross"), validators=[long()]),
        "done": SelectMultipleField(
            _("Ready for the first talk"),
            choices=choices_of(CHECKLIST),
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
        ),
    }
    for kpi in kpis:
        fields |= _fields(kpi)
    made: type[Form] = type("PreparationForm", (Form,), fields)
    form = made(data=_values(preparation, kpis))
    return PreparationForm(form, tuple(_row(form, kpi) for kpi in kpis))


def preparation_of(filled: PreparationForm, before: Preparation) -> Preparation:
    """Return the preparation that a form describes."""
    form = filled.form
    here = {row.kpi.id for row in filled.rows}
    kept = tuple(k for k in before.kpis if k.kpi_id not in here)
    return replace(
        before,
        goals=form.goals.data or "",
        lines=form.lines.data or "",
        done=tuple(code for code in CHECKLIST if code in (form.done.data or ())),
        kpis=(*map(_of_row, filled.rows), *kept),
        revision=number_of(form.revision.data or ""),
    )


def _fields(kpi: AnyKpi) -> dict[str, Any]:
    weights = {str(w): f"{w}" for w in WEIGHTS}
    found: dict[str, Any] = {
        f"{kpi.id}-position": SelectField(
            _("What we could say"), choices=choices_of({"": _("not yet"), **POSITIONS})
        ),
        f"{kpi.id}-weight": SelectField(
            _("Weight, 1 to 5"), choices=choices_of({"": "–", **weights})
        ),
        f"{kpi.id}-note": TextAreaField(_("Note"), validators=[long()]),
    }
    if isinstance(kpi, MeasuredKpi):
        found[f"{kpi.id}-lowest"] = LocalDecimalField(_("Lowest ambition we accept"))
    return found


def _row(form: Form, kpi: AnyKpi) -> KpiRow:
    fields = {field.name: field for field in form}
    return KpiRow(
        kpi,
        fields[f"{kpi.id}-position"],
        fields[f"{kpi.id}-weight"],
        fields.get(f"{kpi.id}-lowest"),
        fields[f"{kpi.id}-note"],
    )


def _of_row(row: KpiRow) -> KpiPreparation:
    weight = number_of(row.weight.data or "")
    position = row.position.data
    return KpiPreparation(
        kpi_id=KpiId(row.kpi.id),
        position=Position(position) if position in set(Position) else None,
        weight=weight or None,
        lowest=row.lowest.data if row.lowest is not None else None,
        note=row.note.data or "",
    )


def _values(preparation: Preparation, kpis: tuple[AnyKpi, ...]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "revision": str(preparation.revision),
        "goals": preparation.goals,
        "lines": preparation.lines,
        "done": list(preparation.done),
    }
    for kpi in kpis:
        own = preparation.on(KpiId(kpi.id))
        values |= {
            f"{kpi.id}-position": own.position.value if own.position else "",
            f"{kpi.id}-weight": str(own.weight or ""),
            f"{kpi.id}-lowest": own.lowest,
            f"{kpi.id}-note": own.note,
        }
    return values
