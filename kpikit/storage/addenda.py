"""Addenda: talks about a change to a signed agreement, and how they ended."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import bindparam, insert, literal, select, update

from kpikit.domain.addendum import AddendumTalks, Ending
from kpikit.storage.addendum_rows import BASE, COLUMNS, talks_from
from kpikit.storage.revisions import table_of, touched
from kpikit.storage.scope import Scope, Stored, in_scope, is_party
from kpikit.storage.tables import AddendumRow, AgreementRow, Base, SelectionRow
from kpikit.storage.triggers import CONTENT
from kpikit.storage.uniqueness import new

_ADDENDA = table_of(AddendumRow)
_OF_AGREEMENT = (
    select(AgreementRow.id, *COLUMNS)
    .join(AddendumRow, AddendumRow.agreement_key == AgreementRow.key)
    .join(BASE, BASE.key == AddendumRow.base_key)
    .where(in_scope(AddendumRow.base_key))
    .order_by(AddendumRow.opened_at, AddendumRow.agreement_key)
)
_BASE_OF_ENDED = (
    select(BASE.id)
    .join(AddendumRow, AddendumRow.base_key == BASE.key)
    .join(AgreementRow, AgreementRow.key == AddendumRow.agreement_key)
    .where(
        AgreementRow.id == bindparam("talks"),
        AddendumRow.ended.is_not(None),
        is_party(AddendumRow.base_key),
    )
)
_LAST_SIGNED = (
    select(AddendumRow.agreement_key)
    .where(in_scope(AddendumRow.base_key), AddendumRow.ended == Ending.SIGNED.value)
    .order_by(AddendumRow.number.desc())
    .limit(1)
)
_PARENTS = ("own_kpis", "candidates")
"""What others in an agreement point to, and so is copied first."""


def of_agreement(scope: Scope, stored: Stored) -> tuple[AddendumTalks, ...]:
    """Return all talks about addenda to an agreement, the oldest first.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.execute(_OF_AGREEMENT, scope.of(stored))
    return tuple(filter(None, map(talks_from, rows)))


def base_of_ended(scope: Scope, public_id: str) -> str | None:
    """Return the id of the signed agreement that ended talks were about, if any."""
    found = scope.session.scalar(_BASE_OF_ENDED, {"talks": public_id, **scope.own})
    return str(found) if found else None


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
