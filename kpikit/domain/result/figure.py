"""The figure of a result: counts, a mean, two shares, or a level, never mixed."""

from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from typing import Literal

from kpikit.domain.kpi import AnyKpi, MeasuredKpi, StatisticKind, Unit

_DIGITS = Context(prec=28)
_HUNDRED = Decimal(100)


class FigureKind(StrEnum):
    """Which figure a KPI asks for."""

    SHARE = "share"
    MEAN = "mean"
    COUNT = "count"
    TWO_SHARES = "two_shares"
    LEVEL = "level"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareFigure:
    """How many (``numerator``) of how many valid answers (``denominator``)."""

    numerator: int
    denominator: int
    kind: Literal[FigureKind.SHARE] = FigureKind.SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanFigure:
    """The mean of ``n`` scores with their standard deviation, on the KPI's scale.

    With one score there is no standard deviation.
    """

    mean: Decimal
    standard_deviation: Decimal | None
    n: int
    kind: Literal[FigureKind.MEAN] = FigureKind.MEAN


@dataclass(frozen=True, slots=True, kw_only=True)
class CountFigure:
    """How often something was counted; everything was counted, so no sample."""

    count: int
    kind: Literal[FigureKind.COUNT] = FigureKind.COUNT


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoSharesFigure:
    """Two shares of which the first less the second is the result."""

    first: ShareFigure
    second: ShareFigure
    kind: Literal[FigureKind.TWO_SHARES] = FigureKind.TWO_SHARES


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelFigure:
    """The level on the ladder, 0-4; ``None`` says: too little evidence to tell."""

    level: int | None
    kind: Literal[FigureKind.LEVEL] = FigureKind.LEVEL


AnyFigure = ShareFigure | MeanFigure | CountFigure | TwoSharesFigure | LevelFigure


def figure_kind(kpi: AnyKpi) -> FigureKind:
    """Return which figure a KPI asks for.

    A difference in percentage points comes from two shares; one in points is the mean
    of the differences of the pairs.
    """
    if not isinstance(kpi, MeasuredKpi):
        return FigureKind.LEVEL
    kind = kpi.statistic.kind
    if kind is StatisticKind.COUNT:
        return FigureKind.COUNT
    if kind is StatisticKind.SHARE:
        return FigureKind.SHARE
    if kpi.statistic.unit in (Unit.PERCENT, Unit.PERCENTAGE_POINTS):
        return FigureKind.TWO_SHARES
    return FigureKind.MEAN


def value_of(figure: AnyFigure) -> Decimal | None:
    """Return the figure as one number in the unit of the KPI, unrounded.

    Shares are in percent. ``None`` when the denominator is 0 or the evidence too thin.
    """
    if isinstance(figure, ShareFigure):
        return _percent(figure)
    if isinstance(figure, MeanFigure):
        return figure.mean
    if isinstance(figure, CountFigure):
        return Decimal(figure.count)
    if isinstance(figure, TwoSharesFigure):
        first, second = _percent(figure.first), _percent(figure.second)
        if first is None or second is None:
            return None
        return _DIGITS.subtract(first, second)
    return None if figure.level is None else Decimal(figure.level)


def people_in(figure: AnyFigure) -> int | None:
    """Return how many people, records or consults are behind it; none for a level.

    For two shares it is the smaller of the two groups. What was counted in full has
    no sample, so no number behind it.
    """
    if isinstance(figure, ShareFigure):
        return figure.denominator
    if isinstance(figure, MeanFigure):
        return figure.n
    if isinstance(figure, TwoSharesFigure):
        return min(figure.first.denominator, figure.second.denominator)
    return None


def _percent(share: ShareFigure) -> Decimal | None:
    if not share.denominator:
        return None
    return _DIGITS.divide(_HUNDRED * share.numerator, Decimal(share.denominator))
