"""The form of a recorded consult, and the one that chooses a team and a period."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Optional

from kpikit.domain.consult.consult import Consult
from kpikit.domain.consult.figure import total_of
from kpikit.domain.instrument import Instrument
from kpikit.web.forms import DateField, Form, choices_of, number_of, short
from kpikit.web.language import number
from kpikit.web.versioned import Version

_NONE_SUCH = Decimal(-1)
"""Stands for a typed score that can be none, so that the check tells."""


class ConsultForm(Form):
    """A recorded consult: its code, both consents, its days and its scores."""

    revision = Version()
    team = StringField(_("Team or care path"), validators=[short()])
    code = StringField(_("Code of the consult"), validators=[short()])
    recorded_on = DateField(_("Consult recorded on"), validators=[Optional()])
    patient_consents = RadioField(_("The patient gave consent"), validate_choice=False)
    patient_consented_on = DateField(_("Consent given on"), validators=[Optional()])
    professional_consents = RadioField(
        _("The professional gave consent"), validate_choice=False
    )
    delete_by = DateField(_("To be deleted by"), validators=[Optional()])
    deleted_on = DateField(_("Deleted on"), validators=[Optional()])
    first = StringField(_("Score of the first rater"), validators=[short()])
    second = StringField(_("Score of the second rater"), validators=[short()])

    def __init__(self, consult: Consult) -> None:
        """Fill in a consult as it stands; a new one says no to nothing yet."""
        super().__init__(data=_values(consult))
        for field in (self.patient_consents, self.professional_consents):
            field.choices = choices_of({"yes": _("Yes"), "no": _("No")})

    def consult(self, before: Consult, instrument: Instrument) -> Consult:
        """Return the consult that the form describes."""
        return replace(
            before,
            team=(self.team.data or "").strip(),
            code=(self.code.data or "").strip(),
            recorded_on=self.recorded_on.data,
            patient_consents=self.patient_consents.data == "yes",
            patient_consented_on=self.patient_consented_on.data,
            professional_consents=self.professional_consents.data == "yes",
            delete_by=self.delete_by.data,
            deleted_on=self.deleted_on.data,
            first=_total(self.first.data, instrument),
            second=_total(self.second.data, instrument),
            revision=number_of(self.revision.data or ""),
        )


class FigureForm(Form):
    """Which team, and recorded from when to when; it lives in the address.

    ``agreement``, ``period`` and ``kpi`` are the result that led here, if one did.
    """

    class Meta(Form.Meta):
        """It changes nothing."""

        csrf = False

    team = SelectField(_("Team or care path"), validate_choice=False)
    first = DateField(_("Recorded from"), validators=[Optional()])
    last = DateField(_("Recorded until"), validators=[Optional()])
    agreement = HiddenField()
    period = HiddenField()
    kpi = HiddenField()

    def __init__(self, teams: tuple[str, ...]) -> None:
        """Offer the teams that there are; without a choice it is the first."""
        super().__init__(formdata=request.args)
        self.team.choices = choices_of({team: team for team in teams})
        if self.team.data not in teams:
            self.team.data = teams[0] if teams else ""


def _values(consult: Consult) -> dict[str, Any]:
    known = bool(consult.id)
    return {
        "revision": f"{consult.revision}",
        "team": consult.team,
        "code": consult.code,
        "recorded_on": consult.recorded_on,
        "patient_consents": "yes" if known and consult.patient_consents else None,
        "patient_consented_on": consult.patient_consented_on,
        "professional_consents": (
            "yes" if known and consult.professional_consents else None
        ),
        "delete_by": consult.delete_by,
        "deleted_on": consult.deleted_on,
        "first": "" if consult.first is None else number(consult.first),
        "second": "" if consult.second is None else number(consult.second),
    }


def _total(typed: str | None, instrument: Instrument) -> Decimal | None:
    if not typed or not typed.strip():
        return None
    found = total_of(typed, instrument)
    return _NONE_SUCH if found is None else found
