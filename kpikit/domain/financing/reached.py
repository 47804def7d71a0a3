"""From a KPI result to the part of an amount that it earns, by published rules."""

from decimal import ROUND_HALF_UP, Decimal

NOTHING, ALL = Decimal(0), Decimal(1)
_HALF = Decimal("0.5")
_MOST_POINTS = Decimal(10)


def linear(result: Decimal, floor: Decimal, goal: Decimal) -> Decimal:
    """Return the part earned in 0-1, in a straight line from floor to goal.

    A goal below its floor means that lower is better. With both alike it is a step:
    reached or not. Source: the rule of NHS CQUIN.
    """
    if floor == goal:
        return step(result, goal)
    return min(max((result - floor) / (goal - floor), NOTHING), ALL)


def step(result: Decimal, goal: Decimal, *, lower_is_better: bool = False) -> Decimal:
    """Return all when the goal is reached, and nothing otherwise."""
    there = result <= goal if lower_is_better else result >= goal
    return ALL if there else NOTHING


def points(
    result: Decimal, *, threshold: Decimal, benchmark: Decimal, baseline: Decimal
) -> tuple[Decimal, Decimal, Decimal]:
    """Return points in 0-10 for achievement, for improvement, and the best of both.

    Source: the scale of hospital value-based purchasing, 42 CFR 412.165; the straight
    line between the marks is not verified.
    """
    achieved = _achievement(result, threshold, benchmark)
    improved = _improvement(result, baseline, benchmark)
    return achieved, improved, max(achieved, improved)


def worth_of(points: Decimal, point_value: Decimal) -> Decimal:
    """Return what points bring in, where each has a value in money.

    Source: the Quality and Outcomes Framework of the NHS, 2021/22.
    """
    return points * point_value


def _achievement(result: Decimal, threshold: Decimal, benchmark: Decimal) -> Decimal:
    if result >= benchmark:
        return _MOST_POINTS
    if result < threshold:
        return NOTHING
    return _whole(9 * (result - threshold) / (benchmark - threshold) + _HALF)


def _improvement(result: Decimal, baseline: Decimal, benchmark: Decimal) -> Decimal:
    if result >= benchmark:
        return _MOST_POINTS
    if result <= baseline:
        return NOTHING
    grown = _whole(10 * (result - baseline) / (benchmark - baseline) - _HALF)
    return min(max(grown, NOTHING), _MOST_POINTS - 1)


def _whole(value: Decimal) -> Decimal:
    return value.quantize(ALL, rounding=ROUND_HALF_UP)
