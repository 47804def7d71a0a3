"""Files that wait between preview and import; only for the organisation itself."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from kpikit.problems import NotFoundHere
from kpikit.storage.base import Base
from kpikit.storage.revisions import table_of
from kpikit.storage.scope import Scope, Stored

KEPT_FOR = timedelta(hours=2)


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
    ) -> None:
        """Keep a file until its preview is agreed to; older ones of anybody go.

        Raises:
            NotFoundHere: the organisation takes no part in the agreement.
        """
        table = self._table
        key = scope.key(stored)
        scope.session.execute(delete(table).where(table.c.uploaded_at < at - KEPT_FOR))
        scope.session.execute(
            insert(table).values(
                agreement_key=key,
                id=upload_id,
                organisation_id=scope.organisation.id,
                name=name[:200] or "-",
                data=data,
                uploaded_at=at,
            )
        )

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
