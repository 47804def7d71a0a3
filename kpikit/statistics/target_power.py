"""How many answers show that a target is passed, by the exact binomial test."""

from itertools import islice
from math import fsum, sqrt

from kpikit.statistics.chances import binomial
from kpikit.statistics.errors import inside, require, share, whole
from kpikit.statistics.interval import NORMAL
from kpikit.statistics.tails import BinomialTail, powers

LARGEST_SAMPLE = 20_000
"""No sample here is larger; a target so close to the truth cannot be shown."""

_TIE = 1e-12


def power_target(n: int, p0: float, pa: float, alpha: float = 0.05) -> float:
    """Return the chance to show with n answers that the share passes p0, if it is pa.

    The exact one-sided binomial test of `share = p0` against the side on which pa lies:
    the chance of a count whose tail under p0 is at most alpha.

    Args:
        n: answers.
        p0: the target, as a share.
        pa: the true share; below p0 when less is better.
        alpha: chance of a false positive, at most.

    Raises:
        StatisticsInputError: `count`, `share`, `alpha`, `no_difference`.
    """
    low, high = _rising(p0, pa)
    allowed = inside(alpha, "alpha") * (1 + _TIE)
    tail, k = 0.0, whole(n) + 1
    for chance in reversed(binomial(n, low)):
        tail += chance
        if tail > allowed:
            break
        k -= 1
    return fsum(binomial(n, high)[k:])


def sample_size_target(
    p0: float,
    pa: float,
    *,
    alpha: float = 0.05,
    power: float = 0.8,
    stable: bool = True,
) -> int:
    """Return how many answers show with the wanted power that the share passes p0.

    Exact power has teeth like a saw: with more answers it can be lower. `stable` gives
    the size from which it never drops below the wanted power again; otherwise the first
    size that has it. See Chernick, M.R., Liu, C.Y., 2002, The saw-toothed behavior of
    power versus sample size, Am Stat 56:149-155, doi:10.1198/000313002317572835.

    Args:
        p0: the target, as a share.
        pa: the share expected in truth; below p0 when less is better.
        alpha: chance of a false positive, at most.
        power: wanted chance to show it.
        stable: the size that stays enough, or the first that is.

    Raises:
        StatisticsInputError: `share`, `alpha`, `power`, `no_difference`, or
            `too_close`: more than `LARGEST_SAMPLE` answers would be needed.
    """
    low, high = _rising(p0, pa)
    inside(alpha, "alpha")
    largest = _horizon(low, high, alpha, inside(power, "power"))
    below = 0
    growing = powers(BinomialTail(low), BinomialTail(high), alpha)
    for n, found in enumerate(islice(growing, largest), start=1):
        if found < power - _TIE:
            below = n
        elif not stable:
            return n
    return below + 1


def _rising(p0: float, pa: float) -> tuple[float, float]:
    """Return both shares mirrored, if need be, so that the truth lies above."""
    share(p0, "share")
    share(pa, "share")
    require(p0 != pa, "no_difference")
    return (p0, pa) if p0 < pa else (1 - p0, 1 - pa)


def _horizon(p0: float, pa: float, alpha: float, power: float) -> int:
    """Return a size past which the power surely never drops below the wanted one.

    Three times what the normal approximation asks, and 700 at the least: the teeth of
    the saw shrink with n while the power itself goes to 1.
    """
    z_alpha, z_power = NORMAL.inv_cdf(1 - alpha), NORMAL.inv_cdf(power)
    spread = z_alpha * sqrt(p0 * (1 - p0)) + z_power * sqrt(pa * (1 - pa))
    about = (max(spread, 0.0) / (pa - p0)) ** 2
    require(about <= LARGEST_SAMPLE, "too_close")
    return max(700, int(3 * about))
