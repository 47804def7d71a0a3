"""Tell the people whom something in an agreement concerns, and let them read it."""

from datetime import datetime

from kpikit.actions.desk import Actor, Desk, authorise
from kpikit.domain.access import Permission
from kpikit.storage import notices
from kpikit.storage.notices import Notice, NoticePage
from kpikit.storage.scope import Scope

__all__ = ["Notice", "mark_read", "my_notices"]
PAGE_SIZE = 25


def my_notices(desk: Desk, actor: Actor, page: int = 1) -> NoticePage:
    """Return one page of what the actor was told.

    Raises:
        NotAllowed: the actor's role may not read agreements.
    """
    authorise(actor, Permission.READ)
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        offset = PAGE_SIZE * (page - 1)
        return notices.page_of(scope, actor.user_id, PAGE_SIZE, offset)


def mark_read(desk: Desk, actor: Actor, last: datetime) -> None:
    """Note that the actor read everything up to the newest that was on the page.

    Raises:
        NotAllowed: the actor's role may not read agreements.
    """
    authorise(actor, Permission.READ)
    at = desk.clock()
    with desk.database.write() as session:
        scope = Scope(session, actor.organisation)
        notices.mark_read(scope, actor.user_id, last, at)
