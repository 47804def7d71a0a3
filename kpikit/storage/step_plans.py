"""The step plans of an agreement, as all its parties share them."""

from dataclasses import replace

from sqlalchemy import select

from kpikit import snapshot
from kpikit.domain.improvement.step_plan import StepPlan
from kpikit.storage import revisions
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import StepPlanRow

_ALL = (
    select(StepPlanRow.content, StepPlanRow.revision)
    .where(in_scope(StepPlanRow.agreement_key))
    .order_by(StepPlanRow.care_path)
)


def of_agreement(scope: Scope, stored: Stored) -> tuple[StepPlan, ...]:
    """Return the step plans by the name of their care path.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.execute(_ALL, scope.of(stored))
    return tuple(
        replace(snapshot.load(StepPlan, row.content), revision=row.revision)
        for row in rows
    )


def save(scope: Scope, stored: Stored, plan: StepPlan) -> StepPlan:
    """Keep a step plan; its revision is the opened one, 0 for a new one.

    Raises:
        Outdated: somebody else made or changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    revision = revisions.save(
        scope,
        stored,
        StepPlanRow,
        {"care_path": plan.care_path},
        {"content": snapshot.dump(replace(plan, revision=0))},
        plan.revision,
    )
    return replace(plan, revision=revision)


def rename(scope: Scope, stored: Stored, plan: StepPlan, care_path: str) -> None:
    """Let a step plan, as it was read, follow the new name of its care path.

    Raises:
        Outdated: somebody else changed it, or the new name has a plan already.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    key = {"care_path": plan.care_path}
    revisions.remove(scope, stored, StepPlanRow, key, plan.revision)
    save(scope, stored, replace(plan, care_path=care_path, revision=0))
