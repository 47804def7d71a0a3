"""The version a form was opened at, with what stood in it then: for a later merge.

A form that changes something carries one ``Version`` field. Beside the version it sends
along what each field held when the page was made, so that the server can tell what the
reader changed from what somebody else changed in the meantime.
"""

import json
from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import g
from markupsafe import Markup
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from wtforms import BooleanField, Field, HiddenField, SelectMultipleField
from wtforms.fields.choices import SelectFieldBase
from wtforms.widgets import HiddenInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wtforms import Form

Values = tuple[str, ...]
"""What a browser sends for one field: nothing, one text, or several choices."""

OPENED = "opened"
TAKE, THEIR = "take.", "their."
THEIRS = "theirs"
_MOST_CHARACTERS = 500_000


class _Both(HiddenInput):
    """The version, and beside it what the form held when it was opened."""

    def __call__(self, field: Field, **kwargs: Any) -> Markup:  # noqa: ANN401
        """Return both hidden inputs."""
        form, name = field.whole, opened_name(field.whole)
        sent = getattr(form, "sent", None)
        held = sent.get(name, "") if sent is not None else held_by(form)
        opened = Markup('<input name="{}" type="hidden" value="{}">').format(name, held)
        return Markup("").join((super().__call__(field, **kwargs), opened))


class Version(HiddenField):
    """The version, or a mark of the content, that stood there when a form was made."""

    widget = _Both()
    whole: "Form"


def opened_name(form: "Form") -> str:
    """Return the name under which a form sends what it held when it was opened."""
    return f"{form._prefix}{OPENED}"  # noqa: SLF001 - WTForms offers no other way


def visible(form: "Form") -> "Iterator[Field]":
    """Return the fields of a form that somebody fills in."""
    return (each for each in form if not isinstance(each, HiddenField))


def values_of(field: Field) -> Values:
    """Return what a field holds, as a browser sends it."""
    if isinstance(field, BooleanField):
        return ("y",) if field.data else ()
    if isinstance(field, SelectMultipleField):
        return tuple(str(each) for each in field.data or ())
    if isinstance(field, SelectFieldBase):
        return (str(field.data),) if field.data not in (None, "") else ()
    shown = getattr(field, "tidy", field._value)()  # noqa: SLF001 - as the page shows it
    return (shown,) if shown else ()


def held_by(form: "Form") -> str:
    """Return what a form holds, as one text; what is empty is left out."""
    held = {each.short_name: values_of(each) for each in visible(form)}
    filled = {name: values for name, values in held.items() if values}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":"))


def opened_with(form: "Form") -> Mapping[str, Values] | None:
    """Return what a sent form held when it was opened; ``None`` if it does not say."""
    sent = getattr(form, "sent", None)
    text = sent.get(opened_name(form), "") if sent is not None else ""
    try:
        found = json.loads(text) if len(text) <= _MOST_CHARACTERS else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    if not all(_is_values(each) for each in found.values()):
        return None
    return {name: tuple(values) for name, values in found.items()}


@contextmanager
def as_saved() -> "Iterator[None]":
    """Make forms inside from what is saved, whatever this request sent."""
    g.as_saved = True
    try:
        yield
    finally:
        g.as_saved = False


def makes_saved() -> bool:
    """Tell whether forms are made from what is saved just now."""
    return bool(g.get("as_saved", False))


def resolved(sent: "MultiDict[str, str]") -> "MultiDict[str, str]":
    """Return a sent form in which each field that follows the other holds theirs."""
    follows = [
        name.removeprefix(TAKE)
        for name, choice in sent.items()
        if name.startswith(TAKE) and choice == THEIRS
    ]
    if not follows:
        return sent
    merged = MultiDict(sent)
    for name in follows:
        merged.setlist(name, sent.getlist(THEIR + name))
    return ImmutableMultiDict(merged)


def _is_values(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(each, str) for each in found)
