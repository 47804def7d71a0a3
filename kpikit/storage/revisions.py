"""Saving one row of an agreement only as it was when somebody opened it."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Delete,
    Table,
    Update,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kpikit.problems import Outdated
from kpikit.storage.scope import Scope, Stored
from kpikit.storage.tables import Base

Values = Mapping[str, Any]


def table_of(row: type[Base]) -> Table:
    """Return the table of a row class."""
    return cast("Table", row.__table__)


def touched(session: Session, statement: Update | Delete) -> int:
    """Carry out a change and return how many rows it touched."""
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def save(
    scope: Scope,
    stored: Stored,
    row: type[Base],
    own_key: Values,
    values: Values,
    expected: int,
) -> int:
    """Write a row whose revision is still ``expected``; return its new revision.

    With 0 the row has to be new.

    Raises:
        Outdated: somebody else made or changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    table = table_of(row)
    key = scope.key(stored)
    if expected == 0:
        full = {"agreement_key": key, **own_key, **values, "revision": 1}
        try:
            with scope.session.begin_nested():
                scope.session.execute(insert(table).values(full))
        except IntegrityError as error:
            found = revision_of(scope, stored, row, own_key)
            if found:
                raise Outdated(0, found) from error
            raise
        return 1
    changed = touched(
        scope.session,
        update(table)
        .where(_mine(scope, stored, table, own_key), table.c.revision == expected)
        .values(**values, revision=expected + 1),
    )
    if changed != 1:
        raise Outdated(expected, revision_of(scope, stored, row, own_key))
    return expected + 1


def remove(
    scope: Scope, stored: Stored, row: type[Base], own_key: Values, expected: int
) -> None:
    """Delete a row whose revision is still ``expected``.

    Raises:
        Outdated: somebody else changed or removed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    table = table_of(row)
    gone = touched(
        scope.session,
        delete(table).where(
            _mine(scope, stored, table, own_key), table.c.revision == expected
        ),
    )
    if gone != 1:
        raise Outdated(expected, revision_of(scope, stored, row, own_key))


def revision_of(scope: Scope, stored: Stored, row: type[Base], own_key: Values) -> int:
    """Return the revision of a row, 0 when there is no such row.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    table = table_of(row)
    found = scope.session.scalar(
        select(table.c.revision).where(_mine(scope, stored, table, own_key))
    )
    return found or 0


def _mine(
    scope: Scope, stored: Stored, table: Table, own_key: Values
) -> ColumnElement[bool]:
    condition = scope.only(table.c.agreement_key, stored)
    for name, value in own_key.items():
        condition &= table.c[name] == value
    return condition
