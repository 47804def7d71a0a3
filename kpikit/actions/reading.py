"""Read transactions on one agreement: what every page about it starts with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kpikit.actions.desk import Actor, Desk, authorise
from kpikit.actions.opening import HistoryEntry, Opened, assemble
from kpikit.domain.access import Permission
from kpikit.storage import agreements, audit
from kpikit.storage.scope import Scope, Stored

Stamp = tuple[Stored, audit.Entry | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """An agreement as its reader may see it, and the way to more of it.

    ``stamp`` changes with every change of what the parties share.
    """

    scope: Scope
    stored: Stored
    opened: Opened
    stamp: Stamp


@contextmanager
def reading(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    permission: Permission = Permission.READ,
    *,
    table: bool = True,
) -> Iterator[Reading]:
    """Open an agreement to read it; without money for who may not see that.

    Without ``table`` the candidates of a signed agreement are left out.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not do this.
    """
    with desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        stored = agreements.get(scope, agreement_id)
        authorise(actor, permission)
        money = actor.may(Permission.SEE_MONEY)
        stamp = stamp_of(scope, stored)
        opened = recalled(desk, scope, stamp, money=money, table=table)
        yield Reading(scope, stored, opened, stamp)


def stamp_of(scope: Scope, stored: Stored) -> Stamp:
    """Return what changes with every change of what the parties share.

    Each adds a line to the history, so the last one and the frame stand for all.
    """
    return stored, audit.last_change(scope, stored)


def recalled(
    desk: Desk, scope: Scope, stamp: Stamp, *, money: bool, table: bool
) -> Opened:
    """Return an agreement with its parts, as it was read before if nothing changed."""
    stored, last = stamp
    return desk.recent.get(
        (stored.agreement.id, money, table),
        stamp,
        lambda: assemble(scope, stored, desk.library, last, money=money, table=table),
    )


def open_agreement(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    permission: Permission = Permission.READ,
) -> Opened:
    """Read an agreement in one transaction; for a voice, without money.

    Raises:
        NotFoundHere: there is no such agreement for this organisation.
        NotAllowed: the actor's role may not read this.
    """
    with reading(desk, actor, agreement_id, permission) as read:
        return read.opened


def history(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    *,
    limit: int,
    offset: int = 0,
) -> tuple[Opened, tuple[HistoryEntry, ...]]:
    """Return an agreement, and who changed what in it, the newest first."""
    with reading(desk, actor, agreement_id, Permission.SEE_MONEY) as read:
        entries = audit.of_agreement(read.scope, read.stored, limit, offset)
        return read.opened, entries
