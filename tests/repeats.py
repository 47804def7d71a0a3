"""Tests that repeat with more what a shorter one has shown: left to a thorough run."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def first_of(
    every: Iterable[Any], keep: int = 1, named: Callable[[Any], str] | None = None
) -> list[Any]:
    """Return the same parameters for a test, of which only the first always run.

    A tuple holds the values of several parameters; ``named`` gives each its id.
    """
    return [
        pytest.param(
            *(each if isinstance(each, tuple) else (each,)),
            id=f"{place} {named(each)}" if named else None,
            marks=[pytest.mark.thorough] if place >= keep else [],
        )
        for place, each in enumerate(every)
    ]
