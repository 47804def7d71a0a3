"""The table of settlements, and the triggers that freeze what both parties agreed."""

from datetime import datetime

from sqlalchemy import DDL, ForeignKey, event
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.agreement import FIRST_YEARS, MOST_YEARS
from kpikit.domain.party import DECIDING
from kpikit.domain.settlement.facts import Phase
from kpikit.storage.base import Base
from kpikit.storage.columns import (
    Identifier,
    Json,
    filled,
    hexadecimal,
    json_text,
    moment,
    one_of,
    whole,
)


class SettlementRow(Base):
    """The settlement of one year in one phase; frozen once ``agreed_at`` is there."""

    __tablename__ = "settlements"
    __table_args__ = (
        whole("year", FIRST_YEARS[0], FIRST_YEARS[-1] + MOST_YEARS - 1),
        one_of("phase", Phase),
        *json_text("content", "{"),
        hexadecimal("content_hash"),
        one_of("proposed_by", DECIDING),
        filled("proposer"),
        moment("proposed_at"),
        *json_text("approvals", "["),
        moment("agreed_at"),
        whole("revision", 1),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="RESTRICT"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    phase: Mapped[str] = mapped_column(Identifier, primary_key=True)
    content: Mapped[str] = mapped_column(Json)
    content_hash: Mapped[str] = mapped_column(Identifier)
    proposed_by: Mapped[str] = mapped_column(Identifier)
    proposer: Mapped[str]
    proposed_at: Mapped[datetime]
    approvals: Mapped[str] = mapped_column(Json)
    agreed_at: Mapped[datetime | None]
    revision: Mapped[int]


_UNSIGNED = (
    "NOT EXISTS (SELECT 1 FROM agreements"
    " WHERE key = NEW.agreement_key AND state = 'signed')"
)
_FROZEN = "OLD.agreed_at IS NOT NULL"
_REPLACED = (
    "EXISTS (SELECT 1 FROM settlements WHERE agreement_key = NEW.agreement_key"
    " AND year = NEW.year AND phase = NEW.phase)"
)


def _sqlite(what: str, rule: str, when: str) -> str:
    name = f"tr_settlements_{what.lower()}_{rule}"
    return (
        f"CREATE TRIGGER {name} BEFORE {what} ON settlements WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def _function(rule: str, refused: str) -> str:
    return (
        f"CREATE FUNCTION kpikit_{rule}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF {refused} THEN RAISE integrity_constraint_violation"
        " USING MESSAGE = TG_NAME; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )


def _postgresql(what: str, rule: str, each: str = "ROW") -> str:
    name = f"tr_settlements_{'truncate_' if what == 'TRUNCATE' else ''}{rule}"
    return (
        f"CREATE TRIGGER {name} BEFORE {what} ON settlements"
        f" FOR EACH {each} EXECUTE FUNCTION kpikit_{rule}()"
    )


STATEMENTS = {
    "sqlite": (
        _sqlite("INSERT", "settlement_unsigned", _UNSIGNED),
        # INSERT OR REPLACE deletes without a delete trigger: refuse it beforehand.
        _sqlite("INSERT", "settlement_replaced", _REPLACED),
        _sqlite("UPDATE", "settlement_frozen", _FROZEN),
        _sqlite("DELETE", "settlement_frozen", _FROZEN),
    ),
    "postgresql": (
        _function("settlement_unsigned", _UNSIGNED),
        _function("settlement_frozen", _FROZEN),
        _function("settlement_kept", "true"),
        _postgresql("INSERT", "settlement_unsigned"),
        _postgresql("UPDATE OR DELETE", "settlement_frozen"),
        _postgresql("TRUNCATE", "settlement_kept", "STATEMENT"),
    ),
}
for _dialect, _statements in STATEMENTS.items():
    for _statement in _statements:
        _ddl = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(
            SettlementRow.__table__, "after_create", _ddl.execute_if(dialect=_dialect)
        )
