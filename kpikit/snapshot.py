"""Values as JSON and back; the canonical snapshot of a dossier and its SHA-256.

Canonical means: keys sorted, no spaces, ASCII only, decimals and dates as text, each
number in one form only, and without the revision counters, which are about editing and
not about content.
"""

import hashlib
import json
from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from types import GenericAlias
from typing import Any, TypeVar, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError

from kpikit.domain.agreement import Dossier
from kpikit.problems import KpikitError
from kpikit.text import Text

_T = TypeVar("_T")
FORMAT = 1
_COUNTER = "revision"
_ADDENDUM = "addendum"
_PLAIN_DIGITS = 30
_KEPT = 16
_KEPT_PARTS = 1024
_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


class UnreadableSnapshot(KpikitError):  # noqa: N818 - reads as what it says
    """The text is not a snapshot that this kpikit can read."""

    text = Text(
        nl="Deze inhoud is geen leesbare afspraak van kpikit.",
        en="This content is not a readable kpikit agreement.",
    )


def dump(value: object) -> str:
    """Return a domain value as JSON text.

    Raises:
        UnreadableSnapshot: a number in it is not finite, so nobody could read it back.
    """
    return _text(_plain(value))


def load(of: type[_T], text: str) -> _T:
    """Return the domain value that ``dump`` wrote.

    Raises:
        UnreadableSnapshot: the text is no JSON, or has more or less than the type.
    """
    return cast("_T", _loaded(cast("Hashable", of), text))


def load_and_forget(of: type[_T], text: str) -> _T:
    """Return the domain value that ``dump`` wrote, and keep nothing of it in memory.

    It is for what must be gone for good once it is erased.

    Raises:
        UnreadableSnapshot: the text is no JSON, or has more or less than the type.
    """
    return cast("_T", _loaded.__wrapped__(cast("Hashable", of), text))


@lru_cache(maxsize=_KEPT_PARTS)  # frozen values: the same text reads the same
def _loaded(of: Hashable, text: str) -> object:
    try:
        (value,) = _reader(of).validate_python([json.loads(text)])
    except (ValidationError, ValueError, RecursionError) as error:
        raise UnreadableSnapshot from error
    return value


def canonical(dossier: Dossier) -> str:
    """Return the one text that stands for the content of a dossier.

    A first version has no addendum and does not name one, so that what was signed
    before there were addenda keeps its hash.
    """
    content = _without_counters(_plain(dossier))
    if isinstance(content, dict) and content.get(_ADDENDUM) is None:
        content.pop(_ADDENDUM, None)
    return _text({"format": FORMAT, "dossier": content})


def content_hash(dossier: Dossier) -> str:
    """Return the SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return text_hash(canonical(dossier))


def text_hash(text: str) -> str:
    """Return the SHA-256 of a canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()


@lru_cache(maxsize=_KEPT)  # frozen values: what is signed reads the same every time
def from_canonical(text: str) -> Dossier:
    """Return the dossier of a canonical text.

    Raises:
        UnreadableSnapshot: the text is no snapshot of this format.
    """
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableSnapshot from error
    if not isinstance(read, dict) or read.get("format") != FORMAT:
        raise UnreadableSnapshot
    return load(Dossier, json.dumps(read.get("dossier")))


@cache
def _names(of: Hashable) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass; of anything else none."""
    return tuple(each.name for each in fields(of)) if is_dataclass(of) else ()


@cache
def _reader(of: Hashable) -> TypeAdapter[Any]:
    """Return what reads a list of one value, and refuses fields that it has not.

    A setting reaches the classes inside a list, and not a class that stands alone.
    """
    one = cast("Any", GenericAlias(tuple, (of,)))
    return TypeAdapter(one, config=ConfigDict(extra="forbid"))


def _plain(value: object) -> object:
    """Return a value in the types of JSON."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if names := _names(cast("Hashable", kind)):
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return _single(value)


def _single(value: object) -> object:
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _number(number: Decimal) -> str:
    """Return the one form of a number: 75 for 75.0 and for 7.5E+1."""
    if not number.is_finite():
        raise UnreadableSnapshot
    if not number:
        return "0"
    text = f"{number:f}" if abs(number.adjusted()) < _PLAIN_DIGITS else ""
    if text:
        return text.rstrip("0").rstrip(".") if "." in text else text
    sign, digits, _ = number.as_tuple()
    kept = "".join(str(digit) for digit in digits).rstrip("0")
    return f"{'-' * sign}{kept[0]}.{kept[1:] or 0}E{number.adjusted():+d}"


def _without_counters(value: object) -> object:
    if isinstance(value, dict):
        return {k: _without_counters(v) for k, v in value.items() if k != _COUNTER}
    if isinstance(value, list):
        return [_without_counters(v) for v in value]
    return value


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
