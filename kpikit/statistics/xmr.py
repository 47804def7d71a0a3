"""The XmR chart: each value against the mean and the usual step between neighbours."""

from collections.abc import Collection, Sequence
from datetime import date
from statistics import fmean

from kpikit.statistics.chart import Chart, Direction, Point
from kpikit.statistics.errors import finite, require
from kpikit.statistics.layout import Frame, lay_out
from kpikit.statistics.ranges import mean_moving_range

WIDTH = 2.66
"""Limits lie this many mean moving ranges from the mean: 3 / 1.128, as it is used."""

SHORTEST_BASELINE = 12


def xmr_chart(
    points: Sequence[Point],
    *,
    direction: Direction,
    target: float | None = None,
    rebase: Collection[date] = (),
    fix_after: int | None = None,
    screen: bool = True,
) -> Chart:
    """Return the XmR chart of values, by the rules of Making Data Count.

    Mean of the baseline +- 2.66 times the mean moving range, screened once; near
    limits at two thirds. Shewhart's chart for single values (Wheeler, D.J., 1993,
    Understanding Variation, SPC Press); rules and constants as NHS England publishes
    and the R package NHSRplotthedots 0.2.2 computes them. Limits are not clipped.

    Args:
        points: values in any order; equal dates are refused.
        direction: `increase`, `decrease`, or `neutral`: which way is better.
        target: the value to reach, for the assurance.
        rebase: dates on which a new segment starts.
        fix_after: so many first periods of a segment are its baseline; at least 12.
        screen: leave odd jumps out of the mean moving range.

    Raises:
        StatisticsInputError: `duplicate_date`, `fix_too_short`, `direction`, `target`,
            `not_finite`.
    """
    require(fix_after is None or fix_after >= SHORTEST_BASELINE, "fix_too_short")

    def framed(part: Sequence[Point]) -> Frame:
        return _frame([point.value for point in part], fix_after, screen=screen)

    return lay_out(points, framed, direction=direction, target=target, rebase=rebase)


def _frame(
    values: Sequence[float | None], fix_after: int | None, *, screen: bool
) -> Frame:
    """Return centre and limits of one segment."""
    finite(value for value in values if value is not None)
    known = [value for value in values[:fix_after] if value is not None]
    centre = fmean(known) if known else None
    mean_range, unscreened = mean_moving_range(values[:fix_after], screen=screen)
    levels: list[float | None] = [None] * 4
    if centre is not None and mean_range is not None:
        far, near = WIDTH * mean_range, WIDTH * mean_range * 2 / 3
        levels = [centre - far, centre + far, centre - near, centre + near]
    lower, upper, near_lower, near_upper = ([level] * len(values) for level in levels)
    return Frame(
        values=values,
        centre=centre,
        lower=lower,
        upper=upper,
        near_lower=near_lower,
        near_upper=near_upper,
        mean_range=mean_range,
        unscreened=unscreened,
        no_variation=len(known) > 1 and len(set(known)) == 1,
    )
