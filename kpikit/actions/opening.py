"""Read an agreement as a whole: what every page about it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from kpikit import snapshot
from kpikit.domain.addendum import AddendumTalks, open_to_all
from kpikit.domain.agreement import Agreement, Dossier, KpiSet, State
from kpikit.domain.difference.comparing import differences
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.library import Library
from kpikit.domain.selection import Selection
from kpikit.domain.settling import Settling
from kpikit.storage import (
    addenda,
    agreements,
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
    without its content, because the money stands in it. ``addendum`` is there when
    these are talks about a change to a signed agreement, ``addenda`` are all such talks
    about this one.
    """

    agreement: Agreement
    settling: Settling
    selection: Selection
    own_kpis: tuple[AnyKpi, ...]
    dossier: Dossier
    known: Mapping[KpiId, AnyKpi]
    last_change: Entry | None
    version: SignedVersion | None = None
    addendum: AddendumTalks | None = None
    addenda: tuple[AddendumTalks, ...] = ()

    @property
    def open_addendum(self) -> AddendumTalks | None:
        """The addendum to this agreement that is being talked about, if any."""
        return next((a for a in self.addenda if a.ended is None), None)

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
    addendum = stored.addendum
    base = version_under(scope, addendum) if addendum else None
    if base is not None:  # a KPI reads as it was signed, until the parties change it
        known |= {k.id: k for k in base.kpis}
    version = versions.of_agreement(scope, stored)[-1] if signed else None
    if version is None:
        dossier = _in_talks(scope, stored, selection, known)
    else:
        dossier = snapshot.from_canonical(version.content)
    dossier = seen(dossier, money=money)
    if base is not None and addendum is not None:
        dossier = on_top(addendum, seen(base, money=money), dossier)
    opened = Opened(
        agreement=stored.agreement,
        settling=stored.settling,
        selection=selection,
        own_kpis=own,
        dossier=dossier,
        known=known,
        last_change=last_change,
        addendum=addendum,
    )
    return _in_force(scope, stored, opened, version, money=money) if version else opened


def _in_force(
    scope: Scope,
    stored: Stored,
    opened: Opened,
    version: SignedVersion,
    *,
    money: bool,
) -> Opened:
    """Return a signed agreement as its last version has it, with all its addenda."""
    frame = opened.dossier.agreement
    return replace(
        opened,
        agreement=replace(frame, revision=stored.agreement.revision),
        settling=replace(
            stored.settling,
            acceptances=version.acceptances,
            signatures=version.signatures,
        ),
        version=version if money else replace(version, content=""),
        addenda=addenda.of_agreement(scope, stored),
    )


def version_under(scope: Scope, addendum: AddendumTalks) -> Dossier:
    """Return what was signed in the version on which an addendum rests.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    base = agreements.get(scope, addendum.base_id)
    version = versions.get(scope, base, addendum.number - 1)
    return snapshot.from_canonical(version.content)


def on_top(addendum: AddendumTalks, base: Dossier, dossier: Dossier) -> Dossier:
    """Return the content of talks as the next version of the signed agreement."""
    frame = replace(dossier.agreement, id=addendum.base_id)
    whole = replace(dossier, agreement=frame)
    return replace(whole, addendum=addendum.signed_as(differences(base, whole)))


def seen(dossier: Dossier, *, money: bool) -> Dossier:
    """Return a dossier as its reader sees it; a voice without money.

    What an earlier addendum changed is then told only as far as it is open to all.
    """
    if money:
        return dossier
    return replace(
        dossier,
        arrangements=(),
        scenarios=(),
        addendum=open_to_all(dossier.addendum),
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
