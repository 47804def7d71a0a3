"""How many answers per wave show a difference, and what a pair of waves can show."""

import math
from collections.abc import Callable
from typing import Literal

from kpikit.statistics.errors import inside, positive, require, share, whole
from kpikit.statistics.interval import NORMAL

Kind = Literal["two", "one", "paired"]


def sample_size_two_proportions(
    p1: float, p2: float, *, alpha: float = 0.05, power: float = 0.8, sides: int = 2
) -> float:
    """Return the answers needed in EACH of two equal waves, not rounded.

    The normal approximation with the pooled variance under no difference (Fleiss, J.L.,
    Levin, B., Paik, M.C., 2003, Statistical Methods for Rates and Proportions, 3rd ed.,
    section 4.2, doi:10.1002/0471445428), without continuity correction.

    Args:
        p1: share in one wave.
        p2: share in the other, not equal to p1.
        alpha: chance of a false positive, over all `sides`.
        power: wanted chance to show the difference.
        sides: 2, or 1 when only one way counts.

    Raises:
        StatisticsInputError: `share`, `no_difference`, `alpha`, `power`, `sides`.
    """
    z = _z(alpha, sides)
    pooled, separate = _spreads(p1, p2)
    reach = z * pooled + NORMAL.inv_cdf(inside(power, "power")) * separate
    return (max(reach, 0.0) / (p1 - p2)) ** 2


def sample_size_two_unequal(
    p1: float, p2: float, fraction: float, *, alpha: float = 0.05, power: float = 0.8
) -> tuple[float, float]:
    """Return the answers needed in two waves of unequal size, not rounded, two-sided.

    As `sample_size_two_proportions`, with a ratio of sizes (Fleiss, J.L., Tytun, A.,
    Ury, H.K., 1980, Biometrics 36:343-346, doi:10.2307/2529990).

    Args:
        p1: share in the first wave.
        p2: share in the second, not equal to p1.
        fraction: part of all answers that is in the first wave, inside 0-1.
        alpha: chance of a false positive.
        power: wanted chance to show the difference.

    Raises:
        StatisticsInputError: `share`, `no_difference`, `fraction`, `alpha`, `power`.
    """
    _spreads(p1, p2)
    ratio = (1 - inside(fraction, "fraction")) / fraction
    p = fraction * p1 + (1 - fraction) * p2
    reach = _z(alpha, 2) * math.sqrt((ratio + 1) * p * (1 - p)) + NORMAL.inv_cdf(
        inside(power, "power")
    ) * math.sqrt(ratio * p1 * (1 - p1) + p2 * (1 - p2))
    n1 = max(reach, 0.0) ** 2 / ratio / (p1 - p2) ** 2
    return n1, ratio * n1


def power_two_proportions(
    n: float, p1: float, p2: float, *, alpha: float = 0.05, sides: int = 2
) -> float:
    """Return the chance that n answers per wave show the difference between shares.

    The formula of `sample_size_two_proportions`, read the other way; two-sided, the
    tiny chance to show it the wrong way round is left out.

    Raises:
        StatisticsInputError: `n`, `share`, `no_difference`, `alpha`, `sides`.
    """
    z = _z(alpha, sides)
    pooled, separate = _spreads(p1, p2)
    reach = math.sqrt(positive(n, "n")) * abs(p1 - p2) - z * pooled
    if separate == 0:
        return 1.0 if reach >= 0 else 0.0
    return NORMAL.cdf(reach / separate)


def detectable_difference(
    n1: int,
    p1: float,
    n2: int,
    *,
    alpha: float = 0.05,
    power: float = 0.8,
    direction: Literal["increase", "decrease"] = "increase",
) -> float | None:
    """Return the smallest change of a share that this pair of waves could show.

    Two-sided, with the formula of Fleiss, Tytun and Ury for n1 and n2 answers.

    Args:
        n1: answers in the earlier wave.
        p1: share in the earlier wave.
        n2: answers in the later wave.
        alpha: chance of a false positive.
        power: wanted chance to show the change.
        direction: which way the share should go.

    Returns:
        The size of the change, above 0; None when even the largest possible change
        would not be shown.

    Raises:
        StatisticsInputError: `count`, `share`, `alpha`, `power`, `direction`.
    """
    require(direction in {"increase", "decrease"}, "direction")
    room = 1 - share(p1, "share") if direction == "increase" else p1
    sign = 1 if direction == "increase" else -1
    total = whole(n1) + whole(n2)
    if not (n1 and n2 and room):
        return None

    def enough(change: float) -> bool:
        p2 = min(1.0, max(0.0, p1 + sign * change))
        needed = sample_size_two_unequal(p1, p2, n1 / total, alpha=alpha, power=power)
        return needed[0] <= n1

    return _first(enough, room * 1e-9, room) if enough(room) else None


def sample_size_means(
    delta: float,
    sd: float,
    *,
    kind: Kind = "two",
    alpha: float = 0.05,
    power: float = 0.8,
    sides: int = 2,
) -> float:
    """Return the answers (per wave, or pairs) that show a difference of means.

    Solves the power of the t test, with the noncentral t distribution; not rounded, and
    at least 2 (Cohen, J., 1988, Statistical Power Analysis, 2nd ed., chapter 2,
    doi:10.4324/9780203771587).

    Args:
        delta: the difference to show, in the unit of the score, not 0.
        sd: standard deviation in a wave; of the differences when `kind` is paired.
        kind: `two` waves of different patients, `one` against a fixed value, `paired`.
        alpha: chance of a false positive, over all `sides`.
        power: wanted chance to show the difference.
        sides: 2, or 1 when only one way counts.

    Raises:
        StatisticsInputError: `delta`, `sd`, `kind`, `alpha`, `power`, `sides`.
    """
    require(kind in {"two", "one", "paired"}, "kind")
    effect = positive(abs(delta), "delta") / positive(sd, "sd")
    inside(power, "power")
    _z(alpha, sides)
    groups = 2 if kind == "two" else 1

    def enough(n: float) -> bool:
        return _power_t(n, effect, groups, alpha / sides) >= power

    high = 2.0
    while not enough(high):
        high *= 2
    return _first(enough, max(2.0, high / 2), high)


def _power_t(n: float, effect: float, groups: int, alpha: float) -> float:
    """Return the power of the t test in the right direction."""
    from scipy.special import nctdtr, stdtrit

    df = groups * (n - 1)
    critical = stdtrit(df, 1 - alpha)
    return 1 - float(nctdtr(df, effect * math.sqrt(n / groups), critical))


def _z(alpha: float, sides: int) -> float:
    """Return the normal quantile of the test."""
    require(sides in {1, 2}, "sides")
    return NORMAL.inv_cdf(1 - inside(alpha, "alpha") / sides)


def _spreads(p1: float, p2: float) -> tuple[float, float]:
    """Return the spread of the difference without and with a difference."""
    share(p1, "share")
    share(p2, "share")
    require(p1 != p2, "no_difference")
    pooled = math.sqrt((p1 + p2) * (1 - (p1 + p2) / 2))
    return pooled, math.sqrt(p1 * (1 - p1) + p2 * (1 - p2))


def _first(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Return, to the last digits, where a monotone statement begins to hold."""
    if holds(low):
        return low
    for _ in range(200):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
