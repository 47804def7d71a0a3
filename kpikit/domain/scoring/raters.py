"""Several people who judge one thing: raters of a consult, parties on a ladder."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from kpikit.domain.ambition import HIGHEST_LEVEL, LOWEST_LEVEL
from kpikit.domain.instrument import Instrument
from kpikit.domain.scoring import wording
from kpikit.problems import Problem, Refused

_DIGITS = Context(prec=28)
SPREAD_TO_DISCUSS = 2
"""From this many levels apart a difference of opinion is discussed, not averaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """The score of one consult over its raters, and how far these lie apart.

    ``beyond_band`` is ``None`` with one rater, and when the instrument names no band.
    """

    score: Decimal
    raters: int
    difference: Decimal
    beyond_band: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Where those who rated a narrative KPI place it on the ladder.

    The ladder has no half levels: with an even number of ratings the median may lie
    between two, from ``lower`` to ``upper``. Both are ``None`` if nobody saw enough
    evidence. ``insufficient`` counts those who said so; they are in no median.
    """

    lower: int | None
    upper: int | None
    spread: int
    rated: int
    insufficient: int

    @property
    def median(self) -> int | None:
        """The one level in the middle; ``None`` if there is none, or if it is two."""
        return self.lower if self.lower == self.upper else None

    @property
    def to_discuss(self) -> bool:
        """Whether the ratings differ too much to be taken as one.

        So it is from a spread of two levels, and when some saw enough evidence to
        place it and others did not.
        """
        divided = self.rated > 0 and self.insufficient > 0
        return divided or self.spread >= SPREAD_TO_DISCUSS


def rated(instrument: Instrument, scores: Sequence[Decimal | None]) -> Rated | None:
    """Return the mean of the raters of one consult; ``None`` if none gave a score."""
    given = sorted(score for score in scores if score is not None)
    if not given:
        return None
    difference = _DIGITS.subtract(given[-1], given[0])
    raters = instrument.raters
    known = raters is not None and len(given) > 1
    return Rated(
        score=_DIGITS.divide(sum(given, Decimal(0)), Decimal(len(given))),
        raters=len(given),
        difference=difference,
        beyond_band=difference > raters.band if raters is not None and known else None,
    )


def levels(ratings: Collection[int | None]) -> Levels:
    """Return median and spread of the levels; ``None`` is insufficient evidence.

    Whoever has not rated yet is not among the ratings.

    Raises:
        Refused: a level is not on the ladder.
    """
    ordered = sorted(level for level in ratings if level is not None)
    wrong = [n for n in ordered if not LOWEST_LEVEL <= n <= HIGHEST_LEVEL]
    if wrong:
        raise Refused(Problem("level", f"{n}", wording.NO_LEVEL) for n in wrong)
    middle = len(ordered) // 2
    return Levels(
        lower=ordered[(len(ordered) - 1) // 2] if ordered else None,
        upper=ordered[middle] if ordered else None,
        spread=ordered[-1] - ordered[0] if ordered else 0,
        rated=len(ordered),
        insufficient=len(ratings) - len(ordered),
    )
