"""Recorded consults: kept, read and erased by their own organisation alone."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import ColumnElement, Select, bindparam, delete, insert, select, update

from kpikit import snapshot
from kpikit.domain.consult.consult import Consult
from kpikit.problems import Outdated
from kpikit.storage.revisions import table_of, touched
from kpikit.storage.scope import Scope
from kpikit.storage.tables import PrivateConsultRow

_TABLE = table_of(PrivateConsultRow)
_OWN = _TABLE.c.organisation_id == bindparam("for_organisation")
_ALL = select(_TABLE.c.id, _TABLE.c.content, _TABLE.c.revision).where(_OWN)
_RECORDED = _ALL.where(_TABLE.c.content.contains('"deleted_on":null'))


def every(scope: Scope) -> tuple[Consult, ...]:
    """Return the consults of the own organisation, by team and code."""
    return _read(scope, _ALL)


def recorded(scope: Scope) -> tuple[Consult, ...]:
    """Return those whose recording is still there, without reading the others."""
    return _read(scope, _RECORDED)


def _read(scope: Scope, wanted: Select[tuple[str, str, int]]) -> tuple[Consult, ...]:
    rows = scope.rows(wanted, scope.own)
    found = (
        replace(snapshot.load_and_forget(Consult, row.content), revision=row.revision)
        for row in rows
    )
    return tuple(sorted(found, key=lambda each: (each.team.casefold(), each.code)))


def save(scope: Scope, consult: Consult) -> None:
    """Keep a consult; its revision is the opened one, 0 for a new one.

    Raises:
        Outdated: somebody else changed or erased it.
    """
    content = snapshot.dump(replace(consult, revision=0))
    key = _key(scope, consult.id)
    if not consult.revision:
        values = {**key, "content": content, "revision": 1}
        scope.session.execute(insert(_TABLE).values(values))
        return
    wanted = update(_TABLE).where(*_where(key), _TABLE.c.revision == consult.revision)
    values = {"content": content, "revision": consult.revision + 1}
    if not touched(scope.session, wanted.values(values)):
        raise Outdated(consult.revision, 0)


def erase(scope: Scope, consult_id: str) -> bool:
    """Erase a consult; tell whether it was there."""
    wanted = delete(_TABLE).where(*_where(_key(scope, consult_id)))
    return bool(touched(scope.session, wanted))


def _key(scope: Scope, consult_id: str) -> Mapping[str, str]:
    return {"organisation_id": scope.organisation.id, "id": consult_id}


def _where(key: Mapping[str, str]) -> list[ColumnElement[bool]]:
    return [_TABLE.c[name] == value for name, value in key.items()]
