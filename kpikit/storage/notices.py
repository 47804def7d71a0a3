"""Notices to people: written for all who are concerned, read only by oneself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, func, insert, select, update

from kpikit.domain.access import Role
from kpikit.domain.mail import Wish
from kpikit.domain.notice import REMINDERS, Happened, Kind, Person
from kpikit.domain.party import PartyRole
from kpikit.storage.revisions import table_of
from kpikit.storage.row_security import for_everybody
from kpikit.storage.scope import Scope, Stored, in_scope, is_one_of_own
from kpikit.storage.tables import (
    AgreementRow,
    MailWishRow,
    NoticeRow,
    PartyRow,
    UserRoleRow,
    UserRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice as its reader sees it; ``by`` is the name of the party that acted."""

    kind: Kind
    subject: str
    at: datetime
    is_read: bool
    agreement_id: str
    title: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """Notices of one person, the newest first, and how many there are to read."""

    notices: tuple[Notice, ...]
    total: int
    unread: int
    last: datetime | None = None


_PEOPLE = (
    select(
        UserRow.id,
        UserRow.organisation_id,
        UserRow.name,
        PartyRow.role.label("party"),
        UserRoleRow.role,
        MailWishRow.wish,
    )
    .join(PartyRow, PartyRow.organisation_id == UserRow.organisation_id)
    .join(UserRoleRow, UserRoleRow.user_id == UserRow.id)
    .outerjoin(MailWishRow, MailWishRow.user_id == UserRow.id)
    .where(in_scope(PartyRow.agreement_key), UserRow.active)
    .order_by(UserRow.id, UserRoleRow.role)
)
_OWN = and_(
    NoticeRow.organisation_id == bindparam("for_organisation"),
    NoticeRow.user_id == bindparam("reader"),
    is_one_of_own(NoticeRow.agreement_key),
)
_ADD = insert(table_of(NoticeRow)).returning(
    table_of(NoticeRow).c.key, sort_by_parameter_order=True
)
_REMINDED = select(NoticeRow.user_id, NoticeRow.kind, NoticeRow.subject).where(
    in_scope(NoticeRow.agreement_key), NoticeRow.kind.in_(sorted(REMINDERS))
)
_UNREAD = select(func.count()).where(_OWN, NoticeRow.read_at.is_(None))
_COUNTS = select(
    func.count(),
    func.count().filter(NoticeRow.read_at.is_(None)),
    func.max(NoticeRow.at),
).where(_OWN)
_PAGE = (
    select(NoticeRow, AgreementRow.id, AgreementRow.title, PartyRow.name)
    .join(AgreementRow, AgreementRow.key == NoticeRow.agreement_key)
    .join(
        PartyRow,
        and_(
            PartyRow.agreement_key == NoticeRow.agreement_key,
            PartyRow.role == NoticeRow.by_role,
        ),
    )
    .where(_OWN)
    .order_by(NoticeRow.key.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)


def people(scope: Scope, stored: Stored) -> tuple[Person, ...]:
    """Return everybody of the parties of an agreement who has a role.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    roles: dict[str, set[Role]] = {}
    rows = {}
    for row in scope.session.execute(_PEOPLE, scope.of(stored)):
        rows[row.id] = row
        roles.setdefault(row.id, set()).add(Role(row.role))
    return tuple(
        Person(
            user_id=row.id,
            organisation_id=row.organisation_id,
            name=row.name,
            party=PartyRole(row.party),
            roles=frozenset(roles[row.id]),
            mail=Wish(row.wish or Wish.AT_ONCE),
        )
        for row in rows.values()
    )


def add(
    scope: Scope,
    stored: Stored,
    happened: Happened,
    at: datetime,
    told: Iterable[Person],
) -> list[int]:
    """Keep a notice for everybody who is told, also at the other party.

    The keys are in the order of who is told.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    key = scope.key(stored)
    rows = [
        {
            "organisation_id": person.organisation_id,
            "user_id": person.user_id,
            "agreement_key": key,
            "kind": happened.kind,
            "subject": happened.subject or None,
            "by_role": happened.by,
            "at": at,
            "read_at": None,
        }
        for person in told
    ]
    if not rows:
        return []
    with for_everybody(scope.session):
        return list(scope.session.scalars(_ADD, rows))


def reminded(scope: Scope, stored: Stored) -> set[tuple[str, Kind, str]]:
    """Return who was reminded of what in an agreement before.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    values = scope.of(stored)
    with for_everybody(scope.session):
        found = scope.session.execute(_REMINDED, values).all()
    return {(row.user_id, Kind(row.kind), row.subject or "") for row in found}


def unread(scope: Scope, user_id: str) -> int:
    """Return how many notices somebody has not read."""
    ((found,),) = scope.rows(_UNREAD, {"reader": user_id, **scope.own})
    return int(found)


def page_of(scope: Scope, user_id: str, limit: int, offset: int = 0) -> NoticePage:
    """Return one page of what somebody was told, about the agreements they still see.

    ``last`` is the moment of the newest of all, for marking them read.
    """
    values = {"reader": user_id, **scope.own}
    page = {**values, "limit": limit, "offset": offset}
    total, to_read, last = scope.session.execute(_COUNTS, values).one()
    found = tuple(
        Notice(
            kind=Kind(row.kind),
            subject=row.subject or "",
            at=row.at,
            is_read=row.read_at is not None,
            agreement_id=agreement_id,
            title=title,
            by=by,
        )
        for row, agreement_id, title, by in scope.session.execute(_PAGE, page)
    )
    return NoticePage(notices=found, total=total, unread=to_read, last=last)


def mark_read(scope: Scope, user_id: str, last: datetime, at: datetime) -> None:
    """Note that somebody read all that they were told, up to a moment."""
    scope.session.execute(
        update(table_of(NoticeRow))
        .where(
            NoticeRow.organisation_id == scope.organisation.id,
            NoticeRow.user_id == user_id,
            NoticeRow.at <= last,
            NoticeRow.read_at.is_(None),
        )
        .values(read_at=at)
    )
