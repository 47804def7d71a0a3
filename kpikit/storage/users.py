"""Users and their roles."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from kpikit.domain.access import Role
from kpikit.problems import NotFoundHere
from kpikit.storage.revisions import table_of, touched
from kpikit.storage.tables import UserRoleRow, UserRow
from kpikit.storage.uniqueness import new
from kpikit.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person who can log in for one organisation; the address is in lower case."""

    id: str
    email: str
    name: str
    organisation_id: str
    roles: frozenset[Role]
    language: Language
    active: bool
    password_hash: str


_USERS = table_of(UserRow)
_ROLES = table_of(UserRoleRow)


def add(session: Session, user: User) -> None:
    """Add a user.

    Raises:
        AlreadyThere: the id or the e-mail address is taken.
    """
    with new(session):
        session.execute(
            insert(_USERS).values(
                id=user.id, password_hash=user.password_hash, **_profile(user)
            )
        )
        _add_roles(session, user)


def by_email(session: Session, email: str) -> User | None:
    """Return the user with an address, whatever its capitals, or ``None``."""
    return _one(session, UserRow.email == email.lower())


def get(session: Session, user_id: str) -> User | None:
    """Return a user, or ``None`` when the id is unknown."""
    return _one(session, UserRow.id == user_id)


def of_organisation(session: Session, organisation_id: str) -> tuple[User, ...]:
    """Return the users of an organisation, by name."""
    return _read(session, UserRow.organisation_id == organisation_id)


def save(session: Session, user: User) -> None:
    """Keep name, address, roles, language and activity; not the password.

    Raises:
        NotFoundHere: there is no such user.
        AlreadyThere: the e-mail address is another user's.
    """
    with new(session):
        changed = touched(
            session,
            update(_USERS).where(_USERS.c.id == user.id).values(**_profile(user)),
        )
        if changed != 1:
            raise NotFoundHere
        session.execute(delete(_ROLES).where(_ROLES.c.user_id == user.id))
        _add_roles(session, user)


def set_password(session: Session, user_id: str, password_hash: str) -> None:
    """Keep the hash of a new password.

    Raises:
        NotFoundHere: there is no such user.
    """
    changed = touched(
        session,
        update(_USERS)
        .where(_USERS.c.id == user_id)
        .values(password_hash=password_hash),
    )
    if changed != 1:
        raise NotFoundHere


def from_rows(row: UserRow, roles: Iterable[str | None]) -> User:
    """Return the user of a row and its roles; ``None`` stands for no role at all."""
    return User(
        id=row.id,
        email=row.email,
        name=row.name,
        organisation_id=row.organisation_id,
        roles=frozenset(Role(role) for role in roles if role is not None),
        language="nl" if row.language == "nl" else "en",
        active=row.active,
        password_hash=row.password_hash,
    )


def _profile(user: User) -> dict[str, object]:
    return {
        "email": user.email.lower(),
        "name": user.name,
        "organisation_id": user.organisation_id,
        "language": user.language,
        "active": user.active,
    }


def _add_roles(session: Session, user: User) -> None:
    if user.roles:
        rows = [{"user_id": user.id, "role": role} for role in sorted(user.roles)]
        session.execute(insert(_ROLES), rows)


def _one(session: Session, condition: ColumnElement[bool]) -> User | None:
    found = _read(session, condition)
    return found[0] if found else None


def _read(session: Session, condition: ColumnElement[bool]) -> tuple[User, ...]:
    roles: dict[str, list[str | None]] = {}
    rows: dict[str, UserRow] = {}
    for row, role in session.execute(
        select(UserRow, UserRoleRow.role)
        .outerjoin(UserRoleRow, UserRoleRow.user_id == UserRow.id)
        .where(condition)
        .order_by(UserRow.name, UserRow.id)
        .execution_options(populate_existing=True)
    ):
        rows[row.id] = row
        roles.setdefault(row.id, []).append(role)
    return tuple(from_rows(row, roles[user_id]) for user_id, row in rows.items())
