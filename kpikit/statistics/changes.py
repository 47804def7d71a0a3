"""Whether a difference between two waves was shown."""

from enum import StrEnum

from kpikit.statistics.errors import require
from kpikit.statistics.interval import Interval
from kpikit.statistics.rules import Direction


class ChangeVerdict(StrEnum):
    """What an interval of a difference (later minus earlier) says."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    NOT_SHOWN = "not_shown"
    NOT_JUDGED = "not_judged"


def judge_change(
    interval: Interval, *, minimum: float = 0.0, direction: Direction = "increase"
) -> ChangeVerdict:
    """Judge the interval of a difference, later wave minus earlier wave.

    With 0 in the interval nothing was shown. With a `minimum` above 0 the whole
    interval must lie at or beyond it: 'changed by at least that much'.

    Args:
        interval: two-sided, from `difference_of_proportions` or `difference_of_means`.
        minimum: the smallest change that counts, 0 or more, in the interval's unit.
        direction: `decrease` when less is better.

    Raises:
        StatisticsInputError: `minimum`, `direction`.
    """
    require(minimum >= 0, "minimum")
    require(direction in {"increase", "decrease"}, "direction")
    if interval.lower is None or interval.upper is None:
        return ChangeVerdict.NOT_JUDGED
    up = interval.lower > 0 and interval.lower >= minimum
    down = interval.upper < 0 and -interval.upper >= minimum
    if direction == "decrease":
        up, down = down, up
    if up:
        return ChangeVerdict.IMPROVED
    return ChangeVerdict.WORSENED if down else ChangeVerdict.NOT_SHOWN
