"""Record what was agreed: ambition and measurement plan per KPI, own KPIs, money."""

from dataclasses import replace

from kpikit.actions.desk import Actor, Change, Desk, changing
from kpikit.actions.history_line import line_of
from kpikit.actions.opening import Opened, assemble
from kpikit.domain import ambition as ambition_rules
from kpikit.domain import measurement
from kpikit.domain.access import Permission
from kpikit.domain.ambition import AnyAmbition
from kpikit.domain.financing import soundness
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.own_kpi import own_problems
from kpikit.domain.selection import propose
from kpikit.problems import NotFoundHere, Problem, Refused
from kpikit.storage import ambitions, arrangements, own_kpis, plans, selections


def record_ambition(
    desk: Desk, actor: Actor, agreement_id: str, ambition: AnyAmbition
) -> AnyAmbition:
    """Record the ambition on a chosen KPI; its revision is the one that was opened.

    Raises:
        NotFoundHere: the KPI is not chosen.
        Refused: the ambition does not fit the KPI.
        Outdated: somebody changed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        kpi = _chosen(change, ambition.kpi_id)
        years = change.stored.agreement.years
        _require_none(ambition_rules.problems(ambition, kpi, years))
        return _save_ambition(change, ambition)


def record_ambitions(
    desk: Desk, actor: Actor, agreement_id: str, changed: tuple[AnyAmbition, ...]
) -> tuple[AnyAmbition, ...]:
    """Record the ambitions on several chosen KPIs: all of them, or none.

    Raises:
        NotFoundHere: a KPI is not chosen.
        Refused: ambitions do not fit their KPI; each place begins with the KPI,
            such as ``PAT-01-goal_2027``.
        Outdated: somebody changed one after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        chosen = assemble(change.scope, change.stored, desk.library).dossier.kpis
        kpis = {kpi.id: kpi for kpi in chosen}
        if any(a.kpi_id not in kpis for a in changed):
            raise NotFoundHere
        years = change.stored.agreement.years
        _require_none(
            tuple(
                replace(problem, where=f"{each.kpi_id}-{problem.where}")
                for each in changed
                for problem in ambition_rules.problems(each, kpis[each.kpi_id], years)
            )
        )
        return tuple(_save_ambition(change, each) for each in changed)


def record_plan(
    desk: Desk, actor: Actor, agreement_id: str, plan: MeasurementPlan
) -> MeasurementPlan:
    """Record the measurement plan of a chosen KPI.

    Raises:
        NotFoundHere: the KPI is not chosen.
        Refused: the plan cannot be right.
        Outdated: somebody changed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.PLAN) as change:
        kpi = _chosen(change, plan.kpi_id)
        _require_none(measurement.problems(plan))
        before = plans.get(change.scope, change.stored, kpi.id)
        saved = plans.save(change.scope, change.stored, plan, plan.revision)
        change.log("plan", kpi.id, line_of(before), line_of(saved))
    return saved


def record_arrangement(
    desk: Desk, actor: Actor, agreement_id: str, arrangement: Arrangement
) -> Arrangement:
    """Record an arrangement; revision 0 for a new one, whose id is the form's.

    Raises:
        Refused: it is unsound alone or beside the others.
        Outdated: somebody changed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        opened = assemble(change.scope, change.stored, desk.library)
        _require_none(arrangement_problems(opened, arrangement))
        before = arrangements.get(change.scope, change.stored, arrangement.id)
        saved = arrangements.save(
            change.scope, change.stored, arrangement, arrangement.revision
        )
        change.log("arrangement", saved.kind, line_of(before), line_of(saved))
    return saved


def arrangement_problems(
    opened: Opened, arrangement: Arrangement
) -> tuple[Problem, ...]:
    """Return what is unsound about an arrangement, alone or beside the others."""
    agreement, dossier = opened.agreement, opened.dossier
    return soundness.problems(
        arrangement,
        years=agreement.years,
        care_paths=tuple(p.name for p in agreement.care_paths),
        kpis=dossier.kpis,
        others=dossier.arrangements,
    )


def overrule_warning(
    desk: Desk, actor: Actor, agreement_id: str, arrangement: Arrangement
) -> Arrangement:
    """Record why a fair warning is left aside; only the reasons are kept of it.

    Raises:
        NotFoundHere: there is no such arrangement.
        Outdated: somebody changed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        before = arrangements.get(change.scope, change.stored, arrangement.id)
        if before is None:
            raise NotFoundHere
        after = replace(before, overrules=arrangement.overrules)
        saved = arrangements.save(
            change.scope, change.stored, after, arrangement.revision
        )
        change.log("arrangement", saved.kind, line_of(before), line_of(saved))
    return saved


def remove_arrangement(
    desk: Desk, actor: Actor, agreement_id: str, arrangement_id: str, revision: int
) -> None:
    """Remove an arrangement; its last content stays in the history.

    Raises:
        NotFoundHere: there is no such arrangement.
        Outdated: somebody changed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        before = arrangements.get(change.scope, change.stored, arrangement_id)
        if before is None:
            raise NotFoundHere
        arrangements.remove(change.scope, change.stored, arrangement_id, revision)
        change.log("arrangement-removed", before.kind, line_of(before))


def record_own_kpi(
    desk: Desk, actor: Actor, agreement_id: str, kpi: AnyKpi, revision: int
) -> AnyKpi:
    """Record a KPI of the parties themselves; a new one goes on the table at once.

    Raises:
        Refused: something is missing, or the id is taken by another KPI.
        Outdated: somebody changed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        _require_none(own_problems(kpi, desk.library, new=revision == 0))
        known = own_kpis.of_agreement(change.scope, change.stored)
        was = next((each for each in known if each.id == kpi.id), None)
        own_kpis.save(change.scope, change.stored, kpi, revision)
        before = selections.get(change.scope, change.stored)
        if before.candidate(kpi.id) is None:
            after = propose(before, kpi, actor.party)
            selections.save(change.scope, change.stored, before, after)
        change.log("own-kpi", kpi.id, line_of(was), line_of(kpi))
    return kpi


def _save_ambition(change: Change, ambition: AnyAmbition) -> AnyAmbition:
    before = ambitions.get(change.scope, change.stored, ambition.kpi_id)
    saved = ambitions.save(change.scope, change.stored, ambition, ambition.revision)
    change.log("ambition", ambition.kpi_id, line_of(before), line_of(saved))
    return saved


def _chosen(change: Change, kpi_id: KpiId) -> AnyKpi:
    opened = assemble(change.scope, change.stored, change.desk.library)
    for kpi in opened.dossier.kpis:
        if kpi.id == kpi_id:
            return kpi
    raise NotFoundHere


def _require_none(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise Refused(problems)
