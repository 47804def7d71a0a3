"""Measurement plans of an agreement, per KPI."""

from dataclasses import replace

from sqlalchemy import select

from kpikit import snapshot
from kpikit.domain.kpi import KpiId
from kpikit.domain.measurement import MeasurementPlan
from kpikit.storage import revisions
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import PlanRow

_OF_AGREEMENT = (
    select(PlanRow.content, PlanRow.revision)
    .where(in_scope(PlanRow.agreement_key))
    .order_by(PlanRow.kpi_id)
)


def of_agreement(scope: Scope, stored: Stored) -> tuple[MeasurementPlan, ...]:
    """Return the measurement plans of an agreement, by KPI.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    return _read(scope, stored, None)


def get(scope: Scope, stored: Stored, kpi_id: KpiId) -> MeasurementPlan | None:
    """Return the measurement plan of a KPI, or ``None`` while there is none.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    return next(iter(_read(scope, stored, kpi_id)), None)


def save(
    scope: Scope, stored: Stored, plan: MeasurementPlan, expected_revision: int
) -> MeasurementPlan:
    """Keep a measurement plan, 0 for a new one; return it with its new revision.

    Raises:
        Outdated: somebody else made or changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    values = {"content": snapshot.dump(replace(plan, revision=1))}
    revision = revisions.save(
        scope, stored, PlanRow, {"kpi_id": plan.kpi_id}, values, expected_revision
    )
    return replace(plan, revision=revision)


def _read(
    scope: Scope, stored: Stored, kpi_id: KpiId | None
) -> tuple[MeasurementPlan, ...]:
    wanted = _OF_AGREEMENT
    if kpi_id is not None:
        wanted = wanted.where(PlanRow.kpi_id == kpi_id)
    return tuple(
        replace(snapshot.load(MeasurementPlan, content), revision=revision)
        for content, revision in scope.session.execute(wanted, scope.of(stored))
    )
