"""Confirming a review: both parties, on the same words, and then nothing changes."""

from dataclasses import dataclass, replace
from datetime import date

from kpikit.domain.approving import Approvals, approve, both_approved
from kpikit.domain.kpi import KpiId
from kpikit.domain.review.record import Record
from kpikit.domain.review.review import ReviewInTalks
from kpikit.domain.settling import Approval
from kpikit.problems import KpikitError
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review with the approvals it has; ``confirmed`` is what both confirmed."""

    talks: ReviewInTalks
    approvals: Approvals = ()
    confirmed: Record | None = None
    revision: int = 0

    @property
    def number(self) -> int:
        """Its number in the agreement, from 1."""
        return self.talks.number

    def standing(self, content_hash: str) -> Approvals:
        """Return the approvals that still hold: any change of the record lifts them."""
        return tuple(a for a in self.approvals if a.content_hash == content_hash)


class Confirmed(KpikitError):  # noqa: N818 - reads as what it says
    """Both parties confirmed this review."""

    text = Text(
        nl="Beide partijen hebben deze terugblik vastgelegd. Zij kan niet meer "
        "veranderen. Begin een nieuwe terugblik.",
        en="Both parties confirmed this review. It can no longer change. Start a new "
        "review.",
    )


def require_open(review: Review) -> None:
    """Let a change pass only while not both parties confirmed.

    Raises:
        Confirmed: both did.
    """
    if review.confirmed is not None:
        raise Confirmed


def confirm(
    review: Review, record: Record, content_hash: str, approval: Approval
) -> Review:
    """Let a party confirm what was on its screen; the second one closes the review.

    Raises:
        NotAllowed: the role is a voice.
        Confirmed: both confirmed already.
        Refused: this party confirmed already, or this person acts for both.
        ContentChanged: the record is not what was on the screen.
    """
    require_open(review)
    approvals = approve(review.standing(content_hash), approval, content_hash)
    closed = record if both_approved(approvals) else None
    return replace(review, approvals=approvals, confirmed=closed)


def rebased_by(reviews: tuple[Review, ...]) -> dict[KpiId, tuple[date, ...]]:
    """Return from which days both parties agreed to draw limits anew, per KPI."""
    found: dict[KpiId, set[date]] = {}
    for review in reviews:
        for section in review.confirmed.sections if review.confirmed else ():
            found.setdefault(section.kpi_id, set()).update(section.rebased)
    return {kpi_id: tuple(sorted(days)) for kpi_id, days in found.items()}
