"""KPIs that the parties of one agreement wrote themselves."""

from sqlalchemy import select

from kpikit import snapshot
from kpikit.domain.kpi import AnyKpi, KpiId, MeasuredKpi, NarrativeKpi
from kpikit.storage import revisions
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import OwnKpiRow

_TYPES: dict[str, type[MeasuredKpi] | type[NarrativeKpi]] = {
    "measured": MeasuredKpi,
    "narrative": NarrativeKpi,
}
_OF_AGREEMENT = (
    select(OwnKpiRow.kind, OwnKpiRow.content)
    .where(in_scope(OwnKpiRow.agreement_key))
    .order_by(OwnKpiRow.kpi_id)
)


def of_agreement(scope: Scope, stored: Stored) -> tuple[AnyKpi, ...]:
    """Return the own KPIs of an agreement, by id.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.execute(_OF_AGREEMENT, scope.of(stored))
    return tuple(snapshot.load(_TYPES[kind], content) for kind, content in rows)


def save(scope: Scope, stored: Stored, kpi: AnyKpi, expected_revision: int) -> int:
    """Keep an own KPI; 0 stands for a new one. Returns the new revision.

    Raises:
        Outdated: somebody else made or changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    kind = "measured" if isinstance(kpi, MeasuredKpi) else "narrative"
    values = {"kind": kind, "content": snapshot.dump(kpi)}
    return revisions.save(
        scope, stored, OwnKpiRow, {"kpi_id": kpi.id}, values, expected_revision
    )


def remove(scope: Scope, stored: Stored, kpi_id: KpiId, expected_revision: int) -> None:
    """Remove an own KPI.

    Raises:
        Outdated: somebody else changed or removed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    revisions.remove(scope, stored, OwnKpiRow, {"kpi_id": kpi_id}, expected_revision)


def revision_of(scope: Scope, stored: Stored, kpi_id: KpiId) -> int:
    """Return the revision of an own KPI, 0 when there is none.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    return revisions.revision_of(scope, stored, OwnKpiRow, {"kpi_id": kpi_id})
