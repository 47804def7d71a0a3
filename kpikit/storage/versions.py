"""Signed versions: the canonical text of an agreement, kept for ever."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from kpikit import snapshot
from kpikit.domain.settling import Approval
from kpikit.problems import NotFoundHere
from kpikit.storage.revisions import table_of
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import VersionRow
from kpikit.storage.uniqueness import new


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedVersion:
    """A version that both parties signed; ``content`` is the canonical text."""

    number: int
    content: str
    content_hash: str
    signed_at: datetime
    acceptances: tuple[Approval, ...]
    signatures: tuple[Approval, ...]


_OF_AGREEMENT = (
    select(VersionRow)
    .where(in_scope(VersionRow.agreement_key))
    .order_by(VersionRow.number)
)


def add(scope: Scope, stored: Stored, version: SignedVersion) -> None:
    """Keep a signed version; nothing can change or remove it afterwards.

    Raises:
        ValueError: the hash is not that of the content.
        AlreadyThere: the agreement has a version with this number.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    key = scope.key(stored)
    if snapshot.text_hash(version.content) != version.content_hash:
        raise ValueError("the hash is not that of the content")
    with new(scope.session):
        scope.session.execute(
            insert(table_of(VersionRow)).values(
                agreement_key=key,
                number=version.number,
                content=version.content,
                content_hash=version.content_hash,
                signed_at=version.signed_at,
                acceptances=_dump(version.acceptances),
                signatures=_dump(version.signatures),
            )
        )


def of_agreement(scope: Scope, stored: Stored) -> tuple[SignedVersion, ...]:
    """Return the signed versions of an agreement, the oldest first.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.scalars(_OF_AGREEMENT, scope.of(stored))
    return tuple(_from_row(row) for row in rows)


def get(scope: Scope, stored: Stored, number: int) -> SignedVersion:
    """Return one signed version.

    Raises:
        NotFoundHere: no such version, or the organisation takes no part.
    """
    wanted = _OF_AGREEMENT.where(VersionRow.number == number)
    row = scope.session.scalar(wanted, scope.of(stored))
    if row is None:
        raise NotFoundHere
    return _from_row(row)


def _dump(approvals: tuple[Approval, ...]) -> str:
    return snapshot.dump(approvals)


def _from_row(row: VersionRow) -> SignedVersion:
    return SignedVersion(
        number=row.number,
        content=row.content,
        content_hash=row.content_hash,
        signed_at=row.signed_at,
        acceptances=snapshot.load(tuple[Approval, ...], row.acceptances),
        signatures=snapshot.load(tuple[Approval, ...], row.signatures),
    )
