"""Remind people of what waits long, comes near or is late; twice adds nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from kpikit.actions.desk import Desk
from kpikit.actions.reading import recalled, stamp_of
from kpikit.actions.results import day_of
from kpikit.domain import reminding
from kpikit.domain.agreement import State
from kpikit.domain.notice import Happened, Kind, Person
from kpikit.domain.party import DECIDING, Organisation
from kpikit.domain.reminding import Reminder
from kpikit.storage import (
    agreements,
    improvement_actions,
    notices,
    operator,
    outbox,
    results,
)
from kpikit.storage.scope import Scope, Stored

Told = tuple[Reminder, Person]


def remind(desk: Desk, after: timedelta) -> int:
    """Give everybody the notices that are due by now; return how many were new.

    ``after`` is how long a step may wait before its party is reminded. Each agreement
    is a transaction of its own, and is only locked when there is something to tell.
    """
    at = desk.clock()
    with desk.database.read() as session:
        going_on = operator.going_on(session)
    return sum(_about_one(desk, home, key, at, after) for key, home in going_on)


def _about_one(
    desk: Desk, home: Organisation, agreement_id: str, at: datetime, after: timedelta
) -> int:
    """Remind the people of one agreement."""
    with desk.database.read() as session:
        scope = Scope(session, home)
        stored = agreements.get(scope, agreement_id)
        if not _lacking(desk, scope, stored, at, after):
            return 0
    with desk.database.write() as session:
        scope = Scope(session, home)
        stored = agreements.get(scope, agreement_id, lock=True)
        found = _lacking(desk, scope, stored, at, after)
        for reminder, person in found:
            _tell(desk, scope, stored, reminder, person, at)
    return len(found)


def _lacking(
    desk: Desk, scope: Scope, stored: Stored, at: datetime, after: timedelta
) -> list[Told]:
    """Return who has to be reminded of what, and was not yet."""
    wanted = list(_reminders(desk, scope, stored, at, after))
    if not wanted:
        return []
    everybody = notices.people(scope, stored)
    known = notices.reminded(scope, stored)
    return [
        (reminder, person)
        for reminder in wanted
        for person in everybody
        if reminder.concerns(person)
        and (person.user_id, reminder.kind, reminder.subject) not in known
    ]


def _reminders(
    desk: Desk, scope: Scope, stored: Stored, at: datetime, after: timedelta
) -> Iterator[Reminder]:
    """Yield what there is to remember; talks about an addendum only have turns."""
    state, today = stored.settling.state, day_of(at)
    yield from reminding.of_turns(stored.settling, at, after)
    if stored.addendum is not None or state is State.WITHDRAWN:
        return
    actions = improvement_actions.of_agreement(scope, stored)
    yield from reminding.of_plan(actions, today)
    if state is not State.SIGNED:
        yield from reminding.of_dates(stored.agreement, state, today)
        return
    stamp = stamp_of(scope, stored)
    dossier = recalled(desk, scope, stamp, money=False, table=False).dossier
    yield from reminding.of_dates(dossier.agreement, state, today)
    yield from reminding.of_results(dossier, results.rounds(scope, stored), today)


def _tell(
    desk: Desk,
    scope: Scope,
    stored: Stored,
    reminder: Reminder,
    person: Person,
    at: datetime,
) -> None:
    """Keep a notice; what waits is asked by the other party, a date by nobody."""
    by = person.party
    if reminder.kind is Kind.STEP_WAITS:
        by = next(role for role in DECIDING if role is not person.party)
    happened = Happened(kind=reminder.kind, by=by, user_id="", subject=reminder.subject)
    kept = notices.add(scope, stored, happened, at, [person])
    if desk.mails:
        outbox.add(scope.session, [person], kept, at)
