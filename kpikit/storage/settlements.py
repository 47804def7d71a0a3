"""Settlements of an agreement, per year and phase; what both agreed stays as it is."""

from dataclasses import replace

from sqlalchemy import select

from kpikit import snapshot
from kpikit.domain.party import PartyRole
from kpikit.domain.settlement.agreeing import Content, Settlement
from kpikit.domain.settling import Approval
from kpikit.storage import revisions
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import SettlementRow

_APPROVALS = tuple[Approval, ...]
_OF_AGREEMENT = (
    select(SettlementRow)
    .where(in_scope(SettlementRow.agreement_key))
    .order_by(SettlementRow.year, SettlementRow.phase.desc())
    .execution_options(populate_existing=True)
)


def of_agreement(scope: Scope, stored: Stored) -> tuple[Settlement, ...]:
    """Return the settlements, by year, the provisional one before the final one.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.scalars(_OF_AGREEMENT, scope.of(stored))
    return tuple(_from_row(row) for row in rows)


def save(
    scope: Scope, stored: Stored, settlement: Settlement, expected_revision: int
) -> Settlement:
    """Keep a settlement, 0 for a new one; return it with its new revision.

    Raises:
        Outdated: somebody else made or changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    text = snapshot.dump(settlement.content)
    values = {
        "content": text,
        "content_hash": settlement.content_hash,
        "proposed_by": settlement.proposed_by.value,
        "proposer": settlement.proposer,
        "proposed_at": settlement.proposed_at,
        "approvals": snapshot.dump(settlement.approvals),
        "agreed_at": settlement.approvals[-1].at if settlement.agreed else None,
    }
    own_key = {"year": settlement.year, "phase": settlement.phase.value}
    revision = revisions.save(
        scope, stored, SettlementRow, own_key, values, expected_revision
    )
    return replace(settlement, revision=revision)


def _from_row(row: SettlementRow) -> Settlement:
    return Settlement(
        content=snapshot.load(Content, row.content),
        content_hash=row.content_hash,
        proposed_by=PartyRole(row.proposed_by),
        proposer=row.proposer,
        proposed_at=row.proposed_at,
        approvals=snapshot.load(_APPROVALS, row.approvals),
        revision=row.revision,
    )
