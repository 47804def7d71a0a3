"""What an organisation writes for itself and shows on purpose: two tables, one way in.

The own rows are reached through their own organisation alone. What is shown is a copy
that the database itself makes, as it reads at that moment.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, Table, bindparam, delete, insert, select

from kpikit import snapshot
from kpikit.storage import revisions
from kpikit.storage.base import Base
from kpikit.storage.revisions import table_of
from kpikit.storage.scope import Scope, Stored, in_scope


class Revised(Protocol):
    """A dataclass that knows as of which revision it was opened."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def revision(self) -> int:
        """0 while it is new."""


T = TypeVar("T", bound=Revised)


class Showing(Generic[T]):
    """The two tables of one kind of thing."""

    def __init__(
        self, kind: type[T], private: type[Base], shared: type[Base], *key: str
    ) -> None:
        """Take the tables, and the fields that tell one thing from another.

        With a role in the tables each party can show one of its own.
        """
        self._kind, self._row, self._key = kind, private, key
        self._private, self._shared = table_of(private), table_of(shared)
        self._has_role = "role" in self._shared.c
        names = (*key, "role") if self._has_role else key
        self._copied = ("agreement_key", *names, "content")
        mine, theirs = self._private.c, self._shared.c
        self._of_own = (
            select(mine.content, mine.revision)
            .where(in_scope(mine.agreement_key))
            .where(mine.organisation_id == bindparam("for_organisation"))
            .order_by(*(mine[name] for name in key))
        )
        self._of_all = (
            select(theirs.content)
            .where(in_scope(theirs.agreement_key))
            .order_by(*(theirs[name] for name in names))
        )

    def own(self, scope: Scope, stored: Stored) -> tuple[T, ...]:
        """Return what the organisation of the scope wrote, shown or not.

        Raises:
            NotFoundHere: the organisation takes no part in the agreement.
        """
        rows = scope.session.execute(self._of_own, scope.of(stored))
        return tuple(
            replace(snapshot.load(self._kind, row.content), revision=row.revision)
            for row in rows
        )

    def shared(self, scope: Scope, stored: Stored) -> tuple[T, ...]:
        """Return what all parties see.

        Raises:
            NotFoundHere: the organisation takes no part in the agreement.
        """
        rows = scope.session.scalars(self._of_all, scope.of(stored))
        return tuple(snapshot.load(self._kind, content) for content in rows)

    def save(self, scope: Scope, stored: Stored, one: T) -> T:
        """Keep an own one; its revision is the opened one, 0 for the first.

        Raises:
            Outdated: a colleague changed it.
            NotFoundHere: the organisation takes no part in the agreement.
        """
        own_key = {name: getattr(one, name) for name in self._key}
        own_key["organisation_id"] = scope.organisation.id
        content = snapshot.dump(replace(one, revision=0))
        values = {"content": content, **self._role(scope)}
        revision = revisions.save(
            scope, stored, self._row, own_key, values, one.revision
        )
        return replace(one, revision=revision)

    def show(self, scope: Scope, stored: Stored, *key: object) -> None:
        """Let the others see the own one with this key as it is; a copy is made.

        Raises:
            NotFoundHere: the organisation takes no part in the agreement.
        """
        named = zip(self._key, key, strict=True)
        there = {"agreement_key": scope.key(stored), **dict(named)}
        before = _alike(self._shared, {**there, **self._role(scope)})
        scope.session.execute(delete(self._shared).where(*before))
        mine = _alike(
            self._private, {**there, "organisation_id": scope.organisation.id}
        )
        rows = select(*(self._private.c[name] for name in self._copied)).where(*mine)
        scope.session.execute(insert(self._shared).from_select(self._copied, rows))

    def _role(self, scope: Scope) -> dict[str, str]:
        return {"role": scope.organisation.role.value} if self._has_role else {}


def _alike(table: Table, values: Mapping[str, object]) -> list[ColumnElement[bool]]:
    return [table.c[name] == value for name, value in values.items()]
