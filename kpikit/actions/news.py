"""What somebody else changed in an agreement while one of its pages is open."""

from datetime import datetime

from kpikit.actions.desk import Actor, Desk, authorise
from kpikit.domain.access import Permission
from kpikit.storage import audit
from kpikit.storage.audit import Entry
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
