"""Bring a filled-in template of the plan in: preview first, then all or nothing."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from kpikit.actions.desk import Actor, Change, Desk, authorise, changing, log
from kpikit.actions.history_line import line_of
from kpikit.actions.improving import links_of
from kpikit.actions.opening import assemble
from kpikit.actions.results import day_of
from kpikit.actions.stepping import moments_of, plans_of
from kpikit.domain.access import Permission
from kpikit.domain.improvement.filled import Part
from kpikit.domain.improvement.filled_cells import filled
from kpikit.domain.improvement.plan_changes import PlanImport, ScanChange
from kpikit.domain.improvement.plan_import import Present, plan_import
from kpikit.domain.improvement.team_scan import spread
from kpikit.domain.party import PartyRole
from kpikit.domain.result.incoming.plan import Effect
from kpikit.excel.plan_reading import sheets_of
from kpikit.problems import Outdated, Problem, Refused
from kpikit.storage import (
    agreements,
    improvement_actions,
    member_scans,
    plan_uploads,
    team_scans,
)
from kpikit.storage.scope import Scope
from kpikit.text import Text
from kpikit.word.plan_reading import is_document, tables_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPlan:
    """A file between preview and import; ``stamp`` stands for what it would change."""

    upload_id: str
    name: str
    plan: PlanImport

    @property
    def stamp(self) -> str:
        """The code of all that the preview shows, and of what it was compared with."""
        return hashlib.sha256(repr(self.plan).encode()).hexdigest()


def parts_of(data: bytes) -> tuple[Part, ...]:
    """Return the sheets or tables of a file.

    Raises:
        Refused: it cannot be read.
    """
    if not data:
        raise Refused([Problem("empty", "file", _EMPTY)])
    if not data.startswith((_ZIP, _OLD)):
        raise Refused([Problem("no-plan", "file", _NEITHER)])
    if data.startswith(_OLD):
        raise Refused([Problem("locked", "file", _LOCKED)])
    parts, problems = tables_of(data) if is_document(data) else sheets_of(data)
    if problems:
        raise Refused(problems)
    return parts


def keep_plan(
    desk: Desk, actor: Actor, agreement_id: str, name: str, data: bytes
) -> str:
    """Keep a file for its preview; return the id under which it waits.

    Raises:
        Refused: the file cannot be read at all; nothing is kept then.
    """
    parts_of(data)
    with changing(desk, actor, agreement_id, Permission.IMPROVE) as change:
        where = change.scope, change.stored
        return plan_uploads.keep(*where, desk.new_id(), name, data, change.at)


def preview_plan(
    desk: Desk, actor: Actor, agreement_id: str, upload_id: str
) -> WaitingPlan:
    """Return what a waiting file would change; nothing is changed.

    Raises:
        NotFoundHere: the file is gone, or not of this organisation.
    """
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        stored = agreements.get(scope, agreement_id)
        authorise(actor, Permission.IMPROVE, stored.settling.state)
        return _waiting(Change(desk, actor, scope, stored, desk.clock()), upload_id)


def import_plan(
    desk: Desk, actor: Actor, agreement_id: str, upload_id: str, stamp: str
) -> PlanImport:
    """Carry a waiting file out as it was shown, all or nothing, and throw it away.

    Raises:
        NotFoundHere: the file is gone, or not of this organisation.
        Refused: there is a problem; nothing is changed.
        Outdated: it would now change something else than was shown.
    """
    with _forgetting(desk, actor, agreement_id, upload_id) as change:
        waiting = _waiting(change, upload_id)
        if waiting.stamp != stamp:
            raise Outdated(0, 1)
        if waiting.plan.problems:
            raise Refused(waiting.plan.problems)
        _carry_out(change, waiting.plan)
    return waiting.plan


def drop_plan(desk: Desk, actor: Actor, agreement_id: str, upload_id: str) -> None:
    """Throw a waiting file away."""
    with _forgetting(desk, actor, agreement_id, upload_id):
        pass


@contextmanager
def _forgetting(
    desk: Desk, actor: Actor, agreement_id: str, upload_id: str
) -> Iterator[Change]:
    with changing(desk, actor, agreement_id, Permission.IMPROVE) as change:
        yield change
        plan_uploads.forget(change.scope, change.stored, upload_id)
    desk.database.forget()


def _waiting(change: Change, upload_id: str) -> WaitingPlan:
    name, data = plan_uploads.get(change.scope, change.stored, upload_id)
    present = _present(change)
    plan = plan_import(filled(parts_of(data), present.kind.theme), present)
    return WaitingPlan(upload_id=upload_id, name=name, plan=plan)


def _present(change: Change) -> Present:
    where, library = (change.scope, change.stored), change.desk.library
    opened = assemble(*where, library)
    party = opened.agreement.party(PartyRole.PROVIDER)
    writes = change.actor.may(Permission.WRITE_STEPS)
    scans = team_scans.own(*where) if writes else None
    named = [path.name for path in opened.agreement.care_paths]
    moments = moments_of(opened.agreement, plans_of(*where, opened.agreement))
    return Present(
        hospital=party.name if party else "",
        paths=tuple(dict.fromkeys([*named, *(s.care_path for s in scans or ())])),
        actions=improvement_actions.of_agreement(*where),
        links=links_of(opened, library, moments),
        kind=library.team_scan,
        scans=scans,
        today=day_of(change.at),
    )


def _carry_out(change: Change, plan: PlanImport) -> None:
    numbers = []
    for each in plan.actions:
        if each.effect is Effect.SAME:
            continue
        improvement_actions.save(change.scope, change.stored, each.after)
        lines = line_of(each.before), line_of(each.after)
        change.log("action-saved", f"{each.after.number}", *lines)
        numbers.append(f"{each.after.number}")
    if numbers:
        change.log("plan-imported", "", "", ", ".join(numbers))
    if plan.scan is not None and plan.scan.effect is not Effect.SAME:
        _record(change, plan.scan)


def _record(change: Change, scan: ScanChange) -> None:
    """Keep the scores as what the team recorded; only the own trail says so."""
    where, wanted = (change.scope, change.stored), scan.after
    key = wanted.care_path, wanted.year
    handed_in = member_scans.given(*where, change.actor.user_id).handed_in
    members = [m for m in handed_in if (m.care_path, m.year) == key]
    kind = change.desk.library.team_scan
    team_scans.save(*where, replace(wanted, spread=spread(members, kind)))
    log(change.scope.session, change.actor, change.at, "team-scan-imported")


_ZIP, _OLD = b"PK", b"\xd0\xcf\x11\xe0"
_EMPTY = Text(nl="Dit bestand is leeg.", en="This file is empty.")
_NEITHER = Text(
    nl="Dit is geen Excel-bestand (.xlsx) en geen Word-bestand (.docx).",
    en="This is neither an Excel file (.xlsx) nor a Word file (.docx).",
)
_LOCKED = Text(
    nl="Dit bestand is met een wachtwoord beveiligd of is een oud bestand (.xls, "
    ".doc). Sla het op als .xlsx of .docx, zonder wachtwoord.",
    en="This file is protected with a password or is an old file (.xls, .doc). Save it "
    "as .xlsx or .docx, without a password.",
)
