"""Login sessions, kept here so that a logout ends them for good."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from kpikit.domain.party import Organisation
from kpikit.storage import organisations, users
from kpikit.storage.revisions import table_of
from kpikit.storage.tables import OrganisationRow, SessionRow, UserRoleRow, UserRow
from kpikit.storage.users import User


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginSession:
    """A login: when it started, was last seen, and the password last given."""

    token_hash: str
    user_id: str
    csrf_seed: str
    started: datetime
    seen: datetime
    confirmed: datetime


_SESSIONS = table_of(SessionRow)
_WITH_USER = (
    select(SessionRow, UserRow, OrganisationRow, UserRoleRow.role)
    .join(UserRow, UserRow.id == SessionRow.user_id)
    .join(OrganisationRow, OrganisationRow.id == UserRow.organisation_id)
    .outerjoin(UserRoleRow, UserRoleRow.user_id == UserRow.id)
    .where(SessionRow.token_hash == bindparam("token"))
    .execution_options(populate_existing=True)
)


def start(session: Session, login: LoginSession) -> None:
    """Keep a new login session."""
    session.execute(
        insert(_SESSIONS).values(
            token_hash=login.token_hash,
            user_id=login.user_id,
            csrf_seed=login.csrf_seed,
            started=login.started,
            seen=login.seen,
            confirmed=login.confirmed,
        )
    )


def find(
    session: Session, token_hash: str
) -> tuple[LoginSession, User, Organisation] | None:
    """Return a login session with its user and organisation, in one query."""
    rows = session.execute(_WITH_USER, {"token": token_hash}).all()
    if not rows:
        return None
    login, user, organisation, _ = rows[0]
    return (
        _from_row(login),
        users.from_rows(user, [role for *_, role in rows]),
        organisations.from_row(organisation),
    )


def of_user(session: Session, user_id: str) -> tuple[LoginSession, ...]:
    """Return the login sessions of a user, the one last seen first."""
    rows = session.scalars(
        select(SessionRow)
        .where(SessionRow.user_id == user_id)
        .order_by(SessionRow.seen.desc(), SessionRow.started.desc())
        .execution_options(populate_existing=True)
    )
    return tuple(_from_row(row) for row in rows)


def touch(session: Session, token_hash: str, now: datetime) -> None:
    """Keep when the session was last seen."""
    session.execute(
        update(_SESSIONS).where(_SESSIONS.c.token_hash == token_hash).values(seen=now)
    )


def confirm(session: Session, token_hash: str, now: datetime) -> None:
    """Keep when the password was last given."""
    session.execute(
        update(_SESSIONS)
        .where(_SESSIONS.c.token_hash == token_hash)
        .values(seen=now, confirmed=now)
    )


def end(session: Session, token_hash: str) -> None:
    """End a session; one that is not there is ended already."""
    session.execute(delete(_SESSIONS).where(_SESSIONS.c.token_hash == token_hash))


def end_all(session: Session, user_id: str, except_hash: str | None = None) -> None:
    """End the sessions of a user, all or all but one."""
    ended = delete(_SESSIONS).where(_SESSIONS.c.user_id == user_id)
    if except_hash is not None:
        ended = ended.where(_SESSIONS.c.token_hash != except_hash)
    session.execute(ended)


def purge(session: Session, before: datetime) -> None:
    """Remove the sessions that were last seen before a moment."""
    session.execute(delete(_SESSIONS).where(_SESSIONS.c.seen < before))


def _from_row(row: SessionRow) -> LoginSession:
    return LoginSession(
        token_hash=row.token_hash,
        user_id=row.user_id,
        csrf_seed=row.csrf_seed,
        started=row.started,
        seen=row.seen,
        confirmed=row.confirmed,
    )
