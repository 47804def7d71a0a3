"""Ratings of a narrative KPI: each party alone, shown at the same moment."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.agreement import Agreement
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.domain.review.review import Evidence, Frame

FEWEST_ITEMS = 2
FEWEST_PERSPECTIVES = 2
WIDE_SPREAD = 2
"""From this many steps apart the ratings are something to talk about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The level, 0-4, that one party sees; ``None`` says: too little evidence."""

    role: PartyRole
    level: int | None
    why: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedLevel:
    """What separate ratings come to: the median, never an average.

    ``median`` is ``None`` when nobody saw enough. ``spread`` is highest less lowest;
    ``discuss`` says that it is too wide to pass over.
    """

    median: Decimal | None
    spread: int | None
    discuss: bool
    enough_evidence: bool


def raters(agreement: Agreement, frame: Frame) -> tuple[PartyRole, ...]:
    """Return who rate: both parties, and the patients' voice where there is one."""
    voice = agreement.party(PartyRole.VOICE) is not None and not frame.without_voice
    return (*DECIDING, PartyRole.VOICE) if voice else DECIDING


def all_rated(expected: Iterable[PartyRole], rated: Collection[PartyRole]) -> bool:
    """Tell whether everybody who rates has done so, so that the ratings are opened."""
    return set(expected) <= set(rated)


def median_rating(levels: Iterable[int | Decimal | None]) -> Decimal | None:
    """Return the middle of the levels that were given, ``None`` without any."""
    known = sorted(Decimal(level) for level in levels if level is not None)
    if not known:
        return None
    middle = len(known) // 2
    if len(known) % 2:
        return known[middle]
    return (known[middle - 1] + known[middle]) / 2


def rated_level(
    ratings: Sequence[Rating], evidence: Sequence[Evidence]
) -> RatedLevel | None:
    """Return what opened ratings come to; ``None`` while nothing is opened."""
    if not ratings:
        return None
    levels = [r.level for r in ratings if r.level is not None]
    spread = max(levels) - min(levels) if levels else None
    return RatedLevel(
        median=median_rating(levels),
        spread=spread,
        discuss=spread is not None and spread >= WIDE_SPREAD,
        enough_evidence=is_enough(evidence),
    )


def is_enough(evidence: Sequence[Evidence]) -> bool:
    """Tell whether there are two pieces of evidence from two perspectives."""
    sides = {e.perspective for e in evidence if e.words.strip()}
    told = sum(bool(e.words.strip()) for e in evidence)
    return told >= FEWEST_ITEMS and len(sides) >= FEWEST_PERSPECTIVES
