"""What changed since the baseline, and whether that is more than chance."""

from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.ambition import Baseline
from kpikit.domain.finding.agreed import Agreed
from kpikit.domain.result.figure import (
    AnyFigure,
    LevelFigure,
    MeanFigure,
    ShareFigure,
    value_of,
)
from kpikit.statistics.changes import ChangeVerdict, judge_change
from kpikit.statistics.interval import Interval
from kpikit.statistics.intervals import difference_of_proportions
from kpikit.statistics.means import difference_of_summaries

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Result less baseline, in the unit of the KPI (percentage points for a share).

    Without bounds there is nothing to draw a margin from: the baseline has no number
    behind it, or no spread. ``start`` is the baseline, ``measured`` says that it is
    the first round, because no baseline was agreed.
    """

    start: Decimal
    difference: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    verdict: ChangeVerdict = ChangeVerdict.NOT_JUDGED
    measured: bool = False


def change_since(
    agreed: Agreed, figure: AnyFigure, first: AnyFigure | None = None
) -> Change | None:
    """Return the change since the agreed baseline, else since the first round.

    ``first`` is the figure of the first round, when it is another one than those of
    ``figure``. ``None`` without a value or a start. Steps of a ladder are no numbers to
    subtract: what they come to is for people to judge together.
    """
    value = value_of(figure)
    start = agreed.baseline.value
    if value is None or isinstance(figure, LevelFigure):
        return None
    if start is not None:
        return _told(
            agreed, start, value, _from_baseline(agreed, figure, agreed.baseline)
        )
    began = None if first is None else value_of(first)
    if first is None or began is None:
        return None
    return _told(agreed, began, value, _between(agreed, figure, first), measured=True)


def _told(
    agreed: Agreed,
    start: Decimal,
    value: Decimal,
    interval: Interval | None,
    *,
    measured: bool = False,
) -> Change:
    if interval is None or interval.lower is None or interval.upper is None:
        return Change(start=start, difference=value - start, measured=measured)
    verdict = ChangeVerdict.NOT_JUDGED
    if agreed.way != "neutral":
        verdict = judge_change(interval, direction=agreed.way)
    return Change(
        start=start,
        difference=value - start,
        low=min(Decimal(str(interval.lower)), value - start),
        high=max(Decimal(str(interval.upper)), value - start),
        verdict=verdict,
        measured=measured,
    )


def _from_baseline(
    agreed: Agreed, figure: AnyFigure, baseline: Baseline
) -> Interval | None:
    """Return the margin against a share with its number; counts follow from both."""
    if not isinstance(figure, ShareFigure) or not baseline.n or baseline.value is None:
        return None
    numerator = int((baseline.value * baseline.n / _HUNDRED).to_integral_value())
    before = ShareFigure(numerator=numerator, denominator=baseline.n)
    return _between(agreed, figure, before)


def _between(agreed: Agreed, later: AnyFigure, earlier: AnyFigure) -> Interval | None:
    level = float(agreed.plan.level)
    if isinstance(later, ShareFigure) and isinstance(earlier, ShareFigure):
        found = difference_of_proportions(
            later.numerator,
            later.denominator,
            earlier.numerator,
            earlier.denominator,
            level=level,
        )
        return found.times(100)
    if isinstance(later, MeanFigure) and isinstance(earlier, MeanFigure):
        one, two = _summary(later), _summary(earlier)
        if one is not None and two is not None:
            return difference_of_summaries(one, two, level=level)
    return None


def _summary(figure: MeanFigure) -> tuple[float, float, int] | None:
    if figure.standard_deviation is None:
        return None
    return (float(figure.mean), float(figure.standard_deviation), figure.n)
