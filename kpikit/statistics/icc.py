"""Intraclass correlation: how far raters give the same score to the same consult."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from kpikit.statistics.errors import finite, require
from kpikit.statistics.interval import Interval, tail


@dataclass(frozen=True, slots=True, kw_only=True)
class IccResult:
    """The intraclass correlations of one table of ratings.

    Attributes:
        subjects: complete rows.
        raters: raters per row.
        one_way: ICC(1), each consult rated by other raters.
        agreement: ICC(A,1), one rater will score later: absolute agreement.
        consistency: ICC(C,1), the same but for a fixed difference between raters.
        average_agreement: ICC(A,k), the mean of the k raters is the score.
        average_consistency: ICC(C,k).
    """

    subjects: int
    raters: int
    one_way: Interval
    agreement: Interval
    consistency: Interval
    average_agreement: Interval
    average_consistency: Interval


Ends = tuple[float | None, float | None, float | None]
NOTHING: Ends = (None, None, None)


@dataclass(frozen=True, slots=True)
class _Squares:
    """Mean squares of a table: n rows, k columns."""

    n: int
    k: int
    rows: float
    columns: float
    error: float
    within: float


def icc(ratings: Sequence[Sequence[float | None]], *, level: float = 0.95) -> IccResult:
    """Return the intraclass correlations of consults rated by the same raters.

    McGraw, K.O., Wong, S.P., 1996, Forming inferences about some intraclass correlation
    coefficients, Psychol Methods 1:30-46, doi:10.1037/1082-989X.1.1.30, with their
    F-based intervals. Read the interval, not the point.

    Args:
        ratings: one row per consult, one score per rater; rows with None are left out.
        level: confidence level.

    Raises:
        StatisticsInputError: `unequal_length`, `not_finite`, `level`.
    """
    require(len({len(row) for row in ratings}) <= 1, "unequal_length")
    alpha = tail(level, "two")
    rows = [
        finite(value for value in row if value is not None)
        for row in ratings
        if None not in row
    ]
    k = len(ratings[0]) if ratings else 0
    square = _squares(rows) if len(rows) > 1 and k > 1 else None

    def found(method: str, formula: Callable[[_Squares, float], Ends]) -> Interval:
        estimate, low, high = formula(square, alpha) if square else NOTHING
        return Interval(
            estimate=estimate,
            lower=low,
            upper=high,
            level=level,
            method=method,
            n=len(rows),
        )

    return IccResult(
        subjects=len(rows),
        raters=k,
        one_way=found("icc_1", _one_way),
        agreement=found("icc_a_1", _agreement),
        consistency=found("icc_c_1", _consistency),
        average_agreement=found("icc_a_k", _average_agreement),
        average_consistency=found("icc_c_k", _average_consistency),
    )


def _squares(rows: Sequence[Sequence[float]]) -> _Squares:
    """Return the mean squares of a two-way table without repeats."""
    n, k = len(rows), len(rows[0])
    means = [fmean(row) for row in rows]
    by_rater = [fmean(column) for column in zip(*rows, strict=True)]
    grand = fmean(means)
    between = k * math.fsum((mean - grand) ** 2 for mean in means)
    raters = n * math.fsum((mean - grand) ** 2 for mean in by_rater)
    within = math.fsum(
        (value - mean) ** 2
        for row, mean in zip(rows, means, strict=True)
        for value in row
    )
    error = math.fsum(
        (value - mean - rater + grand) ** 2
        for row, mean in zip(rows, means, strict=True)
        for value, rater in zip(row, by_rater, strict=True)
    )
    return _Squares(
        n,
        k,
        between / (n - 1),
        raters / (k - 1),
        error / ((n - 1) * (k - 1)),
        within / (n * (k - 1)),
    )


def _one_way(s: _Squares, alpha: float) -> Ends:
    """Return ICC(1) and its ends."""
    spread = s.rows + (s.k - 1) * s.within
    if not s.within:
        return (1.0 if spread else None), None, None
    low, high = _ratios(s.rows / s.within, s.n - 1, s.n * (s.k - 1), alpha)
    return (
        (s.rows - s.within) / spread,
        (low - 1) / (low + s.k - 1),
        (high - 1) / (high + s.k - 1),
    )


def _consistency(s: _Squares, alpha: float) -> Ends:
    """Return ICC(C,1) and its ends."""
    spread = s.rows + (s.k - 1) * s.error
    if not s.error:
        return (1.0 if spread else None), None, None
    low, high = _ratios(s.rows / s.error, s.n - 1, (s.n - 1) * (s.k - 1), alpha)
    return (
        (s.rows - s.error) / spread,
        (low - 1) / (low + s.k - 1),
        (high - 1) / (high + s.k - 1),
    )


def _average_consistency(s: _Squares, alpha: float) -> Ends:
    """Return ICC(C,k) and its ends; None where rows do not differ."""
    if not s.rows or not s.error:
        return (1.0 if s.rows else None), None, None
    low, high = _ratios(s.rows / s.error, s.n - 1, (s.n - 1) * (s.k - 1), alpha)
    return (s.rows - s.error) / s.rows, 1 - 1 / low, 1 - 1 / high


def _agreement(s: _Squares, alpha: float) -> Ends:
    """Return ICC(A,1) and its ends."""
    rest = s.k * s.columns + (s.k * s.n - s.k - s.n) * s.error
    return _absolute(s, s.n * s.rows + rest, rest, alpha)


def _average_agreement(s: _Squares, alpha: float) -> Ends:
    """Return ICC(A,k) and its ends."""
    rest = s.columns - s.error
    return _absolute(s, s.n * s.rows + rest, rest, alpha)


def _absolute(s: _Squares, spread: float, rest: float, alpha: float) -> Ends:
    """Return an absolute agreement and its ends, with Satterthwaite's df.

    The coefficient is n (rows - error) / `spread`, where `spread` is n times the mean
    square of rows and a `rest` for raters and error.
    """
    if spread <= 0:
        return NOTHING
    value = s.n * (s.rows - s.error) / spread
    a = s.k * value / (s.n * (1 - value)) if value != 1 else math.inf
    part, left = a * s.columns, (1 + a * (s.n - 1)) * s.error
    below = part**2 / (s.k - 1) + left**2 / ((s.n - 1) * (s.k - 1))
    if not (math.isfinite(a) and below > 0):
        return value, None, None
    df = (part + left) ** 2 / below
    if not df:
        return value, None, None
    f_low, f_high = _quantile(s.n - 1, df, alpha), _quantile(df, s.n - 1, alpha)
    under_low, under_high = f_low * rest + s.n * s.rows, rest + s.n * f_high * s.rows
    if under_low <= 0 or under_high <= 0:
        return value, None, None
    low = s.n * (s.rows - f_low * s.error) / under_low
    return value, low, s.n * (f_high * s.rows - s.error) / under_high


def _ratios(f: float, df1: float, df2: float, alpha: float) -> tuple[float, float]:
    """Return the ends of a ratio of mean squares."""
    return f / _quantile(df1, df2, alpha), f * _quantile(df2, df1, alpha)


def _quantile(df1: float, df2: float, alpha: float) -> float:
    """Return the upper quantile of the F distribution."""
    from scipy.special import fdtri

    return float(fdtri(df1, df2, 1 - alpha))
