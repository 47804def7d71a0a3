"""Read the log of the own organisation, and note that it was looked over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kpikit.actions.desk import Actor, Desk, authorise, log
from kpikit.domain.access import Permission
from kpikit.domain.log_review import LogReview, review_problems
from kpikit.problems import Refused
from kpikit.storage import organisation_log
from kpikit.storage.organisation_log import LogLine
from kpikit.storage.scope import Scope

ABOUT_PEOPLE = frozenset(
    {
        "colleague",
        "invite",
        "invitation-revoked",
        "logged-out-elsewhere",
        "password-changed",
        "password-link",
        "password-renewed",
        "password-set",
    }
)
"""What is about the people of an organisation, and so about no agreement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logbook:
    """One page of the log with all reviews; ``more`` tells that older lines follow."""

    lines: tuple[LogLine, ...]
    more: bool
    reviews: tuple[LogReview, ...]

    @property
    def last(self) -> LogReview | None:
        """The last time that somebody looked the log over."""
        return self.reviews[-1] if self.reviews else None


def read_log(
    desk: Desk,
    actor: Actor,
    *,
    words: str = "",
    actions: Collection[str] = (),
    limit: int,
    page: int = 1,
) -> Logbook:
    """Return what the people of the own organisation did.

    Who looks after people alone does not read what was done in an agreement.

    Raises:
        NotAllowed: the actor does not look after the organisation.
    """
    authorise(actor, Permission.MANAGE_USERS)
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        found = organisation_log.lines(
            scope,
            words=words,
            actions=actions,
            open_to=None if actor.may(Permission.READ) else ABOUT_PEOPLE,
            limit=limit + 1,
            offset=limit * (page - 1),
        )
        return Logbook(
            lines=found[:limit],
            more=len(found) > limit,
            reviews=organisation_log.reviews(scope),
        )


def review_log(
    desk: Desk, actor: Actor, until: datetime, remark: str = ""
) -> LogReview:
    """Note that everything up to a moment was looked over.

    Raises:
        NotAllowed: the actor does not look after the organisation.
        Refused: that part was looked over already, or the remark is too long.
    """
    authorise(actor, Permission.MANAGE_USERS)
    with desk.database.write() as session:
        now = desk.clock()
        scope = Scope(session, actor.organisation)
        earlier = organisation_log.reviews(scope)
        seen = min(until, now)
        review = LogReview(name=actor.name, at=now, until=seen, remark=remark)
        if found := review_problems(review, earlier[-1] if earlier else None):
            raise Refused(found)
        organisation_log.add_review(scope, review, len(earlier) + 1)
        log(session, actor, now, "log-reviewed", "", ("", remark))
        return review
