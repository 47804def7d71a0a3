"""Read the reviews of an agreement, as both parties see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kpikit import snapshot
from kpikit.actions.desk import Actor, Desk
from kpikit.actions.opening import Opened
from kpikit.actions.reading import Reading, reading
from kpikit.actions.results import accepted, day_of
from kpikit.domain.access import Permission
from kpikit.domain.agreement import State
from kpikit.domain.approving import Approvals
from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole
from kpikit.domain.result.disclosing import disclosed
from kpikit.domain.review.confirming import Review, rebased_by
from kpikit.domain.review.rating import Rating, raters
from kpikit.domain.review.record import Known, Record, compose
from kpikit.problems import NotFoundHere
from kpikit.storage import improvement_actions, reviews
from kpikit.storage.scope import Scope, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedReviews:
    """The reviews of a signed agreement; none while it is not signed."""

    opened: Opened
    reviews: tuple[Review, ...] = ()

    @property
    def signed(self) -> bool:
        """Whether there is a signed agreement to look back on."""
        return self.opened.settling.state is State.SIGNED

    @property
    def last(self) -> Review | None:
        """The last review, or ``None``."""
        return self.reviews[-1] if self.reviews else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedReview:
    """One review as one party sees it.

    ``record`` is what both see; the confirmed one once both confirmed it, with
    ``content_hash`` as its SHA-256. ``own_ratings`` are of the own organisation,
    ``rated`` says who rated and never how.
    """

    opened: Opened
    review: Review
    record: Record
    content_hash: str
    raters: tuple[PartyRole, ...]
    own_ratings: Mapping[KpiId, Rating] = field(default_factory=dict)
    rated: Mapping[KpiId, frozenset[PartyRole]] = field(default_factory=dict)
    earlier: tuple[Review, ...] = ()
    actions: tuple[ImprovementAction, ...] = ()

    @property
    def approvals(self) -> Approvals:
        """The approvals of what is on the screen."""
        return self.review.standing(self.content_hash)

    @property
    def lifted(self) -> bool:
        """Whether a change lifted an approval that was given."""
        return len(self.approvals) < len(self.review.approvals)


def open_reviews(desk: Desk, actor: Actor, agreement_id: str) -> OpenedReviews:
    """Read the reviews of an agreement.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    with reading(desk, actor, agreement_id, table=False) as read:
        blank = OpenedReviews(opened=read.opened)
        if not blank.signed:
            return blank
        return replace(blank, reviews=reviews.of_agreement(read.scope, read.stored))


def open_review(
    desk: Desk, actor: Actor, agreement_id: str, number: int
) -> OpenedReview:
    """Read one review.

    Raises:
        NotFoundHere: no such agreement or review for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    with reading(desk, actor, agreement_id, table=False) as read:
        if read.opened.settling.state is not State.SIGNED:
            raise NotFoundHere
        money = actor.may(Permission.SEE_MONEY)
        shared = _recalled(desk, read, number, money=money)
        if shared.review.confirmed is not None:
            return shared
        given = reviews.given_ratings(read.scope, read.stored, number)
        return replace(shared, own_ratings=given.own, rated=given.rated)


def _recalled(desk: Desk, read: Reading, number: int, *, money: bool) -> OpenedReview:
    """Return what all see of a review, as it was read before if nothing changed."""
    today = day_of(desk.clock())

    def make() -> OpenedReview:
        found = assemble_review(
            desk, read.scope, read.stored, read.opened, number, today
        )
        actions = improvement_actions.of_agreement(read.scope, read.stored)
        return replace(found, actions=actions)

    key = ("review", read.stored.agreement.id, number, money)
    return desk.recent.get(key, (read.stamp, today), make)


def assemble_review(
    desk: Desk, scope: Scope, stored: Stored, opened: Opened, number: int, today: date
) -> OpenedReview:
    """Put together what all see of a review as it stands today.

    Raises:
        NotFoundHere: there is no such review.
    """
    every = reviews.of_agreement(scope, stored)
    review = next((r for r in every if r.number == number), None)
    if review is None:
        raise NotFoundHere
    earlier = tuple(r for r in every if r.number < number)
    if review.confirmed is not None:
        record, content_hash = review.confirmed, review.approvals[-1].content_hash
    else:
        results = accepted(scope, stored)
        known = Known(
            dossier=opened.dossier,
            version=opened.version.number if opened.version else 0,
            agreement_hash=opened.version.content_hash if opened.version else "",
            accepted=results,
            shown=disclosed(results, desk.small_number),
            rebased=rebased_by(earlier),
            ratings=reviews.opened_ratings(scope, stored, number),
            today=today,
            limit=desk.small_number,
        )
        record = compose(review.talks, known)
        content_hash = snapshot.text_hash(snapshot.dump(record))
    return OpenedReview(
        opened=opened,
        review=review,
        record=record,
        content_hash=content_hash,
        raters=raters(opened.agreement, review.talks.frame),
        earlier=earlier,
    )
