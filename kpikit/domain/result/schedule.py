"""What is due when: the results that a signed agreement asks for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpikit.domain.agreement import Dossier
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.result import wording
from kpikit.domain.result.period import Period, periods
from kpikit.domain.result.result import Result
from kpikit.domain.result.rounds import ResultRound, RoundState
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One result that the agreement asks for."""

    kpi: AnyKpi
    period: Period


class Progress(StrEnum):
    """How far one result is; not due and missing are different from zero."""

    NOT_DUE = "not_due"
    DUE = "due"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


PROGRESS_NAMES = {
    Progress.NOT_DUE: Text(nl="nog niet aan de beurt", en="not yet due"),
    Progress.DUE: Text(nl="nog in te vullen", en="to be filled in"),
    Progress.DRAFT: Text(nl="concept", en="draft"),
    Progress.SUBMITTED: Text(nl="ingediend", en="submitted"),
    Progress.RETURNED: Text(nl="teruggegeven", en="returned"),
    Progress.ACCEPTED: Text(nl="geaccepteerd", en="accepted"),
}
_OF_STATE = {
    RoundState.DRAFT: Progress.DRAFT,
    RoundState.SUBMITTED: Progress.SUBMITTED,
    RoundState.RETURNED: Progress.RETURNED,
    RoundState.ACCEPTED: Progress.ACCEPTED,
}


def schedule(dossier: Dossier) -> tuple[Due, ...]:
    """Return every result that the plans ask for, by period and then by KPI."""
    found = [
        Due(kpi=kpi, period=period)
        for kpi in dossier.kpis
        for period in kpi_periods(dossier, kpi.id)
    ]
    return tuple(sorted(found, key=lambda due: due.period.sort_key))


def kpi_periods(dossier: Dossier, kpi_id: KpiId) -> tuple[Period, ...]:
    """Return the periods of one KPI over the whole term."""
    return periods(dossier.plan(kpi_id), dossier.agreement.years)


def all_periods(dossier: Dossier) -> tuple[Period, ...]:
    """Return the periods of all KPIs, each once, in the order of time."""
    found = {due.period for due in schedule(dossier)}
    return tuple(sorted(found, key=lambda period: period.sort_key))


def due_in(dossier: Dossier, period: Period) -> tuple[AnyKpi, ...]:
    """Return the KPIs that are measured in a period."""
    return tuple(due.kpi for due in schedule(dossier) if due.period == period)


def progress(
    due: Due, today: date, result_round: ResultRound | None, drafted: Collection[KpiId]
) -> Progress:
    """Return how far one result is; ``drafted`` are the KPIs with a draft in it.

    A KPI that a submitted round left out is still to be filled in.
    """
    state = RoundState.DRAFT if result_round is None else result_round.state
    handed = () if result_round is None else result_round.results
    if state is not RoundState.DRAFT and any(r.kpi_id == due.kpi.id for r in handed):
        return _OF_STATE[state]
    if due.kpi.id in drafted:
        return Progress.DRAFT
    return Progress.NOT_DUE if today <= due.period.last_day else Progress.DUE


def may_enter(period: Period, today: date) -> Text | None:
    """Return why nothing can be filled in yet; ``None`` once the period began."""
    return wording.NOT_BEGUN if today < period.first_day else None


def may_submit(period: Period, today: date) -> Text | None:
    """Return why it cannot be submitted yet; ``None`` once the period is over."""
    return wording.NOT_OVER if today <= period.last_day else None


def accepted_results(rounds: Collection[ResultRound]) -> tuple[Result, ...]:
    """Return the results of all accepted rounds, by KPI and then by time."""
    found = [
        result
        for each in rounds
        if each.state is RoundState.ACCEPTED
        for result in each.results
    ]
    return tuple(sorted(found, key=lambda r: (r.kpi_id, r.period.sort_key)))
