"""Reminders: what waits long, comes near or is late, each told once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kpikit.domain.access import Permission, allowed
from kpikit.domain.agreement import Agreement, Dossier, State
from kpikit.domain.improvement.action import ImprovementAction, Status, status_on
from kpikit.domain.notice import Kind, Person
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.domain.result.rounds import ResultRound, RoundState
from kpikit.domain.result.schedule import schedule
from kpikit.domain.settling import Settling
from kpikit.domain.term import months_left
from kpikit.domain.waiting import TAKEN_WITH, Step

NEAR = timedelta(days=14)
"""A date that the parties set is near from so long before."""
FRESH = timedelta(days=92)
"""Results are asked for so long after the end of their period, not for ever."""
_ALL = frozenset(PartyRole)
_TWO = frozenset(DECIDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing to remember; the same ``kind`` and ``subject`` is told once.

    It is for the people of these parties who may do something about it.
    """

    kind: Kind
    subject: str
    may: Permission
    parties: frozenset[PartyRole]

    def concerns(self, person: Person) -> bool:
        """Tell whether it is for somebody."""
        here = person.party in self.parties
        return here and allowed(self.may, roles=person.roles, party=person.party)


def of_turns(settling: Settling, at: datetime, after: timedelta) -> Iterator[Reminder]:
    """Yield the steps that wait longer than this, for the party that has to take one.

    What waits since another moment is another subject.
    """
    for step, role, since in _waiting(settling):
        if since is not None and at - since > after:
            yield Reminder(
                kind=Kind.STEP_WAITS,
                subject=f"{step}-{since:%Y%m%dT%H%M%S}",
                may=TAKEN_WITH[step][0],
                parties=frozenset({role}),
            )


def of_dates(agreement: Agreement, state: State, today: date) -> Iterator[Reminder]:
    """Yield the dates that are near: those that the parties set, and the last year."""
    for target in agreement.target_dates:
        if today <= target.on <= today + NEAR:
            yield _read_by_all(Kind.DATE_NEAR, target.on.isoformat())
    if months_left(state, agreement.last_year, today) is not None:
        yield _read_by_all(Kind.TERM_ENDS, str(agreement.last_year))


def of_results(
    dossier: Dossier, rounds: Iterable[ResultRound], today: date
) -> Iterator[Reminder]:
    """Yield the periods that are over and of which results are lacking."""
    handed_in = {
        (result.kpi_id, each.period)
        for each in rounds
        if each.state is not RoundState.DRAFT
        for result in each.results
    }
    lacking = {
        due.period.id
        for due in schedule(dossier)
        if due.period.last_day < today <= due.period.last_day + FRESH
        and (due.kpi.id, due.period) not in handed_in
    }
    for period in sorted(lacking):
        yield Reminder(
            kind=Kind.RESULTS_DUE,
            subject=period,
            may=Permission.ENTER_RESULTS,
            parties=_TWO,
        )


def of_plan(actions: Iterable[ImprovementAction], today: date) -> Iterator[Reminder]:
    """Yield the actions of the plan that are overdue."""
    for action in actions:
        if action.end is not None and status_on(action, today) is Status.OVERDUE:
            yield Reminder(
                kind=Kind.ACTION_OVERDUE,
                subject=f"{action.number}-{action.end:%Y%m%d}",
                may=Permission.IMPROVE,
                parties=_TWO,
            )


def _waiting(
    settling: Settling,
) -> Iterator[tuple[Step, PartyRole, datetime | None]]:
    """Yield which step waits for which party, and since when."""
    if settling.state is State.DRAFT:
        yield Step.CONTINUE, settling.turn, settling.turn_since
    if settling.state is not State.SETTLING:
        return
    approved = (*settling.acceptances, *settling.signatures)
    since = max((each.at for each in approved), default=None)
    for role in DECIDING:
        if settling.both_accepted and settling.signed_by(role) is None:
            yield Step.SIGN, role, since
        elif settling.accepted_by(role) is None:
            yield Step.ACCEPT, role, since


def _read_by_all(kind: Kind, subject: str) -> Reminder:
    return Reminder(kind=kind, subject=subject, may=Permission.READ, parties=_ALL)
