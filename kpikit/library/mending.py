"""Read on where a table is wrong, only to tell what else is wrong with it."""

from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from kpikit.text import LANGUAGES

_LACKS = "lacks"


def mended(error: ValidationError, table: object) -> object:
    """Return a copy with a text in each language that lacks, without unknown fields.

    What is wrong in another way stays, so that the copy is still wrong as well.
    """
    copy = deepcopy(table)
    for detail in error.errors(include_url=False, include_context=False):
        *path, last = detail["loc"]
        holder = _at(copy, path)
        if not isinstance(holder, dict):
            continue
        if detail["type"] == "missing" and last in LANGUAGES:
            holder[last] = _LACKS
        elif detail["type"] == "extra_forbidden":
            holder.pop(last, None)
    return copy


def _at(table: Any, path: list[int | str]) -> Any:  # noqa: ANN401 - as TOML has it
    """Return what stands at a path, or ``None``."""
    for step in path:
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            return None
    return table
