"""The forms of a review: its frame, what is written about a KPI, and a rating."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from wtforms import (
    BooleanField,
    Field,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Optional

from kpikit.domain.kpi import AnyKpi, NarrativeKpi
from kpikit.domain.party import PartyRole
from kpikit.domain.result.period import Period
from kpikit.domain.review.rating import Rating
from kpikit.domain.review.review import (
    DECISION_NAMES,
    PERSPECTIVE_NAMES,
    Decision,
    Entry,
    Evidence,
    Frame,
    Perspective,
)
from kpikit.web.forms import DateField, Form, choices_of, lines, long, number_of, short
from kpikit.web.language import words
from kpikit.web.versioned import Version

EVIDENCE_ROWS = 4
_THIN = "thin"


def frame_labels() -> dict[str, str]:
    """Return what each field of the frame of a review is called."""
    return {
        "held_on": _("Held on"),
        "people": _("Who took part"),
        "next_on": _("Next review"),
        "remark": _("What stood out"),
        "without_voice": _("The patient organisation did not take part in this review"),
    }


def entry_labels() -> dict[str, str]:
    """Return what each field of what is written about a KPI is called."""
    return {
        "together": _("How we judge this together"),
        "story": _("The story behind it"),
        "decision": _("Decision"),
        "what": _("What changes"),
        "owner": _("Who"),
        "due": _("Before what day"),
        "rebase_from": _("Draw the limits anew from"),
        "rebase_reason": _("Why the limits start anew"),
    }


def frame_form(frame: Frame, revision: int, *, voice: bool) -> Form:
    """Return the form of when, with whom and when again."""
    said = frame_labels()
    fields: dict[str, Any] = {
        "revision": Version(),
        "held_on": DateField(said["held_on"], validators=[Optional()]),
        "people": TextAreaField(said["people"], validators=[long()]),
        "next_on": DateField(said["next_on"], validators=[Optional()]),
        "remark": TextAreaField(said["remark"], validators=[long()]),
    }
    if voice:
        fields["without_voice"] = BooleanField(said["without_voice"])
    form: type[Form] = type("FrameForm", (Form,), fields)
    return form(
        data={
            "revision": str(revision),
            "held_on": frame.held_on,
            "people": "\n".join(frame.people),
            "next_on": frame.next_on,
            "remark": frame.remark,
            "without_voice": frame.without_voice,
        }
    )


def frame_of(form: Form) -> Frame:
    """Return the frame that a form describes."""
    return Frame(
        held_on=form.held_on.data,
        people=lines(form.people.data or ""),
        next_on=form.next_on.data,
        remark=form.remark.data or "",
        without_voice=bool(form.without_voice.data)
        if "without_voice" in form
        else False,
    )


def entry_form(entry: Entry, kpi: AnyKpi, periods: tuple[Period, ...]) -> Form:
    """Return the form of what the parties write about a KPI.

    ``periods`` are those from which limits can start anew.
    """
    said = entry_labels()
    fields: dict[str, Any] = {
        "revision": Version(),
        "together": TextAreaField(said["together"], validators=[long()]),
        "story": TextAreaField(said["story"], validators=[long()]),
    }
    if isinstance(kpi, NarrativeKpi):
        fields |= _evidence_fields()
    fields |= {
        "decision": SelectField(
            said["decision"],
            choices=choices_of({"": _("choose"), **DECISION_NAMES}),
        ),
        "what": TextAreaField(said["what"], validators=[long()]),
        "owner": StringField(said["owner"], validators=[short()]),
        "due": DateField(said["due"], validators=[Optional()]),
    }
    if not isinstance(kpi, NarrativeKpi) and periods:
        names = {p.id: p.name for p in periods}
        fields["rebase_from"] = SelectField(
            said["rebase_from"], choices=choices_of({"": _("no"), **names})
        )
        fields["rebase_reason"] = TextAreaField(
            said["rebase_reason"], validators=[long()]
        )
    form: type[Form] = type("EntryForm", (Form,), fields)
    return form(data=_entry_values(entry))


def entry_of(form: Form, before: Entry) -> Entry:
    """Return what a form says about a KPI."""
    decision = next((d for d in Decision if d == form.decision.data), None)
    rebases = "rebase_from" in form
    return replace(
        before,
        together=form.together.data or "",
        story=form.story.data or "",
        decision=decision,
        what=form.what.data or "",
        owner=form.owner.data or "",
        due=form.due.data,
        evidence=_evidence(form) if "evidence_0" in form else (),
        rebase_from=(form.rebase_from.data or "") if rebases else "",
        rebase_reason=(form.rebase_reason.data or "") if rebases else "",
        revision=number_of(form.revision.data or ""),
    )


def rating_form(kpi: NarrativeKpi, own: Rating | None) -> Form:
    """Return the form of the own rating of a narrative KPI."""
    levels = {str(n): f"{n} – {words(said)}" for n, said in enumerate(kpi.ladder)}
    choices = {"": _("choose"), **levels, _THIN: _("too little evidence to tell")}
    fields: dict[str, Any] = {
        "revision": Version(),
        "level": SelectField(_("Which level do we see?"), choices=choices_of(choices)),
        "why": TextAreaField(_("Why"), validators=[long()]),
    }
    form: type[Form] = type("RatingForm", (Form,), fields)
    chosen = ""
    if own is not None:
        chosen = _THIN if own.level is None else str(own.level)
    return form(
        data={
            "revision": str(own.revision if own else 0),
            "level": chosen,
            "why": own.why if own else "",
        },
        prefix="rating-",
    )


def rating_of(form: Form, role: PartyRole) -> Rating | None:
    """Return the rating that a form describes; ``None`` when no level was chosen."""
    chosen = form.level.data or ""
    if not chosen:
        return None
    return Rating(
        role=role,
        level=None if chosen == _THIN else int(chosen),
        why=form.why.data or "",
        revision=number_of(form.revision.data or ""),
    )


def _evidence_fields() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    sides = choices_of({"": _("choose"), **PERSPECTIVE_NAMES})
    for n in range(EVIDENCE_ROWS):
        fields[f"side_{n}"] = SelectField(
            _("From whose side, %(number)s", number=n + 1), choices=sides
        )
        fields[f"evidence_{n}"] = TextAreaField(
            _("What was seen or heard, %(number)s", number=n + 1),
            validators=[long(), _WithSide(n)],
        )
    return fields


class _WithSide:
    """The check that evidence says from whose side it is, so that none is lost."""

    def __init__(self, n: int) -> None:
        """Keep the row."""
        self._side = f"side_{n}"

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse words without a side.

        Raises:
            ValidationError: nobody could tell who saw or heard this.
        """
        if field.data and not form[self._side].data:
            raise ValidationError(_("Choose from whose side this is."))


def _evidence(form: Form) -> tuple[Evidence, ...]:
    found = []
    for n in range(EVIDENCE_ROWS):
        side, said = form[f"side_{n}"].data, form[f"evidence_{n}"].data or ""
        if said and side in set(Perspective):
            found.append(Evidence(perspective=Perspective(side), words=said))
    return tuple(found)


def _entry_values(entry: Entry) -> dict[str, Any]:
    values: dict[str, Any] = {
        "revision": str(entry.revision),
        "together": entry.together,
        "story": entry.story,
        "decision": entry.decision.value if entry.decision else "",
        "what": entry.what,
        "owner": entry.owner,
        "due": entry.due,
        "rebase_from": entry.rebase_from,
        "rebase_reason": entry.rebase_reason,
    }
    for n, each in enumerate(entry.evidence[:EVIDENCE_ROWS]):
        values[f"side_{n}"] = each.perspective.value
        values[f"evidence_{n}"] = each.words
    return values
