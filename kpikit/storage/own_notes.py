"""Numbered notes that an organisation keeps for itself; they are only added to."""

from typing import Generic, TypeVar

from sqlalchemy import bindparam, insert, select

from kpikit import snapshot
from kpikit.storage.base import Base
from kpikit.storage.revisions import table_of
from kpikit.storage.scope import Scope

_T = TypeVar("_T")


class OwnNotes(Generic[_T]):
    """The notes of one kind, in the table of that kind."""

    def __init__(self, of: type[_T], row: type[Base]) -> None:
        """Take what a note holds, and the table."""
        self._of, self._table = of, table_of(row)
        column = self._table.c
        self._all = (
            select(column.content)
            .where(column.organisation_id == bindparam("for_organisation"))
            .order_by(column.number)
        )

    def every(self, scope: Scope) -> tuple[_T, ...]:
        """Return every note of the own organisation, the first one first."""
        rows = scope.session.scalars(self._all, scope.own)
        return tuple(snapshot.load(self._of, content) for content in rows)

    def add(self, scope: Scope, note: _T, number: int) -> None:
        """Keep a note, as the ``number``-th."""
        scope.session.execute(
            insert(self._table).values(
                organisation_id=scope.organisation.id,
                number=number,
                content=snapshot.dump(note),
            )
        )
