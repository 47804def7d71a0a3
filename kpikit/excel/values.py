"""From a value of the domain to what one cell can hold, without silent loss."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from kpikit.text import Language, Text, plain

MOST_UNITS = 32_767
"""The most UTF-16 units that a cell can hold."""

CUT_NOTE = Text(
    nl="\n[Ingekort: een cel kan niet meer tekst bevatten.]",
    en="\n[Shortened: a cell cannot hold more text.]",
)
GENERAL = "General"
WHOLE = "0"
MONEY = "#,##0.00 [$€-413]"
_DATE = {"nl": "dd-mm-yyyy", "en": "[$-809]d mmm yyyy"}
_MOMENT = {"nl": "dd-mm-yyyy hh:mm", "en": "[$-809]d mmm yyyy hh:mm"}
_YES, _NO = Text(nl="ja", en="yes"), Text(nl="nee", en="no")
_EPOCH = date(1899, 12, 30)
_FIRST_SAFE_DAY = date(1900, 3, 1)
_DIGITS_KEPT = 15
_MOST_DECIMALS = 6
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATES = range(0xD800, 0xE000)
_ZONE = "Europe/Amsterdam"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in euro."""

    euro: Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """A share in 0-1, shown as a percentage."""

    of_one: Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in the unit of its statistic, with at least so many decimals."""

    number: Decimal
    decimals: int


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Printable ASCII that has to stay as it is, such as a hash or a piece of JSON."""

    text: str


Value = (
    str | Text | int | Decimal | date | bool | Money | Share | Figure | Verbatim | None
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What goes into the cell; ``cut`` tells that the end of a text was left out."""

    value: str | int | float
    number_format: str = GENERAL
    cut: bool = False


def stored(value: Value, language: Language) -> Stored:
    """Return what a cell holds for a value, in the reader's language.

    Raises:
        TypeError: the value is of a type that no cell is meant to hold.
    """
    if isinstance(value, Text):
        value = value.in_(language)
    if isinstance(value, bool):
        value = (_YES if value else _NO).in_(language)
    if isinstance(value, str):
        return _words(value, language)
    if isinstance(value, date):
        return _moment(value, language)
    make = _MAKERS.get(type(value))
    if make is None:
        raise TypeError(f"no cell holds a {type(value).__name__}")
    return make(value)


def written(text: str) -> str:
    """Return a text as the file writes it: what looks like an escape is escaped."""
    return _LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text


def read_back(text: str) -> str:
    """Return the text that stands in a file, with its escapes undone."""
    return _ESCAPED.sub(_unescaped, text) if "_x" in text else text


def same_text(text: str) -> str:
    """Return a text in the one form in which two files are compared.

    Some programs undo an escape of an escape when they save; so do we, to the end.
    """
    while "_x" in text and (plainer := read_back(text)) != text:
        text = plainer
    return text


def same_number(text: str) -> str:
    """Return a number in the one form in which two files are compared.

    Fifteen digits, which is what spreadsheets keep: 75 and 75.0 are the same.

    Raises:
        ValueError: it is no number.
    """
    return format(float(text), f".{_DIGITS_KEPT}g")


def utf16_units(text: str) -> int:
    """Return the length of a text as spreadsheets count it."""
    return len(text) + sum(character > "\uffff" for character in text)


def _words(words: str, language: Language) -> Stored:
    clean = plain(words)
    if len(clean) * 2 <= MOST_UNITS or utf16_units(written(clean)) <= MOST_UNITS:
        return Stored(clean or "–")
    note = CUT_NOTE.in_(language)
    room = MOST_UNITS - len(note)
    kept = clean[:room]
    while utf16_units(written(kept)) > room:
        kept = kept[: len(kept) - max(1, (utf16_units(written(kept)) - room) // 8)]
    return Stored(kept.rstrip() + note, cut=True)


def _number(number: Decimal, number_format: str) -> Stored:
    if not number.is_finite() or Decimal(format(float(number), ".15g")) != number:
        return Stored(str(number))
    if number == number.to_integral_value() and abs(number) < 10**_DIGITS_KEPT:
        return Stored(int(number), number_format)
    return Stored(float(number), number_format)


def _with_decimals(number: Decimal, at_least: int) -> str:
    exponent = number.normalize().as_tuple().exponent if number.is_finite() else 0
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    decimals = min(max(own, at_least), _MOST_DECIMALS)
    return "0." + "0" * decimals if decimals else "0"


def _moment(value: date, language: Language) -> Stored:
    when = value
    if isinstance(when, datetime) and when.tzinfo is not None:
        when = when.astimezone(_zone()).replace(tzinfo=None)
    day = when.date() if isinstance(when, datetime) else when
    if day < _FIRST_SAFE_DAY:
        return Stored(when.isoformat(" ") if isinstance(when, datetime) else str(when))
    days = (day - _EPOCH).days
    if not isinstance(when, datetime):
        return Stored(days, _DATE[language])
    seconds = when.hour * 3600 + when.minute * 60 + when.second
    # A number of fifteen digits comes back unchanged from every program; one of more
    # digits, or of fewer than its second asks for, does not.
    return Stored(float(same_number(str(days + seconds / 86_400))), _MOMENT[language])


def _verbatim(value: Verbatim) -> Stored:
    if not value.text.isascii() or not value.text.isprintable():
        raise TypeError("only printable ASCII is written as it is")
    if len(written(value.text)) > MOST_UNITS:
        raise TypeError("too long for one cell")
    return Stored(value.text)


_MAKERS: dict[type, Callable[[Any], Stored]] = {
    int: lambda value: _number(Decimal(value), WHOLE),
    Decimal: lambda value: _number(value, _with_decimals(value, 0)),
    Figure: lambda value: _number(
        value.number, _with_decimals(value.number, value.decimals)
    ),
    Money: lambda value: _number(value.euro, MONEY),
    Share: lambda value: _number(
        value.of_one, _with_decimals(value.of_one * 100, 0) + "%"
    ),
    Verbatim: _verbatim,
}


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if code in _SURROGATES else chr(code)


@lru_cache(maxsize=1)
def _zone() -> ZoneInfo:
    return ZoneInfo(_ZONE)
