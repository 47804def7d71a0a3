"""The mean moving range: how much neighbours differ, without the odd jump."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

SCREEN = 3.267
"""D4 for two values: a range this many times the mean range is an outlier."""


def mean_moving_range(
    values: Sequence[float | None], *, screen: bool
) -> tuple[float | None, bool]:
    """Return the mean moving range, and whether screening had to be undone.

    A missing value takes away both its ranges. Screening (Nelson, L.S., 1982, Control
    charts for individual measurements, J Qual Technol 14:172-173,
    doi:10.1080/00224065.1982.11978811) drops once the ranges at or above 3.267 times
    their mean. Where it leaves none, or only zeros while values differ, all ranges
    count. None where there is no range, or no value differs from its neighbour.
    """
    ranges = [
        abs(b - a) for a, b in pairwise(values) if a is not None and b is not None
    ]
    whole = fmean(ranges) if ranges else 0.0
    if not whole:
        return None, False
    kept = [one for one in ranges if one < SCREEN * whole] if screen else ranges
    mean = fmean(kept) if kept else 0.0
    return (mean, False) if mean else (whole, True)
