"""What each person of a team gave: the own, and what was handed in without names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, bindparam, case, or_, select

from kpikit import snapshot
from kpikit.domain.improvement.team_scan import MemberScan
from kpikit.storage import revisions
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import PrivateMemberScanRow as Table

_MINE = Table.user_id == bindparam("for_user")
_GIVEN = (
    select(
        case((_MINE, 1), else_=0).label("mine"),
        Table.content,
        Table.handed_in,
        Table.revision,
    )
    .where(
        in_scope(Table.agreement_key),
        Table.organisation_id == bindparam("for_organisation"),
        or_(_MINE, Table.handed_in == 1),
    )
    .order_by(Table.year, Table.care_path, Table.content)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The own scans of a person, and all that were handed in, the own among them."""

    own: tuple[MemberScan, ...]
    handed_in: tuple[MemberScan, ...]


def given(scope: Scope, stored: Stored, user_id: str) -> Given:
    """Return the own scans, and what the own organisation handed in without names.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    wanted = {**scope.of(stored), "for_user": user_id}
    rows = scope.session.execute(_GIVEN, wanted).all()
    return Given(
        own=tuple(_scans(row for row in rows if row.mine)),
        handed_in=tuple(_scans(row for row in rows if row.handed_in)),
    )


def save(scope: Scope, stored: Stored, user_id: str, scan: MemberScan) -> MemberScan:
    """Keep the scan of a person; its revision is the opened one, 0 for the first.

    Raises:
        Outdated: it was changed in the meantime, on another screen.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    values = {
        "content": snapshot.dump(replace(scan, handed_in=False, revision=0)),
        "handed_in": int(scan.handed_in),
    }
    own_key = {
        "organisation_id": scope.organisation.id,
        "user_id": user_id,
        "care_path": scan.care_path,
        "year": scan.year,
    }
    revision = revisions.save(scope, stored, Table, own_key, values, scan.revision)
    return replace(scan, revision=revision)


def _scans(rows: Iterator[Row[Any]]) -> Iterator[MemberScan]:
    for row in rows:
        kept = snapshot.load(MemberScan, row.content)
        yield replace(kept, handed_in=bool(row.handed_in), revision=row.revision)
