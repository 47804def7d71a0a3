"""Two people changed the same thing: one page to put both together, for every form.

Nothing is saved before somebody saw both texts. What only one of the two changed is
taken over; where both changed the same field, the reader chooses or writes a third.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField, Field, HiddenField
from wtforms.fields.choices import SelectFieldBase

from kpikit.actions.opening import Opened
from kpikit.web.forms import Form
from kpikit.web.language import day, words
from kpikit.web.opened import show
from kpikit.web.versioned import (
    Values,
    Version,
    as_saved,
    opened_with,
    values_of,
    visible,
)

_BUTTONS = frozenset({"show", "hand-in"})
_ASKING = "merging/entry.html"
_MARKS = frozenset({"revision", "seen"})


@dataclass(frozen=True, slots=True)
class Side:
    """One field, as it stands on one of three sides; ``was`` when that is known."""

    label: str
    field: Field
    yours: Values
    theirs: Values
    was: Values | None

    @property
    def clashes(self) -> bool:
        """Whether both changed it, each in another way."""
        changed_by_both = self.was is None or self.was not in (self.yours, self.theirs)
        return self.yours != self.theirs and changed_by_both

    @property
    def yours_alone(self) -> bool:
        """Whether only the reader changed it."""
        return self.yours != self.theirs == self.was

    @property
    def theirs_alone(self) -> bool:
        """Whether only the other one changed it."""
        return self.theirs != self.yours == self.was

    @property
    def stays(self) -> Values:
        """What stands after saving, unless the reader chooses something else."""
        return self.theirs if self.theirs_alone else self.yours

    @property
    def posted(self) -> Values:
        """What the page sends on where nothing is chosen; boxes may send nothing."""
        return self.stays or (() if _is_boxes(self.field) else ("",))

    def said(self, values: Values | None) -> str:
        """Return what a side holds, in words."""
        return words_of(self.field, values or ())


@dataclass(frozen=True, slots=True)
class Pair:
    """A form as it was sent, and the same form as it is saved now."""

    yours: Form
    theirs: Form
    sides: tuple[Side, ...]

    @property
    def marks(self) -> Iterator[Field]:
        """The hidden fields: the marks of the newest version, and the rest as sent."""
        for field in self.yours:
            if not isinstance(field, HiddenField) or field.short_name == "csrf_token":
                continue
            newest = isinstance(field, Version) or field.short_name in _MARKS
            yield self.theirs[field.short_name] if newest else field


def pair(
    opened: Opened | None,
    yours: Form,
    saved: Callable[[], Form],
    place: Callable[[str], str] = lambda _name: "",
) -> Pair:
    """Return both forms, field by field; ``place`` tells in which row one stands.

    ``opened`` is the agreement; there is none for a form outside all agreements.
    """
    with as_saved():
        theirs = saved()
    was = opened_with(yours)
    kpis = opened.dossier.kpis if opened else ()
    names = {f"{kpi.id}-": words(kpi.name) for kpi in kpis}

    def label(field: Field) -> str:
        row = place(field.short_name) or next(
            (said for start, said in names.items() if field.name.startswith(start)), ""
        )
        said = str(field.label.text)
        return f"{row}: {said}" if row and not said.startswith(row) else said

    def side(field: Field) -> Side:
        name = field.short_name
        now = values_of(theirs[name]) if name in theirs else ()
        sent = values_of(field) if _was_sent(yours, field) else now
        held = None if was is None else was.get(name, ())
        return Side(label(field), field, sent, now, held)

    return Pair(yours, theirs, tuple(map(side, visible(yours))))


def ask(
    opened: Opened | None,
    *pairs: Pair,
    about: tuple[str, str] = ("", ""),
    to: str = "",
) -> Response | tuple[str, int]:
    """Return the page on which two changes become one; or say that it stands already.

    ``about`` is the action and the subject of the change in the history of the
    agreement; ``to`` is where the merged form goes, when that is another address.
    """
    sides = [side for each in pairs for side in each.sides]
    address = to or request.full_path.rstrip("?")
    clashing = [side for side in sides if side.clashes]
    mine = [side for side in sides if side.yours_alone]
    if not clashing and not mine and not _BUTTONS & request.form.keys():
        flash(_("Nothing of yours had to be saved. You see the newest."))
        return redirect(to or request.path, 303)
    by, at = _by_whom(opened, about) if opened else ("", None)
    asked: dict[str, object] = {
        "pairs": pairs,
        "clashing": clashing,
        "mine": mine,
        "others": [side for side in sides if side.theirs_alone],
        "kept": [side for side in sides if not side.clashes],
        "unknown": any(side.was is None for side in clashing),
        "address": address,
        "kind": request.form.get("kind", ""),
        "by": by,
        "at": at,
    }
    if opened is None:
        return render_template(_ASKING, opened=None, **asked), 409
    return show(_ASKING, opened, **asked), 409


def asked(
    opened: Opened, sent: Form | None, saved: Callable[[], Form]
) -> tuple[Form, tuple[Side, ...]]:
    """Return the mark of a page that asks first, and what changed since it was opened.

    Such a page has no fields of its own: it carries the form of the thing that it is
    about, as it is saved, for its mark alone.
    """
    with as_saved():
        form = saved()
    sides = pair(opened, sent, saved).sides if sent is not None else ()
    since = tuple(s for s in sides if s.was is not None and s.was != s.theirs)
    return form, since


def typed(form: Form) -> tuple[tuple[str, str], ...]:
    """Return what somebody changed on a form, as labels and words, to copy it."""
    was = opened_with(form) or {}
    return tuple(
        (str(field.label.text), words_of(field, values_of(field)))
        for field in visible(form)
        if _was_sent(form, field) and values_of(field) != was.get(field.short_name, ())
    )


def words_of(field: Field, values: Iterable[str]) -> str:
    """Return what a browser sends for a field, as the reader reads it."""
    if isinstance(field, BooleanField):
        return str(_("Yes") if tuple(values) else _("No"))
    if isinstance(field, SelectFieldBase):
        names = {str(o.data): words(o.label.text) for o in field}
        return "\n".join(names.get(each, each) for each in values)
    shown = "\n".join(values)
    return _day(shown) if field.type == "DateField" else shown


def _was_sent(form: Form, field: Field) -> bool:
    """Tell whether a browser sent the field; boxes without a tick send nothing."""
    sent = getattr(form, "sent", None)
    return _is_boxes(field) or (sent is not None and field.name in sent)


def _is_boxes(field: Field) -> bool:
    return isinstance(field, BooleanField) or hasattr(field.widget, "html_tag")


def _by_whom(opened: Opened, about: tuple[str, str]) -> tuple[str, datetime | None]:
    last = opened.last_change
    if last is None or (last.action, last.subject) != about:
        return "", None
    return last.user_name, last.at


def _day(written: str) -> str:
    try:
        return day(date.fromisoformat(written))
    except ValueError:
        return written
