"""Organisation scans: the own ones through their own organisation alone."""

from dataclasses import replace

from sqlalchemy import bindparam, delete, insert, select

from kpikit import snapshot
from kpikit.domain.improvement.organisation_scan import OrganisationScan
from kpikit.storage import revisions
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import (
    PrivateOrganisationScanRow,
    SharedOrganisationScanRow,
)

_OWN = (
    select(PrivateOrganisationScanRow.content, PrivateOrganisationScanRow.revision)
    .where(
        in_scope(PrivateOrganisationScanRow.agreement_key),
        PrivateOrganisationScanRow.organisation_id == bindparam("for_organisation"),
    )
    .order_by(PrivateOrganisationScanRow.year)
)
_SHARED = (
    select(SharedOrganisationScanRow.content)
    .where(in_scope(SharedOrganisationScanRow.agreement_key))
    .order_by(SharedOrganisationScanRow.year)
)


def own(scope: Scope, stored: Stored) -> tuple[OrganisationScan, ...]:
    """Return the scans of the organisation of the scope, shown or not, by year.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.execute(_OWN, scope.of(stored))
    return tuple(
        replace(snapshot.load(OrganisationScan, row.content), revision=row.revision)
        for row in rows
    )


def shared(scope: Scope, stored: Stored) -> tuple[OrganisationScan, ...]:
    """Return the scans that were shown to all parties, by year.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.scalars(_SHARED, scope.of(stored))
    return tuple(snapshot.load(OrganisationScan, content) for content in rows)


def save(scope: Scope, stored: Stored, scan: OrganisationScan) -> OrganisationScan:
    """Keep an own scan; its revision is the opened one, 0 for the first.

    Raises:
        Outdated: a colleague changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    values = {"content": snapshot.dump(replace(scan, revision=0))}
    own_key = {"organisation_id": scope.organisation.id, "year": scan.year}
    revision = revisions.save(
        scope, stored, PrivateOrganisationScanRow, own_key, values, scan.revision
    )
    return replace(scan, revision=revision)


def show(scope: Scope, stored: Stored, year: int) -> None:
    """Let the other parties see the own scan as it is; the database copies it.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    key = scope.key(stored)
    table, private = SharedOrganisationScanRow, PrivateOrganisationScanRow
    there = (table.agreement_key == key, table.year == year)
    scope.session.execute(delete(table).where(*there))
    rows = select(private.agreement_key, private.year, private.content).where(
        private.agreement_key == key,
        private.organisation_id == scope.organisation.id,
        private.year == year,
    )
    names = ["agreement_key", "year", "content"]
    scope.session.execute(insert(table).from_select(names, rows))
