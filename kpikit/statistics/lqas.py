"""Acceptance sampling: how many records to look at, and how many may fail."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate

from kpikit.statistics.chances import binomial, hypergeometric
from kpikit.statistics.errors import inside, require, share, whole

LARGEST_SAMPLE = 5_000
"""No audit is larger; two levels that need more lie too close together."""

_TIE = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Look at `n`; accept if at most `max_failures` of them fail.

    Attributes:
        n: records to look at.
        max_failures: the largest number of failures that is still accepted.
        population: size of the finite population, if the plan was made for one.
    """

    n: int
    max_failures: int
    population: int | None = None


def lqas_plan(
    good: float,
    poor: float,
    alpha: float = 0.05,
    beta: float = 0.05,
    population: int | None = None,
) -> Plan | None:
    """Return the smallest plan that tells a good level from a poor one.

    The smallest n, and for it the smallest number of failures c, with P(failures <= c)
    at least 1 - alpha at the good level and at most beta at the poor level. Between
    the levels lies a grey zone in which neither chance is controlled. Binomial, or
    hypergeometric for a known population. See Hund, L., 2014, New tools for evaluating
    LQAS survey designs, Emerg Themes Epidemiol 11:2, doi:10.1186/1742-7622-11-2.

    Args:
        good: share of successes that must be accepted, such as 0.90.
        poor: share of successes that must not be accepted, such as 0.70.
        alpha: chance to refuse the good level, at most.
        beta: chance to accept the poor level, at most.
        population: size of the population, where it is known.

    Returns:
        None when no plan of at most `LARGEST_SAMPLE` records tells the levels apart.

    Raises:
        StatisticsInputError: `share`, `poor_not_below_good`, `alpha`, `beta`, `count`.
    """
    share(good, "share")
    share(poor, "share")
    require(poor < good, "poor_not_below_good")
    inside(alpha, "alpha")
    inside(beta, "beta")
    largest = LARGEST_SAMPLE
    if population is not None:
        largest = min(largest, whole(population))
    fails = _fails(population)
    return next(
        (
            Plan(n=n, max_failures=c, population=population)
            for n in range(1, largest + 1)
            if (c := _allowed(fails(n, 1 - good), alpha)) is not None
            and math.fsum(fails(n, 1 - poor)[: c + 1]) <= beta + _TIE
        ),
        None,
    )


def operating_curve(plan: Plan, ps: Iterable[float]) -> list[float]:
    """Return the chance that the plan accepts, for each true share of FAILURES.

    With a population the number of failures in it is rounded to a whole one.

    Raises:
        StatisticsInputError: `share`.
    """
    fails = _fails(plan.population)
    return [
        min(1.0, math.fsum(fails(plan.n, share(p, "share"))[: plan.max_failures + 1]))
        for p in ps
    ]


def _fails(population: int | None) -> Callable[[int, float], list[float]]:
    """Return a function of n and share that gives the chance of each count."""
    if population is None:
        return binomial
    return lambda n, p: hypergeometric(population, round(population * p), n)


def _allowed(chances: list[float], alpha: float) -> int | None:
    """Return the smallest number of failures that keeps the good level in."""
    return next(
        (c for c, p in enumerate(accumulate(chances)) if p >= 1 - alpha - _TIE), None
    )
