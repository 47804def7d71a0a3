"""Form fields that fit Dutch and English readers, and problems put at their field."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, cast

from babel.numbers import NumberFormatError, parse_decimal
from babel.support import Translations
from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField as AnyDateField
from wtforms import Field, PasswordField, StringField, ValidationError
from wtforms.fields.choices import SelectFieldBase
from wtforms.fields.core import UnboundField
from wtforms.i18n import messages_path
from wtforms.validators import InputRequired, Length
from wtforms.widgets import TextInput

from kpikit.problems import Problem
from kpikit.text import Language, plain
from kpikit.web.language import language, number, words
from kpikit.web.versioned import Version, makes_saved, resolved

LONG = 10_000
SHORT = 300
_BIGGEST = Decimal(10) ** 15
_MOST_DIGITS = 9
_FIGURES = re.compile(r"[-+−]?[0-9][0-9 .,’'\u202f]*|[-+−]?[.,][0-9]+")
YEARS = range(2000, 2101)
"""The years that a date of an agreement can be in; others are typed by mistake."""


class Form(FlaskForm):
    """A form whose texts are cleaned, and whose problems come from the domain."""

    class Meta(FlaskForm.Meta):
        """Every typed text is cleaned on the way in."""

        def bind_field(
            self, form: FlaskForm, unbound: UnboundField, options: dict[str, object]
        ) -> Field:
            """Bind a field; the words typed are cleaned, except in a password."""
            kind = unbound.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                options = {**options, "filters": [_clean]}
            bound = super().bind_field(form, unbound, options)
            if isinstance(bound, Version):
                bound.whole = form
            return bound

        def wrap_formdata(self, form: FlaskForm, formdata: object) -> Any:  # noqa: ANN401
            """Take what was sent, after what was chosen in a merge; or nothing."""
            found = None if makes_saved() else super().wrap_formdata(form, formdata)
            form.sent = found if found is None else resolved(found)
            return form.sent

        def get_translations(self, form: FlaskForm) -> Translations:  # noqa: ARG002 - given to every form
            """Return the words of WTForms itself, read once and not once a request."""
            return _words_of_wtforms(language())

    def is_sound(self, problems: Callable[[], Iterable[Problem]]) -> bool:
        """Check each field and what they say together: everything in one round.

        A field that cannot be read keeps its own error alone. What was chosen outside
        the choices says nothing, so that ``problems`` is not asked about it.
        """
        right = self.validate()
        own = {field: field.errors for field in self if field.errors}
        if any(isinstance(field, SelectFieldBase) for field in own):
            return False
        found = tuple(problems())
        self.take(found)
        for field, errors in own.items():
            field.errors = errors
        return right and not found

    def take(self, problems: Iterable[Problem]) -> None:
        """Put each problem at its field; those without a field above the form."""
        for problem in problems:
            field = self._fields.get(problem.where)
            if field is None:
                self.form_errors.append(words(problem.text))
            else:
                field.errors = [*field.errors, words(problem.text)]


def required() -> list[Any]:
    """Return the validators of a text that must be there."""
    return [InputRequired(message=_("Fill this in.")), short()]


def short() -> Length:
    """Return the validator of a text of one line."""
    return Length(max=SHORT, message=_("At most %(max)d characters."))


def long() -> Length:
    """Return the validator of a text of several lines."""
    return Length(max=LONG, message=_("At most %(max)d characters."))


def wrong_reason(reason: str, ask: str) -> str:
    """Return what is wrong with a reason: none given (``ask``) or too long; or ''."""
    if len(reason) > LONG:
        return str(_("At most %(max)d characters.", max=LONG))
    return "" if reason else ask


class LocalDecimalField(Field):
    """A number as the reader writes it: ``12,5`` in Dutch, ``12.5`` in English.

    A number that could be read in two ways is refused. With ``grouping`` a
    separator of thousands is understood. A trailing ``%`` or ``€`` in front is kept
    in ``sign``.
    """

    widget = TextInput()

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on to WTForms as they are
        grouping: bool = False,
        **kwargs: Any,  # noqa: ANN401 - the same
    ) -> None:
        """Keep whether thousands may be grouped."""
        super().__init__(*args, **kwargs)
        self.grouping = grouping
        self.data: Decimal | int | None
        self.typed: str | None = None
        self.sign = ""

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        if self.data is None:
            return ""
        shown = number(self.data)
        return shown if self.grouping else shown.replace(_group(), "")

    def tidy(self) -> str:
        """Return the number as the page writes it, whatever way it was typed."""
        typed, self.typed = self.typed, None
        try:
            return self._value()
        finally:
            self.typed = typed

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; what is empty or cannot be read holds ``None``."""
        self.data = None
        self.typed = plain(valuelist[0])[:SHORT] if valuelist else ""
        bare = self.typed.replace("\u00a0", " ").strip()
        for sign in ("%", "€"):
            if bare.startswith(sign) or bare.endswith(sign):
                self.sign = sign
                bare = bare.removeprefix(sign).removesuffix(sign).strip()
        self.data = self._read(bare) if bare else None

    def _read(self, bare: str) -> Decimal:
        grouped = _group() in bare and not self.grouping
        if grouped or not _FIGURES.fullmatch(bare):
            raise ValidationError(self._example())
        if bare.isascii() and bare.isdigit() and len(bare) <= _MOST_DIGITS:
            return Decimal(bare)  # reads alike everywhere, and Babel takes its time
        try:
            found = parse_decimal(bare, locale=language(), strict=True)
        except NumberFormatError:
            raise ValidationError(self._example()) from None
        if not found.is_finite():
            raise ValidationError(self._example())
        if abs(found) > _BIGGEST:
            raise ValidationError(_("This number is too large."))
        return Decimal(found)

    def _example(self) -> str:
        sample = number(Decimal("12500.5" if self.grouping else "12.5"))
        return str(_("Write a number, for example %(sample)s.", sample=sample))


