"""Bring results in from a file: preview first, then all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpikit.actions.bringing import party_rounds, signed_dossier
from kpikit.actions.desk import Actor, Change, Desk, authorise, changing, log
from kpikit.actions.exporting import Workbook
from kpikit.actions.results import OpenedResults, day_of, open_results
from kpikit.domain.access import Permission
from kpikit.domain.kpi import KpiId
from kpikit.domain.result.incoming.answers import Progress
from kpikit.domain.result.incoming.context import Context
from kpikit.domain.result.incoming.grid import Grid
from kpikit.domain.result.incoming.importing import plan_import
from kpikit.domain.result.incoming.plan import Effect, ImportPlan
from kpikit.domain.result.result import Result
from kpikit.domain.result.rounds import closed_because
from kpikit.domain.result.schedule import Due, schedule
from kpikit.domain.scoring import Reading
from kpikit.excel.incoming import incoming, mode_words
from kpikit.excel.results_form import fill_in_workbook
from kpikit.problems import Refused
from kpikit.storage import agreements, raw_answers, results, uploads
from kpikit.storage.raw_answers import RawSet
from kpikit.storage.scope import Scope
from kpikit.text import Language

Choices = Mapping[KpiId, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How to import in one go: readings by KPI, only a trial, and who is told."""

    chosen: Choices = field(default_factory=dict)
    dry_run: bool = False
    progress: Progress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A file between preview and import."""

    upload_id: str
    name: str
    plan: ImportPlan


def results_template(
    desk: Desk, actor: Actor, agreement_id: str, language: Language
) -> Workbook:
    """Return the fill-in workbook: every result that can be filled in, as it stands.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not bring in results.
    """
    found = open_results(desk, actor, agreement_id)
    data = fill_in_workbook(
        found.dossier, fillable(found), desk.library.instruments, language
    )
    return Workbook(name=f"kpikit-{_FILE[language]}-{agreement_id}.xlsx", data=data)


def fillable(found: OpenedResults) -> list[tuple[Due, Result | None]]:
    """Return every result that has begun and is not closed, with the own draft."""
    rows: list[tuple[Due, Result | None]] = []
    for due in schedule(found.dossier):
        own = found.round_of(due.period, found.party)
        closed = own is not None and closed_because(own) is not None
        if due.period.first_day <= found.today and not closed:
            rows.append((due, found.draft(due.kpi.id, due.period)))
    return rows


def keep_upload(
    desk: Desk, actor: Actor, agreement_id: str, name: str, data: bytes
) -> str:
    """Keep a file for its preview; return the id under which it waits.

    Raises:
        Refused: the file cannot be read at all; nothing is kept then.
    """
    read = incoming(data)
    if read.problems:
        raise Refused(read.problems)
    with changing(desk, actor, agreement_id, Permission.ENTER_RESULTS) as change:
        where = change.scope, change.stored
        return uploads.keep(*where, desk.new_id(), name, data, change.at)


def preview_upload(
    desk: Desk, actor: Actor, agreement_id: str, upload_id: str, chosen: Choices
) -> Waiting:
    """Return what a waiting file would do; nothing is changed.

    Raises:
        NotFoundHere: the file is gone, or not of this organisation.
    """
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        stored = agreements.get(scope, agreement_id)
        authorise(actor, Permission.ENTER_RESULTS, stored.settling.state)
        name, data = uploads.get(scope, stored, upload_id)
        reading = Change(desk, actor, scope, stored, desk.clock())
        plan = _plan(reading, incoming(data).grids, chosen)
    return Waiting(upload_id=upload_id, name=name, plan=plan)


def import_upload(
    desk: Desk, actor: Actor, agreement_id: str, upload_id: str, chosen: Choices
) -> ImportPlan:
    """Carry a waiting file out, all or nothing, and throw it away.

    Raises:
        NotFoundHere: the file is gone, or not of this organisation.
        Refused: there is a problem or an open question; nothing is changed.
    """
    with changing(desk, actor, agreement_id, Permission.ENTER_RESULTS) as change:
        _, data = uploads.get(change.scope, change.stored, upload_id)
        plan = _plan(change, incoming(data).grids, chosen)
        _carry_out(change, plan)
        uploads.forget(change.scope, change.stored, upload_id)
    desk.database.forget()
    return plan


def drop_upload(desk: Desk, actor: Actor, agreement_id: str, upload_id: str) -> None:
    """Throw a waiting file away."""
    with changing(desk, actor, agreement_id, Permission.ENTER_RESULTS) as change:
        uploads.forget(change.scope, change.stored, upload_id)
    desk.database.forget()


def import_file(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    data: bytes,
    how: How,
) -> ImportPlan:
    """Import a file in one go, or only say what it would do.

    Raises:
        Refused: the file cannot be read, or there is a problem; nothing is changed.
    """
    read = incoming(data)
    if read.problems:
        raise Refused(read.problems)
    with changing(desk, actor, agreement_id, Permission.ENTER_RESULTS) as change:
        plan = _plan(change, read.grids, how.chosen, how.progress)
        if plan.ready and not how.dry_run:
            _carry_out(change, plan)
    return plan


def erase_answers(
    desk: Desk, actor: Actor, agreement_id: str, kpi_id: KpiId, period_id: str
) -> int:
    """Erase the own single answers of a KPI and period for good; return how many.

    The figure that was worked out from them stays. What stands in backups that were
    made before goes when these are thrown away.
    """
    with changing(desk, actor, agreement_id, Permission.ENTER_RESULTS) as change:
        gone = raw_answers.erase(change.scope, change.stored, kpi_id, period_id)
        _note(change, "answers-erased", f"{kpi_id} {period_id}", f"{gone}")
    desk.database.forget()
    return gone


def _plan(
    change: Change,
    grids: tuple[Grid, ...],
    chosen: Choices,
    progress: Progress | None = None,
) -> ImportPlan:
    where = change.scope, change.stored
    drafts = results.own_drafts(*where)
    known = {
        each.kpi_id: each.reading
        for each in raw_answers.own_sets(*where)
        if each.reading is not None
    }
    context = Context(
        dossier=signed_dossier(change),
        instruments=change.desk.library.instruments,
        today=day_of(change.at),
        drafts={(each.kpi_id, each.period): each for each in drafts},
        rounds=party_rounds(change),
        kept=lambda kpi_id, period: raw_answers.own_texts(*where, kpi_id, period),
        chosen=chosen,
        known=known,
    )
    return plan_import(grids, context, mode_words(), progress)


def _carry_out(change: Change, plan: ImportPlan) -> None:
    if not plan.ready:
        raise Refused(plan.problems)
    where = change.scope, change.stored
    for result in plan.results:
        if result.effect is not Effect.SAME:
            results.save_draft(*where, result.after, result.after.revision)
    for answers in plan.answers:
        if answers.effect is Effect.SAME:
            continue
        raw_answers.keep(*where, _raw_set(change, answers.kpi.id, answers.period.id,
                                          answers.reading), answers.rows)  # fmt: skip
        subject = f"{answers.kpi.id} {answers.period.id}"
        _note(change, "answers-imported", subject, f"{len(answers.rows)}")


def _raw_set(
    change: Change, kpi_id: KpiId, period: str, reading: Reading | None
) -> RawSet:
    return RawSet(
        kpi_id=kpi_id,
        period=period,
        reading=reading,
        imported_at=change.at,
        imported_by=change.actor.name,
    )


def _note(change: Change, action: str, subject: str, after: str) -> None:
    """Add a line to the audit trail that the other party does not read."""
    session, actor = change.scope.session, change.actor
    log(session, actor, change.at, action, subject, ("", after), None)


_FILE: Mapping[Language, str] = {"nl": "uitkomsten", "en": "results"}
