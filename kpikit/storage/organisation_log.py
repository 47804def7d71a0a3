"""What the people of one organisation did, and when somebody looked that over."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, func, or_, select

from kpikit.domain.log_review import LogReview
from kpikit.storage.audit import Entry
from kpikit.storage.own_notes import OwnNotes
from kpikit.storage.revisions import table_of
from kpikit.storage.scope import Scope
from kpikit.storage.tables import AgreementRow, AuditRow, LogReviewRow

_OWN: BindParameter[str] = bindparam("for_organisation")
_LINES: Select[Any] = (
    select(*table_of(AuditRow).c, AgreementRow.title)
    .outerjoin(AgreementRow, AgreementRow.key == AuditRow.agreement_key)
    .where(AuditRow.organisation_id == _OWN)
    .order_by(AuditRow.sequence.desc())
)
_REVIEWS = OwnNotes(LogReview, LogReviewRow)
reviews = _REVIEWS.every
add_review = _REVIEWS.add


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One thing that somebody of the organisation did, and in which agreement."""

    entry: Entry
    title: str


def lines(
    scope: Scope,
    *,
    words: str,
    actions: Collection[str],
    open_to: Collection[str] | None = None,
    limit: int,
    offset: int,
) -> tuple[LogLine, ...]:
    """Return lines of the own log, the newest first.

    ``words`` looks in names, subjects and titles; ``actions`` narrows to these, an
    empty collection to nothing in particular. With ``open_to`` only these actions
    tell what they were about, and words look in names alone: for who may not read the
    agreements.
    """
    wanted = _LINES
    inside = () if open_to is not None else (AuditRow.subject, AgreementRow.title)
    for word in words.lower().split():
        places = (AuditRow.user_name, *inside)
        found = (func.lower(p).contains(word, autoescape=True) for p in places)
        wanted = wanted.where(or_(*found))
    if actions:
        wanted = wanted.where(AuditRow.action.in_(sorted(actions)))
    page = wanted.limit(limit).offset(offset)
    return tuple(
        _line(row, told=open_to is None or row.action in open_to)
        for row in scope.session.execute(page, scope.own)
    )


def _line(row: Row[Any], *, told: bool) -> LogLine:
    return LogLine(
        entry=Entry(
            at=row.at,
            user_id=row.user_id,
            user_name=row.user_name,
            organisation_id=row.organisation_id,
            action=row.action,
            subject=row.subject if told else "",
        ),
        title=(row.title or "") if told else "",
    )
