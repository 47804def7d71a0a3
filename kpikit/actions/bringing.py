"""Bring in results, hand them to the other party, accept them or give them back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kpikit.actions.desk import Actor, Change, Desk, changing
from kpikit.actions.opening import assemble
from kpikit.actions.results import day_of
from kpikit.domain.access import Permission
from kpikit.domain.agreement import Dossier
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.party import PartyRole
from kpikit.domain.result import rounds as steps
from kpikit.domain.result import wording
from kpikit.domain.result.checks import problems
from kpikit.domain.result.period import Period, period_of
from kpikit.domain.result.result import Result
from kpikit.domain.result.rounds import (
    ResultRound,
    RoundClosed,
    RoundState,
    RoundStep,
)
from kpikit.domain.result.schedule import (
    all_periods,
    kpi_periods,
    may_enter,
    may_submit,
)
from kpikit.problems import NotFoundHere, Outdated, Problem, Refused
from kpikit.storage import results

_STEPS: Mapping[str, Callable[[ResultRound, RoundStep], ResultRound]] = {
    "withdraw": steps.withdraw,
    "return": steps.give_back,
    "accept": steps.accept,
    "ask-unlock": steps.ask_to_unlock,
    "unlock": steps.unlock,
    "keep-locked": steps.keep_locked,
}
OWN_STEPS = frozenset({"withdraw"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAt:
    """Which round a step is for, and the revision that was on the screen."""

    period_id: str
    entered_by: PartyRole
    revision: int


def record_result(
    desk: Desk, actor: Actor, agreement_id: str, result: Result
) -> Result:
    """Keep one result as a draft of the own party; its revision is the opened one.

    Raises:
        NotFoundHere: the agreement has no such KPI or period.
        RoundClosed: the period was submitted or accepted, or has not begun.
        Refused: the result cannot be right.
        Outdated: a colleague changed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.ENTER_RESULTS) as change:
        dossier = signed_dossier(change)
        kpi = _kpi(dossier, result.kpi_id)
        if result.period not in kpi_periods(dossier, kpi.id):
            raise NotFoundHere
        require_enterable(change, result.period, party_rounds(change))
        instrument = desk.library.instrument_of(kpi)
        wrong = problems(result, kpi, instrument)
        if wrong:
            raise Refused(wrong)
        return results.save_draft(change.scope, change.stored, result, result.revision)


def forget_result(
    desk: Desk, actor: Actor, agreement_id: str, result: Result, revision: int
) -> None:
    """Throw a draft of the own party away, as somebody saw it.

    Raises:
        RoundClosed: the period was submitted or accepted.
        Outdated: a colleague changed or removed it.
    """
    with changing(desk, actor, agreement_id, Permission.ENTER_RESULTS) as change:
        require_enterable(change, result.period, party_rounds(change))
        results.remove_draft(change.scope, change.stored, result, revision)


def submit_period(
    desk: Desk, actor: Actor, agreement_id: str, period_id: str, revision: int
) -> ResultRound:
    """Hand the own drafts of a period to the other party; revision 0 for the first.

    Raises:
        NotFoundHere: the agreement has no such period.
        RoundClosed: it was submitted or accepted, or is not over yet.
        Refused: there is nothing to submit, or the other party's result stands.
        Outdated: somebody took a step with this round in the meantime.
    """
    with changing(desk, actor, agreement_id, Permission.ENTER_RESULTS) as change:
        period = _period(signed_dossier(change), period_id)
        not_yet = may_submit(period, day_of(change.at))
        if not_yet is not None:
            raise RoundClosed(not_yet)
        drafts = results.own_drafts(change.scope, change.stored)
        mine = tuple(r for r in drafts if r.period == period)
        _require_free(change, period, mine)
        before = _round(change, period, actor.party, revision)
        return _keep(change, steps.submit(before, mine, _step(change)), "submit")


def step_round(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    step: str,
    at: RoundAt,
    words: str = "",
) -> ResultRound:
    """Take a step with a round that was submitted or accepted.

    ``step`` is withdraw, return, accept, ask-unlock, unlock or keep-locked.

    Raises:
        NotFoundHere: no such period, round or step.
        RoundClosed: the round is not where this step begins.
        Refused: it is not for this party, or words are missing.
        Outdated: somebody took a step with this round in the meantime.
    """
    own = step in OWN_STEPS
    needed = Permission.ENTER_RESULTS if own else Permission.TAKE_RESULTS
    with changing(desk, actor, agreement_id, needed) as change:
        period = _period(signed_dossier(change), at.period_id)
        before = _round(change, period, at.entered_by, at.revision)
        if step not in _STEPS or not before.revision:
            raise NotFoundHere
        if step == "accept":
            _require_free(change, period, before.results, at.entered_by)
        after = _STEPS[step](before, _step(change, words))
        return _keep(change, after, step)


def signed_dossier(change: Change) -> Dossier:
    """Return the agreement of a change as it was signed."""
    return assemble(change.scope, change.stored, change.desk.library).dossier


def party_rounds(change: Change) -> Mapping[Period, ResultRound]:
    """Return the rounds of the own party by period."""
    every = results.rounds(change.scope, change.stored)
    return {r.period: r for r in every if r.entered_by is change.actor.party}


def require_enterable(
    change: Change, period: Period, own_rounds: Mapping[Period, ResultRound]
) -> None:
    """Let a result pass only while its period is open.

    Raises:
        RoundClosed: it has not begun, or was submitted or accepted.
    """
    not_yet = may_enter(period, day_of(change.at))
    if not_yet is not None:
        raise RoundClosed(not_yet)
    if period in own_rounds:
        steps.require_open(own_rounds[period])


def _require_free(
    change: Change,
    period: Period,
    given: tuple[Result, ...],
    entered_by: PartyRole | None = None,
) -> None:
    """Refuse a second result for a KPI and period of which one was accepted."""
    mine = entered_by or change.actor.party
    taken = {
        r.kpi_id
        for each in results.rounds(change.scope, change.stored)
        if each.entered_by is not mine and each.period == period
        if each.state is RoundState.ACCEPTED
        for r in each.results
    }
    wrong = [
        Problem("accepted-elsewhere", f"{r.kpi_id}", wording.ACCEPTED_ELSEWHERE)
        for r in given
        if r.kpi_id in taken
    ]
    if wrong:
        raise Refused(wrong)


def _round(
    change: Change, period: Period, role: PartyRole, revision: int
) -> ResultRound:
    every = results.rounds(change.scope, change.stored)
    found = next(
        (r for r in every if (r.period, r.entered_by) == (period, role)),
        ResultRound(period=period, entered_by=role),
    )
    if found.revision != revision:
        raise Outdated(revision, found.revision)
    return found


def _keep(change: Change, after: ResultRound, step: str) -> ResultRound:
    saved = results.save_round(change.scope, change.stored, after, after.revision)
    words = after.unlock.words if step == "ask-unlock" and after.unlock else ""
    if step in ("return", "unlock") and after.decided:
        words = after.decided.words
    change.log(f"results-{step}", after.period.id, "", words)
    return saved


def _step(change: Change, words: str = "") -> RoundStep:
    actor = change.actor
    return RoundStep(role=actor.party, name=actor.name, at=change.at, words=words)


def _period(dossier: Dossier, period_id: str) -> Period:
    found = period_of(period_id, all_periods(dossier))
    if found is None:
        raise NotFoundHere
    return found


def _kpi(dossier: Dossier, kpi_id: KpiId) -> AnyKpi:
    found = next((k for k in dossier.kpis if k.id == kpi_id), None)
    if found is None:
        raise NotFoundHere
    return found
