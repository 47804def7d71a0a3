"""Values as JSON and back; the canonical snapshot of a dossier and its SHA-256.

Canonical means: keys sorted, no spaces, ASCII only, decimals and dates as text, and
without the revision counters, which are about editing and not about content.
"""

import hashlib
import json
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from kpikit.domain.agreement import Dossier
from kpikit.problems import KpikitError
from kpikit.text import Text

_T = TypeVar("_T")
FORMAT = 1
_COUNTER = "revision"


class UnreadableSnapshot(KpikitError):  # noqa: N818 - reads as what it says
    """The text is not a snapshot that this kpikit can read."""

    text = Text(
        nl="Deze inhoud is geen leesbare afspraak van kpikit.",
        en="This content is not a readable kpikit agreement.",
    )


@cache
def _adapter(of: Any) -> TypeAdapter[Any]:
    return TypeAdapter(of)


def dump(value: object, of: Any | None = None) -> str:
    """Return a domain value as JSON text; ``of`` for a union or a tuple type."""
    return _text(_adapter(of or type(value)).dump_python(value, mode="json"))


def load(of: type[_T], text: str) -> _T:
    """Return the domain value that ``dump`` wrote.

    Raises:
        UnreadableSnapshot: the text is no JSON or does not fit the type.
    """
    try:
        value: _T = _adapter(of).validate_python(json.loads(text), strict=False)
    except (ValidationError, ValueError, RecursionError) as error:
        raise UnreadableSnapshot from error
    return value


def canonical(dossier: Dossier) -> str:
    """Return the one text that stands for the content of a dossier."""
    content = _adapter(Dossier).dump_python(dossier, mode="json")
    return _text({"format": FORMAT, "dossier": _without_counters(content)})


def content_hash(dossier: Dossier) -> str:
    """Return the SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return text_hash(canonical(dossier))


def text_hash(text: str) -> str:
    """Return the SHA-256 of a canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()


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


def _without_counters(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_counters(v) for k, v in value.items() if k != _COUNTER}
    if isinstance(value, list):
        return [_without_counters(v) for v in value]
    return value


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
