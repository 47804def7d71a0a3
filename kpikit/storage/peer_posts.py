"""What teams of one organisation ask each other, through that organisation alone."""

from sqlalchemy import bindparam, insert, select

from kpikit import snapshot
from kpikit.domain.peer_talk import Post
from kpikit.storage.revisions import table_of
from kpikit.storage.scope import Scope
from kpikit.storage.tables import PeerPostRow

_OWN = (
    select(PeerPostRow.content)
    .where(PeerPostRow.organisation_id == bindparam("for_organisation"))
    .order_by(PeerPostRow.number)
)


def posts(scope: Scope) -> tuple[Post, ...]:
    """Return every question and answer of the own organisation, the first one first."""
    rows = scope.session.scalars(_OWN, scope.own)
    return tuple(snapshot.load(Post, content) for content in rows)


def add_post(scope: Scope, post: Post, number: int) -> None:
    """Keep a question or answer, as the ``number``-th."""
    scope.session.execute(
        insert(table_of(PeerPostRow)).values(
            organisation_id=scope.organisation.id,
            number=number,
            content=snapshot.dump(post),
        )
    )
