"""Choose KPIs together: propose, take a position, set the limit, overrule advice."""

from kpikit.actions.desk import Actor, Change, Desk, changing
from kpikit.domain.access import Permission
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.selection import (
    Position,
    Selection,
    Stance,
    overrule,
    propose,
    set_limit,
    take_position,
    withdraw,
)
from kpikit.domain.set_advice import SET_RULES
from kpikit.problems import NotFoundHere, Outdated
from kpikit.storage import own_kpis, selections


def propose_kpis(
    desk: Desk, actor: Actor, agreement_id: str, kpi_ids: tuple[KpiId, ...]
) -> Selection:
    """Put KPIs of the library on the table; those already there are left alone.

    Raises:
        NotFoundHere: the library has no such KPI.
        Refused: an entry is retired.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        before = selections.get(change.scope, change.stored)
        after = before
        for kpi_id in kpi_ids:
            if after.candidate(kpi_id) is None:
                after = propose(after, _known(change, kpi_id), actor.party)
                change.log("propose", kpi_id)
        selections.save(change.scope, change.stored, before, after)
    return after


def take_a_position(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    kpi_id: KpiId,
    position: Position,
    *,
    leaving: KpiId | None = None,
) -> Selection:
    """Say no, discuss or yes for the own party.

    Raises:
        SelectionFull: a further yes would pass the limit.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        before = selections.get(change.scope, change.stored)
        candidate = before.candidate(kpi_id)
        if candidate is None:
            raise NotFoundHere
        if candidate.position_of(actor.party) is position:
            return before
        stance = Stance(
            role=actor.party, position=position, by=actor.name, at=change.at
        )
        after = take_position(before, kpi_id, stance, leaving=leaving)
        selections.save(change.scope, change.stored, before, after)
        _log_positions(change, before, after)
    return after


def withdraw_kpi(
    desk: Desk, actor: Actor, agreement_id: str, kpi_id: KpiId
) -> Selection:
    """Take a candidate off the table.

    Raises:
        Refused: both parties chose it.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        before = selections.get(change.scope, change.stored)
        after = withdraw(before, kpi_id)
        selections.save(change.scope, change.stored, before, after)
        if after != before:
            change.log("withdraw", kpi_id)
    return after


def agree_limit(
    desk: Desk, actor: Actor, agreement_id: str, limit: int, seen: int
) -> Selection:
    """Agree on another number of slots than was ``seen``.

    Raises:
        Refused: outside 3-8, or fewer than chosen.
        Outdated: somebody changed the limit after it was seen.
    """
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        before = selections.get(change.scope, change.stored)
        after = set_limit(before, limit)
        if after == before:
            return before
        if seen != before.limit:
            raise Outdated(seen, before.limit)
        selections.save(change.scope, change.stored, before, after)
        change.log("limit", "", str(before.limit), str(limit))
    return after


def overrule_advice(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    rule: str,
    reason: str,
    seen: str,
) -> Selection:
    """Leave an advice on the set aside; an empty reason takes that back.

    ``seen`` is the reason that stood on the page, empty while the advice stood.

    Raises:
        NotFoundHere: there is no such advice.
        Outdated: somebody gave another reason, or took it back, after it was seen.
    """
    if rule not in {known.code for known in SET_RULES}:
        raise NotFoundHere
    with changing(desk, actor, agreement_id, Permission.EDIT) as change:
        before = selections.get(change.scope, change.stored)
        stood = before.reason_for(rule)
        if reason == stood:
            return before
        if seen != stood:
            raise Outdated(before.revision, before.revision)
        after = overrule(before, rule, reason)
        selections.save(change.scope, change.stored, before, after)
        change.log("overrule", rule, stood, reason)
    return after


def _log_positions(change: Change, before: Selection, after: Selection) -> None:
    for candidate in after.candidates:
        old = before.candidate(candidate.kpi_id)
        was = old.position_of(change.actor.party) if old else None
        now = candidate.position_of(change.actor.party)
        if now is not None and now is not was:
            change.log("position", candidate.kpi_id, was or "", now)


def _known(change: Change, kpi_id: KpiId) -> AnyKpi:
    found = change.desk.library.kpis.get(kpi_id)
    if found is not None:
        return found
    own = own_kpis.of_agreement(change.scope, change.stored)
    for kpi in own:
        if kpi.id == kpi_id:
            return kpi
    raise NotFoundHere
