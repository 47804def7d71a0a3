"""The p chart: shares against limits that follow each denominator; p' after Laney."""

import math
from collections.abc import Collection, Sequence
from datetime import date

from kpikit.statistics.chart import Chart, Direction, Point
from kpikit.statistics.errors import require, whole
from kpikit.statistics.layout import Frame, lay_out
from kpikit.statistics.ranges import mean_moving_range

D2 = 1.128
"""Mean range of two normal values, in standard deviations."""


def p_chart(  # noqa: PLR0913 - what the parties agreed, named one by one
    points: Sequence[Point],
    *,
    direction: Direction,
    target: float | None = None,
    rebase: Collection[date] = (),
    freeze: int | None = None,
    prime: bool = False,
    screen: bool = True,
    exclude: Collection[date] = (),
) -> Chart:
    """Return the p chart of numerators and denominators, as shares.

    Centre sum x / sum n of the baseline +- 3 sqrt(c (1 - c) / n_i), clipped to 0-1;
    near limits at 2. With `prime` the width is multiplied by sigma_z, the mean moving
    range of the standardised shares over 1.128, so that large denominators do not make
    everything special (Laney, D.B., 2002, Improved control charts for attributes, Qual
    Eng 14:531-537, doi:10.1081/QEN-120003555). The rules on patterns are those of the
    XmR chart; a point without a denominator has no limits.

    Args:
        points: periods with numerator and denominator, in any order.
        direction: `increase`, `decrease`, or `neutral`.
        target: the share to reach, for the assurance (against the last limits).
        rebase: dates on which a new segment starts.
        freeze: so many first periods of a segment are its baseline.
        prime: make the p' chart.
        screen: leave odd jumps out of sigma_z.
        exclude: dates that count neither for the centre nor for runs.

    Raises:
        StatisticsInputError: `duplicate_date`, `count`, `x_above_n`, `freeze`,
            `direction`, `target`.
    """
    require(freeze is None or freeze >= 1, "freeze")

    def framed(part: Sequence[Point]) -> Frame:
        skipped = {i for i, point in enumerate(part) if point.date in exclude}
        base = [
            i
            for i in range(len(part))
            if i not in skipped and (freeze is None or i < freeze)
        ]
        counts = [_counts(point) for point in part]
        return _frame(counts, base, skipped, prime=prime, screen=screen)

    return lay_out(points, framed, direction=direction, target=target, rebase=rebase)


def _counts(point: Point) -> tuple[int, int] | None:
    """Return numerator and denominator, None if either is missing or there are none."""
    if point.numerator is None or not point.denominator:
        return None
    x, n = whole(point.numerator), whole(point.denominator)
    require(x <= n, "x_above_n")
    return x, n


def _frame(
    counts: Sequence[tuple[int, int] | None],
    base: Sequence[int],
    skipped: Collection[int],
    *,
    prime: bool,
    screen: bool,
) -> Frame:
    """Return centre and limits of one segment."""
    shares = [x_n and x_n[0] / x_n[1] for x_n in counts]
    known = [x_n for i in base if (x_n := counts[i])]
    total = sum(n for _, n in known)
    centre = sum(x for x, _ in known) / total if total else None
    spread = [
        None if x_n is None or centre is None else _spread(centre, x_n[1])
        for x_n in counts
    ]
    scores = [_score(shares[i], centre, spread[i]) for i in base]
    mean_range, unscreened = mean_moving_range(scores, screen=screen)
    sigma_z = None if mean_range is None else mean_range / D2
    if prime:
        spread = [s if s is None or sigma_z is None else s * sigma_z for s in spread]
        if sigma_z is None:
            spread = [None] * len(spread)
    return Frame(
        values=shares,
        centre=centre,
        lower=_limits(centre, spread, -3),
        upper=_limits(centre, spread, 3),
        near_lower=_limits(centre, spread, -2),
        near_upper=_limits(centre, spread, 2),
        mean_range=mean_range,
        sigma_z=sigma_z,
        unscreened=prime and unscreened,
        no_variation=len(known) > 1 and len({shares[i] for i in base} - {None}) == 1,
        skipped=skipped,
    )


def _spread(centre: float, n: int) -> float:
    """Return the standard error that chance alone gives a share of n."""
    return math.sqrt(centre * (1 - centre) / n)


def _score(
    value: float | None, centre: float | None, spread: float | None
) -> float | None:
    """Return a share as a number of standard errors from the centre."""
    if value is None or centre is None or not spread:
        return None
    return (value - centre) / spread


def _limits(
    centre: float | None, spread: Sequence[float | None], times: int
) -> list[float | None]:
    """Return the limits so many standard errors away, within 0-1."""
    return [
        None if centre is None or s is None else min(1.0, max(0.0, centre + times * s))
        for s in spread
    ]
