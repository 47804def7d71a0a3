"""Files that wait between preview and import; only for the organisation itself."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from kpikit.problems import NotFoundHere
from kpikit.storage.base import Base
from kpikit.storage.revisions import table_of
from kpikit.storage.scope import Scope, Stored

KEPT_FOR = timedelta(hours=2)
TWICE_WITHIN = timedelta(minutes=1)
"""How long the same file, brought again, is the one that waits already."""


class WaitingFiles:
    """The files of one kind, in the table of that kind."""

    def __init__(self, row: type[Base]) -> None:
        """Take the table."""
        self._table = table_of(row)

    def keep(
        self,
        scope: Scope,
        stored: Stored,
        upload_id: str,
        name: str,
        data: bytes,
        at: datetime,
    ) -> str:
        """Keep a file until its preview is agreed to; return the id it waits under.

        Older ones of anybody go. A form that was sent twice leaves one file.

        Raises:
            NotFoundHere: the organisation takes no part in the agreement.
        """
        table = self._table
        key = scope.key(stored)
        scope.session.execute(delete(table).where(table.c.uploaded_at < at - KEPT_FOR))
        name = name[:200] or "-"
        same = select(table.c.id).where(
            table.c.agreement_key == key,
            table.c.organisation_id == scope.organisation.id,
            table.c.uploaded_at > at - TWICE_WITHIN,
            table.c.name == name,
            table.c.data == data,
        )
        if (waits := scope.session.scalar(same.limit(1))) is not None:
            return str(waits)
        scope.session.execute(
            insert(table).values(
                agreement_key=key,
                id=upload_id,
                organisation_id=scope.organisation.id,
                name=name,
                data=data,
                uploaded_at=at,
            )
        )
        return upload_id

    def get(self, scope: Scope, stored: Stored, upload_id: str) -> tuple[str, bytes]:
        """Return name and content of a file of the own organisation.

        Raises:
            NotFoundHere: it is not there (any more), or not of this organisation.
        """
        of = self._table.c
        found = scope.session.execute(
            select(of.name, of.data).where(
                scope.only(of.agreement_key, stored),
                of.organisation_id == scope.organisation.id,
                of.id == upload_id,
            )
        ).one_or_none()
        if found is None:
            raise NotFoundHere
        return found.name, found.data

    def forget(self, scope: Scope, stored: Stored, upload_id: str) -> None:
        """Throw a file of the own organisation away.

        Raises:
            NotFoundHere: the organisation takes no part in the agreement.
        """
        of = self._table.c
        scope.session.execute(
            delete(self._table).where(
                of.agreement_key == scope.key(stored),
                of.organisation_id == scope.organisation.id,
                of.id == upload_id,
            )
        )
