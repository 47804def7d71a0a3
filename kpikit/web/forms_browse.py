"""Forms that narrow a list: what they hold lives in the address."""

from enum import StrEnum
from typing import Any, TypeVar

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SearchField, SelectChoice, SelectField

from kpikit.actions.logbook import ABOUT_PEOPLE
from kpikit.actions.refusals import REFUSED
from kpikit.domain.agreement import STATE_NAMES, State
from kpikit.domain.kpi import Level, Use
from kpikit.domain.library import Filters, Kind, Library, Recommendation
from kpikit.excel.words import named
from kpikit.text import Text
from kpikit.web.forms import Form, choices_of, short
from kpikit.web.language import words
from kpikit.web.library_words import BURDEN_NAMES, KIND_NAMES

Code = TypeVar("Code", bound=StrEnum)
MOST_PAGES = 100_000


class Narrowing(Form):
    """A form that is read from the address; it changes nothing, so needs no token."""

    class Meta(Form.Meta):
        """Without a token."""

        csrf = False

    def __init__(self, **values: object) -> None:
        """Read the address; what is not a choice narrows nothing."""
        super().__init__(request.args, **values)

    def offer(self, field: SelectField, names: dict[Any, Any]) -> None:
        """Give a field its choices, with one on top that narrows nothing."""
        field.choices = [SelectChoice("", words(_("All"))), *choices_of(names)]
        if field.data not in {str(code) for code in names}:
            field.data = ""


class AgreementsForm(Narrowing):
    """Which agreements to show."""

    words = SearchField(_("Search by name or party"), [short()])
    state = SelectField(_("State"), validate_choice=False)

    def __init__(self) -> None:
        """Offer the states an agreement can be in."""
        super().__init__()
        self.offer(self.state, dict(STATE_NAMES))

    @property
    def chosen_state(self) -> State | None:
        """The state to show, or ``None`` for all."""
        return State(self.state.data) if self.state.data else None


LOG_PARTS = {
    "logins": frozenset({"login", "login-failed", "logout"}),
    "exports": frozenset({"export", "plan-export"}),
    "refusals": frozenset({REFUSED}),
    "people": ABOUT_PEOPLE,
}
"""The parts of a log that can be looked at alone, with the actions in each."""
_LOG_PART_NAMES = {
    "logins": Text(nl="Inloggen en uitloggen", en="Logging in and out"),
    "exports": Text(nl="Werkmappen en plannen", en="Workbooks and plans"),
    "refusals": Text(nl="Weigeringen", en="Refusals"),
    "people": Text(nl="Mensen en wachtwoorden", en="People and passwords"),
}


class LogForm(Narrowing):
    """Which lines of the log to show."""

    words = SearchField(_("Search by name, subject or agreement"), [short()])
    part = SelectField(_("Part"), validate_choice=False)

    def __init__(self) -> None:
        """Offer the parts of a log."""
        super().__init__()
        self.offer(self.part, _LOG_PART_NAMES)


class LibraryForm(Narrowing):
    """Which entries of the library to show."""

    words = SearchField(_("Search in Dutch or English"), [short()])
    kind = SelectField(_("Kind"), validate_choice=False)
    level = SelectField(_("Level"), validate_choice=False)
    use = SelectField(_("At most to be used for"), validate_choice=False)
    burden = SelectField(_("Burden at most"), validate_choice=False)
    recommendation = SelectField(_("Serves recommendation"), validate_choice=False)
    existing = BooleanField(_("Reuses existing data"))

    def __init__(self, library: Library) -> None:
        """Offer what the library can be narrowed by."""
        super().__init__()
        self.offer(self.kind, dict(KIND_NAMES))
        self.offer(self.level, {code: named(code) for code in Level})
        self.offer(self.use, {code: named(code) for code in reversed(Use)})
        self.offer(self.burden, dict(BURDEN_NAMES))
        titles = {r.number: f"{r.number}. {words(r.title)}" for r in _advice(library)}
        self.offer(self.recommendation, titles)

    def filters(self, *, retired: bool = False) -> Filters:
        """Return what the reader narrows the library to."""
        return Filters(
            kind=_code(Kind, self.kind.data),
            level=_code(Level, self.level.data),
            use=_code(Use, self.use.data),
            burden_at_most=int(self.burden.data) if self.burden.data else None,
            reuses_existing_data=True if self.existing.data else None,
            recommendation=_number(self.recommendation.data),
            include_retired=retired,
        )

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words.data) or self.filters() != Filters()


def page_number() -> int:
    """Return the page that the address asks for, the first when it is no number."""
    asked = request.args.get("page", 1, type=int)
    return min(max(asked, 1), MOST_PAGES)


def _advice(library: Library) -> list[Recommendation]:
    return sorted(library.recommendations, key=lambda r: r.number)


def _code(codes: type[Code], data: str) -> Code | None:
    return codes(data) if data else None


def _number(data: str) -> int | None:
    return int(data) if data else None
