"""The form with which a sample is drawn."""

from typing import Any

from flask_babel import gettext as _
from wtforms import HiddenField, TextAreaField

from kpikit.actions.sampling import WantedSample
from kpikit.domain.advice.sample import invitations
from kpikit.domain.kpi import KpiId
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.result.period import Period
from kpikit.web.forms import Form, WholeNumberField, long, number_of


def sample_form(plan: MeasurementPlan | None, turn: int) -> Form:
    """Return the form of the ``turn``-th draw, with what the plan says."""
    fields: dict[str, Any] = {
        "turn": HiddenField(),
        "eligible": WholeNumberField(_("How many are on your list"), grouping=True),
        "n": WholeNumberField(_("How many to draw"), grouping=True),
    }
    if turn > 1:
        fields["reason"] = TextAreaField(_("Why you draw again"), validators=[long()])
    form: type[Form] = type("SampleForm", (Form,), fields)
    size = plan.population if plan else None
    n = (invitations(plan) or plan.planned_n) if plan else None
    return form(data={"turn": f"{turn}", "eligible": size, "n": n})


def wanted_of(form: Form, kpi_id: KpiId, period: Period) -> WantedSample:
    """Return the draw that a form asks for; what is empty counts as none."""
    again = "reason" in form
    return WantedSample(
        kpi_id=kpi_id,
        period=period,
        eligible=form.eligible.data or 0,
        n=form.n.data or 0,
        turn=number_of(form.turn.data or ""),
        reason=(form.reason.data or "") if again else "",
    )
