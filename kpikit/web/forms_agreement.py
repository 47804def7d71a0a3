"""Forms for the frame of an agreement: how it starts, and what it is about."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import (
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)

from kpikit import snapshot
from kpikit.actions.agreements import Frame, Start
from kpikit.actions.inviting import address_problems
from kpikit.domain.agreement import MOST_YEARS, Agreement, CarePath, TargetDate
from kpikit.domain.party import DECIDING, Contact, Organisation, PartyRole
from kpikit.problems import Problem
from kpikit.snapshot import UnreadableSnapshot
from kpikit.web.answers import Answer
from kpikit.web.forms import (
    DateField,
    Form,
    WholeNumberField,
    lines,
    long,
    required,
    short,
)
from kpikit.web.language import day, words
from kpikit.web.versioned import Version

BLANK_ROWS = 2
MOST_ROWS = 40
_USUAL_YEARS = 3
_ID = re.compile(r"[0-9a-f]{32}")
_PATH = "care_path_{}"
_MOMENTS = "key_moments_{}"
_WHAT = "date_what_{}"
_ON = "date_on_{}"


class FrameForm(Form):
    """The frame: its rows are fields with a number behind their name."""

    path_rows: range
    date_rows: range
    contact_rows: dict[PartyRole, range]

    def take(self, problems: Iterable[Problem]) -> None:
        """Put each problem at its field; one of all care paths at the first."""
        super().take(
            Problem(p.code, _PATH.format(0), p.text) if p.where == "care_paths" else p
            for p in problems
        )


def contact_field(role: PartyRole, part: str, row: int) -> str:
    """Return the name of a field about a contact of a party."""
    return f"contact_{role}_{part}_{row}"


def start_form(
    across: Sequence[Organisation],
    voices: Sequence[Organisation],
    earlier: Sequence[tuple[str, str]],
    new_id: Callable[[], str],
    this_year: int,
) -> Form:
    """Return the form that starts an agreement; its id makes a second click harmless.

    ``new_id`` gives the id of a new agreement, also where the sent one is no id.
    """
    form: Form = _form(
        "StartForm",
        {
            "id": HiddenField(),
            "title": StringField(
                _("Name of the agreement"),
                description=_("For example: shared decision making in orthopaedics."),
                validators=required(),
            ),
            "other_organisation_id": SelectField(
                _("With whom?"),
                choices=[SelectChoice("", _("Choose")), *map(_choice, across)],
            ),
            "voice_organisation_id": SelectField(
                _("Patient organisation that reads along"),
                description=_("It sees everything except the money."),
                choices=[SelectChoice("", _("None")), *map(_choice, voices)],
            ),
            **_term_fields(),
            "begin_from": SelectField(
                _("Begin from an earlier agreement"),
                description=_(
                    "Takes over the care paths, the locations and the chosen KPIs of "
                    "the library. Nothing else, and the other party does not see "
                    "where it comes from."
                ),
                choices=_begin_from(earlier),
                validate_choice=False,
            ),
        },
        Form,
    )(data={"first_year": this_year + 1, "years_long": str(_USUAL_YEARS)})
    if _ID.fullmatch(form.id.data or "") is None:
        form.id.data = new_id()
    return form


def start_of(form: Form) -> Start:
    """Return what the form starts."""
    return Start(
        id=form.id.data,
        title=form.title.data,
        other_organisation_id=form.other_organisation_id.data,
        voice_organisation_id=form.voice_organisation_id.data,
        first_year=form.first_year.data or 0,
        years_long=int(form.years_long.data),
        begin_from=form.begin_from.data or "",
    )


def _begin_from(earlier: Sequence[tuple[str, str]]) -> list[SelectChoice]:
    known = [SelectChoice(*each) for each in earlier]
    return [SelectChoice("", _("No, begin anew")), *known]


def frame_form(agreement: Agreement, *, anew: bool = False) -> FrameForm:
    """Return the form with the whole frame, and blank rows to add to each list.

    What was sent fills it, but not ``anew``.
    """
    sent = {} if anew else request.form
    paths = _rows(_PATH, len(agreement.care_paths), sent)
    dates = _rows(_WHAT, len(agreement.target_dates), sent)
    contacts = {
        role: _rows(
            f"contact_{role}_name_{{}}",
            sum(c.role is role for c in agreement.contacts),
            sent,
        )
        for role in DECIDING
    }
    of_form = {
        "revision": Version(),
        "seen": HiddenField(),
        "title": StringField(_("Name of the agreement"), validators=required()),
        **_term_fields(),
        "vision": TextAreaField(
            _("Shared vision"),
            description=_("What do you want patients to notice?"),
            validators=[long()],
        ),
        "locations": TextAreaField(
            _("Locations and departments"),
            description=_("One on each line."),
            validators=[long()],
        ),
        **{name: field for n in paths for name, field in _path_fields(n)},
        **{name: field for n in dates for name, field in _date_fields(n)},
        **{
            name: field
            for role, rows in contacts.items()
            for n in rows
            for name, field in _contact_fields(role, n)
        },
    }
    made, values = _form("TheFrameForm", of_form, FrameForm), _values(agreement)
    form: FrameForm = made(None, data=values) if anew else made(data=values)
    form.path_rows, form.date_rows, form.contact_rows = paths, dates, contacts
    return form


def frame_of(form: FrameForm) -> Frame:
    """Return the frame that the form describes; rows without a name are left out."""
    return Frame(
        title=form.title.data,
        first_year=form.first_year.data or 0,
        years_long=int(form.years_long.data),
        care_paths=tuple(
            CarePath(
                name=form[_PATH.format(n)].data or "",
                key_moments=lines(form[_MOMENTS.format(n)].data or ""),
            )
            for n in form.path_rows
            if form[_PATH.format(n)].data or form[_MOMENTS.format(n)].data
        ),
        locations=lines(form.locations.data or ""),
        vision=form.vision.data or "",
        contacts=tuple(_contacts_of(form)),
        target_dates=tuple(_dates_of(form)),
    )


def merged(form: FrameForm, now: Agreement) -> tuple[Agreement, bool]:
    """Put what the reader changed on the newest frame; the rest follows the other.

    Also tells whether both changed the same part. A form that does not say what it
    started from counts as changed in every part.
    """
    wanted, newest = frame_of(form), frame_in(now)
    try:
        seen = snapshot.load(Frame, form.seen.data or "")
    except UnreadableSnapshot:
        seen = None
    parts = [part.name for part in fields(Frame)]
    mine = {p for p in parts if getattr(wanted, p) != getattr(seen, p, None)}
    theirs = {p for p in parts if getattr(newest, p) != getattr(seen, p, None)}
    return replace(now, **{p: getattr(wanted, p) for p in mine}), bool(mine & theirs)


def row_of(agreement: Agreement, name: str) -> str:
    """Return whose contact a field is about; nothing for another field."""
    for role in DECIDING:
        for n in range(MOST_ROWS):
            fields = {contact_field(role, p, n) for p in ("name", "function", "email")}
            if name in fields and (party := agreement.party(role)) is not None:
                about: str = _("contact %(number)s", number=n + 1)
                return f"{party.name}, {about}"
    return ""


def frame_in(agreement: Agreement) -> Frame:
    """Return the parts of an agreement that are its frame."""
    return Frame(**{p.name: getattr(agreement, p.name) for p in fields(Frame)})


def _seen(agreement: Agreement) -> str:
    return snapshot.dump(frame_in(agreement))


def answers_of(frame: Frame | Agreement) -> tuple[Answer, ...]:
    """Return the frame as labels and words, for putting two versions side by side."""
    paths = "\n".join(_path_words(p) for p in frame.care_paths)
    dates = "\n".join(f"{day(d.on)}: {d.what}" for d in frame.target_dates)
    contacts = "\n".join(
        ", ".join(w for w in (c.name, c.function, c.email) if w) for c in frame.contacts
    )
    return (
        Answer(_("Name of the agreement"), frame.title),
        Answer(_("First year"), str(frame.first_year)),
        Answer(_("How long"), _years_words(frame.years_long)),
        Answer(_("Care paths"), paths),
        Answer(_("Locations and departments"), "\n".join(frame.locations)),
        Answer(_("Shared vision"), frame.vision),
        Answer(_("Contacts"), contacts),
        Answer(_("Target dates"), dates),
    )


def _term_fields() -> dict[str, Any]:
    return {
        "first_year": WholeNumberField(_("First year")),
        "years_long": SelectField(
            _("How long"),
            choices=[
                SelectChoice(str(n), _years_words(n)) for n in range(1, MOST_YEARS + 1)
            ],
        ),
    }


def _path_fields(n: int) -> Iterator[tuple[str, Any]]:
    yield (
        _PATH.format(n),
        StringField(_("Care path %(number)s", number=n + 1), validators=[short()]),
    )
    yield (
        _MOMENTS.format(n),
        TextAreaField(
            _("Key moments of care path %(number)s", number=n + 1),
            description=_("Moments at which there is something to choose; one a line."),
            validators=[long()],
        ),
    )


def _date_fields(n: int) -> Iterator[tuple[str, Any]]:
    yield (
        _WHAT.format(n),
        StringField(_("What is ready, %(number)s", number=n + 1), validators=[short()]),
    )
    yield (
        _ON.format(n),
        DateField(_("Date %(number)s", number=n + 1), validators=[_DateWithWhat(n)]),
    )


def _contact_fields(role: PartyRole, n: int) -> Iterator[tuple[str, Any]]:
    labels = {"name": _("Name"), "function": _("Function"), "email": _("E-mail")}
    for part, label in labels.items():
        checks = [short(), _address] if part == "email" else [short()]
        yield contact_field(role, part, n), StringField(label, validators=checks)


def _address(_form: Form, field: Any) -> None:  # noqa: ANN401
    """Refuse what cannot be an e-mail address; a contact may have none.

    Raises:
        ValidationError: this is no e-mail address.
    """
    if field.data:
        for problem in address_problems(field.data):
            raise ValidationError(words(problem.text))


class _DateWithWhat:
    """The check that a target date has both a day and a name."""

    def __init__(self, n: int) -> None:
        """Keep the row."""
        self._what = _WHAT.format(n)

    def __call__(self, form: Form, field: Any) -> None:  # noqa: ANN401
        """Refuse one without the other.

        Raises:
            ValidationError: the date or what it is for is missing.
        """
        typed, what = (field.raw_data or [""])[0].strip(), form[self._what].data
        if what and not typed:
            raise ValidationError(_("Fill in the date too."))
        if typed and not what:
            raise ValidationError(_("Write what is ready on this date."))


def _rows(name: str, filled: int, sent: Container[str]) -> range:
    """Return the rows to show: those filled or sent, and some blank ones."""
    found = [n for n in range(MOST_ROWS) if name.format(n) in sent]
    return range(min(MOST_ROWS, max(found) + 1 if found else filled + BLANK_ROWS))


def _values(agreement: Agreement) -> dict[str, Any]:
    values: dict[str, Any] = {
        "revision": str(agreement.revision),
        "seen": _seen(agreement),
        "title": agreement.title,
        "first_year": agreement.first_year,
        "years_long": str(agreement.years_long),
        "vision": agreement.vision,
        "locations": "\n".join(agreement.locations),
    }
    for n, path in enumerate(agreement.care_paths):
        values[_PATH.format(n)] = path.name
        values[_MOMENTS.format(n)] = "\n".join(path.key_moments)
    for n, target in enumerate(agreement.target_dates):
        values[_WHAT.format(n)] = target.what
        values[_ON.format(n)] = target.on
    for role in DECIDING:
        mine = [c for c in agreement.contacts if c.role is role]
        for n, contact in enumerate(mine):
            values[contact_field(role, "name", n)] = contact.name
            values[contact_field(role, "function", n)] = contact.function
            values[contact_field(role, "email", n)] = contact.email
    return values


def _contacts_of(form: FrameForm) -> Iterator[Contact]:
    for role, rows in form.contact_rows.items():
        for n in rows:
            name, function, email = (
                form[contact_field(role, part, n)].data or ""
                for part in ("name", "function", "email")
            )
            if name or function or email:
                yield Contact(role=role, name=name, function=function, email=email)


def _dates_of(form: FrameForm) -> Iterator[TargetDate]:
    for n in form.date_rows:
        what, on = form[_WHAT.format(n)].data, form[_ON.format(n)].data
        if what and isinstance(on, date):
            yield TargetDate(what=what, on=on)


def _path_words(path: CarePath) -> str:
    moments = "; ".join(path.key_moments)
    return f"{path.name}: {moments}" if moments else path.name


def _years_words(years: int) -> str:
    words: str = ngettext("%(num)s year", "%(num)s years", years)
    return words


def _choice(organisation: Organisation) -> SelectChoice:
    return SelectChoice(organisation.id, organisation.name)


def _form(name: str, fields: dict[str, Any], base: type[Form]) -> Any:  # noqa: ANN401
    return type(name, (base,), fields)
