"""The chain of the audit trail: every entry carries a code over all that came before.

The code, or link, of an entry is the SHA-256 over the link of the one before (64
hexadecimals, zeros for the first) and the entry itself as a JSON array. The database
writes that array when the chain is checked, so that Python only hashes.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import cast

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from kpikit.storage.revisions import table_of, touched
from kpikit.storage.tables import AuditHeadRow, AuditRow

GENESIS = "0" * 64
BATCH = 2_000
_MOMENT = "%Y-%m-%d %H:%M:%S.%f"
_HEAD = select(AuditHeadRow.sequence, AuditHeadRow.link).where(AuditHeadRow.key == 1)
_SQLITE = """
SELECT sequence, CAST(json_array(sequence, at, agreement_key, user_id, user_name,
  organisation_id, action, subject, "before", "after") AS BLOB), link
FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?
"""
_POSTGRESQL = """
SELECT sequence, convert_to(concat('[', sequence, ',"',
  to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '",',
  coalesce(agreement_key::text, 'null'), ',',
  coalesce(to_json(user_id)::text, 'null'), ',', to_json(user_name), ',',
  coalesce(to_json(organisation_id)::text, 'null'), ',', to_json(action), ',',
  to_json(subject), ',', to_json("before"), ',', to_json("after"), ']'), 'UTF8'), link
FROM audit WHERE sequence > %s ORDER BY sequence LIMIT %s
"""
_ENTRIES = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


class Fault(StrEnum):
    """What can be wrong with a chain."""

    CHANGED = "changed"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    CUT_OFF = "cut-off"


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the chain; ``sequence`` 0 when there is none."""

    sequence: int = 0
    link: str = GENESIS


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold."""

    fault: Fault
    sequence: int


@dataclass(frozen=True, slots=True)
class Walked:
    """How far the chain was walked, and where it does not hold."""

    head: Head
    count: int
    breaks: tuple[Break, ...]


def words_of(
    sequence: int, at: datetime, agreement_key: int | None, *values: str | None
) -> bytes:
    """Return an entry as it is hashed: JSON in UTF-8 without spaces.

    ``values`` are user, name, organisation, action, subject, before and after; ``at``
    is in UTC.
    """
    entry = [sequence, at.strftime(_MOMENT), agreement_key, *values]
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()


def link_after(before: str, words: bytes) -> str:
    """Return the link of an entry that follows on the link ``before``."""
    return hashlib.sha256(before.encode() + words).hexdigest()


def head(session: Session, *, lock: bool = False) -> Head:
    """Return the last entry; with ``lock`` who writes next waits its turn."""
    found = session.execute(_HEAD.with_for_update() if lock else _HEAD).first()
    return Head(found.sequence, found.link) if found else Head()


def keep_head(session: Session, made: Head) -> None:
    """Remember the entry that was just written as the last one."""
    table, values = (
        table_of(AuditHeadRow),
        {"sequence": made.sequence, "link": made.link},
    )
    if not touched(session, update(table).values(**values)):
        session.execute(insert(table).values(key=1, **values))


def walk(session: Session) -> Walked:
    """Work every link out again, from the first entry to the last.

    A chain alone does not show that its end was cut off and the head set back, nor
    that all of it was written anew: hold it against links kept elsewhere.
    """
    kept, connection = head(session), session.connection()
    last, count, breaks = Head(), 0, list[Break]()
    try:
        for rows in _batches(connection):
            count += len(rows)
            last = _follow(last, rows, breaks)
    except DatabaseError:
        breaks.append(Break(Fault.UNREADABLE, last.sequence + 1))
    else:
        if kept != last:
            breaks.append(Break(Fault.CUT_OFF, kept.sequence))
    return Walked(last, count, tuple(breaks))


def link_at(session: Session, sequence: int) -> str | None:
    """Return the link of one entry, or ``None`` when it is not there."""
    return session.scalar(select(AuditRow.link).where(AuditRow.sequence == sequence))


def holds(session: Session, link: str) -> bool:
    """Tell whether any entry has this link."""
    wanted = select(AuditRow.sequence).where(AuditRow.link == link).limit(1)
    return session.scalar(wanted) is not None


_Rows = list[tuple[int, bytes, str]]


def _batches(connection: Connection) -> Iterator[_Rows]:
    """Yield the entries in order, some thousands at a time."""
    statement, last = _ENTRIES[connection.dialect.name], 0
    while True:
        found = connection.exec_driver_sql(statement, (last, BATCH))
        rows = cast("_Rows", found.cursor.fetchall())
        found.close()
        if not rows:
            return
        last = rows[-1][0]
        yield rows


def _follow(last: Head, rows: _Rows, breaks: list[Break]) -> Head:
    """Add where these entries do not follow on the last one; return the new last."""
    made, before = hashlib.sha256, last.link.encode()
    end, wrong = rows[-1], list[int]()
    for sequence, words, link in rows:
        if made(before + words).hexdigest() != link:
            wrong.append(sequence)
        before = link.encode()
    missing = set[int]()
    if end[0] != last.sequence + len(rows):
        numbers = [last.sequence, *(row[0] for row in rows)]
        missing = {b for a, b in pairwise(numbers) if b != a + 1}
        breaks.extend(
            Break(Fault.MISSING, a + 1) for a, b in pairwise(numbers) if b in missing
        )
    breaks.extend(Break(Fault.CHANGED, each) for each in wrong if each not in missing)
    return Head(end[0], end[2])
