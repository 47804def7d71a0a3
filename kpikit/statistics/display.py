"""What a number of periods allows to be shown: a value, a line, runs, or limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from kpikit.statistics.errors import finite, whole

LARGE_DENOMINATOR = 1_000
Limits = Literal["no", "trial", "yes"]
WIDE = 1.5
"""sigma_z above which chance alone does not explain the spread: our choice."""


class Step(StrEnum):
    """How much a chart shows: each step adds to the one before."""

    NOTHING = "nothing"
    VALUE = "value"
    LINE = "line"
    RUNS = "runs"
    LIMITS = "limits"


class ChartKind(StrEnum):
    """The chart whose limits fit the figure."""

    XMR = "xmr"
    P = "p"
    P_PRIME = "p_prime"


_LIMITS: dict[Step, Limits] = {Step.RUNS: "trial", Step.LIMITS: "yes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """What may be shown for a number of periods.

    Attributes:
        step: a value, a line, a line with its median and runs, or limits.
        chart: the chart whose limits fit, once there are limits.
        intervals: whether each value carries its confidence interval.
        median: whether the median and the run analysis are shown.
        limits: `no`, `trial` (only when asked for, and called that), or `yes`.
        icons: whether variation and assurance are shown.
    """

    step: Step
    chart: ChartKind
    intervals: bool
    median: bool
    limits: Limits
    icons: bool


def suggest_display(
    n_points: int,
    kind: Literal["mean", "count", "proportion", "share"],
    *,
    denominators: Sequence[int] = (),
    sigma_z: float | None = None,
) -> Display:
    """Return what so many periods of a figure allow to be shown.

    One or two: the value with its interval and no word on trend. Three to nine: a line.
    Ten to twelve: the median and the run analysis. From thirteen: limits and icons.

    Args:
        n_points: periods since the last new start.
        kind: a mean score or count, or a share.
        denominators: valid answers per period, for a share.
        sigma_z: `Segment.sigma_z` of the p chart, if it was made.

    Raises:
        StatisticsInputError: `count`.
    """
    periods = whole(n_points, "count")
    step = Step.NOTHING
    for least, reached in ((1, Step.VALUE), (3, Step.LINE), (10, Step.RUNS)):
        step = reached if periods >= least else step
    step = Step.LIMITS if periods >= 13 else step
    return Display(
        step=step,
        chart=_fitting(kind, finite(denominators, "count"), sigma_z),
        intervals=step in {Step.VALUE, Step.LINE},
        median=step is Step.RUNS,
        limits=_LIMITS.get(step, "no"),
        icons=step is Step.LIMITS,
    )


def _fitting(
    kind: str, denominators: Sequence[float], sigma_z: float | None
) -> ChartKind:
    """Return the chart for a figure: XmR unless denominators say otherwise.

    A share whose denominators stay within 25 % of their mean has limits of one width,
    so XmR serves; otherwise p; p' for large denominators or too wide a spread.
    """
    if kind not in {"proportion", "share"} or not denominators:
        return ChartKind.XMR
    mean = sum(denominators) / len(denominators)
    if mean > LARGE_DENOMINATOR or (sigma_z is not None and sigma_z > WIDE):
        return ChartKind.P_PRIME
    even = all(abs(n - mean) <= mean / 4 for n in denominators)
    return ChartKind.XMR if even else ChartKind.P
