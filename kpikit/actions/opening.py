"""Read an agreement as a whole: what every page about it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from kpikit import snapshot
from kpikit.actions.desk import Actor, Desk, authorise
from kpikit.domain.access import Permission
from kpikit.domain.agreement import Agreement, Dossier, KpiSet, State
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.library import Library
from kpikit.domain.selection import Selection
from kpikit.domain.settling import Settling
from kpikit.storage import (
    agreements,
    ambitions,
    arrangements,
    audit,
    own_kpis,
    plans,
    scenarios,
    selections,
    versions,
)
from kpikit.storage.agreements import Stored
from kpikit.storage.audit import Entry
from kpikit.storage.scope import Scope
from kpikit.storage.versions import SignedVersion

HistoryEntry: TypeAlias = Entry
"""One line of the history of an agreement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An agreement as it stands now, with all its parts.

    ``version`` is the latest signed one, while the agreement is signed; for a voice
    without its content, because the money stands in it.
    """

    agreement: Agreement
    settling: Settling
    selection: Selection
    own_kpis: tuple[AnyKpi, ...]
    dossier: Dossier
    known: Mapping[KpiId, AnyKpi]
    last_change: Entry | None
    version: SignedVersion | None = None

    def kpi(self, kpi_id: KpiId) -> AnyKpi | None:
        """Return an own or a library KPI, or ``None`` when neither exists."""
        return self.known.get(kpi_id)


def open_agreement(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    permission: Permission = Permission.READ,
) -> Opened:
    """Read an agreement in one transaction; for a voice, without money.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        stored = agreements.get(scope, agreement_id)
        authorise(actor, permission)
        money = actor.may(Permission.SEE_MONEY)
        return assemble(scope, stored, desk.library, money=money)


def assemble(
    scope: Scope,
    stored: Stored,
    library: Library,
    *,
    money: bool = True,
    table: bool = True,
) -> Opened:
    """Put the parts of a stored agreement together.

    A signed agreement is read from its signed version, not from its parts. Without
    ``table`` the candidates and positions of a signed one are left out: what follows
    on signing does not look at them.
    """
    signed = stored.settling.state is State.SIGNED
    selection = Selection()
    own: tuple[AnyKpi, ...] = ()
    if table or not signed:
        selection = selections.get(scope, stored)
        own = own_kpis.of_agreement(scope, stored)
    known = {**library.kpis, **{k.id: k for k in own}}
    version = None
    if signed:
        version = versions.of_agreement(scope, stored)[-1]
        dossier = snapshot.from_canonical(version.content)
    else:
        dossier = _in_talks(scope, stored, selection, known)
    if not money:
        dossier = replace(dossier, arrangements=(), scenarios=())
        version = replace(version, content="") if version else None
    return Opened(
        agreement=stored.agreement,
        settling=stored.settling,
        selection=selection,
        own_kpis=own,
        dossier=dossier,
        known=known,
        last_change=audit.last_change(scope, stored),
        version=version,
    )


def signed_versions(
    desk: Desk, actor: Actor, agreement_id: str
) -> tuple[SignedVersion, ...]:
    """Return the signed versions of an agreement, the oldest first."""
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        stored = agreements.get(scope, agreement_id)
        authorise(actor, Permission.SEE_MONEY)
        return versions.of_agreement(scope, stored)


def history(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    *,
    limit: int,
    offset: int = 0,
) -> tuple[Opened, tuple[Entry, ...]]:
    """Return an agreement, and who changed what in it, the newest first."""
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        stored = agreements.get(scope, agreement_id)
        authorise(actor, Permission.SEE_MONEY)
        entries = audit.of_agreement(scope, stored, limit, offset)
        return assemble(scope, stored, desk.library), entries


def _in_talks(
    scope: Scope,
    stored: Stored,
    selection: Selection,
    known: Mapping[KpiId, AnyKpi],
) -> Dossier:
    kpis = tuple(known[k] for k in selection.chosen if k in known)
    chosen = {k.id for k in kpis}
    return Dossier(
        agreement=stored.agreement,
        kpi_set=KpiSet(
            limit=selection.limit,
            chosen=selection.chosen,
            overrules=selection.overrules,
        ),
        kpis=kpis,
        ambitions=tuple(
            a for a in ambitions.of_agreement(scope, stored) if a.kpi_id in chosen
        ),
        plans=tuple(p for p in plans.of_agreement(scope, stored) if p.kpi_id in chosen),
        arrangements=arrangements.of_agreement(scope, stored),
        scenarios=scenarios.shared(scope, stored),
    )
