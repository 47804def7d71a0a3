"""The four rules that mark points of a process chart, and what a mark means.

The rules of NHS England's Making Data Count: outside the limits, seven on one side,
seven rising or falling, two of three near a limit. Missing values break a pattern.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpikit.statistics.chart import NO_SIGNALS, Direction, Kind, Signal

RUN = 7
"""Points on one side that make a shift, and points in one trend."""

_PRIORITY = (Signal.OUTSIDE, Signal.TREND, Signal.TWO_OF_THREE, Signal.SHIFT)
_KINDS: dict[tuple[Direction, bool], Kind] = {
    ("increase", True): Kind.IMPROVEMENT_HIGH,
    ("increase", False): Kind.CONCERN_LOW,
    ("decrease", True): Kind.CONCERN_HIGH,
    ("decrease", False): Kind.IMPROVEMENT_LOW,
    ("neutral", True): Kind.NEUTRAL_HIGH,
    ("neutral", False): Kind.NEUTRAL_LOW,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What the rules say about one point."""

    flags: frozenset[Signal]
    signal: Signal
    kind: Kind


UNMARKED = Mark(NO_SIGNALS, Signal.COMMON_CAUSE, Kind.COMMON_CAUSE)


def marks(
    values: Sequence[float | None],
    line: Sequence[int],
    zones: Sequence[int],
    direction: Direction,
) -> list[Mark]:
    """Return what the rules say about each point of one segment.

    Args:
        values: in order of time.
        line: the side of the centre of each, 0 on it or missing.
        zones: 2 outside the limits, 1 near them, 0 otherwise.
        direction: which way is better.
    """
    shifts, trends = _stretches(line, RUN), _trends(values)
    pairs = _two_of_three(line, zones)
    found = []
    for i, side in enumerate(line):
        flags = [
            signal
            for signal, holds in zip(
                _PRIORITY, (zones[i] == 2, trends[i], pairs[i], shifts[i]), strict=True
            )
            if holds
        ]
        if not flags:
            found.append(UNMARKED)
            continue
        high = (trends[i] if flags[0] is Signal.TREND else side) > 0
        found.append(Mark(frozenset(flags), flags[0], _KINDS[direction, high]))
    return found


def _stretches(line: Sequence[int], least: int) -> list[bool]:
    """Mark every place in each stretch of at least so many equal ones; 0 breaks."""
    marked = [False] * len(line)
    start = 0
    for i in range(1, len(line) + 1):
        if i < len(line) and line[i] == line[start]:
            continue
        if line[start] and i - start >= least:
            marked[start:i] = [True] * (i - start)
        start = i
    return marked


def _trends(values: Sequence[float | None]) -> list[int]:
    """Return 1 for each point of a rising trend, -1 of a falling one, else 0.

    Six strict steps one way are a trend of seven points. A point in two trends goes
    with its step to the next point.
    """
    steps = [
        0 if a is None or b is None else (b > a) - (b < a) for a, b in pairwise(values)
    ]
    long = [False, *_stretches(steps, RUN - 1), False]
    moving = [before or after for before, after in pairwise(long)]
    found = [0] * len(values)
    for i in range(len(values)):
        if moving[i]:
            onward = steps[i] if i < len(steps) and moving[i + 1] else 0
            found[i] = onward or steps[i - 1]
    return found


def _two_of_three(line: Sequence[int], zones: Sequence[int]) -> list[bool]:
    """Mark the points near a limit in each three on one side that hold two of them."""
    marked = [False] * len(line)
    for i in range(len(line) - 2):
        window = range(i, i + 3)
        if line[i] and line[i] == line[i + 1] == line[i + 2]:
            near = [j for j in window if zones[j] == 1]
            if len(near) >= 2:
                for j in near:
                    marked[j] = True
    return marked
