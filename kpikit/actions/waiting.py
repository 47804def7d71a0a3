"""What waits for the person who reads."""

from kpikit.actions.desk import Actor, Desk, authorise
from kpikit.domain.access import Permission
from kpikit.domain.party import PartyRole
from kpikit.domain.waiting import TAKEN_WITH
from kpikit.storage import waiting
from kpikit.storage.scope import Scope
from kpikit.storage.waiting import WaitingPage

NOTHING = WaitingPage(lines=(), total=0)


def waiting_for(desk: Desk, actor: Actor, *, limit: int, page: int = 1) -> WaitingPage:
    """Return one page of the agreements that wait for a step the actor may take.

    Raises:
        NotAllowed: the actor's role may not read agreements.
    """
    authorise(actor, Permission.READ)
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        return what_waits(scope, actor, limit, page)


def what_waits(scope: Scope, actor: Actor, limit: int, page: int = 1) -> WaitingPage:
    """Return one page of what waits, in a transaction that is open already."""
    steps = [step for step, needed in TAKEN_WITH.items() if actor.may(*needed)]
    if not steps or actor.party is PartyRole.VOICE:
        return NOTHING
    return waiting.waiting(scope, steps, limit=limit, offset=limit * (page - 1))
