"""Rate candidates alone, hand in, and see both at once; sets that serve both best."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from kpikit.actions.desk import Actor, Desk, changing
from kpikit.actions.opening import Opened
from kpikit.actions.preparing import kpis_on_the_table
from kpikit.actions.reading import reading
from kpikit.domain.access import Permission
from kpikit.domain.choice.rating import (
    CRITERIA,
    HIGHEST,
    LOWEST,
    OwnRatings,
    Ratings,
    Seen,
    side_by_side,
)
from kpikit.domain.choice.suggestion import Rated, Suggestion, Wish, suggest
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.notice import Kind
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.problems import NotFoundHere, Problem, Refused
from kpikit.storage import ratings
from kpikit.storage.rating_tables import ROUNDS
from kpikit.text import Text

_MIDDLE = Decimal(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRating:
    """The rating of candidates as one party sees it.

    ``round_`` is the one that is going on. ``own`` is of the own organisation, ``seen``
    the last round that was opened, side by side.
    """

    opened: Opened
    round_: int
    own: OwnRatings
    handed_in: frozenset[PartyRole]
    shared: Mapping[int, Mapping[PartyRole, Ratings]]

    @property
    def kpis(self) -> tuple[AnyKpi, ...]:
        """The KPIs on the table."""
        return kpis_on_the_table(self.opened)

    @property
    def last_opened(self) -> int:
        """The last round that was opened, 0 for none."""
        return max(self.shared, default=0)

    @property
    def seen(self) -> tuple[Seen, ...]:
        """The last opened round, candidate by candidate."""
        if not self.last_opened:
            return ()
        shared = self.shared[self.last_opened]
        return side_by_side([KpiId(k.id) for k in self.kpis], shared)

    @property
    def finished(self) -> bool:
        """Whether all rounds were opened."""
        return self.last_opened == ROUNDS


def open_rating(desk: Desk, actor: Actor, agreement_id: str) -> OpenedRating:
    """Read the own ratings, who handed in, and what was opened.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    with reading(desk, actor, agreement_id) as read:
        given = ratings.given(read.scope, read.stored)
        shared = ratings.opened(read.scope, read.stored)
        number = min(max(shared, default=0) + 1, ROUNDS)
        own = given.own.get(number)
        if own is None:  # the second round starts from what was said in the first
            first = given.own.get(number - 1, OwnRatings())
            own = OwnRatings(ratings=first.ratings)
        may_rate = actor.may(Permission.RATE_CANDIDATES)
        return OpenedRating(
            opened=read.opened,
            round_=number,
            own=own if may_rate else OwnRatings(),
            handed_in=given.handed_in.get(number, frozenset()),
            shared=shared,
        )


def rate_candidates(
    desk: Desk, actor: Actor, agreement_id: str, wanted: OwnRatings, number: int
) -> OwnRatings:
    """Keep the own ratings of a round; handed in, they can no longer change.

    Once both parties handed in, everything that was handed in is opened.

    Raises:
        NotFoundHere: there is no such round now.
        Refused: a score is out of range, or these were handed in already.
        Outdated: a colleague changed them after they were opened.
    """
    with changing(desk, actor, agreement_id, Permission.RATE_CANDIDATES) as change:
        where = change.scope, change.stored
        given, shared = ratings.given(*where), ratings.opened(*where)
        late = actor.party is PartyRole.VOICE and number in shared
        if number != min(max(shared, default=0) + 1, ROUNDS) and not late:
            raise NotFoundHere
        before = given.own.get(number)
        if before is not None and before.handed_in:
            raise Refused([Problem("handed-in", "", _HANDED_IN)])
        if found := _problems(wanted):
            raise Refused(found)
        saved = ratings.save(*where, number, wanted)
        if wanted.handed_in:
            change.log("rated", f"{number}")
            done = given.handed_in.get(number, frozenset()) | {actor.party}
            if set(DECIDING) <= done:
                ratings.open_round(*where, number)
                if number not in shared:
                    change.tell(Kind.RATINGS_OPENED, f"{number}")
        return saved


def suggestions(found: OpenedRating, wish: Wish) -> tuple[Suggestion, ...]:
    """Return the sets that serve both best, from the last opened round.

    A candidate on which a party gave no opinion counts in the middle for it.
    """
    seen = {s.kpi_id: s for s in found.seen}
    usable = [k for k in found.kpis if not k.retired]
    pool = [
        Rated(
            kpi=kpi,
            provider=_worth(seen[KpiId(kpi.id)], PartyRole.PROVIDER),
            insurer=_worth(seen[KpiId(kpi.id)], PartyRole.INSURER),
        )
        for kpi in usable
        if KpiId(kpi.id) in seen
    ]
    return suggest(pool, wish)


def wish_of(
    found: OpenedRating, inside: frozenset[KpiId], outside: frozenset[KpiId]
) -> Wish:
    """Return what a search keeps to: the limit of the agreement, and the pins."""
    return Wish(
        limit=found.opened.selection.limit, inside=inside - outside, outside=outside
    )


def handed(ratings_: OwnRatings) -> OwnRatings:
    """Return ratings as they are handed in."""
    return replace(ratings_, handed_in=True)


def _worth(seen: Seen, role: PartyRole) -> Decimal:
    mean = seen.means.get(role)
    return _MIDDLE if mean is None else mean


def _problems(wanted: OwnRatings) -> list[Problem]:
    return [
        Problem("score", f"{rating.kpi_id}-{score.criterion}", _SCORE)
        for rating in wanted.ratings
        for score in rating.scores
        if score.criterion not in CRITERIA
        or (score.value is not None and not LOWEST <= score.value <= HIGHEST)
    ]


_HANDED_IN = Text(
    nl="U hebt deze ronde al ingeleverd. Daarna verandert er niets meer aan.",
    en="You handed this round in already. After that nothing in it changes.",
)
_SCORE = Text(nl="Kies 1 tot en met 9.", en="Choose 1 to 9.")
