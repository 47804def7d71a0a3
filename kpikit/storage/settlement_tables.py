"""The table of settlements, and the triggers that freeze what both parties agreed."""

from datetime import datetime

from sqlalchemy import ForeignKey
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
from kpikit.storage.refusing import (
    UNSIGNED,
    after_create,
    postgresql_function,
    postgresql_trigger,
    sqlite_trigger,
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


_FROZEN = "OLD.agreed_at IS NOT NULL"
_REPLACED = (
    "EXISTS (SELECT 1 FROM settlements WHERE agreement_key = NEW.agreement_key"
    " AND year = NEW.year AND phase = NEW.phase)"
)
_TABLE = "settlements"
STATEMENTS = {
    "sqlite": (
        sqlite_trigger(_TABLE, "INSERT", "settlement_unsigned", UNSIGNED),
        # INSERT OR REPLACE deletes without a delete trigger: refuse it beforehand.
        sqlite_trigger(_TABLE, "INSERT", "settlement_replaced", _REPLACED),
        sqlite_trigger(_TABLE, "UPDATE", "settlement_frozen", _FROZEN),
        sqlite_trigger(_TABLE, "DELETE", "settlement_frozen", _FROZEN),
    ),
    "postgresql": (
        postgresql_function("settlement_unsigned", UNSIGNED),
        postgresql_function("settlement_frozen", _FROZEN),
        postgresql_function("settlement_kept", "true"),
        postgresql_trigger(_TABLE, "INSERT", "settlement_unsigned"),
        postgresql_trigger(_TABLE, "UPDATE OR DELETE", "settlement_frozen"),
        postgresql_trigger(_TABLE, "TRUNCATE", "settlement_kept", "STATEMENT"),
    ),
}
after_create(SettlementRow, STATEMENTS)
