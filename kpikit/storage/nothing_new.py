"""Whether an open page has nothing to hear; every such page asks it every few seconds.

One query says all of it: that the login lives, that its account is open and may read
agreements, that its organisation takes part in this one, and that nobody else changed
it. It only ever says that there is nothing; whatever else is so, is for others to tell.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    bindparam,
    exists,
    literal,
    or_,
    select,
    true,
)

from kpikit.domain.access import RULES, Permission, Role
from kpikit.domain.party import PartyRole
from kpikit.storage import row_security
from kpikit.storage.audit import CHANGES
from kpikit.storage.revisions import table_of
from kpikit.storage.tables import (
    AgreementRow,
    AuditRow,
    PartyRow,
    SessionRow,
    UserRoleRow,
    UserRow,
)

_LOGIN, _USER, _ROLE = map(table_of, (SessionRow, UserRow, UserRoleRow))
_PARTY, _AGREEMENT = map(table_of, (PartyRow, AgreementRow))
_RULE = RULES[Permission.READ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a page asks: for whom, since when; and how old a login may be."""

    token_hash: str
    agreement_id: str
    since: datetime
    seen_after: datetime
    started_after: datetime


def _one_of(
    column: ColumnElement[str], allowed: Collection[StrEnum], of: type[StrEnum]
) -> ColumnElement[bool]:
    """Return the condition on a role or party; without a list to spell out anew."""
    if set(of) <= set(allowed):
        return true()
    return or_(*(column == str(each) for each in sorted(allowed)))


_CHANGED = exists().where(
    AuditRow.agreement_key == _AGREEMENT.c.key,
    AuditRow.at > bindparam("since"),
    AuditRow.user_id != _USER.c.id,
    CHANGES,
)
_MAY_READ = exists().where(
    _ROLE.c.user_id == _USER.c.id, _one_of(_ROLE.c.role, _RULE.roles, Role)
)
_NOTHING_NEW = (
    select(literal(1))
    .select_from(_LOGIN)
    .join(_USER, _USER.c.id == _LOGIN.c.user_id)
    .join(_PARTY, _PARTY.c.organisation_id == _USER.c.organisation_id)
    .join(_AGREEMENT, _AGREEMENT.c.key == _PARTY.c.agreement_key)
    .where(
        _LOGIN.c.token_hash == bindparam("token_hash"),
        _LOGIN.c.seen >= bindparam("seen_after"),
        _LOGIN.c.started >= bindparam("started_after"),
        _USER.c.active,
        _one_of(_PARTY.c.role, _RULE.parties, PartyRole),
        _AGREEMENT.c.id == bindparam("agreement_id"),
        _MAY_READ,
        ~_CHANGED,
    )
)


def nothing_new(connection: Connection, asked: Asked) -> bool:
    """Tell whether a reader of an agreement has nothing to hear about it."""
    row_security.work_for_login(connection, asked.token_hash)
    values = {
        "token_hash": asked.token_hash,
        "agreement_id": asked.agreement_id,
        "since": asked.since,
        "seen_after": asked.seen_after,
        "started_after": asked.started_after,
    }
    written = _written(connection.dialect)
    found = connection.exec_driver_sql(written.text, written.values(values))
    return found.first() is not None


@dataclass(frozen=True, slots=True)
class _Written:
    """The query as a database reads it: working that out takes longer than it does."""

    text: str
    fixed: Mapping[str, object]
    order: tuple[str, ...] | None
    writers: Mapping[str, Callable[[Any], Any]]

    def values(self, given: Mapping[str, object]) -> dict[str, Any] | tuple[Any, ...]:
        """Return the values of the query, each written as its column keeps it."""
        ours = {name: self.writers[name](value) for name, value in given.items()}
        every = {**self.fixed, **ours}
        return every if self.order is None else tuple(every[n] for n in self.order)


@lru_cache(maxsize=4)
def _written(dialect: Dialect) -> _Written:
    compiled = _NOTHING_NEW.compile(dialect=dialect)
    binds = compiled.binds.items()
    writers = {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is
        for name, bind in binds
    }
    return _Written(
        text=compiled.string,
        fixed={n: writers[n](b.value) for n, b in binds if not b.required},
        order=tuple(compiled.positiontup or ()) if compiled.positional else None,
        writers=writers,
    )


def _as_it_is(value: object) -> object:
    return value
