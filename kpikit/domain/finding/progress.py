"""How far a result is on the way from the baseline to the goal."""

from decimal import Context, Decimal

_DIGITS = Context(prec=28)


def progress(
    baseline: Decimal | None, goal: Decimal | None, actual: Decimal | None
) -> Decimal | None:
    """Return (actual - baseline) / (goal - baseline): 0 at the start, 1 at the goal.

    Below 0 it went the wrong way, above 1 past the goal; it is never clamped. ``None``
    when a part is missing, or when the goal is to hold the baseline: that is judged by
    the comparator and not by progress. All three in the unit of the statistic.
    """
    if baseline is None or goal is None or actual is None or goal == baseline:
        return None
    return _DIGITS.divide(actual - baseline, goal - baseline)
