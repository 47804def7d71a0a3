"""Tests that repeat with more what a shorter one has shown: left to a thorough run."""

from collections.abc import Iterable
from typing import Any

import pytest


def first_of(every: Iterable[Any], keep: int = 1) -> list[Any]:
    """Return the same parameters for a test, of which only the first always run.

    A tuple holds the values of several parameters.
    """
    given = [each if isinstance(each, tuple) else (each,) for each in every]
    return [
        pytest.param(*each, marks=[pytest.mark.thorough] if place >= keep else [])
        for place, each in enumerate(given)
    ]
