"""What the parties of an agreement aim for, per KPI."""

from dataclasses import replace

from sqlalchemy import select

from kpikit import snapshot
from kpikit.domain.ambition import AnyAmbition, MeasuredAmbition, NarrativeAmbition
from kpikit.domain.kpi import KpiId
from kpikit.storage import revisions
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import AmbitionRow

_TYPES: dict[str, type[MeasuredAmbition] | type[NarrativeAmbition]] = {
    "measured": MeasuredAmbition,
    "narrative": NarrativeAmbition,
}


_OF_AGREEMENT = (
    select(AmbitionRow.kind, AmbitionRow.content, AmbitionRow.revision)
    .where(in_scope(AmbitionRow.agreement_key))
    .order_by(AmbitionRow.kpi_id)
)


def of_agreement(scope: Scope, stored: Stored) -> tuple[AnyAmbition, ...]:
    """Return the ambitions of an agreement, by KPI.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    return _read(scope, stored, None)


def get(scope: Scope, stored: Stored, kpi_id: KpiId) -> AnyAmbition | None:
    """Return the ambition on a KPI, or ``None`` while there is none.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    return next(iter(_read(scope, stored, kpi_id)), None)


def save(
    scope: Scope, stored: Stored, ambition: AnyAmbition, expected_revision: int
) -> AnyAmbition:
    """Keep an ambition, 0 for a new one; return it with its new revision.

    Raises:
        Outdated: somebody else made or changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    measured = isinstance(ambition, MeasuredAmbition)
    values = {
        "kind": "measured" if measured else "narrative",
        "content": snapshot.dump(replace(ambition, revision=1)),
    }
    own_key = {"kpi_id": ambition.kpi_id}
    revision = revisions.save(
        scope, stored, AmbitionRow, own_key, values, expected_revision
    )
    return replace(ambition, revision=revision)


def _read(
    scope: Scope, stored: Stored, kpi_id: KpiId | None
) -> tuple[AnyAmbition, ...]:
    wanted = _OF_AGREEMENT
    if kpi_id is not None:
        wanted = wanted.where(AmbitionRow.kpi_id == kpi_id)
    return tuple(
        replace(snapshot.load(_TYPES[kind], content), revision=revision)
        for kind, content, revision in scope.session.execute(wanted, scope.of(stored))
    )
