"""Scenarios: private ones through their own organisation alone, and the shared ones."""

from dataclasses import replace

from sqlalchemy import bindparam, select

from kpikit import snapshot
from kpikit.domain.financing.study import SharedStudy, Study
from kpikit.storage import revisions
from kpikit.storage.revisions import table_of
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import PrivateScenarioRow, SharedScenarioRow

_PRIVATE_TABLE = table_of(PrivateScenarioRow)
_PRIVATE = (
    select(_PRIVATE_TABLE.c.content, _PRIVATE_TABLE.c.revision)
    .where(
        in_scope(PrivateScenarioRow.agreement_key),
        PrivateScenarioRow.organisation_id == bindparam("for_organisation"),
    )
    .order_by(PrivateScenarioRow.key)
)
_SHARED = (
    select(table_of(SharedScenarioRow).c.content)
    .where(in_scope(SharedScenarioRow.agreement_key))
    .order_by(SharedScenarioRow.key)
)


def private(scope: Scope, stored: Stored) -> tuple[Study, ...]:
    """Return the drafts of the organisation of the scope, the oldest first.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.rows(_PRIVATE, scope.of(stored))
    return tuple(
        replace(snapshot.load(Study, row.content), revision=row.revision)
        for row in rows
    )


def save(scope: Scope, stored: Stored, study: Study, expected_revision: int) -> Study:
    """Keep a draft, 0 for a new one; return it with its new revision.

    Raises:
        Outdated: a colleague made or changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    values = {"content": snapshot.dump(replace(study, revision=1))}
    own_key = _own(scope, study.id)
    revision = revisions.save(
        scope, stored, PrivateScenarioRow, own_key, values, expected_revision
    )
    return replace(study, revision=revision)


def remove(scope: Scope, stored: Stored, study_id: str, expected_revision: int) -> None:
    """Remove a draft.

    Raises:
        Outdated: a colleague changed or removed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    own_key = _own(scope, study_id)
    revisions.remove(scope, stored, PrivateScenarioRow, own_key, expected_revision)


def shared(scope: Scope, stored: Stored) -> tuple[SharedStudy, ...]:
    """Return the studies that a party showed to the other, the oldest first.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.rows(_SHARED, scope.of(stored))
    return tuple(snapshot.load(SharedStudy, row.content) for row in rows)


def share(scope: Scope, stored: Stored, study: SharedStudy) -> None:
    """Show a study to both parties.

    Raises:
        Outdated: it was shared already.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    values, own_key = {"content": snapshot.dump(study)}, {"id": study.study.id}
    revisions.save(scope, stored, SharedScenarioRow, own_key, values, 0)


def take_back(scope: Scope, stored: Stored, study_id: str) -> None:
    """Take a shared study away from both parties.

    Raises:
        Outdated: it is no longer shared.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    revisions.remove(scope, stored, SharedScenarioRow, {"id": study_id}, 1)


def _own(scope: Scope, study_id: str) -> dict[str, str]:
    return {"organisation_id": scope.organisation.id, "id": study_id}
