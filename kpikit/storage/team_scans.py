"""Team scans: what a team recorded together, through its own organisation alone."""

from dataclasses import replace

from sqlalchemy import bindparam, delete, insert, select

from kpikit import snapshot
from kpikit.domain.improvement.team_scan import TeamScan
from kpikit.storage import revisions
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import PrivateTeamScanRow, SharedTeamScanRow

_OWN = (
    select(PrivateTeamScanRow.content, PrivateTeamScanRow.revision)
    .where(
        in_scope(PrivateTeamScanRow.agreement_key),
        PrivateTeamScanRow.organisation_id == bindparam("for_organisation"),
    )
    .order_by(PrivateTeamScanRow.care_path, PrivateTeamScanRow.year)
)
_SHARED = (
    select(SharedTeamScanRow.content)
    .where(in_scope(SharedTeamScanRow.agreement_key))
    .order_by(SharedTeamScanRow.care_path, SharedTeamScanRow.year)
)


def own(scope: Scope, stored: Stored) -> tuple[TeamScan, ...]:
    """Return the scans of the organisation of the scope, shown or not.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.execute(_OWN, scope.of(stored))
    return tuple(
        replace(snapshot.load(TeamScan, row.content), revision=row.revision)
        for row in rows
    )


def shared(scope: Scope, stored: Stored) -> tuple[TeamScan, ...]:
    """Return the scans that were shown to all parties, by care path and year.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.scalars(_SHARED, scope.of(stored))
    return tuple(snapshot.load(TeamScan, content) for content in rows)


def save(scope: Scope, stored: Stored, scan: TeamScan) -> TeamScan:
    """Keep an own scan; its revision is the opened one, 0 for the first.

    Raises:
        Outdated: a colleague changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    values = {"content": snapshot.dump(replace(scan, revision=0))}
    own_key = {
        "organisation_id": scope.organisation.id,
        "care_path": scan.care_path,
        "year": scan.year,
    }
    revision = revisions.save(
        scope, stored, PrivateTeamScanRow, own_key, values, scan.revision
    )
    return replace(scan, revision=revision)


def show(scope: Scope, stored: Stored, care_path: str, year: int) -> None:
    """Let the other parties see the own scan as it is; the database copies it.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    key = scope.key(stored)
    table, private = SharedTeamScanRow, PrivateTeamScanRow
    there = (
        table.agreement_key == key,
        table.care_path == care_path,
        table.year == year,
    )
    scope.session.execute(delete(table).where(*there))
    rows = select(
        private.agreement_key, private.care_path, private.year, private.content
    ).where(
        private.agreement_key == key,
        private.organisation_id == scope.organisation.id,
        private.care_path == care_path,
        private.year == year,
    )
    names = ["agreement_key", "care_path", "year", "content"]
    scope.session.execute(insert(table).from_select(names, rows))
