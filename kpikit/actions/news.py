"""What somebody else changed in an agreement while one of its pages is open."""

from datetime import datetime, timedelta

from kpikit.actions.accounts import token_hash
from kpikit.actions.desk import Actor, Desk, authorise
from kpikit.domain.access import Permission
from kpikit.storage import audit
from kpikit.storage.audit import Entry
from kpikit.storage.nothing_new import Asked, nothing_new
from kpikit.storage.scope import Scope


def news(desk: Desk, actor: Actor, agreement_id: str, since: datetime) -> Entry | None:
    """Return the last change by anybody else after a moment, or ``None``.

    It is asked every few seconds, so it reads one line and opens nothing.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read agreements.
    """
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        found = audit.news(scope, agreement_id, since, actor.user_id)
        authorise(actor, Permission.READ)
        return found


def is_quiet(
    desk: Desk,
    token: str,
    agreement_id: str,
    since: datetime,
    limits: tuple[timedelta, timedelta],
) -> bool:
    """Tell whether whoever has this login reads an agreement, and has nothing to hear.

    ``limits`` are how long a login lasts: without a sign of life, and in any case.
    """
    now, (idle, absolute) = desk.clock(), limits
    asked = Asked(
        token_hash=token_hash(token),
        agreement_id=agreement_id,
        since=since,
        seen_after=now - idle,
        started_after=now - absolute,
    )
    with desk.database.glance() as connection:
        return nothing_new(connection, asked)
