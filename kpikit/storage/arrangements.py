"""Financing arrangements of an agreement; the terms of every kind are JSON."""

from dataclasses import dataclass, replace

from sqlalchemy import select

from kpikit import snapshot
from kpikit.domain.financing.base import Arrangement, Condition, Term
from kpikit.domain.selection import Overrule
from kpikit.storage import revisions
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import ArrangementRow


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """The parts of an arrangement that are kept as JSON."""

    care_path: str
    condition: Condition
    condition_words: str
    note: str
    terms: tuple[Term, ...]
    overrules: tuple[Overrule, ...] = ()


_OF_AGREEMENT = (
    select(ArrangementRow)
    .where(in_scope(ArrangementRow.agreement_key))
    .order_by(ArrangementRow.key)
    .execution_options(populate_existing=True)
)


def of_agreement(scope: Scope, stored: Stored) -> tuple[Arrangement, ...]:
    """Return the arrangements of an agreement, in the order in which they were made.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    return _read(scope, stored, None)


def get(scope: Scope, stored: Stored, arrangement_id: str) -> Arrangement | None:
    """Return an arrangement, or ``None`` when there is none with this id.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    return next(iter(_read(scope, stored, arrangement_id)), None)


def save(
    scope: Scope, stored: Stored, arrangement: Arrangement, expected_revision: int
) -> Arrangement:
    """Keep an arrangement, 0 for a new one; return it with its new revision.

    Raises:
        Outdated: somebody else made or changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    content = _Content(
        care_path=arrangement.care_path,
        condition=arrangement.condition,
        condition_words=arrangement.condition_words,
        note=arrangement.note,
        terms=arrangement.terms,
        overrules=arrangement.overrules,
    )
    values = {
        "kind": arrangement.kind,
        "first_year": arrangement.first_year,
        "last_year": arrangement.last_year,
        "content": snapshot.dump(content),
    }
    own_key = {"id": arrangement.id}
    revision = revisions.save(
        scope, stored, ArrangementRow, own_key, values, expected_revision
    )
    return replace(arrangement, revision=revision)


def remove(
    scope: Scope, stored: Stored, arrangement_id: str, expected_revision: int
) -> None:
    """Remove an arrangement.

    Raises:
        Outdated: somebody else changed or removed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    own_key = {"id": arrangement_id}
    revisions.remove(scope, stored, ArrangementRow, own_key, expected_revision)


def _read(
    scope: Scope, stored: Stored, arrangement_id: str | None
) -> tuple[Arrangement, ...]:
    wanted = _OF_AGREEMENT
    if arrangement_id is not None:
        wanted = wanted.where(ArrangementRow.id == arrangement_id)
    rows = scope.session.scalars(wanted, scope.of(stored))
    return tuple(_from_row(row) for row in rows)


def _from_row(row: ArrangementRow) -> Arrangement:
    content = snapshot.load(_Content, row.content)
    return Arrangement(
        id=row.id,
        kind=row.kind,
        care_path=content.care_path,
        first_year=row.first_year,
        last_year=row.last_year,
        condition=content.condition,
        condition_words=content.condition_words,
        note=content.note,
        terms=content.terms,
        overrules=content.overrules,
        revision=row.revision,
    )
