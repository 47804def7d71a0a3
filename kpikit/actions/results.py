"""Read the results of an agreement, as far as a party may see them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kpikit.actions.desk import Actor, Desk
from kpikit.actions.opening import Opened
from kpikit.actions.reading import reading
from kpikit.domain.access import Permission
from kpikit.domain.agreement import Dossier, State
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole
from kpikit.domain.result.disclosing import LIMIT, Shown, disclosed
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Result
from kpikit.domain.result.rounds import (
    ResultRound,
    RoundState,
)
from kpikit.domain.result.schedule import (
    accepted_results,
)
from kpikit.storage import raw_answers, results
from kpikit.storage.raw_answers import RawSet
from kpikit.storage.scope import Scope, Stored

_ZONE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedResults:
    """The results of a signed agreement as one party may see them.

    ``rounds`` of another party hold only what this party may see: nothing of a draft
    or a returned round, and no small groups. ``shown`` are the accepted results, with
    the small groups of the other party hidden; ``drafts`` and ``raw_sets`` are of the
    own organisation.
    """

    opened: Opened
    today: date
    party: PartyRole
    rounds: tuple[ResultRound, ...] = ()
    hidden: frozenset[tuple[KpiId, str]] = frozenset()
    drafts: tuple[Result, ...] = ()
    raw_sets: tuple[RawSet, ...] = ()
    shown: tuple[Shown, ...] = ()

    @property
    def dossier(self) -> Dossier:
        """The agreement as it was signed."""
        return self.opened.dossier

    @property
    def signed(self) -> bool:
        """Whether there is a signed agreement to bring results for."""
        return self.opened.settling.state is State.SIGNED

    def round_of(self, period: Period, role: PartyRole) -> ResultRound | None:
        """Return the round of a party for a period, as far as it may be seen."""
        found = (r for r in self.rounds if (r.period, r.entered_by) == (period, role))
        return next(found, None)

    def draft(self, kpi_id: KpiId, period: Period) -> Result | None:
        """Return the own draft of a result, or ``None``."""
        found = (r for r in self.drafts if (r.kpi_id, r.period) == (kpi_id, period))
        return next(found, None)


def open_results(desk: Desk, actor: Actor, agreement_id: str) -> OpenedResults:
    """Read the results of an agreement.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    with reading(desk, actor, agreement_id, table=False) as read:
        scope, stored = read.scope, read.stored
        blank = OpenedResults(
            opened=read.opened, today=day_of(desk.clock()), party=actor.party
        )
        if not blank.signed:
            return blank
        every = results.rounds(scope, stored)
        seen = tuple(_seen(r, actor.party, desk.small_number) for r in every)
        private = actor.may(Permission.ENTER_RESULTS, State.SIGNED)
        return replace(
            blank,
            rounds=tuple(each for each, _ in seen),
            hidden=frozenset(pair for _, pairs in seen for pair in pairs),
            shown=shown_to(actor.party, every, desk.small_number),
            drafts=results.own_drafts(scope, stored) if private else (),
            raw_sets=raw_answers.own_sets(scope, stored) if private else (),
        )


def accepted(scope: Scope, stored: Stored) -> tuple[Result, ...]:
    """Return the results that both parties take as theirs, in full, by KPI and time.

    For sums and judgements only: what one party may see of them is ``shown_to``.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    return accepted_results(results.rounds(scope, stored))


def shown_to(
    party: PartyRole, rounds: tuple[ResultRound, ...], limit: int = LIMIT
) -> tuple[Shown, ...]:
    """Return the accepted results as a party may see them, by KPI and time.

    Its own are shown in full; those of another party without small groups, also where
    these could be worked out.
    """
    own = {
        (r.kpi_id, r.period)
        for each in rounds
        if each.entered_by is party
        for r in each.results
    }
    every = accepted_results(rounds)
    others = disclosed([r for r in every if (r.kpi_id, r.period) not in own], limit)
    mine = tuple(Shown(result=r) for r in every if (r.kpi_id, r.period) in own)
    return tuple(
        sorted(
            (*others, *mine),
            key=lambda s: (s.result.kpi_id, s.result.period.sort_key),
        )
    )


def day_of(moment: datetime) -> date:
    """Return the day in Amsterdam of a moment."""
    return moment.astimezone(_ZONE).date()


def _seen(
    result_round: ResultRound, party: PartyRole, limit: int
) -> tuple[ResultRound, frozenset[tuple[KpiId, str]]]:
    """Return a round as a party may see it, and which of its results are hidden."""
    if result_round.entered_by is party:
        return result_round, frozenset()
    finished = result_round.state is RoundState.ACCEPTED
    deciding = result_round.state is RoundState.SUBMITTED
    if not finished and (not deciding or party is PartyRole.VOICE):
        bare = replace(result_round, results=())
        if party is PartyRole.VOICE:
            bare = ResultRound(
                period=result_round.period, entered_by=result_round.entered_by
            )
        return bare, frozenset()
    shown = disclosed(result_round.results, limit)
    hidden = frozenset(
        (each.result.kpi_id, each.result.period.id) for each in shown if each.hidden
    )
    return replace(result_round, results=tuple(s.result for s in shown)), hidden
