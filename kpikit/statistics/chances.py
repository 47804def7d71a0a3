"""Chances of counts, binomial and hypergeometric, without any import of weight."""

import math
from collections.abc import Callable


def binomial(n: int, p: float) -> list[float]:
    """Return P(X = 0), ..., P(X = n) for n independent trials with chance p."""
    if p <= 0 or p >= 1:
        sure = n if p >= 1 else 0
        return [1.0 if k == sure else 0.0 for k in range(n + 1)]
    odds = p / (1 - p)
    return _from_ratios(0, n, int((n + 1) * p), lambda k: (n - k) / (k + 1) * odds)


def hypergeometric(population: int, marked: int, n: int) -> list[float]:
    """Return P(X = 0), ..., P(X = n) for n drawn without replacement.

    Args:
        population: how many there are.
        marked: how many of them count.
        n: how many are drawn.
    """
    low, high = max(0, n - (population - marked)), min(n, marked)
    mode = (n + 1) * (marked + 1) // (population + 2)
    rest = population - marked - n
    inner = _from_ratios(
        low,
        high,
        min(max(mode, low), high),
        lambda k: (marked - k) / (k + 1) * (n - k) / (rest + k + 1),
    )
    return [0.0] * low + inner + [0.0] * (n - high)


def _from_ratios(
    low: int, high: int, mode: int, ratio: Callable[[int], float]
) -> list[float]:
    """Return chances of low..high from P(k+1)/P(k), walking out from the mode.

    Nothing overflows or cancels: the largest term is 1 before the sum divides it, and
    what underflows to 0 is too small to matter.
    """
    mode = min(mode, high)
    up = [1.0]
    for k in range(mode, high):
        up.append(up[-1] * ratio(k))
    down = []
    term = 1.0
    for k in range(mode - 1, low - 1, -1):
        term /= ratio(k)
        down.append(term)
    terms = down[::-1] + up
    total = math.fsum(terms)
    return [term / total for term in terms]
