"""The improvement actions of an agreement, as all its parties share them."""

from dataclasses import replace

from sqlalchemy import select

from kpikit import snapshot
from kpikit.domain.improvement.action import ImprovementAction
from kpikit.storage import revisions
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import ImprovementActionRow

_ALL = (
    select(ImprovementActionRow.content, ImprovementActionRow.revision)
    .where(in_scope(ImprovementActionRow.agreement_key))
    .order_by(ImprovementActionRow.number)
)


def of_agreement(scope: Scope, stored: Stored) -> tuple[ImprovementAction, ...]:
    """Return the actions by their number.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.execute(_ALL, scope.of(stored))
    return tuple(
        replace(snapshot.load(ImprovementAction, row.content), revision=row.revision)
        for row in rows
    )


def save(scope: Scope, stored: Stored, action: ImprovementAction) -> ImprovementAction:
    """Keep an action; its revision is the opened one, 0 for a new one.

    Raises:
        Outdated: somebody else made or changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    revision = revisions.save(
        scope,
        stored,
        ImprovementActionRow,
        {"number": action.number},
        {"content": snapshot.dump(replace(action, revision=0))},
        action.revision,
    )
    return replace(action, revision=revision)


def remove(scope: Scope, stored: Stored, number: int, expected: int) -> None:
    """Remove an action.

    Raises:
        Outdated: somebody else changed or removed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    own_key = {"number": number}
    revisions.remove(scope, stored, ImprovementActionRow, own_key, expected)
