"""Answers to recommendations: the own ones through their own organisation alone."""

from dataclasses import replace

from sqlalchemy import bindparam, delete, insert, select

from kpikit import snapshot
from kpikit.domain.reply import Reply
from kpikit.storage import revisions
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import PrivateReplyRow, SharedReplyRow

_OWN = (
    select(PrivateReplyRow.content, PrivateReplyRow.revision)
    .where(
        in_scope(PrivateReplyRow.agreement_key),
        PrivateReplyRow.organisation_id == bindparam("for_organisation"),
    )
    .order_by(PrivateReplyRow.number)
)
_SHARED = (
    select(SharedReplyRow.content)
    .where(in_scope(SharedReplyRow.agreement_key))
    .order_by(SharedReplyRow.number, SharedReplyRow.role)
)


def own(scope: Scope, stored: Stored) -> tuple[Reply, ...]:
    """Return what the organisation of the scope answers, shown or not.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.execute(_OWN, scope.of(stored))
    return tuple(
        replace(snapshot.load(Reply, row.content), revision=row.revision)
        for row in rows
    )


def shared(scope: Scope, stored: Stored) -> tuple[Reply, ...]:
    """Return what the parties showed to each other.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.scalars(_SHARED, scope.of(stored))
    return tuple(snapshot.load(Reply, content) for content in rows)


def save(scope: Scope, stored: Stored, reply: Reply) -> Reply:
    """Keep an own answer; its revision is the opened one, 0 for the first.

    Raises:
        Outdated: a colleague changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    values = {
        "role": scope.organisation.role.value,
        "content": snapshot.dump(replace(reply, revision=0)),
    }
    own_key = {"organisation_id": scope.organisation.id, "number": reply.number}
    revision = revisions.save(
        scope, stored, PrivateReplyRow, own_key, values, reply.revision
    )
    return replace(reply, revision=revision)


def show(scope: Scope, stored: Stored, number: int) -> None:
    """Let the other party see the own answer as it is; the database copies it.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    key, role = scope.key(stored), scope.organisation.role.value
    table, private = SharedReplyRow, PrivateReplyRow
    there = (table.agreement_key == key, table.number == number, table.role == role)
    scope.session.execute(delete(table).where(*there))
    rows = select(
        private.agreement_key, private.number, private.role, private.content
    ).where(
        private.agreement_key == key,
        private.organisation_id == scope.organisation.id,
        private.number == number,
    )
    names = ["agreement_key", "number", "role", "content"]
    scope.session.execute(insert(table).from_select(names, rows))
