"""Remarks about the KPIs of an agreement, as all its parties share them."""

from sqlalchemy import func, insert, select

from kpikit import snapshot
from kpikit.domain.talk import Remark
from kpikit.storage.revisions import table_of
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import RemarkRow

_ALL = (
    select(RemarkRow.content)
    .where(in_scope(RemarkRow.agreement_key))
    .order_by(RemarkRow.number)
)
_LAST = select(func.max(RemarkRow.number)).where(in_scope(RemarkRow.agreement_key))


def of_agreement(scope: Scope, stored: Stored) -> tuple[Remark, ...]:
    """Return all remarks, the first one first.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.scalars(_ALL, scope.of(stored))
    return tuple(snapshot.load(Remark, content) for content in rows)


def add(scope: Scope, stored: Stored, remark: Remark) -> None:
    """Keep a remark behind the others.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    last = scope.session.scalar(_LAST, scope.of(stored)) or 0
    scope.session.execute(
        insert(table_of(RemarkRow)).values(
            agreement_key=scope.key(stored),
            number=last + 1,
            kpi_id=remark.kpi_id,
            sort=remark.sort,
            content=snapshot.dump(remark),
        )
    )
