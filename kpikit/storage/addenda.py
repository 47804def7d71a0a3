"""Addenda: talks about a change to a signed agreement, and how they ended."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Select, insert, literal, select, update
from sqlalchemy.orm import aliased

from kpikit.domain.addendum import AddendumTalks, Ending
from kpikit.domain.party import PartyRole
from kpikit.storage.agreement_list import AnyRow
from kpikit.storage.revisions import table_of, touched
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import AddendumRow, AgreementRow, Base, SelectionRow
from kpikit.storage.triggers import CONTENT
from kpikit.storage.uniqueness import new

_ADDENDA = table_of(AddendumRow)
_BASE = aliased(AgreementRow)
COLUMNS = (
    _BASE.id.label("base_id"),
    *(_ADDENDA.c[name].label(f"addendum_{name}") for name in _ADDENDA.columns.keys()),  # noqa: SIM118,
)
"""The columns of which talks about an addendum are made, all null without any."""
_OF_AGREEMENT = (
    select(AgreementRow.id, *COLUMNS)
    .join(AddendumRow, AddendumRow.agreement_key == AgreementRow.key)
    .join(_BASE, _BASE.key == AddendumRow.base_key)
    .where(in_scope(AddendumRow.base_key))
    .order_by(AddendumRow.opened_at, AddendumRow.agreement_key)
)
_LAST_SIGNED = (
    select(AddendumRow.agreement_key)
    .where(in_scope(AddendumRow.base_key), AddendumRow.ended == Ending.SIGNED.value)
    .order_by(AddendumRow.number.desc())
    .limit(1)
)
_PARENTS = ("own_kpis", "candidates")
"""What others in an agreement point to, and so is copied first."""


def with_addendum(query: Select[AnyRow]) -> Select[AnyRow]:
    """Return a query of agreements with ``COLUMNS``, without talks that ended."""
    return (
        query.outerjoin(AddendumRow, AddendumRow.agreement_key == AgreementRow.key)
        .outerjoin(_BASE, _BASE.key == AddendumRow.base_key)
        .where(AddendumRow.ended.is_(None))
    )


def of_agreement(scope: Scope, stored: Stored) -> tuple[AddendumTalks, ...]:
    """Return all talks about addenda to an agreement, the oldest first.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.execute(_OF_AGREEMENT, scope.of(stored))
    return tuple(filter(None, map(talks_from, rows)))


def add(scope: Scope, base: Stored, talks: Stored, addendum: AddendumTalks) -> None:
    """Begin talks about an addendum, with the content of the version in force.

    Raises:
        AlreadyThere: talks about another one are going on.
        NotFoundHere: the organisation takes no part in it.
    """
    with new(scope.session):
        scope.session.execute(
            insert(_ADDENDA).values(
                agreement_key=scope.key(talks),
                base_key=scope.key(base),
                number=addendum.number,
                base_hash=addendum.base_hash,
                reason=addendum.reason,
                opened_by=addendum.opened_by,
                opened_name=addendum.opened_name,
                opened_at=addendum.opened_at,
                ended_name="",
            )
        )
    source = scope.session.scalar(_LAST_SIGNED, scope.of(base)) or base.key
    for table in _content():
        _copy(scope, table, source, talks)


def end(scope: Scope, talks: Stored, ended: Ending, name: str, at: datetime) -> None:
    """End talks about an addendum; nothing can change or reopen them afterwards.

    Raises:
        NotFoundHere: the organisation takes no part in it.
    """
    own = scope.only(_ADDENDA.c.agreement_key, talks)
    values = {"ended": ended, "ended_name": name, "ended_at": at}
    touched(scope.session, update(_ADDENDA).where(own).values(**values))


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


def _content() -> Iterator[str]:
    """Yield the tables of the content of an agreement, parents first.

    New talks have their parties already.
    """
    yield from _PARENTS
    yield from (t for t in CONTENT if t not in (*_PARENTS, "agreement_parties"))


def _copy(scope: Scope, name: str, source: int, talks: Stored) -> None:
    """Copy the rows of one table from a signed agreement to talks."""
    table = Base.metadata.tables[name]
    if name == SelectionRow.__tablename__:
        scope.session.execute(
            table.delete().where(scope.only(table.c.agreement_key, talks))
        )
    rest = [c for c in table.c if c.name not in ("key", "agreement_key")]
    rows = select(literal(talks.key), *rest).where(table.c.agreement_key == source)
    taken = rows.order_by(*table.primary_key)  # the order of candidates is that of keys
    names = ["agreement_key", *(column.name for column in rest)]
    scope.session.execute(insert(table).from_select(names, taken))
