"""Time two things in turn on one machine, and say how their medians compare."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One comparison: medians in milliseconds, and what we aim for."""

    name: str
    ours: float
    bare: float
    at_most: float
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
    at_most: float,
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
    lines = [
        f"{r.name:44} {r.ours:9.1f} {r.bare:9.1f} {r.ratio:6.2f} {r.at_most:6.1f}"
        f"  {'' if r.ratio <= r.at_most else 'over the aim '}{r.note}".rstrip()
        for r in rows
    ]
    return "\n".join([head, *lines])


def _timed(work: Work, clock: Callable[[], float]) -> float:
    begin = clock()
    work()
    return clock() - begin
