"""Ratings of candidates: a few criteria, each from 1 to 9 or no opinion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.kpi import KpiId
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.text import Text

LOWEST, HIGHEST = 1, 9
WIDE = 3
"""From this many points apart on a criterion the parties see it differently."""
CRITERIA = {
    "about_deciding": Text(
        nl="Zegt iets over samen beslissen", en="Says something about deciding together"
    ),
    "within_reach": Text(
        nl="Wij kunnen er invloed op hebben", en="Within our influence"
    ),
    "bearable": Text(nl="De last is te dragen", en="The burden is bearable"),
    "checkable": Text(nl="Is na te gaan", en="Can be checked"),
    "noticeable": Text(nl="Patiënten merken het", en="Patients notice it"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The score on one criterion; ``None`` is no opinion, and no zero."""

    criterion: str
    value: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRating:
    """How one party rates one candidate."""

    kpi_id: KpiId
    scores: tuple[Score, ...] = ()

    def on(self, criterion: str) -> int | None:
        """Return the score on a criterion, ``None`` without an opinion."""
        return next((s.value for s in self.scores if s.criterion == criterion), None)

    @property
    def mean(self) -> Decimal | None:
        """The mean of the scores that were given, ``None`` without any."""
        given = [s.value for s in self.scores if s.value is not None]
        return Decimal(sum(given)) / len(given) if given else None


Ratings = tuple[CandidateRating, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRatings:
    """The ratings of one party in one round; handed in, they stay as they are."""

    ratings: Ratings = ()
    handed_in: bool = False
    revision: int = 0

    def of(self, kpi_id: KpiId) -> CandidateRating:
        """Return the rating of a candidate; an empty one when there is none."""
        found = (r for r in self.ratings if r.kpi_id == kpi_id)
        return next(found, CandidateRating(kpi_id=kpi_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One candidate as the parties rated it, side by side.

    ``means`` hold the mean per party; ``apart`` the criteria on which the parties that
    decide lie three points or more apart.
    """

    kpi_id: KpiId
    means: Mapping[PartyRole, Decimal | None]
    apart: tuple[str, ...]

    @property
    def spread(self) -> Decimal | None:
        """How far the means of the deciding parties lie apart."""
        known = [m for r in DECIDING if (m := self.means.get(r)) is not None]
        return max(known) - min(known) if len(known) == len(DECIDING) else None


def side_by_side(
    kpi_ids: Sequence[KpiId], opened: Mapping[PartyRole, Ratings]
) -> tuple[Seen, ...]:
    """Return every candidate as it was rated, in the order given."""
    return tuple(_seen(kpi_id, opened) for kpi_id in kpi_ids)


def _seen(kpi_id: KpiId, opened: Mapping[PartyRole, Ratings]) -> Seen:
    of_role = {
        role: OwnRatings(ratings=ratings).of(kpi_id) for role, ratings in opened.items()
    }
    return Seen(
        kpi_id=kpi_id,
        means={role: rating.mean for role, rating in of_role.items()},
        apart=tuple(c for c in CRITERIA if _is_apart(c, of_role)),
    )


def _is_apart(criterion: str, of_role: Mapping[PartyRole, CandidateRating]) -> bool:
    known = [
        value
        for role in DECIDING
        if role in of_role and (value := of_role[role].on(criterion)) is not None
    ]
    return len(known) == len(DECIDING) and max(known) - min(known) >= WIDE
