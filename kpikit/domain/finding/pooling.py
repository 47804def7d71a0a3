"""Rounds taken together: counts are added up, percentages never averaged."""

from collections.abc import Hashable, Mapping, Sequence
from decimal import Context, Decimal
from typing import TypeVar

from kpikit.domain.result.figure import (
    AnyFigure,
    CountFigure,
    MeanFigure,
    ShareFigure,
    TwoSharesFigure,
)

_DIGITS = Context(prec=28)
_P = TypeVar("_P", bound=Hashable)
_V = TypeVar("_V")


def pooled(figures: Sequence[AnyFigure]) -> AnyFigure | None:
    """Return figures of one KPI, in the order of time, as one figure.

    Shares and counts add their counts up, means weigh by their numbers. A level is not
    added up: the last one stands. ``None`` without figures.
    """
    shares = [f for f in figures if isinstance(f, ShareFigure)]
    means = [f for f in figures if isinstance(f, MeanFigure)]
    pairs = [f for f in figures if isinstance(f, TwoSharesFigure)]
    counts = [f for f in figures if isinstance(f, CountFigure)]
    if shares:
        return _share(shares)
    if means:
        return _mean(means)
    if pairs:
        first, second = [p.first for p in pairs], [p.second for p in pairs]
        return TwoSharesFigure(first=_share(first), second=_share(second))
    if counts:
        return CountFigure(count=sum(f.count for f in counts))
    return figures[-1] if figures else None


def standing(updates: Mapping[_P, Sequence[_V]], periods: Sequence[_P]) -> dict[_P, _V]:
    """Return what stands in each period: the last word on it, or on the one before.

    ``updates`` holds per period what was accepted for it, in the order of accepting;
    ``periods`` are in the order of time. A late update of an earlier period changes
    that period and those that lived on it, never a later value of its own.
    """
    found: dict[_P, _V] = {}
    last: list[_V] = []
    for period in periods:
        last = [*updates.get(period, ())][-1:] or last
        if last:
            found[period] = last[0]
    return found


def _share(shares: Sequence[ShareFigure]) -> ShareFigure:
    return ShareFigure(
        numerator=sum(f.numerator for f in shares),
        denominator=sum(f.denominator for f in shares),
    )


def _mean(means: Sequence[MeanFigure]) -> MeanFigure:
    """Return the mean of all scores, and their spread within and between rounds."""
    n = sum(f.n for f in means)
    if len(means) == 1 or not n:
        return means[-1]
    total = sum((f.mean * f.n for f in means), Decimal(0))
    mean = _DIGITS.divide(total, Decimal(n))
    unknown = any(f.standard_deviation is None and f.n > 1 for f in means)
    squares = sum(
        (
            (f.standard_deviation or 0) ** 2 * max(f.n - 1, 0)
            + f.n * (f.mean - mean) ** 2
            for f in means
        ),
        Decimal(0),
    )
    deviation = None
    if not unknown and n > 1:
        deviation = _DIGITS.sqrt(_DIGITS.divide(squares, Decimal(n - 1)))
    return MeanFigure(mean=mean, standard_deviation=deviation, n=n)
