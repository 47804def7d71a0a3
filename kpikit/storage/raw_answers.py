"""Single answers: kept, read and erased only by the organisation that imported them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import delete, func, insert, select, update

from kpikit import snapshot
from kpikit.domain.kpi import KpiId
from kpikit.domain.scoring import Reading
from kpikit.storage.revisions import table_of, touched
from kpikit.storage.scope import Scope, Stored
from kpikit.storage.tables import RawAnswerRow, RawSetRow

Row = tuple[int | Decimal | str | None, ...]
_ROW = tuple[int | Decimal | str | None, ...]
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSet:
    """The answers of one KPI and period: how they are read, and how many there are."""

    kpi_id: KpiId
    period: str
    reading: Reading | None
    imported_at: datetime
    imported_by: str
    rows: int = 0


def own_sets(scope: Scope, stored: Stored) -> tuple[RawSet, ...]:
    """Return what the own organisation imported, by KPI and period, with its size.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    sets, answers = RawSetRow, RawAnswerRow
    counted = (
        select(answers.kpi_id, answers.period, func.count().label("n"))
        .where(
            scope.only(answers.agreement_key, stored),
            answers.organisation_id == scope.organisation.id,
        )
        .group_by(answers.kpi_id, answers.period)
    )
    sizes = {(k, p): n for k, p, n in scope.session.execute(counted)}
    wanted = (
        select(sets)
        .where(
            scope.only(sets.agreement_key, stored),
            sets.organisation_id == scope.organisation.id,
        )
        .order_by(sets.kpi_id, sets.period)
        .execution_options(populate_existing=True)
    )
    return tuple(
        RawSet(
            kpi_id=KpiId(row.kpi_id),
            period=row.period,
            reading=_reading(row.reading),
            imported_at=row.imported_at,
            imported_by=row.imported_by,
            rows=sizes.get((row.kpi_id, row.period), 0),
        )
        for row in scope.session.scalars(wanted)
    )


def own_rows(
    scope: Scope, stored: Stored, kpi_id: KpiId, period: str
) -> Mapping[str, Row]:
    """Return the own answers of a KPI and period, by the number of who answered.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = RawAnswerRow
    wanted = (
        select(rows.respondent, rows.answers)
        .where(
            scope.only(rows.agreement_key, stored),
            rows.organisation_id == scope.organisation.id,
            rows.kpi_id == kpi_id,
            rows.period == period,
        )
        .order_by(rows.respondent)
    )
    found = scope.session.execute(wanted)
    return {
        respondent: snapshot.load_and_forget(_ROW, text) for respondent, text in found
    }


def own_texts(
    scope: Scope, stored: Stored, kpi_id: KpiId, period: str
) -> Mapping[str, str]:
    """Return the own answers as they are kept, to compare many at once.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = RawAnswerRow
    wanted = select(rows.respondent, rows.answers).where(
        scope.only(rows.agreement_key, stored),
        rows.organisation_id == scope.organisation.id,
        rows.kpi_id == kpi_id,
        rows.period == period,
    )
    found = scope.session.execute(wanted)
    return {row.respondent: row.answers for row in found}


def keep(
    scope: Scope, stored: Stored, raw_set: RawSet, rows: Mapping[str, str]
) -> None:
    """Put the answers of a KPI and period in the place of those that were there.

    ``rows`` are JSON lists by the number of who answered.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    key = _key(scope, stored, raw_set.kpi_id, raw_set.period)
    _remove_rows(scope, stored, raw_set.kpi_id, raw_set.period)
    values = {
        "reading": "{}" if raw_set.reading is None else snapshot.dump(raw_set.reading),
        "imported_at": raw_set.imported_at,
        "imported_by": raw_set.imported_by,
    }
    table = table_of(RawSetRow)
    known = update(table).where(*(table.c[name] == v for name, v in key.items()))
    if not touched(scope.session, known.values(**values)):
        scope.session.execute(insert(table).values({**key, **values}))
    every = [{**key, "respondent": who, "answers": text} for who, text in rows.items()]
    for start in range(0, len(every), _AT_ONCE):
        part = every[start : start + _AT_ONCE]
        scope.session.execute(insert(table_of(RawAnswerRow)), part)


def erase(scope: Scope, stored: Stored, kpi_id: KpiId, period: str) -> int:
    """Erase the own answers of a KPI and period; return how many there were.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    key = _key(scope, stored, kpi_id, period)
    gone = _remove_rows(scope, stored, kpi_id, period)
    table = table_of(RawSetRow)
    mine = (table.c[name] == value for name, value in key.items())
    scope.session.execute(delete(table).where(*mine))
    return gone


def _remove_rows(scope: Scope, stored: Stored, kpi_id: KpiId, period: str) -> int:
    table = table_of(RawAnswerRow)
    key = _key(scope, stored, kpi_id, period)
    mine = (table.c[name] == value for name, value in key.items())
    return touched(scope.session, delete(table).where(*mine))


def _key(scope: Scope, stored: Stored, kpi_id: KpiId, period: str) -> dict[str, object]:
    return {
        "agreement_key": scope.key(stored),
        "organisation_id": scope.organisation.id,
        "kpi_id": kpi_id,
        "period": period,
    }


def _reading(text: str) -> Reading | None:
    return None if text == "{}" else snapshot.load(Reading, text)
