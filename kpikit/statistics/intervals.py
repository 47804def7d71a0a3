"""Intervals for a proportion and for a difference of proportions; Wilson by default."""

import math

from kpikit.statistics.clusters import cluster_vif
from kpikit.statistics.errors import positive, require, whole
from kpikit.statistics.finite import finite_count_interval
from kpikit.statistics.interval import (
    Interval,
    Method,
    Side,
    normal_quantile,
    tail,
)
from kpikit.statistics.means import difference_of_means, mean_interval

__all__ = [
    "Interval",
    "cluster_vif",
    "difference_of_means",
    "difference_of_proportions",
    "finite_count_interval",
    "mean_interval",
    "proportion_interval",
]

Ends = tuple[float, float]


def proportion_interval(
    x: int,
    n: int,
    *,
    level: float = 0.95,
    method: Method = "wilson",
    population: int | None = None,
    vif: float | None = None,
    side: Side = "two",
) -> Interval:
    """Return a share with its confidence interval.

    Wilson 1927, doi:10.1080/01621459.1927.10502953 (chosen on Brown, Cai, DasGupta,
    2001, doi:10.1214/ss/1009213286) or Clopper, Pearson, 1934,
    doi:10.1093/biomet/26.4.404. With a population: Wilson on (n - 1) / (1 - n / N)
    answers, hypergeometric for exact and at 0 and n; a census gives the share itself.

    Args:
        x: successes, from 0 to n.
        n: valid answers; 0 gives no estimate and no bounds.
        level: confidence level.
        method: `wilson` or `exact`.
        population: its size, when these patients are the question.
        vif: inflation by clusters (`cluster_vif`); below 1 counts as 1.
        side: two-sided, or only a lower or an upper bound.

    Raises:
        StatisticsInputError: `count`, `x_above_n`, `n_above_population`, `level`,
            `side`, `method`, `vif`, `vif_with_exact` (or with a population).
    """
    x, n = whole(x), whole(n)
    _check(x, n, population, method, vif)
    alpha = tail(level, side)
    name, low, high = str(method), None, None
    if n and population is not None:
        name, (low, high) = _within(x, n, population, level, side, method)
    elif n and method == "exact":
        low, high = _clopper_pearson(x, n, alpha)
    elif n:
        z = normal_quantile(level, side)
        low, high = _wilson(x / n, n / max(1.0, vif or 1.0), z)
    return Interval(
        estimate=x / n if n else None,
        lower=low if side != "upper" else None,
        upper=high if side != "lower" else None,
        level=level,
        method=name,
        n=n,
        population=population,
    )


def _check(
    x: int, n: int, population: int | None, method: str, vif: float | None
) -> None:
    """Refuse what is no sample or what no method here can use."""
    require(x <= n, "x_above_n")
    require(method in {"wilson", "exact"}, "method")
    if population is not None:
        require(n <= whole(population), "n_above_population")
    if vif is not None:
        positive(vif, "vif")
        require(method == "wilson" and population is None, "vif_with_exact")


def difference_of_proportions(
    x1: int, n1: int, x2: int, n2: int, *, level: float = 0.95
) -> Interval:
    """Return x1/n1 - x2/n2 with its interval: give the later wave first.

    For different patients in both waves. Method 10 of Newcombe, R.G., 1998, Interval
    estimation for the difference between independent proportions, Stat Med
    17:873-890, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.

    Raises:
        StatisticsInputError: `count`, `x_above_n`, `level`.
    """
    one = proportion_interval(x1, n1, level=level)
    two = proportion_interval(x2, n2, level=level)
    estimate, low, high = None, None, None
    if n1 and n2:
        p1, p2, z = x1 / n1, x2 / n2, normal_quantile(level)
        (l1, u1), (l2, u2) = _wilson(p1, n1, z), _wilson(p2, n2, z)
        estimate = p1 - p2
        low = estimate - math.hypot(p1 - l1, u2 - p2)
        high = estimate + math.hypot(u1 - p1, p2 - l2)
    return Interval(
        estimate=estimate,
        lower=low,
        upper=high,
        level=level,
        method="newcombe",
        n=one.n + two.n,
    )


def _wilson(p: float, n: float, z: float) -> Ends:
    """Return Wilson's ends; exactly 0 or 1 where all answers are alike.

    The lower end comes from the product of both roots, which loses no digits near 0.
    """
    z2n = z * z / n
    high = (p + z2n / 2 + z * math.sqrt(p * (1 - p) / n + z2n / n / 4)) / (1 + z2n)
    return (p * p / (high * (1 + z2n)) if p else 0.0), (1.0 if p == 1 else high)


def _clopper_pearson(x: int, n: int, alpha: float) -> Ends:
    """Return the exact binomial ends, as quantiles of the beta distribution."""
    from scipy.special import betaincinv

    low = float(betaincinv(x, n - x + 1, alpha)) if x else 0.0
    high = float(betaincinv(x + 1, n - x, 1 - alpha)) if x < n else 1.0
    return low, high


def _within(
    x: int, n: int, population: int, level: float, side: Side, method: str
) -> tuple[str, Ends]:
    """Return the method and the ends for a sample from a finite population."""
    if n == population:
        return "census", (x / n, x / n)
    if method == "exact" or x in {0, n}:
        low, high = finite_count_interval(x, n, population, level=level, side=side)
        return "hypergeometric", (low / population, high / population)
    effective = (n - 1) / (1 - n / population)
    return "wilson_fpc", _wilson(x / n, effective, normal_quantile(level, side))
