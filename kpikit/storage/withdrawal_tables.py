"""The table of withdrawn agreements: once a row is there, nothing changes any more.

The agreement itself stays as it was locked: being settled, without acceptances.
"""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.party import DECIDING
from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, filled, moment, one_of
from kpikit.storage.refusing import (
    after_create,
    postgresql_function,
    postgresql_trigger,
    sqlite_trigger,
)


class WithdrawalRow(Base):
    """Which party withdrew an agreement, through whom, when and why."""

    __tablename__ = "withdrawals"
    __table_args__ = (
        one_of("role", DECIDING),
        filled("name"),
        filled("reason"),
        moment("at"),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="RESTRICT"),
        primary_key=True,
        autoincrement=False,
    )
    role: Mapped[str] = mapped_column(Identifier)
    name: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str]


_NOT_LOCKED = (
    "NOT EXISTS (SELECT 1 FROM agreements"
    " WHERE key = NEW.agreement_key AND state = 'settling')"
)
_THERE = "EXISTS (SELECT 1 FROM withdrawals WHERE agreement_key = NEW.agreement_key)"
_WITHDRAWN = "EXISTS (SELECT 1 FROM withdrawals WHERE agreement_key = OLD.key)"
_STATEMENTS = {
    "sqlite": (
        sqlite_trigger("withdrawals", "INSERT", "not_locked", _NOT_LOCKED),
        # INSERT OR REPLACE deletes without a delete trigger: refuse it beforehand.
        sqlite_trigger("withdrawals", "INSERT", "withdrawal_replaced", _THERE),
        sqlite_trigger("withdrawals", "UPDATE", "withdrawal_kept", "1"),
        sqlite_trigger("withdrawals", "DELETE", "withdrawal_kept", "1"),
        sqlite_trigger("agreements", "UPDATE", "withdrawn", _WITHDRAWN),
    ),
    "postgresql": (
        postgresql_function("not_locked", _NOT_LOCKED),
        postgresql_function("withdrawal_kept", "true"),
        postgresql_function("withdrawn", _WITHDRAWN),
        postgresql_trigger("withdrawals", "INSERT", "not_locked"),
        postgresql_trigger("withdrawals", "UPDATE OR DELETE", "withdrawal_kept"),
        postgresql_trigger("withdrawals", "TRUNCATE", "withdrawal_kept", "STATEMENT"),
        postgresql_trigger("agreements", "UPDATE", "withdrawn"),
    ),
}
after_create(WithdrawalRow, _STATEMENTS)
