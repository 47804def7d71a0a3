"""How many to invite for a value with an agreed margin."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kpikit.statistics.errors import positive, require, share, whole
from kpikit.statistics.interval import normal_quantile

_ROUNDING = 1e-9
"""A result this close above a whole number is that number: 42 / 0.35 is 120."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSize:
    """The steps from a margin to a number of invitations, each rounded up.

    Attributes:
        n0: answers needed from an endless population of independent answers.
        after_deff: after the design effect.
        after_fpc: after the finite population correction: the answers to collect.
        invite: how many to invite for that; can exceed the population.
        census: whether it does: invite all, and expect `expected_margin`.
        unrounded: answers to collect, without any rounding.
        expected_margin: half the width of the interval to expect; None without answers.
        inputs: what was asked, by name, for the record.
    """

    n0: int
    after_deff: int
    after_fpc: int
    invite: int
    census: bool
    unrounded: float
    expected_margin: float | None
    inputs: Mapping[str, float | None]


def sample_size_proportion(
    p: float,
    margin: float,
    *,
    level: float = 0.95,
    population: int | None = None,
    deff: float = 1.0,
    response_rate: float = 1.0,
) -> SampleSize:
    """Return how many to invite to know a share within a margin.

    n0 = z^2 p (1 - p) / margin^2; times the design effect; n N / (n + N - 1); divided
    by the response rate (Cochran, W.G., 1977, Sampling Techniques, 3rd ed., sections
    4.4 and 4.6, Wiley). The design effect comes before the finite population: the other
    order asks for more answers than there are people.

    Args:
        p: expected share; 0.5 is the safe choice.
        margin: half the width of the interval, as a share.
        level: confidence level.
        population: how many there are; None for many.
        deff: design effect, see `design_effect`.
        response_rate: share of those invited that answers.

    Raises:
        StatisticsInputError: `share`, `margin`, `level`, `count`, `deff`,
            `response_rate`.
    """
    variance = share(p, "share") * (1 - p)
    return _pipeline(variance, margin, level, population, deff, response_rate, {"p": p})


def sample_size_mean(
    sd: float,
    margin: float,
    *,
    level: float = 0.95,
    population: int | None = None,
    deff: float = 1.0,
    response_rate: float = 1.0,
) -> SampleSize:
    """Return how many to invite to know a mean within a margin.

    As `sample_size_proportion`, with the variance sd^2.

    Args:
        sd: expected standard deviation, in the unit of the score.
        margin: half the width of the interval, in the same unit.
        level: confidence level.
        population: how many there are; None for many.
        deff: design effect, see `design_effect`.
        response_rate: share of those invited that answers.

    Raises:
        StatisticsInputError: `sd`, `margin`, `level`, `count`, `deff`, `response_rate`.
    """
    variance = positive(sd, "sd") ** 2
    return _pipeline(
        variance, margin, level, population, deff, response_rate, {"sd": sd}
    )


def design_effect(m: float, icc: float, cv: float = 0.0) -> float:
    """Return by how much answers within clusters inflate the sample.

    1 + ((1 + cv^2) m - 1) icc (Eldridge, S., Ashby, D., Kerry, S., 2006, Sample size
    for cluster randomized trials, Int J Epidemiol 35:1292-1300,
    doi:10.1093/ije/dyl129).

    Args:
        m: mean number of answers per cluster (clinician), at least 1.
        icc: intracluster correlation, -1 to 1; 0.05 is a usual guess in practices.
        cv: coefficient of variation of the cluster sizes.

    Raises:
        StatisticsInputError: `cluster_size`, `icc`, `cv`.
    """
    require(math.isfinite(m) and m >= 1, "cluster_size")
    require(-1 <= icc <= 1, "icc")
    require(math.isfinite(cv) and cv >= 0, "cv")
    return 1 + ((1 + cv**2) * m - 1) * icc


def rounded_up(number: float) -> int:
    """Return the next whole number, forgiving what floating point adds."""
    nearest = round(number)
    near = abs(number - nearest) <= _ROUNDING * max(1.0, abs(number))
    return nearest if near else math.ceil(number)


def _pipeline(
    variance: float,
    margin: float,
    level: float,
    population: int | None,
    deff: float,
    response_rate: float,
    subject: Mapping[str, float],
) -> SampleSize:
    """Return every step of the way from a margin to invitations."""
    z = normal_quantile(level)
    require(0 < response_rate <= 1, "response_rate")
    wanted = z * z * variance / positive(margin, "margin") ** 2
    n0 = rounded_up(wanted)
    after_deff = rounded_up(n0 * positive(deff, "deff"))
    size = None if population is None else whole(population)
    after_fpc = rounded_up(_corrected(after_deff, size))
    invite = rounded_up(after_fpc / response_rate)
    census = size is not None and invite > size
    answers = size * response_rate if census and size is not None else after_fpc
    return SampleSize(
        n0=n0,
        after_deff=after_deff,
        after_fpc=after_fpc,
        invite=invite,
        census=census,
        unrounded=_corrected(wanted * deff, size),
        expected_margin=_margin(z, variance * deff, answers, size),
        inputs=MappingProxyType(
            {
                **subject,
                "margin": margin,
                "level": level,
                "population": population,
                "deff": deff,
                "response_rate": response_rate,
            }
        ),
    )


def _corrected(n: float, population: int | None) -> float:
    """Return n after the finite population correction."""
    if population is None or n <= 0:
        return n
    return n * population / (n + population - 1) if population else 0.0


def _margin(
    z: float, variance: float, n: float, population: int | None
) -> float | None:
    """Return the margin that n answers give."""
    if n <= 0:
        return None
    left = 1.0
    if population is not None and population > 1:
        left = max(0.0, (population - n) / (population - 1))
    elif population == 1:
        left = 0.0
    return z * math.sqrt(variance / n * left)
