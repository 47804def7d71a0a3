"""The funnel plot: do institutions differ more than their numbers allow; no ranks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpikit.statistics.errors import require, whole
from kpikit.statistics.interval import NORMAL
from kpikit.statistics.runs import TOLERANCE

FEWEST_UNITS = 5
SMALLEST_UNIT = 25
_TAILS = {"95": 0.975, "998": 0.999}
_WINSORISED = 0.1


class Position(StrEnum):
    """Where a unit lies: within, or high or low outside the 95 or 99.8 % limits."""

    WITHIN = "within"
    HIGH_95 = "high_95"
    LOW_95 = "low_95"
    HIGH_998 = "high_998"
    LOW_998 = "low_998"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One institution: its name or pseudonym, successes and valid answers."""

    name: str
    x: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelUnit:
    """One institution in the funnel.

    Attributes:
        name: as given.
        x: successes.
        n: valid answers.
        share: x / n; None without answers, as are all that follow.
        z: arcsine score against the average.
        lower_95, upper_95: limits; not clipped when they are straight normal ones.
        lower_998, upper_998: the same, 99.8 %.
        position: where the unit lies.
        small: fewer answers than a comparison needs (`SMALLEST_UNIT`).
    """

    name: str
    x: int
    n: int
    share: float | None
    z: float | None
    lower_95: float | None
    upper_95: float | None
    lower_998: float | None
    upper_998: float | None
    position: Position | None
    small: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Institutions against their common average, in the order in which they came.

    Attributes:
        average: all successes over all answers; None without answers.
        units: the institutions.
        phi: how much more the scores vary than chance; None without answers.
        tau2: variance between institutions, on the arcsine scale; 0 if not used.
        enough: whether there are at least `FEWEST_UNITS` with answers, none small.
    """

    average: float | None
    units: tuple[FunnelUnit, ...]
    phi: float | None
    tau2: float
    enough: bool


def funnel(units: Sequence[Unit], *, overdispersion: bool = False) -> Funnel:
    """Return the funnel of institutions around their average.

    Average +- z sqrt(p (1 - p) / n_i), z for 95 and 99.8 % (Spiegelhalter, D.J., 2005,
    Funnel plots for comparing institutional performance, Stat Med 24:1185-1202,
    doi:10.1002/sim.1970). With overdispersion the limits are on the arcsine scale and
    widened by the variance between institutions, estimated from scores winsorised at
    10 % on either side (Spiegelhalter, D.J., and others, 2012, Statistical methods for
    healthcare regulation, JRSS A 175:1-47, doi:10.1111/j.1467-985X.2011.01010.x).

    Raises:
        StatisticsInputError: `count`, `x_above_n`.
    """
    known = [(whole(unit.x), whole(unit.n)) for unit in units]
    require(all(x <= n for x, n in known), "x_above_n")
    total = sum(n for _, n in known)
    average = sum(x for x, _ in known) / total if total else None
    scores = [_score(x, n, average) for x, n in known]
    phi = _phi([z for z in scores if z is not None])
    sizes = [n for _, n in known if n]
    tau2 = _between(sizes, phi) if overdispersion and phi is not None else 0.0
    return Funnel(
        average=average,
        units=tuple(
            _placed(unit, z, average, tau2 if overdispersion else None)
            for unit, z in zip(units, scores, strict=True)
        ),
        phi=phi,
        tau2=tau2,
        enough=len(sizes) >= FEWEST_UNITS and min(sizes) >= SMALLEST_UNIT,
    )


def _score(x: int, n: int, average: float | None) -> float | None:
    """Return the arcsine score of a unit."""
    if not n or average is None:
        return None
    shift = math.asin(math.sqrt(x / n)) - math.asin(math.sqrt(average))
    return shift * 2 * math.sqrt(n)


def _phi(scores: Sequence[float]) -> float | None:
    """Return the mean squared score after winsorising."""
    if not scores:
        return None
    ranked = sorted(scores)
    low, high = _quantile(ranked, _WINSORISED), _quantile(ranked, 1 - _WINSORISED)
    return math.fsum(min(max(z, low), high) ** 2 for z in ranked) / len(ranked)


def _quantile(ranked: Sequence[float], p: float) -> float:
    """Return a quantile by linear interpolation (type 7 of Hyndman and Fan)."""
    place = (len(ranked) - 1) * p
    low = math.floor(place)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (place - low) * (ranked[high] - ranked[low])


def _between(sizes: Sequence[int], phi: float) -> float:
    """Return the variance between units, by the method of moments."""
    k = len(sizes)
    weights = [4 * n for n in sizes]
    total = sum(weights)
    room = total - sum(w * w for w in weights) / total
    return max(0.0, (k * phi - (k - 1)) / room) if room > 0 else 0.0


def _placed(
    unit: Unit, z: float | None, average: float | None, tau2: float | None
) -> FunnelUnit:
    """Return a unit with its limits and position."""
    share = unit.x / unit.n if unit.n else None
    limits: dict[str, float | None] = {
        f"{end}_{name}": None for name in _TAILS for end in ("lower", "upper")
    }
    position = None
    if share is not None and average is not None:
        position = Position.WITHIN
        for name, tail in _TAILS.items():
            low, high = _limits(average, unit.n, NORMAL.inv_cdf(tail), tau2)
            limits[f"lower_{name}"], limits[f"upper_{name}"] = low, high
            if share > high + TOLERANCE:
                position = Position(f"high_{name}")
            elif share < low - TOLERANCE:
                position = Position(f"low_{name}")
    return FunnelUnit(
        name=unit.name,
        x=unit.x,
        n=unit.n,
        share=share,
        z=z,
        position=position,
        small=unit.n < SMALLEST_UNIT,
        **limits,
    )


def _limits(
    average: float, n: int, z: float, tau2: float | None
) -> tuple[float, float]:
    """Return the limits for a size: normal, or arcsine with extra variance."""
    if tau2 is None:
        half = z * math.sqrt(average * (1 - average) / n)
        return average - half, average + half
    angle, half = math.asin(math.sqrt(average)), z * math.sqrt(1 / (4 * n) + tau2)
    low, high = max(angle - half, 0.0), min(angle + half, math.pi / 2)
    return math.sin(low) ** 2, math.sin(high) ** 2
