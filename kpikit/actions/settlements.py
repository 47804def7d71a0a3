"""Settle a year of a signed agreement: look, work out, propose, agree."""

from dataclasses import dataclass
from typing import TypeAlias

from kpikit import snapshot
from kpikit.actions.desk import Actor, Change, Desk, authorise, changing
from kpikit.actions.history_line import line_of
from kpikit.actions.opening import Opened, assemble
from kpikit.actions.reading import reading
from kpikit.actions.results import shown_to
from kpikit.domain.access import Permission
from kpikit.domain.agreement import Dossier
from kpikit.domain.kpi import KpiId
from kpikit.domain.result.result import Result
from kpikit.domain.result.schedule import accepted_results
from kpikit.domain.settlement import agreeing
from kpikit.domain.settlement.agreeing import Content, Settlement
from kpikit.domain.settlement.brought import outcome_of, without_figures
from kpikit.domain.settlement.checks import asked_kpis, problems
from kpikit.domain.settlement.counted import Counted, counted
from kpikit.domain.settlement.facts import Facts, KpiOutcome, Phase
from kpikit.domain.settlement.reckoning import settle
from kpikit.domain.settlement.telling import said
from kpikit.domain.settling import Approval
from kpikit.problems import NotFoundHere, Refused
from kpikit.storage import agreements, results, settlements, versions
from kpikit.storage.scope import Scope
from kpikit.storage.versions import SignedVersion

Signed: TypeAlias = SignedVersion
"""The version that a year is settled by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """An agreement with its settlements, by year, the provisional one first.

    ``results`` are those that both parties took; ``hidden`` are KPIs and years with
    groups that are too small for this reader to see.
    """

    opened: Opened
    settlements: tuple[Settlement, ...]
    results: tuple[Result, ...] = ()
    hidden: frozenset[tuple[KpiId, int]] = frozenset()

    def brought(self, year: int) -> tuple[KpiOutcome, ...]:
        """Return the results of a year that both parties took, as a start to settle."""
        dossier = self.opened.dossier
        found = (
            outcome_of(dossier, kpi_id, year, self.results)
            for kpi_id in asked_kpis(dossier, year)
        )
        return tuple(
            without_figures(each) if (each.kpi_id, year) in self.hidden else each
            for each in found
        )

    def counted(self, year: int) -> tuple[Counted, ...]:
        """Return the treatments of a year that the results count, by care path."""
        found = counted(self.opened.dossier, year, self.results)
        return tuple(c for c in found if (c.kpi.id, year) not in self.hidden)

    def of(self, year: int, phase: Phase) -> Settlement | None:
        """Return the settlement of a year and phase, or ``None``."""
        found = (s for s in self.settlements if (s.year, s.phase) == (year, phase))
        return next(found, None)


def open_settlements(desk: Desk, actor: Actor, agreement_id: str) -> Settled:
    """Read an agreement with all its settlements.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor may not see the money.
    """
    money = Permission.SEE_MONEY
    with reading(desk, actor, agreement_id, money, table=False) as read:
        scope, stored = read.scope, read.stored
        rounds = results.rounds(scope, stored)
        shown = shown_to(actor.party, rounds)
        return Settled(
            opened=read.opened,
            settlements=settlements.of_agreement(scope, stored),
            results=accepted_results(rounds),
            hidden=frozenset(
                (each.result.kpi_id, each.result.period.year)
                for each in shown
                if each.hidden
            ),
        )


def propose(
    desk: Desk, actor: Actor, agreement_id: str, facts: Facts, revision: int
) -> Settlement:
    """Propose a settlement, 0 for the first; whoever agreed before has to do so again.

    Raises:
        Refused: figures cannot be right, or the final settlement is agreed already.
        Frozen: both parties agreed on this one.
        Outdated: somebody proposed another one after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.SETTLE_YEAR) as change:
        opened = assemble(change.scope, change.stored, desk.library)
        known = settlements.of_agreement(change.scope, change.stored)
        of_year = tuple(s for s in known if s.year == facts.year)
        before = next((s for s in of_year if s.phase is facts.phase), None)
        agreeing.require_open(before)
        agreeing.require_order(of_year, facts.phase)
        if found := problems(opened.dossier, facts):
            raise Refused(found)
        wanted = _proposal(change, opened, facts)
        saved = settlements.save(change.scope, change.stored, wanted, revision)
        lines = (line_of(each.content if each else None) for each in (before, saved))
        change.log("settlement", _name(saved), *lines)
    return saved


def agree(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    year: int,
    phase: Phase,
    shown_hash: str,
) -> Settlement:
    """Agree with the settlement that was shown; the second party's word freezes it.

    Raises:
        NotFoundHere: nothing is proposed for this year and phase.
        Frozen: both agreed already.
        Refused: this party agreed already.
        ContentChanged: the content is not what was shown.
    """
    with changing(desk, actor, agreement_id, Permission.AGREE_YEAR) as change:
        known = settlements.of_agreement(change.scope, change.stored)
        before = next((s for s in known if (s.year, s.phase) == (year, phase)), None)
        if before is None:
            raise NotFoundHere
        approval = Approval(
            role=actor.party,
            by=actor.user_id,
            name=actor.name,
            at=change.at,
            content_hash=shown_hash,
        )
        after = agreeing.agree(before, approval)
        saved = settlements.save(change.scope, change.stored, after, before.revision)
        change.log("settlement-agreed", _name(saved), "", shown_hash)
        if saved.agreed:
            _close(change, saved)
    return saved


def signed_dossier(
    desk: Desk, actor: Actor, agreement_id: str
) -> tuple[Dossier, SignedVersion]:
    """Read what was signed last, and no more: for working out while somebody types.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor may not settle.
        Locked: nothing is signed.
    """
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        stored = agreements.get(scope, agreement_id)
        authorise(actor, Permission.SETTLE_YEAR, stored.settling.state)
        version = versions.of_agreement(scope, stored)[-1]
    return snapshot.from_canonical(version.content), version


def content_of(
    dossier: Dossier, version: SignedVersion | None, facts: Facts
) -> Content:
    """Return what a year of a signed agreement comes to, word for word."""
    return said(
        settle(dossier, facts),
        facts,
        version=version.number if version else 0,
        agreement_hash=version.content_hash if version else "",
    )


def _close(change: Change, settlement: Settlement) -> None:
    """Note that it is frozen, and why the parties have to talk again if they do."""
    change.log("settlement-frozen", _name(settlement), "", settlement.content_hash)
    for trigger in settlement.content.triggers:
        change.log("change-trigger", _name(settlement), "", trigger.nl)


def _proposal(change: Change, opened: Opened, facts: Facts) -> Settlement:
    content = content_of(opened.dossier, opened.version, facts)
    return Settlement(
        content=content,
        content_hash=snapshot.text_hash(snapshot.dump(content)),
        proposed_by=change.actor.party,
        proposer=change.actor.name,
        proposed_at=change.at,
    )


def _name(settlement: Settlement) -> str:
    return f"{settlement.year} {settlement.phase.value}"
