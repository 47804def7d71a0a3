"""What was done to get better, and when: drawn on the charts of the results."""

from collections.abc import Iterable
from datetime import date

from kpikit.domain.agreement import Agreement
from kpikit.domain.improvement.action import ImprovementAction, marks_of
from kpikit.domain.kpi import KpiId
from kpikit.domain.review.record import Record

Events = tuple[tuple[date, str], ...]


def events_of(
    agreement: Agreement,
    earlier: Iterable[Record],
    kpi_id: KpiId,
    actions: Iterable[ImprovementAction] = (),
    until: date | None = None,
) -> Events:
    """Return days with a few words: target dates, earlier decisions, and actions.

    An improvement action stands at its start, on the charts of its own KPIs. What has
    the same day and words is there once. ``until`` is the day of a review that both
    parties confirmed: what a team began later is not on its charts.
    """
    told = [(target.on, target.what) for target in agreement.target_dates]
    for record in earlier:
        section = record.section(kpi_id)
        if section is not None and section.entry.due and section.entry.what:
            told.append((section.entry.due, section.entry.what))
    marks = marks_of(actions, kpi_id)
    told.extend(mark for mark in marks if until is None or mark[0] <= until)
    return tuple(sorted(set(told)))
