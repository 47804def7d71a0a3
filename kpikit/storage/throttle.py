"""Failed attempts, counted over all workers and restarts."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from kpikit.storage.revisions import table_of
from kpikit.storage.tables import FailureRow

_FAILURES = table_of(FailureRow)


def failures(session: Session, key: str, since: datetime) -> int:
    """Return how often something failed for a key since a moment."""
    counted = select(func.count()).select_from(_FAILURES)
    return (
        session.scalar(
            counted.where(_FAILURES.c.subject == key, _FAILURES.c.at >= since)
        )
        or 0
    )


def record(session: Session, key: str, at: datetime) -> None:
    """Count one failure for a key."""
    session.execute(insert(_FAILURES).values(subject=key, at=at))


def clear(session: Session, key: str) -> None:
    """Forget the failures of a key."""
    session.execute(delete(_FAILURES).where(_FAILURES.c.subject == key))


def purge(session: Session, before: datetime) -> None:
    """Forget every failure before a moment."""
    session.execute(delete(_FAILURES).where(_FAILURES.c.at < before))
