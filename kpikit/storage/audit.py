"""The audit trail: who did what and when; only ever added to."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, insert, or_, select
from sqlalchemy.orm import Session

from kpikit.problems import NotFoundHere
from kpikit.storage import audit_chain
from kpikit.storage.audit_chain import Head
from kpikit.storage.revisions import table_of
from kpikit.storage.scope import Scope, Stored, in_scope, is_party
from kpikit.storage.tables import AddendumRow, AgreementRow, AuditRow
from kpikit.text import plain

LOOKED = ("export", "plan-export")
"""What changes nothing: only the organisation that did it can see it."""

SIGNED = ("signed", "addendum-signed")
"""What is logged for an agreement when both parties signed a version of it."""

CHANGES = and_(*(AuditRow.action != each for each in LOOKED))
_NEWEST_FIRST = (
    select(*table_of(AuditRow).c)
    .where(in_scope(AuditRow.agreement_key))
    .order_by(AuditRow.sequence.desc())
)
_LAST_CHANGE = _NEWEST_FIRST.where(CHANGES).limit(1)
_NEWS = (
    select(*table_of(AuditRow).c)
    .select_from(AgreementRow)
    .outerjoin(
        AuditRow,
        and_(
            AuditRow.agreement_key == AgreementRow.key,
            AuditRow.at > bindparam("since"),
            AuditRow.user_id != bindparam("reader"),
            CHANGES,
        ),
    )
    .where(AgreementRow.id == bindparam("id"), is_party(AgreementRow.key))
    .order_by(AuditRow.sequence.desc())
    .limit(1)
)
_SIGNED_AS = (
    select(AuditRow.link)
    .where(in_scope(AuditRow.agreement_key))
    .where(AuditRow.action.in_(SIGNED), AuditRow.after == bindparam("signed_hash"))
    .order_by(AuditRow.sequence)
    .limit(1)
)
_TALKS = (
    select(AddendumRow.agreement_key)
    .where(in_scope(AddendumRow.base_key))
    .scalar_subquery()
)
_WITH_TALKS = (
    select(*table_of(AuditRow).c)
    .where(or_(in_scope(AuditRow.agreement_key), AuditRow.agreement_key.in_(_TALKS)))
    .order_by(AuditRow.sequence.desc())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was done; ``sequence`` is given by the database.

    ``user_id`` and ``organisation_id`` are ``None`` when no user did it. ``before``
    and ``after`` are text, empty when there is nothing to tell.
    """

    sequence: int = 0
    at: datetime
    user_id: str | None
    user_name: str
    organisation_id: str | None
    action: str
    subject: str = ""
    before: str = ""
    after: str = ""


def write(session: Session, agreement_key: int | None, entry: Entry) -> None:
    """Add an entry.

    With an agreement every party of it can read the entry, unless it is one of
    ``LOOKED``.
    """
    last = audit_chain.head(session, lock=True)
    sequence, at = last.sequence + 1, entry.at.astimezone(UTC)
    values = {
        "user_id": entry.user_id,
        "user_name": plain(entry.user_name),
        "organisation_id": entry.organisation_id,
        "action": entry.action,
        "subject": plain(entry.subject),
        "before": plain(entry.before),
        "after": plain(entry.after),
    }
    words = audit_chain.words_of(sequence, at, agreement_key, *values.values())
    link = audit_chain.link_after(last.link, words)
    session.execute(
        insert(table_of(AuditRow)).values(
            sequence=sequence, at=at, agreement_key=agreement_key, link=link, **values
        )
    )
    audit_chain.keep_head(session, Head(sequence, link))


def of_agreement(
    scope: Scope, stored: Stored, limit: int, offset: int = 0
) -> tuple[Entry, ...]:
    """Return the entries of an agreement and of its addenda, the newest first.

    What another organisation only looked at, such as an export, is its own affair.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    own = AuditRow.organisation_id == scope.organisation.id
    wanted = _WITH_TALKS.where(or_(CHANGES, own)).limit(limit).offset(offset)
    rows = scope.session.execute(wanted, scope.of(stored))
    return tuple(_from_row(row) for row in rows)


def last_change(scope: Scope, stored: Stored) -> Entry | None:
    """Return the newest change of an agreement, or ``None`` when there is none.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    row = scope.session.execute(_LAST_CHANGE, scope.of(stored)).one_or_none()
    return None if row is None else _from_row(row)


def news(scope: Scope, public_id: str, since: datetime, user_id: str) -> Entry | None:
    """Return the last change by somebody else after a moment, in one query.

    Raises:
        NotFoundHere: there is no such agreement for the organisation.
    """
    values = {"id": public_id, "since": since, "reader": user_id, **scope.own}
    row = scope.session.execute(_NEWS, values).one_or_none()
    if row is None:
        raise NotFoundHere
    return None if row.sequence is None else _from_row(row)


def link_of_signing(scope: Scope, stored: Stored, content_hash: str) -> str:
    """Return the code of the trail up to the signing of a version, or nothing.

    It stands for all that was logged until then, and tells nothing of it.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    found = scope.session.scalars(
        _SIGNED_AS, {"signed_hash": content_hash, **scope.of(stored)}
    )
    return found.first() or ""


def _from_row(row: Row[Any]) -> Entry:
    return Entry(
        sequence=row.sequence,
        at=row.at,
        user_id=row.user_id,
        user_name=row.user_name,
        organisation_id=row.organisation_id,
        action=row.action,
        subject=row.subject,
        before=row.before,
        after=row.after,
    )