class WholeNumberField(LocalDecimalField):
    """A whole number, or nothing; one that only looks like thousands is refused."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed as a whole number."""
        super().process_formdata(valuelist)
        if self.data is None:
            return
        if self.data != int(self.data):
            self.data = None
            raise ValidationError(self._example())
        self.data = int(self.data)

    def _read(self, bare: str) -> Decimal:
        if _decimal() in bare:
            raise ValidationError(self._example())
        return super()._read(bare)

    def _example(self) -> str:
        return str(_("Write a whole number."))


class DateField(AnyDateField):
    """A day in a year that an agreement can be about, or nothing."""

    data: date | None

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(self.raw_data)
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; what is empty or cannot be read holds ``None``."""
        typed = " ".join(valuelist).strip()
        if not typed:
            self.data = None if valuelist else self.data
            return
        try:
            super().process_formdata([typed])
        except ValueError:
            example = _("Write a date, for example 2027-03-01.")
            raise ValidationError(example) from None
        if self.data is not None and self.data.year not in YEARS:
            self.data = None
            low, high = YEARS[0], YEARS[-1]
            raise ValidationError(
                _("Choose a year from %(low)s to %(high)s.", low=low, high=high)
            )


def lines(typed: str) -> tuple[str, ...]:
    """Return the lines of a typed text that are not empty."""
    return tuple(line.strip() for line in typed.splitlines() if line.strip())


def number_of(sent: str) -> int:
    """Return a whole number of a hidden field; 0 for anything that can be none."""
    fits = sent.isascii() and sent.isdigit() and len(sent) <= _MOST_DIGITS
    return int(sent) if fits else 0


def moment_of(sent: str) -> datetime | None:
    """Return the moment of an address or hidden field, or ``None`` when it is none.

    Without a zone it is none: nobody could tell which moment is meant.
    """
    try:
        found = datetime.fromisoformat(sent)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None


def choices_of(names: dict[Any, Any]) -> list[Any]:
    """Return the choices of a select, from codes to texts in the reader's language."""
    from wtforms import SelectChoice

    return [SelectChoice(str(code), words(name)) for code, name in names.items()]


def asks_fragment() -> bool:
    """Tell whether htmx asks for a part of the page only."""
    return request.headers.get("HX-Request") == "true"


@cache
def _words_of_wtforms(spoken: Language) -> Translations:
    found = Translations.load(messages_path(), [spoken], domain="wtforms")
    return cast("Translations", found)


def _group() -> str:
    """Return what the reader puts between thousands."""
    return "." if language() == "nl" else ","


def _decimal() -> str:
    """Return what the reader puts before the part behind the whole number."""
    return "," if language() == "nl" else "."


def _clean(value: object) -> object:
    return plain(value) if isinstance(value, str) else value
