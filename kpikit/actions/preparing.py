"""Prepare the talks, for the own organisation alone; no history tells of it."""

from dataclasses import dataclass

from kpikit.actions.desk import Actor, Change, Desk, changing
from kpikit.actions.opening import Opened, assemble
from kpikit.actions.reading import reading
from kpikit.domain.access import Permission
from kpikit.domain.kpi import AnyKpi
from kpikit.domain.preparation import Preparation, preparation_problems
from kpikit.problems import Refused
from kpikit.storage import preparations


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPreparation:
    """An agreement with the own preparation, and the KPIs that are on the table."""

    opened: Opened
    preparation: Preparation

    @property
    def kpis(self) -> tuple[AnyKpi, ...]:
        """The KPIs on the table, in the order in which they came."""
        return kpis_on_the_table(self.opened)


def kpis_on_the_table(opened: Opened) -> tuple[AnyKpi, ...]:
    """Return every candidate that the library or the parties describe."""
    found = (opened.kpi(c.kpi_id) for c in opened.selection.candidates)
    return tuple(kpi for kpi in found if kpi is not None)


def open_preparation(desk: Desk, actor: Actor, agreement_id: str) -> OpenedPreparation:
    """Read the own preparation.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not prepare.
    """
    with reading(desk, actor, agreement_id, Permission.PREPARE) as read:
        return OpenedPreparation(
            opened=read.opened,
            preparation=preparations.own(read.scope, read.stored),
        )


def prepare(
    desk: Desk, actor: Actor, agreement_id: str, preparation: Preparation
) -> Preparation:
    """Keep the own preparation; what is no candidate any more is kept as it is.

    Raises:
        Refused: a weight or number cannot be right.
        Outdated: a colleague changed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.PREPARE) as change:
        kpis = _kpis(change)
        if found := preparation_problems(preparation, kpis):
            raise Refused(found)
        return preparations.save(change.scope, change.stored, preparation)


def _kpis(change: Change) -> tuple[AnyKpi, ...]:
    opened = assemble(change.scope, change.stored, change.desk.library)
    return kpis_on_the_table(opened)
