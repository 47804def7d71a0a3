"""The exact interval for a count in a population, sampled without replacement."""

import math
from collections.abc import Callable
from functools import lru_cache

from kpikit.statistics.chances import hypergeometric
from kpikit.statistics.errors import require, whole
from kpikit.statistics.interval import Side, tail

_TIE = 1e-10
"""Relative difference below which a chance equals the level: rounding, not data."""


@lru_cache(maxsize=1024, typed=True)
def finite_count_interval(
    x: int, n: int, population: int, *, level: float = 0.95, side: Side = "two"
) -> tuple[int, int]:
    """Return the smallest and largest count in the population that fit the sample.

    The central exact interval: lower = min{M: P(X >= x; M) > a}, upper = max{M:
    P(X <= x; M) > a}, with X hypergeometric and a half of 1 - level (all of it when
    one-sided; the other end is then what the sample itself allows). See Wang, W.,
    2015, Exact optimal confidence intervals for hypergeometric parameters, JASA
    110(512), doi:10.1080/01621459.2014.966191, who starts from it.

    Args:
        x: successes in the sample.
        n: size of the sample; 0 leaves every count possible.
        population: size of the population, at least n.
        level: confidence level.
        side: two-sided, or only a lower or an upper bound.

    Raises:
        StatisticsInputError: `count`, `x_above_n`, `n_above_population`, `level`,
            `side`.
    """
    x, n, population = whole(x), whole(n), whole(population)
    require(x <= n, "x_above_n")
    require(n <= population, "n_above_population")
    alpha = tail(level, side) * (1 + _TIE)
    low, high = x, population - (n - x)
    fits_low = _from(lambda m: math.fsum(hypergeometric(population, m, n)[x:]) > alpha)
    fits_high = _from(
        lambda m: math.fsum(hypergeometric(population, m, n)[: x + 1]) <= alpha
    )
    first = fits_low(low, high) if side != "upper" else low
    last = fits_high(low, high + 1) - 1 if side != "lower" else high
    return first, last


def _from(holds: Callable[[int], bool]) -> Callable[[int, int], int]:
    """Return a search by halving for the first number that holds, or the end."""

    def first(low: int, high: int) -> int:
        while low < high:
            middle = (low + high) // 2
            if holds(middle):
                high = middle
            else:
                low = middle + 1
        return low

    return first
