"""Runs around the centre line: has the level shifted, at any length of series."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from statistics import median

from kpikit.statistics.errors import finite, require

TOLERANCE = 1e-12
"""Relative difference below which a value lies on the line: rounding, not data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """The longest run and the crossings of the centre, with what chance would give.

    Attributes:
        n_useful: values that are not missing and not on the centre.
        longest: length of the longest run on one side; None without useful values.
        longest_max: the longest that is not unusual.
        crossings: how often the line crosses the centre.
        crossings_min: the fewest crossings that are not unusual.
        signal: whether either is unusual.
    """

    n_useful: int
    longest: int | None
    longest_max: int | None
    crossings: int | None
    crossings_min: int | None
    signal: bool


def run_analysis(
    values: Sequence[float | None],
    centre: float | None = None,
    *,
    freeze: int | None = None,
    exclude: Collection[int] = (),
) -> Runs:
    """Return the Anhoej rules for a series (a shift gives long runs, few crossings).

    A signal is a run longer than round(log2 n) + 3, or fewer crossings than the 5 %
    point of a binomial with n - 1 trials and chance one half, with n useful values. See
    Anhoej, J., Olesen, A.V., 2014, Run charts revisited, PLoS ONE 9(11):e113825,
    doi:10.1371/journal.pone.0113825.

    Args:
        values: in order of time; None is missing and bridged.
        centre: the centre line; the median of the baseline if not given.
        freeze: only this many first values are the baseline; all if not given.
        exclude: positions, from 0, that count neither for the centre nor for runs.

    Raises:
        StatisticsInputError: `not_finite`, or `freeze` (below 1).
    """
    require(freeze is None or freeze >= 1, "freeze")
    finite(value for value in values if value is not None)
    kept = [
        (place, value)
        for place, value in enumerate(values)
        if value is not None and place not in exclude
    ]
    if centre is None:
        base = [value for place, value in kept if freeze is None or place < freeze]
        centre = median(base) if base else None
    if centre is None:
        return runs_of([])
    return runs_of(sides([value for _, value in kept], centre))


def sides(values: Sequence[float | None], centre: float) -> list[int]:
    """Return 1 above the centre, -1 below, 0 on it or missing."""
    known = [abs(value) for value in values if value is not None]
    room = TOLERANCE * max(known, default=0.0)
    return [
        0 if value is None else (value - centre > room) - (centre - value > room)
        for value in values
    ]


def runs_of(line: Sequence[int]) -> Runs:
    """Return the analysis of a series of sides; 0 is not useful."""
    useful = [side for side in line if side]
    n = len(useful)
    if not n:
        return Runs(
            n_useful=0,
            longest=None,
            longest_max=None,
            crossings=None,
            crossings_min=None,
            signal=False,
        )
    lengths = [sum(1 for _ in run) for _, run in groupby(useful)]
    longest, crossings = max(lengths), len(lengths) - 1
    longest_max, crossings_min = round(math.log2(n)) + 3, _fewest_crossings(n)
    return Runs(
        n_useful=n,
        longest=longest,
        longest_max=longest_max,
        crossings=crossings,
        crossings_min=crossings_min,
        signal=longest > longest_max or crossings < crossings_min,
    )


@lru_cache(maxsize=1024)
def _fewest_crossings(n: int) -> int:
    """Return the smallest k with P(X <= k) >= 0.05, X binomial(n - 1, 1/2), exactly."""
    ways, k, term = 1, 0, 1
    while 20 * ways < 1 << (n - 1):
        term = term * (n - 1 - k) // (k + 1)
        k += 1
        ways += term
    return k
