"""Intervals for a mean and for a difference of means, with Student's t."""

import math
from collections.abc import Sequence
from statistics import fmean

from kpikit.statistics.errors import StatisticsInputError, finite, require, whole
from kpikit.statistics.interval import Interval, Side, tail


def mean_interval(
    values: Sequence[float] | None = None,
    *,
    mean: float | None = None,
    sd: float | None = None,
    n: int | None = None,
    level: float = 0.95,
    population: int | None = None,
    side: Side = "two",
) -> Interval:
    """Return the t interval of a mean (Student 1908, doi:10.1093/biomet/6.1.1).

    Mean +- t(n - 1) * sd / sqrt(n); with a finite population times sqrt(1 - n / N)
    (Cochran, W.G., 1977, Sampling Techniques, 3rd ed., section 2.8, Wiley). One
    observation has no interval, unless it is the whole population.

    Args:
        values: the observations; or give `mean`, `sd` (divisor n - 1) and `n`.
        mean: mean of the observations.
        sd: their standard deviation; may be None when n is 0 or 1.
        n: how many there are.
        level: confidence level.
        population: size of the population, when these patients are the question.
        side: two-sided, or only a lower or an upper bound.

    Raises:
        StatisticsInputError: `values_or_summary`, `not_finite`, `negative_sd`,
            `n_above_population`, `level`, `side`, `count`.
    """
    centre, spread, size = _summary(values, mean, sd, n)
    left = 1.0 if population is None else _unsampled(size, whole(population))
    alpha = tail(level, side)
    low = high = None
    if centre is not None and (size > 1 or left == 0):
        half = _half_width(spread or 0, size, alpha) * math.sqrt(left) if left else 0
        low, high = centre - half, centre + half
    return Interval(
        estimate=centre,
        lower=low if side != "upper" else None,
        upper=high if side != "lower" else None,
        level=level,
        method="t",
        n=size,
        population=population,
    )


def difference_of_means(
    a: Sequence[float],
    b: Sequence[float],
    *,
    level: float = 0.95,
    paired: bool = False,
) -> Interval:
    """Return mean(a) - mean(b) with its interval: give the later wave as `a`.

    Welch's interval with Satterthwaite's degrees of freedom (Welch, B.L., 1947,
    doi:10.1093/biomet/34.1-2.28); paired only when `a[i]` and `b[i]` are the same
    patient. Undefined with fewer than two values in a group.

    Raises:
        StatisticsInputError: `not_finite`, `unequal_length` (paired), `level`.
    """
    first, second = finite(a), finite(b)
    if paired:
        require(len(first) == len(second), "unequal_length")
        own = mean_interval(
            [x - y for x, y in zip(first, second, strict=True)], level=level
        )
        ends, size, method = (own.lower, own.upper), own.n, "paired_t"
        estimate = own.estimate
    else:
        ends, size, method = _welch(first, second, level), len(a) + len(b), "welch"
        estimate = fmean(first) - fmean(second) if first and second else None
    return Interval(
        estimate=estimate,
        lower=ends[0],
        upper=ends[1],
        level=level,
        method=method,
        n=size,
    )


def difference_of_summaries(
    a: tuple[float, float, int], b: tuple[float, float, int], *, level: float = 0.95
) -> Interval:
    """Return the difference of two means known by mean, standard deviation and n.

    As `difference_of_means`, for when the single scores are not at hand: give the
    later wave as `a`. Undefined with fewer than two scores in a group.

    Raises:
        StatisticsInputError: `not_finite`, `negative_sd`, `count`, `level`.
    """
    known = [_summary(None, *group) for group in (a, b)]
    estimate = low = high = None
    if all(n for _, _, n in known):
        estimate = (known[0][0] or 0.0) - (known[1][0] or 0.0)
    if all(n > 1 for _, _, n in known):
        one, two = (((m or 0.0), (sd or 0.0) ** 2 / n, n) for m, sd, n in known)
        low, high = _ends(one, two, level)
    size = sum(n for _, _, n in known)
    return Interval(
        estimate=estimate, lower=low, upper=high, level=level, method="welch", n=size
    )


def _summary(
    values: Sequence[float] | None, mean: float | None, sd: float | None, n: int | None
) -> tuple[float | None, float | None, int]:
    """Return mean, standard deviation and number, from values or as given."""
    if values is not None:
        require(mean is None and sd is None and n is None, "values_or_summary")
        numbers = finite(values)
        return (
            fmean(numbers) if numbers else None,
            math.sqrt(_variance(numbers)) if len(numbers) > 1 else None,
            len(numbers),
        )
    if n is None:
        raise StatisticsInputError("values_or_summary")
    size = whole(n)
    require(size < 1 or mean is not None, "values_or_summary")
    require(size < 2 or sd is not None, "values_or_summary")
    finite([number for number in (mean, sd) if number is not None])
    require(sd is None or sd >= 0, "negative_sd")
    return (mean if size else None), sd, size


def _unsampled(n: int, population: int) -> float:
    """Return the share of the population outside the sample."""
    require(n <= population, "n_above_population")
    return (population - n) / population if population else 1.0


def _half_width(sd: float, n: int, alpha: float) -> float:
    """Return t(n - 1) * sd / sqrt(n)."""
    return t_quantile(1 - alpha, n - 1) * sd / math.sqrt(n)


def t_quantile(p: float, df: float) -> float:
    """Return the quantile of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(df, p))


def _variance(values: Sequence[float]) -> float:
    """Return the variance with divisor n - 1."""
    centre = fmean(values)
    return math.fsum((value - centre) ** 2 for value in values) / (len(values) - 1)


def _welch(
    a: list[float], b: list[float], level: float
) -> tuple[float, float] | tuple[None, None]:
    """Return the ends of Welch's interval, None if a variance is not known."""
    if len(a) < 2 or len(b) < 2:
        tail(level, "two")
        return None, None
    one = (fmean(a), _variance(a) / len(a), len(a))
    two = (fmean(b), _variance(b) / len(b), len(b))
    return _ends(one, two, level)


def _ends(
    a: tuple[float, float, int], b: tuple[float, float, int], level: float
) -> tuple[float, float]:
    """Return the ends from mean, squared standard error and size of both groups."""
    alpha = tail(level, "two")
    difference, error = a[0] - b[0], a[1] + b[1]
    if error == 0:
        return difference, difference
    df = error**2 / (a[1] ** 2 / (a[2] - 1) + b[1] ** 2 / (b[2] - 1))
    half = t_quantile(1 - alpha, df) * math.sqrt(error)
    return difference - half, difference + half
