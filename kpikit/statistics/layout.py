"""From periods to a chart: order, segments, zones, icons; shared by all charts."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from kpikit.statistics.chart import (
    Assurance,
    Chart,
    ChartPoint,
    Direction,
    Kind,
    Note,
    Point,
    Segment,
)
from kpikit.statistics.errors import finite, require
from kpikit.statistics.runs import TOLERANCE, Runs, runs_of, sides
from kpikit.statistics.signals import marks

ENOUGH = 13
"""Periods from which limits are more than a trial."""

Line = Sequence[float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Centre and limits of one segment, with one limit per point."""

    values: Line
    centre: float | None
    lower: Line
    upper: Line
    near_lower: Line
    near_upper: Line
    mean_range: float | None = None
    sigma_z: float | None = None
    unscreened: bool = False
    no_variation: bool = False
    skipped: Collection[int] = ()


def lay_out(
    points: Sequence[Point],
    framed: Callable[[Sequence[Point]], Frame],
    *,
    direction: Direction,
    target: float | None,
    rebase: Collection[date],
) -> Chart:
    """Return the chart of points whose segments are framed one by one.

    Raises:
        StatisticsInputError: `duplicate_date`, `direction`, or `target`.
    """
    require(direction in {"increase", "decrease", "neutral"}, "direction")
    finite([] if target is None else [target], "target")
    ordered = sorted(points, key=lambda point: point.date)
    dates = [point.date for point in ordered]
    require(len(set(dates)) == len(dates), "duplicate_date")
    starts = sorted(set(dates) & set(rebase))
    parts = [(number, part, framed(part)) for number, part in _parted(ordered, starts)]
    laid = [
        point
        for number, part, frame in parts
        for point in _judged(number, part, frame, direction)
    ]
    valued = [point for point in laid if point.value is not None]
    last = parts[-1] if parts else None
    trial = last is None or len(last[1]) < ENOUGH
    notes = {
        Note.LAST_MISSING: bool(valued) and laid[-1].value is None,
        Note.NO_VARIATION: last is not None and last[2].no_variation,
        Note.UNSCREENED: any(frame.unscreened for _, _, frame in parts),
        Note.TRIAL: trial,
        Note.REBASE_IGNORED: len(starts) < len(set(rebase)),
    }
    return Chart(
        points=tuple(laid),
        segments=tuple(_segment(*part) for part in parts),
        variation=valued[-1].kind if valued else Kind.COMMON_CAUSE,
        assurance=_assurance(last[2], direction, target) if last else None,
        notes=tuple(note for note, holds in notes.items() if holds),
        trial=trial,
    )


def _parted(
    ordered: Sequence[Point], starts: Sequence[date]
) -> list[tuple[int, list[Point]]]:
    """Return the segments, numbered by the rebase dates at or before them."""
    found: list[tuple[int, list[Point]]] = []
    number = 0
    for point in ordered:
        begins = number < len(starts) and point.date == starts[number]
        number += begins
        if begins or not found:
            found.append((number, []))
        found[-1][1].append(point)
    return found


def _judged(
    number: int, part: Sequence[Point], frame: Frame, direction: Direction
) -> list[ChartPoint]:
    """Return the points of a segment with their side, zone and marks."""
    line = [0] * len(part)
    if frame.centre is not None:
        line = sides(frame.values, frame.centre)
    bounds = (frame.lower, frame.upper, frame.near_lower, frame.near_upper)
    zones = [_zone(*known) for known in zip(frame.values, *bounds, strict=True)]
    return [
        ChartPoint(
            date=point.date,
            value=frame.values[i],
            segment=number,
            centre=frame.centre,
            lower=frame.lower[i],
            upper=frame.upper[i],
            near_lower=frame.near_lower[i],
            near_upper=frame.near_upper[i],
            side=line[i],
            flags=mark.flags,
            signal=mark.signal,
            kind=mark.kind,
        )
        for i, (point, mark) in enumerate(
            zip(part, marks(frame.values, line, zones, direction), strict=True)
        )
    ]


def _zone(
    value: float | None,
    lower: float | None,
    upper: float | None,
    near_lower: float | None,
    near_upper: float | None,
) -> int:
    """Return 2 for a value outside its limits, 1 for one near them, else 0."""
    if value is None or _beyond(value, lower, upper) is None:
        return 0
    if _beyond(value, lower, upper):
        return 2
    return 1 if _beyond(value, near_lower, near_upper) else 0


def _beyond(value: float, lower: float | None, upper: float | None) -> bool | None:
    """Say whether a value lies strictly outside two bounds; None without bounds."""
    if lower is None or upper is None:
        return None
    room = TOLERANCE * max(abs(value), abs(lower), abs(upper))
    return value > upper + room or value < lower - room


def _segment(number: int, part: Sequence[Point], frame: Frame) -> Segment:
    """Return what a segment holds, with the runs around its centre."""
    kept = [v for i, v in enumerate(frame.values) if i not in frame.skipped]
    around: Runs = runs_of([] if frame.centre is None else sides(kept, frame.centre))
    return Segment(
        number=number,
        start=part[0].date,
        end=part[-1].date,
        n=len(part),
        centre=frame.centre,
        mean_range=frame.mean_range,
        sigma_z=frame.sigma_z,
        short=len(part) < ENOUGH,
        runs=around,
    )


def _assurance(
    frame: Frame, direction: Direction, target: float | None
) -> Assurance | None:
    """Return whether the limits of the last point with limits clear the target."""
    if target is None or direction == "neutral" or frame.no_variation:
        return None
    ends = [
        (low, high)
        for low, high in zip(frame.lower, frame.upper, strict=True)
        if low is not None and high is not None
    ]
    if not ends or not _beyond(target, *ends[-1]):
        return Assurance.INCONSISTENT
    above = target > ends[-1][1]
    return Assurance.FAIL if above == (direction == "increase") else Assurance.PASS
