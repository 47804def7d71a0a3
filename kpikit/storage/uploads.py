"""Files that wait between preview and import; only for the organisation itself."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from kpikit.problems import NotFoundHere
from kpikit.storage.revisions import table_of
from kpikit.storage.scope import Scope, Stored
from kpikit.storage.tables import ResultUploadRow

KEPT_FOR = timedelta(hours=2)


def keep(
    scope: Scope, stored: Stored, upload_id: str, name: str, data: bytes, at: datetime
) -> None:
    """Keep a file until its preview is agreed to; older ones of anybody go.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    table = table_of(ResultUploadRow)
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


def get(scope: Scope, stored: Stored, upload_id: str) -> tuple[str, bytes]:
    """Return name and content of a file of the own organisation.

    Raises:
        NotFoundHere: it is not there (any more), or not of this organisation.
    """
    table = ResultUploadRow
    found = scope.session.execute(
        select(table.name, table.data).where(
            scope.only(table.agreement_key, stored),
            table.organisation_id == scope.organisation.id,
            table.id == upload_id,
        )
    ).one_or_none()
    if found is None:
        raise NotFoundHere
    return found.name, found.data


def forget(scope: Scope, stored: Stored, upload_id: str) -> None:
    """Throw a file of the own organisation away.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    table = table_of(ResultUploadRow)
    scope.session.execute(
        delete(table).where(
            table.c.agreement_key == scope.key(stored),
            table.c.organisation_id == scope.organisation.id,
            table.c.id == upload_id,
        )
    )
