"""The agreements of an organisation as lines of a list, one page at a time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select, true
from sqlalchemy.orm import aliased

from kpikit.domain.agreement import State
from kpikit.domain.party import Party, PartyRole
from kpikit.storage.scope import Scope
from kpikit.storage.tables import AgreementRow, PartyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine:
    """What a list shows of one agreement."""

    id: str
    title: str
    first_year: int
    last_year: int
    state: State
    turn: PartyRole
    turn_since: datetime | None
    parties: tuple[Party, ...]


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
    wanted = _wanted(scope, words, state)
    counted = select(func.count().label("total")).select_from(wanted.subquery())
    count = counted.subquery()
    page = wanted.order_by(AgreementRow.key.desc()).limit(limit).offset(offset)
    keys = page.subquery()
    rows = scope.session.execute(
        select(count.c.total, AgreementRow, PartyRow)
        .select_from(count)
        .outerjoin(keys, true())
        .outerjoin(AgreementRow, AgreementRow.key == keys.c.key)
        .outerjoin(PartyRow, PartyRow.agreement_key == AgreementRow.key)
        .order_by(AgreementRow.key.desc(), PartyRow.place)
        .execution_options(populate_existing=True)
    ).all()
    parties: dict[int, list[PartyRow]] = {}
    found: dict[int, AgreementRow] = {}
    for _, row, party in rows:
        if row is not None:
            found[row.key] = row
            parties.setdefault(row.key, []).append(party)
    lines = tuple(line_from(row, parties[key]) for key, row in found.items())
    return AgreementPage(lines=lines, total=rows[0][0])


def _wanted(scope: Scope, words: str, state: State | None) -> Select[int]:
    mine = aliased(PartyRow)
    wanted = (
        select(AgreementRow.key)
        .join(mine, mine.agreement_key == AgreementRow.key)
        .where(mine.organisation_id == scope.organisation.id)
    )
    if state is not None:
        wanted = wanted.where(AgreementRow.state == state)
    for word in words.lower().split():
        wanted = wanted.where(
            or_(
                func.lower(AgreementRow.title).contains(word, autoescape=True),
                select(PartyRow.role)
                .where(
                    PartyRow.agreement_key == AgreementRow.key,
                    func.lower(PartyRow.name).contains(word, autoescape=True),
                )
                .exists(),
            )
        )
    return wanted


def line_from(row: AgreementRow, parties: list[PartyRow]) -> AgreementLine:
    """Return the line of an agreement and its parties."""
    return AgreementLine(
        id=row.id,
        title=row.title,
        first_year=row.first_year,
        last_year=row.first_year + row.years_long - 1,
        state=State(row.state),
        turn=PartyRole(row.turn),
        turn_since=row.turn_since,
        parties=tuple(party_from(party) for party in parties),
    )


def party_from(row: PartyRow) -> Party:
    """Return the party of a row."""
    return Party(
        role=PartyRole(row.role),
        organisation_id=row.organisation_id,
        name=row.name,
        agb_code=row.agb_code,
        kvk_number=row.kvk_number,
    )
