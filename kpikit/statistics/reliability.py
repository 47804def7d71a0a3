"""Whether raters, and items, say the same thing."""

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from statistics import variance
from typing import Literal

from kpikit.statistics.errors import finite, require
from kpikit.statistics.icc import IccResult, icc

__all__ = [
    "Agreement",
    "IccResult",
    "agreement",
    "cronbach_alpha",
    "icc",
    "kappa",
]

Weights = Literal["unweighted", "linear", "quadratic"]
_COSTS: dict[str, Callable[[int], float]] = {
    "unweighted": lambda distance: float(distance > 0),
    "linear": float,
    "quadratic": lambda distance: float(distance**2),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How often two raters agree.

    Attributes:
        n: pairs.
        share: share of pairs in which they agree; None without pairs.
        ac1: Gwet's AC1, steadier than kappa when nearly all is in one category; None
            without pairs or with one category.
    """

    n: int
    share: float | None
    ac1: float | None


def kappa(
    r1: Sequence[Hashable],
    r2: Sequence[Hashable],
    categories: Sequence[Hashable],
    weights: Weights = "quadratic",
) -> float | None:
    """Return Cohen's kappa of two raters.

    1 - observed / expected disagreement; a disagreement weighs 1, its distance, or its
    distance squared, in steps of the FULL list of categories (Cohen, J., 1968, Weighted
    kappa, Psychol Bull 70:213-220, doi:10.1037/h0026256). None when no disagreement is
    expected: no pairs, or both raters always chose one and the same category.

    Args:
        r1: categories chosen by the first rater; a pair with None is left out.
        r2: by the second rater, of the same cases.
        categories: all categories in order, also those never chosen.
        weights: `unweighted`, `linear` or `quadratic`.

    Raises:
        StatisticsInputError: `unequal_length`, `category`, `weights`.
    """
    require(weights in _COSTS, "weights")
    cost = _COSTS[weights]
    pairs = _places(r1, r2, categories)
    observed = math.fsum(cost(abs(a - b)) for a, b in pairs)
    first, second = _counts(pairs, 0), _counts(pairs, 1)
    expected = math.fsum(
        cost(abs(a - b)) * m * n for a, m in first.items() for b, n in second.items()
    )
    return 1 - observed * len(pairs) / expected if expected else None


def agreement(
    r1: Sequence[Hashable], r2: Sequence[Hashable], categories: Sequence[Hashable]
) -> Agreement:
    """Return how often two raters agree, plain and beyond chance after Gwet.

    Gwet, K.L., 2008, Computing inter-rater reliability in the presence of high
    agreement, Br J Math Stat Psychol 61:29-48, doi:10.1348/000711006X126600.

    Raises:
        StatisticsInputError: `unequal_length`, `category`.
    """
    pairs = _places(r1, r2, categories)
    n = len(pairs)
    if not n:
        return Agreement(n=0, share=None, ac1=None)
    same = sum(a == b for a, b in pairs) / n
    first, second = _counts(pairs, 0), _counts(pairs, 1)
    used = [(first.get(c, 0) + second.get(c, 0)) / (2 * n) for c in first | second]
    ac1 = None
    if len(categories) > 1:
        chance = math.fsum(p * (1 - p) for p in used) / (len(categories) - 1)
        ac1 = (same - chance) / (1 - chance)
    return Agreement(n=n, share=same, ac1=ac1)


def cronbach_alpha(items: Sequence[Sequence[float | None]]) -> float | None:
    """Return Cronbach's alpha: how far the items of a scale go together.

    k / (k - 1) * (1 - sum of item variances / variance of the sum) over complete rows
    (Cronbach, L.J., 1951, Psychometrika 16:297-334, doi:10.1007/BF02310555). For
    groups, not for one person. None with fewer than two items or three complete rows,
    or when all sums are equal.

    Args:
        items: one row per respondent, one answer per item.

    Raises:
        StatisticsInputError: `unequal_length`, `not_finite`.
    """
    require(len({len(row) for row in items}) <= 1, "unequal_length")
    rows = [
        finite(value for value in row if value is not None)
        for row in items
        if None not in row
    ]
    if len(rows) < 3 or len(rows[0]) < 2:
        return None
    k = len(rows[0])
    total = variance([math.fsum(row) for row in rows])
    single = math.fsum(variance(column) for column in zip(*rows, strict=True))
    return k / (k - 1) * (1 - single / total) if total else None


def _places(
    r1: Sequence[Hashable], r2: Sequence[Hashable], categories: Sequence[Hashable]
) -> list[tuple[int, int]]:
    """Return the pairs as places in the list of categories."""
    require(len(r1) == len(r2), "unequal_length")
    place = {category: i for i, category in enumerate(categories)}
    require(len(place) == len(categories), "category")
    pairs = [
        (a, b) for a, b in zip(r1, r2, strict=True) if a is not None and b is not None
    ]
    require(all(a in place and b in place for a, b in pairs), "category")
    return [(place[a], place[b]) for a, b in pairs]


def _counts(pairs: Sequence[tuple[int, int]], rater: int) -> dict[int, int]:
    """Return how often a rater chose each category."""
    found: dict[int, int] = {}
    for pair in pairs:
        found[pair[rater]] = found.get(pair[rater], 0) + 1
    return found
