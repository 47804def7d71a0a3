"""The samples that were drawn for an agreement, as both parties share them."""

from sqlalchemy import insert, select

from kpikit import snapshot
from kpikit.domain.result.sample import Sample
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import SampleRow

_ALL = (
    select(SampleRow.content)
    .where(in_scope(SampleRow.agreement_key))
    .order_by(SampleRow.number)
)


def of_agreement(scope: Scope, stored: Stored) -> tuple[Sample, ...]:
    """Return the draws, the first one first.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.scalars(_ALL, scope.of(stored))
    return tuple(snapshot.load(Sample, content) for content in rows)


def add(scope: Scope, stored: Stored, sample: Sample, number: int) -> None:
    """Keep a draw as the ``number``-th of the agreement.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    key = scope.key(stored)
    content = snapshot.dump(sample)
    scope.session.execute(
        insert(SampleRow).values(agreement_key=key, number=number, content=content)
    )
