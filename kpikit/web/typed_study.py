"""What is typed on a scenario, read for working it out without building its form.

A form of ten years has over a hundred fields, and while somebody types it comes in
again and again with one number changed. The same fields read each number, once a text.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from werkzeug.datastructures import MultiDict
from wtforms import ValidationError
from wtforms.form import BaseForm

from kpikit.domain.financing.study import Study
from kpikit.text import Language, plain
from kpikit.web.forms import LocalDecimalField
from kpikit.web.forms_scenario import OPTIONAL, number_field, study_of
from kpikit.web.language import language

_YEAR_DIGITS = 4
_NO_FORM = BaseForm({})
_NOT_TICKED = ("", "false")


class _Value(NamedTuple):
    """What a field holds, under the name that a field has for it."""

    data: Any


class _Unreadable(ValueError):  # noqa: N818 - reads as what it says
    """A number is missing or cannot be read."""


class _Typed:
    """The fields that came in, read when they are asked for."""

    def __init__(self, sent: MultiDict[str, str], before: Study) -> None:
        self.sent = sent
        self.words = {
            "name": before.scenario.name,
            "care_path": before.scope.name,
            "source": before.scope.source,
            "evidence": before.scenario.evidence,
            "revision": "",
        }
        self.spoken = language()

    def __getattr__(self, name: str) -> _Value:
        return self[name]

    def __getitem__(self, name: str) -> _Value:
        if name == "options":
            return _Value(self.sent.getlist(name))
        if name in self.words:
            return _Value(plain(self.sent.get(name, self.words[name])))
        typed = self.sent.get(name, "")
        if name == "gate_met":
            return _Value(typed.lower() not in _NOT_TICKED)
        return _Value(_number(_kind(name), typed, self.spoken))


def typed_study(sent: MultiDict[str, str], before: Study) -> Study | None:
    """Return the study as it is typed, or ``None`` when a number cannot be read.

    Whether what is typed can be right is for the study to say.
    """
    try:
        return study_of(_Typed(sent, before), before)
    except _Unreadable:
        return None


@lru_cache(maxsize=4096)  # a number alone says nothing about whose it is
def _number(name: str, typed: str, _spoken: Language) -> Any:  # noqa: ANN401 - a Decimal or None
    """Return the number in a text, read by the field that the form has for it."""
    field: LocalDecimalField = number_field(name, "").bind(_NO_FORM, name)
    try:
        field.process_formdata([typed])
    except ValidationError as error:
        raise _Unreadable from error
    if field.data is None and name not in OPTIONAL:
        raise _Unreadable
    return field.data


def _kind(name: str) -> str:
    """Return the name of a number without its year."""
    short, _, year = name.rpartition("_")
    return short if len(year) == _YEAR_DIGITS and year.isdigit() else name
