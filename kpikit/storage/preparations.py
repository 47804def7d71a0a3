"""Preparations: each through its own organisation alone."""

from dataclasses import replace

from sqlalchemy import bindparam, select

from kpikit import snapshot
from kpikit.domain.preparation import Preparation
from kpikit.storage import revisions
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import PrivatePreparationRow

_OWN = select(PrivatePreparationRow.content, PrivatePreparationRow.revision).where(
    in_scope(PrivatePreparationRow.agreement_key),
    PrivatePreparationRow.organisation_id == bindparam("for_organisation"),
)


def own(scope: Scope, stored: Stored) -> Preparation:
    """Return the preparation of the organisation of the scope; empty when new.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    row = scope.session.execute(_OWN, scope.of(stored)).one_or_none()
    if row is None:
        return Preparation()
    found = snapshot.load(Preparation, row.content)
    return replace(found, revision=row.revision)


def save(scope: Scope, stored: Stored, preparation: Preparation) -> Preparation:
    """Keep the own preparation; its revision is the opened one, 0 for the first.

    Raises:
        Outdated: a colleague changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    values = {"content": snapshot.dump(replace(preparation, revision=0))}
    revision = revisions.save(
        scope,
        stored,
        PrivatePreparationRow,
        {"organisation_id": scope.organisation.id},
        values,
        preparation.revision,
    )
    return replace(preparation, revision=revision)
