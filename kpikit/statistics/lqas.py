"""Acceptance sampling: how many records to look at, and how many may fail."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from kpikit.statistics.chances import binomial, hypergeometric
from kpikit.statistics.errors import inside, require, share, whole
from kpikit.statistics.tails import BinomialTail, HypergeometricTail, powers

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
    null, truth = _tail(1 - good, population), _tail(1 - poor, population)
    largest = LARGEST_SAMPLE
    if population is not None:
        largest = min(largest, whole(population))
    growing = islice(powers(null, truth, alpha), largest)
    for n, refused in enumerate(growing, start=1):
        if 1 - refused <= beta + _TIE:
            return Plan(n=n, max_failures=null.k - 1, population=population)
    return None


def operating_curve(plan: Plan, ps: Iterable[float]) -> list[float]:
    """Return the chance that the plan accepts, for each true share of FAILURES.

    With a population the number of failures in it is rounded to a whole one.

    Raises:
        StatisticsInputError: `share`.
    """
    size = plan.population
    curve = []
    for p in ps:
        share(p, "share")
        chances = (
            binomial(plan.n, p)
            if size is None
            else hypergeometric(size, round(size * p), plan.n)
        )
        curve.append(min(1.0, math.fsum(chances[: plan.max_failures + 1])))
    return curve


def _tail(failures: float, population: int | None) -> BinomialTail | HypergeometricTail:
    """Return the tail of the number of failures, from an empty sample on."""
    if population is None:
        return BinomialTail(failures)
    return HypergeometricTail(population, round(population * failures))
