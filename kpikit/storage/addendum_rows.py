"""How talks about an addendum are read beside the agreement that they are."""

from sqlalchemy import Select
from sqlalchemy.orm import aliased

from kpikit.domain.addendum import AddendumTalks, Ending
from kpikit.domain.party import PartyRole
from kpikit.storage.agreement_list import AnyRow
from kpikit.storage.revisions import table_of
from kpikit.storage.tables import AddendumRow, AgreementRow

_ADDENDA = table_of(AddendumRow)
BASE = aliased(AgreementRow)
COLUMNS = (
    BASE.id.label("base_id"),
    *(_ADDENDA.c[name].label(f"addendum_{name}") for name in _ADDENDA.columns.keys()),  # noqa: SIM118,
)
"""The columns of which talks about an addendum are made, all null without any."""


def with_addendum(query: Select[AnyRow]) -> Select[AnyRow]:
    """Return a query of agreements with ``COLUMNS``, without talks that ended."""
    return (
        query.outerjoin(AddendumRow, AddendumRow.agreement_key == AgreementRow.key)
        .outerjoin(BASE, BASE.key == AddendumRow.base_key)
        .where(AddendumRow.ended.is_(None))
    )


def talks_from(row: AnyRow) -> AddendumTalks | None:
    """Return the talks of a row with ``COLUMNS``, or ``None`` when it has none."""
    if row.addendum_number is None:
        return None
    return AddendumTalks(
        id=row.id,
        base_id=row.base_id,
        number=row.addendum_number,
        base_hash=row.addendum_base_hash,
        reason=row.addendum_reason,
        opened_by=PartyRole(row.addendum_opened_by),
        opened_name=row.addendum_opened_name,
        opened_at=row.addendum_opened_at,
        ended=Ending(row.addendum_ended) if row.addendum_ended else None,
        ended_name=row.addendum_ended_name,
        ended_at=row.addendum_ended_at,
    )
