"""The groups of a table, as they are and as they may be shown."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Whether a cell is shown, hidden for itself, or hidden to protect another."""

    SHOWN = "shown"
    PRIMARY = "primary"
    COMPLEMENTARY = "complementary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A group in a table: how many answers, and of these how many successes.

    Attributes:
        key: what the group is called.
        n: valid answers.
        x: successes; None for a mean score, which has none.
    """

    key: str
    n: int
    x: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeCell:
    """A group as it may be shown; hidden numbers are None."""

    key: str
    status: Status
    n: int | None
    x: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeTable:
    """The groups of one table, in the order given, and their total."""

    cells: tuple[SafeCell, ...]
    total: SafeCell | None
