"""How the history keeps what was there and what came: whole, and without a counter."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from kpikit import snapshot


def line_of(value: object | None) -> str:
    """Return a domain value as one text; nothing when there was none."""
    if value is None:
        return ""
    if is_dataclass(value) and any(f.name == "revision" for f in fields(value)):
        counted: Any = value
        value = replace(counted, revision=1)
    return snapshot.dump(value)
