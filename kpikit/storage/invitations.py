"""Invitations to become a user of an organisation."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from kpikit.domain.access import Role
from kpikit.problems import NotFoundHere
from kpikit.storage.revisions import table_of, touched
from kpikit.storage.tables import InvitationRoleRow, InvitationRow
from kpikit.storage.uniqueness import new


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation; ``invited_by`` is ``None`` when the command line made it."""

    token_hash: str
    organisation_id: str
    email: str
    roles: frozenset[Role]
    invited_by: str | None
    expires: datetime
    used_at: datetime | None = None


_INVITATIONS = table_of(InvitationRow)
_ROLES = table_of(InvitationRoleRow)


def add(session: Session, invitation: Invitation) -> None:
    """Add an invitation.

    Raises:
        AlreadyThere: its token is taken.
    """
    with new(session):
        session.execute(
            insert(_INVITATIONS).values(
                token_hash=invitation.token_hash,
                organisation_id=invitation.organisation_id,
                email=invitation.email.lower(),
                invited_by=invitation.invited_by,
                expires=invitation.expires,
                used_at=invitation.used_at,
            )
        )
        for role in sorted(invitation.roles):
            session.execute(
                insert(_ROLES).values(token_hash=invitation.token_hash, role=role)
            )


def find(session: Session, token_hash: str) -> Invitation | None:
    """Return an invitation, used or not, or ``None`` when the token is unknown."""
    found = _read(session, InvitationRow.token_hash == token_hash)
    return found[0] if found else None


def use(session: Session, token_hash: str, at: datetime) -> None:
    """Mark an invitation as used; of two at the same moment only one succeeds.

    Raises:
        NotFoundHere: it is unknown or used already.
    """
    used = touched(
        session,
        update(_INVITATIONS).where(_is_open(token_hash)).values(used_at=at),
    )
    if used != 1:
        raise NotFoundHere


def open_of(session: Session, organisation_id: str) -> tuple[Invitation, ...]:
    """Return the unused invitations of an organisation, by address."""
    return _read(
        session,
        (InvitationRow.organisation_id == organisation_id)
        & InvitationRow.used_at.is_(None),
    )


def revoke(session: Session, token_hash: str) -> None:
    """Remove an invitation that nobody used.

    Raises:
        NotFoundHere: it is unknown or used already.
    """
    gone = touched(session, delete(_INVITATIONS).where(_is_open(token_hash)))
    if gone != 1:
        raise NotFoundHere


def _is_open(token_hash: str) -> ColumnElement[bool]:
    return (_INVITATIONS.c.token_hash == token_hash) & _INVITATIONS.c.used_at.is_(None)


def _read(session: Session, condition: ColumnElement[bool]) -> tuple[Invitation, ...]:
    rows: dict[str, InvitationRow] = {}
    roles: dict[str, set[Role]] = {}
    for row, role in session.execute(
        select(InvitationRow, InvitationRoleRow.role)
        .outerjoin(
            InvitationRoleRow, InvitationRoleRow.token_hash == InvitationRow.token_hash
        )
        .where(condition)
        .order_by(InvitationRow.email, InvitationRow.token_hash)
        .execution_options(populate_existing=True)
    ):
        rows[row.token_hash] = row
        given = roles.setdefault(row.token_hash, set())
        given.update({Role(role)} if role else ())
    return tuple(_from_row(row, frozenset(roles[key])) for key, row in rows.items())


def _from_row(row: InvitationRow, roles: frozenset[Role]) -> Invitation:
    return Invitation(
        token_hash=row.token_hash,
        organisation_id=row.organisation_id,
        email=row.email,
        roles=roles,
        invited_by=row.invited_by,
        expires=row.expires,
        used_at=row.used_at,
    )
