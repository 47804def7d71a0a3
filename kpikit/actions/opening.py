"""Read an agreement as a whole: what every page about it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from kpikit import snapshot
from kpikit.domain.agreement import Agreement, Dossier, KpiSet, State
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.library import Library
from kpikit.domain.selection import Selection
from kpikit.domain.settling import Settling
from kpikit.storage import (
    ambitions,
    arrangements,
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


def assemble(
    scope: Scope,
    stored: Stored,
    library: Library,
    last_change: Entry | None = None,
    *,
    money: bool = True,
    table: bool = True,
) -> Opened:
    """Put the parts of a stored agreement together.

    A signed agreement is read from its signed version, not from its parts. Without
    ``table`` the candidates and positions of a signed one are left out: what follows
    on signing does not look at them. ``last_change`` is the newest line of its history,
    for pages that tell who saved it.
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
        last_change=last_change,
        version=version,
    )


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
