"""The agreements of an organisation as lines of a list, one page at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from kpikit.domain.addendum import Ending
from kpikit.domain.agreement import State
from kpikit.domain.party import Party, PartyRole
from kpikit.storage.scope import Scope, is_own, own_keys
from kpikit.storage.tables import (
    AddendumRow,
    AgreementRow,
    PartyRow,
    WithdrawalRow,
)

AnyRow: TypeAlias = Row[Any]
_NO_LIMIT = 2**31 - 1
_FRAME = aliased(AgreementRow)
_WITHDRAWAL = aliased(WithdrawalRow)
_SIGNED = aliased(AddendumRow)
_LATEST = (
    select(_SIGNED.agreement_key)
    .where(_SIGNED.base_key == AgreementRow.key)
    .where(_SIGNED.ended == Ending.SIGNED.value)
    .order_by(_SIGNED.number.desc())
    .limit(1)
    .scalar_subquery()
)
LINE = (
    AgreementRow.key,
    AgreementRow.id,
    _FRAME.title,
    _FRAME.first_year,
    _FRAME.years_long,
    AddendumRow.number.label("addendum"),
    case(
        (WithdrawalRow.agreement_key.is_not(None), State.WITHDRAWN.value),
        else_=AgreementRow.state,
    ).label("state"),
    AgreementRow.turn,
    AgreementRow.turn_since,
    PartyRow.role,
    PartyRow.organisation_id,
    PartyRow.name,
    PartyRow.agb_code,
    PartyRow.kvk_number,
)
"""The columns of which a line is made: of an agreement, and of one of its parties.

Title and years are as the last signed addendum has them.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine:
    """What a list shows of one agreement.

    ``addendum`` is the version that talks about a change to a signed one would make.
    """

    id: str
    title: str
    first_year: int
    last_year: int
    state: State
    turn: PartyRole
    turn_since: datetime | None
    parties: tuple[Party, ...]
    addendum: int | None = None

    @property
    def between(self) -> str:
        """The names of the parties."""
        return " · ".join([party.name for party in self.parties])

    @property
    def years(self) -> str:
        """The first and the last year, one year by itself."""
        first, last = self.first_year, self.last_year
        return f"{first}–{last}" if last != first else str(first)

    @property
    def holder(self) -> str:
        """The name of the party whose turn it is."""
        found = (party.name for party in self.parties if party.role is self.turn)
        return next(found, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPage:
    """One page of lines, and how many there are on all pages together."""

    lines: tuple[AgreementLine, ...]
    total: int


def list_(
    scope: Scope,
    *,
    words: str = "",
    state: State | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> AgreementPage:
    """Return the agreements of the organisation, the newest first, in one query.

    ``words`` looks in the title and the names of the parties.
    """
    found = _narrowed(words, state)
    page = _page(*found) if found else _EVERY_PAGE
    values = {"limit": limit or _NO_LIMIT, "offset": offset, **scope.own}
    rows = scope.rows(page, values)
    lines = tuple(line_from(rows) for rows in by_agreement(rows))
    return AgreementPage(lines=lines, total=rows[0].total)


def by_agreement(rows: Iterable[AnyRow]) -> list[list[AnyRow]]:
    """Return rows of agreements and parties per agreement, in the order they came."""
    found: dict[int, list[AnyRow]] = {}
    for row in rows:
        if row.key is not None:
            found.setdefault(row.key, []).append(row)
    return list(found.values())


def line_from(rows: Sequence[AnyRow]) -> AgreementLine:
    """Return the line of an agreement from its rows with ``LINE``, one per party."""
    row = rows[0]
    return AgreementLine(
        id=row.id,
        title=row.title,
        first_year=row.first_year,
        last_year=row.first_year + row.years_long - 1,
        state=State(row.state),
        turn=PartyRole(row.turn),
        turn_since=row.turn_since,
        parties=tuple(party_from(each) for each in rows),
        addendum=row.addendum,
    )


def party_from(row: PartyRow | AnyRow) -> Party:
    """Return the party of a row, of its own or with the agreement beside it."""
    return Party(
        role=PartyRole(row.role),
        organisation_id=row.organisation_id,
        name=row.name,
        agb_code=row.agb_code,
        kvk_number=row.kvk_number,
    )


def _narrowed(words: str, state: State | None) -> list[ColumnElement[bool]]:
    """Return a condition for every word, and one for the state."""
    found: list[ColumnElement[bool]] = []
    if state is not None:
        found.append(_in_state(state))
    for word in words.lower().split():
        named = select(PartyRow.role).where(
            PartyRow.agreement_key == AgreementRow.key,
            func.lower(PartyRow.name).contains(word, autoescape=True),
        )
        titled = func.lower(AgreementRow.title).contains(word, autoescape=True)
        found.append(or_(titled, named.exists()))
    return found


def _in_state(state: State) -> ColumnElement[bool]:
    """Return the condition of a state; what is withdrawn is in no other."""
    if state is State.WITHDRAWN:
        return is_withdrawn()
    return and_(AgreementRow.state == state, ~is_withdrawn())


def is_withdrawn() -> ColumnElement[bool]:
    """Return the condition that an agreement is withdrawn."""
    return exists().where(_WITHDRAWAL.agreement_key == AgreementRow.key)


def _page(*narrowed: ColumnElement[bool]) -> Select[Any]:
    """Return the query of one page, with how many there are on all pages."""
    wanted: Select[Any] = own_keys()
    if narrowed:
        wanted = select(AgreementRow.key).where(is_own(AgreementRow.key), *narrowed)
    count = select(func.count().label("total")).select_from(wanted.subquery())
    total = count.subquery()
    page = wanted.order_by(wanted.selected_columns.key.desc())
    keys = page.limit(bindparam("limit")).offset(bindparam("offset")).subquery()
    found = select(total.c.total, *LINE).select_from(total).outerjoin(keys, true())
    return with_lines(found, keys.c.key).order_by(
        AgreementRow.key.desc(), PartyRow.place
    )


def with_lines(query: Select[Any], key: ColumnElement[int]) -> Select[Any]:
    """Return a query with the ``LINE`` of each agreement of which it has the key."""
    return (
        query.outerjoin(AgreementRow, AgreementRow.key == key)
        .outerjoin(AddendumRow, AddendumRow.agreement_key == AgreementRow.key)
        .outerjoin(_FRAME, _FRAME.key == func.coalesce(_LATEST, AgreementRow.key))
        .outerjoin(PartyRow, PartyRow.agreement_key == AgreementRow.key)
        .outerjoin(WithdrawalRow, WithdrawalRow.agreement_key == AgreementRow.key)
    )


_EVERY_PAGE = _page()
