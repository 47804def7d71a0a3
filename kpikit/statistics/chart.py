"""What a process chart holds: points, segments, signals and the words for them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from kpikit.statistics.runs import Runs

Direction = Literal["increase", "decrease", "neutral"]
NO_SIGNALS: "frozenset[Signal]" = frozenset()


class Signal(StrEnum):
    """What marks a point, in order of priority; common cause is no signal."""

    COMMON_CAUSE = "common_cause"
    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    SHIFT = "shift"


class Kind(StrEnum):
    """What a point means, given the agreed direction; high and low say which way."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """Whether the process as it is will reach the target: always, never, or by luck."""

    PASS = "pass"  # noqa: S105 - a word of the field, not a password
    FAIL = "fail"
    INCONSISTENT = "inconsistent"


class Note(StrEnum):
    """What the reader of a chart must be told, as a code.

    LAST_MISSING: the last period has no value; the variation is of the last that has.
    NO_VARIATION: all values of the baseline are equal, so there are no limits.
    UNSCREENED: screening left no range, so the limits use all moving ranges.
    TRIAL: the last segment is short; its limits are trial limits.
    REBASE_IGNORED: a date to start anew is no date in the data.
    """

    LAST_MISSING = "last_missing"
    NO_VARIATION = "no_variation"
    UNSCREENED = "unscreened"
    TRIAL = "trial"
    REBASE_IGNORED = "rebase_ignored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period: a value, or a numerator and a denominator.

    Attributes:
        date: the period, by its first day.
        value: the value, in its own unit; None when missing.
        numerator: successes, for a p chart.
        denominator: valid answers, for a p chart.
    """

    date: date
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """One period with what the chart says about it.

    Attributes:
        date: the period.
        value: the value, or the share on a p chart; None when missing.
        segment: number of its segment: how many rebase dates lie at or before it.
        centre: mean of the baseline; None without values.
        lower: lower limit, not clipped on an XmR chart; None where undefined.
        upper: upper limit, likewise.
        near_lower: two thirds of the way to the lower limit.
        near_upper: two thirds of the way to the upper limit.
        side: 1 above the centre, -1 below, 0 on it or missing.
        flags: every rule that marks the point.
        signal: the first of them by priority.
        kind: what that means.
    """

    date: date
    value: float | None
    segment: int
    centre: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None
    side: int
    flags: frozenset[Signal]
    signal: Signal
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of periods with one centre.

    Attributes:
        number: as in `ChartPoint.segment`.
        start: first period.
        end: last period.
        n: periods, with or without a value.
        centre: mean of the baseline; None without values.
        mean_range: mean moving range behind the limits; None where undefined.
        sigma_z: on a p chart, how much wider the values vary than chance alone.
        short: fewer periods than limits need.
        runs: the analysis of runs around the centre.
    """

    number: int
    start: date
    end: date
    n: int
    centre: float | None
    mean_range: float | None
    sigma_z: float | None
    short: bool
    runs: Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A process chart.

    Attributes:
        points: in order of date.
        segments: in order of date.
        variation: kind of the last point that has a value.
        assurance: of the last segment; None without target, direction or variation.
        notes: what the reader must be told.
        trial: whether the last segment is short.
    """

    points: tuple[ChartPoint, ...]
    segments: tuple[Segment, ...]
    variation: Kind
    assurance: Assurance | None
    notes: tuple[Note, ...]
    trial: bool
