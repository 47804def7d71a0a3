"""An estimate with its confidence interval, and the quantile that goes with a level."""

from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Literal

from kpikit.statistics.errors import inside, require

NORMAL = NormalDist()
Side = Literal["two", "lower", "upper"]
Method = Literal["wilson", "exact"]
"""How the margin of a share is worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An estimate and the values that the data do not contradict.

    Attributes:
        estimate: the value in the sample; None without data.
        lower: lower bound; None where undefined or, one-sided, unbounded.
        upper: upper bound; None likewise.
        level: confidence level, such as 0.95.
        method: the method that made it, as a stable word.
        n: valid observations (of both groups together for a difference).
        population: size of the finite population, if it was used.
    """

    estimate: float | None
    lower: float | None
    upper: float | None
    level: float
    method: str
    n: int
    population: int | None = None

    def times(self, factor: float) -> "Interval":
        """Return the same interval in another unit, such as points for a share."""
        ends = (self.estimate, self.lower, self.upper)
        estimate, lower, upper = (None if e is None else e * factor for e in ends)
        return replace(self, estimate=estimate, lower=lower, upper=upper)


def tail(level: float, side: Side) -> float:
    """Return the chance left outside the bound on one side.

    Raises:
        StatisticsInputError: `level` (not inside 0-1) or `side` (unknown).
    """
    inside(level, "level")
    require(side in {"two", "lower", "upper"}, "side")
    return (1 - level) / 2 if side == "two" else 1 - level


def normal_quantile(level: float, side: Side = "two") -> float:
    """Return z, so that `level` of a standard normal lies within the bounds."""
    tail(level, side)
    return NORMAL.inv_cdf((1 + level) / 2 if side == "two" else level)
