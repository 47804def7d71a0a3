"""Time two things in turn on one machine, and say how their medians compare."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One comparison: medians in milliseconds, and what we aim for, if anything."""

    name: str
    ours: float
    bare: float
    at_most: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times the bare equivalent ours takes."""
        return self.ours / self.bare


def compare(
    name: str,
    ours: Work,
    bare: Work,
    *,
    at_most: float | None = None,
    rounds: int = 15,
    note: str = "",
    clock: Callable[[], float] = time.process_time,
) -> Row:
    """Return how ours compares with bare, run in turn after one warm-up of each.

    ``clock`` is processor time, unless the work happens in another process.
    """
    ours(), bare()
    pairs = [(_timed(ours, clock), _timed(bare, clock)) for _ in range(rounds)]
    return Row(
        name=name,
        ours=median(a for a, _ in pairs) * 1000,
        bare=median(b for _, b in pairs) * 1000,
        at_most=at_most,
        note=note,
    )


def table(rows: list[Row]) -> str:
    """Return the rows as a table for a terminal."""
    head = f"{'':44} {'ours ms':>9} {'bare ms':>9} {'times':>6} {'aim':>6}"
    return "\n".join([head, *map(_line, rows)])


def _line(row: Row) -> str:
    aim = "" if row.at_most is None else f"{row.at_most:.1f}"
    over = row.at_most is not None and row.ratio > row.at_most
    figures = f"{row.ours:9.1f} {row.bare:9.1f} {row.ratio:6.2f} {aim:>6}"
    words = f"{row.name:44} {figures}  {'over the aim ' if over else ''}{row.note}"
    return words.rstrip()


def _timed(work: Work, clock: Callable[[], float]) -> float:
    begin = clock()
    work()
    return clock() - begin
