"""How much answers within one clinician or clinic resemble each other."""

import math
from collections.abc import Sequence

from kpikit.statistics.errors import require, whole


def cluster_vif(
    xs: Sequence[int], ns: Sequence[int]
) -> tuple[float, float] | tuple[None, None]:
    """Return the ANOVA intracluster correlation and the variance inflation.

    vif = sum n_i (1 + (n_i - 1) icc) / sum n_i. It can be below 1; what uses it to make
    an interval does not let that narrow the interval. Both are None where they are not
    defined: fewer than two clusters, one answer each, or no variation at all.
    See Saha, K., Miller, D., Wang, S., 2016, A comparison of some approximate
    confidence intervals for a single proportion for clustered binary outcome data,
    Int J Biostat 12(2), doi:10.1515/ijb-2015-0024.

    Args:
        xs: successes per cluster.
        ns: valid answers per cluster, in the same order; empty clusters are skipped.

    Raises:
        StatisticsInputError: `count`, `x_above_n`, or `unequal_length`.
    """
    require(len(xs) == len(ns), "unequal_length")
    pairs = [(whole(x), whole(n)) for x, n in zip(xs, ns, strict=True)]
    require(all(x <= n for x, n in pairs), "x_above_n")
    pairs = [(x, n) for x, n in pairs if n]
    icc = _anova_icc(pairs)
    if icc is None:
        return None, None
    total = sum(n for _, n in pairs)
    return icc, math.fsum(n * (1 + (n - 1) * icc) for _, n in pairs) / total


def _anova_icc(pairs: list[tuple[int, int]]) -> float | None:
    """Return the ANOVA estimate of the intracluster correlation, None if undefined."""
    k, total = len(pairs), sum(n for _, n in pairs)
    if k < 2 or total == k:
        return None
    p = sum(x for x, _ in pairs) / total
    between = math.fsum(n * (x / n - p) ** 2 for x, n in pairs) / (k - 1)
    within = math.fsum(x * (1 - x / n) for x, n in pairs) / (total - k)
    size = (total - sum(n * n for _, n in pairs) / total) / (k - 1)
    spread = between + (size - 1) * within
    return (between - within) / spread if spread > 0 else None
