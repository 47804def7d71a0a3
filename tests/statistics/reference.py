"""Reading the reference cases, and holding a result against them."""

import csv
import math
from pathlib import Path
from typing import Final

CASES: Final = Path(__file__).parent / "cases"
RELATIVE: Final = 1e-9
ABSOLUTE: Final = 1e-12

Row = dict[str, str]


def cases(name: str) -> list[Row]:
    """Return the rows of a case file, at least one."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows, name
    return rows


def floats(cell: str) -> list[float]:
    """Return the numbers of a cell."""
    return [float(number) for number in cell.split(";")]


def integers(cell: str) -> list[int]:
    """Return the whole numbers of a cell."""
    return [int(number) for number in cell.split(";")]


def table(cell: str) -> list[list[float]]:
    """Return the rows of numbers of a cell."""
    return [floats(row) for row in cell.split("|")]


def optional(cell: str) -> float | None:
    """Return the number in a cell, None if it is empty."""
    return float(cell) if cell else None


def near(
    expected: float | None, actual: float | None, relative: float = RELATIVE
) -> bool:
    """Say whether two numbers agree, or both are absent."""
    if expected is None or actual is None:
        return expected is actual
    return math.isclose(expected, actual, rel_tol=relative, abs_tol=ABSOLUTE)


def agree(
    case: str, expected: str, actual: float | None, relative: float = RELATIVE
) -> None:
    """Assert that a result is what the reference says, naming the case."""
    assert near(optional(expected), actual, relative), (
        f"{case}: expected {expected or None}, actual {actual!r}"
    )
