"""The table of addenda: talks about a change to a signed agreement.

The talks are an agreement of their own, so every part, page and rule of an agreement
serves them too. Here stands on which version they rest and how they ended.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.addendum import Ending
from kpikit.domain.party import DECIDING
from kpikit.storage.base import Base
from kpikit.storage.columns import (
    Identifier,
    filled,
    hexadecimal,
    moment,
    one_of,
    whole,
)
from kpikit.storage.refusing import (
    after_create,
    postgresql_function,
    postgresql_trigger,
    sqlite_trigger,
)

_OPEN = text("ended IS NULL")


class AddendumRow(Base):
    """Talks about one addendum; ``ended`` says how they ended, if they did."""

    __tablename__ = "addenda"
    __table_args__ = (
        whole("number", 2),
        hexadecimal("base_hash"),
        filled("reason"),
        filled("opened_name"),
        one_of("opened_by", DECIDING),
        one_of("ended", Ending),
        moment("opened_at"),
        moment("ended_at"),
        CheckConstraint("(ended IS NULL) = (ended_at IS NULL)", name="ended_dated"),
        CheckConstraint("agreement_key <> base_key", name="on_another"),
        Index(
            "uq_addenda_one_open",
            "base_key",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(None, "base_key", "number"),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="RESTRICT"), primary_key=True
    )
    base_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="RESTRICT")
    )
    number: Mapped[int]
    base_hash: Mapped[str] = mapped_column(Identifier)
    reason: Mapped[str]
    opened_by: Mapped[str] = mapped_column(Identifier)
    opened_name: Mapped[str]
    opened_at: Mapped[datetime]
    ended: Mapped[str | None] = mapped_column(Identifier)
    ended_name: Mapped[str]
    ended_at: Mapped[datetime | None]


_UNSIGNED = (
    "NOT EXISTS (SELECT 1 FROM agreements"
    " WHERE key = NEW.base_key AND state = 'signed')"
)
_KEPT = (
    "agreement_key",
    "base_key",
    "number",
    "base_hash",
    "reason",
    "opened_by",
    "opened_name",
    "opened_at",
)
_MOVED = "OLD.ended IS NOT NULL OR " + " OR ".join(
    f"NEW.{name} <> OLD.{name}" for name in _KEPT
)
_REPLACED = "EXISTS (SELECT 1 FROM addenda WHERE agreement_key = NEW.agreement_key)"
_STATEMENTS = {
    "sqlite": (
        sqlite_trigger("addenda", "INSERT", "addendum_unsigned", _UNSIGNED),
        # INSERT OR REPLACE deletes without a delete trigger: refuse it beforehand.
        sqlite_trigger("addenda", "INSERT", "addendum_replaced", _REPLACED),
        sqlite_trigger("addenda", "UPDATE", "addendum_moved", _MOVED),
        sqlite_trigger("addenda", "DELETE", "addendum_kept", "1"),
    ),
    "postgresql": (
        postgresql_function("addendum_unsigned", _UNSIGNED),
        postgresql_function("addendum_moved", _MOVED),
        postgresql_function("addendum_kept", "true"),
        postgresql_trigger("addenda", "INSERT", "addendum_unsigned"),
        postgresql_trigger("addenda", "UPDATE", "addendum_moved"),
        postgresql_trigger("addenda", "DELETE", "addendum_kept"),
        postgresql_trigger("addenda", "TRUNCATE", "addendum_kept", each="STATEMENT"),
    ),
}
after_create(AddendumRow, _STATEMENTS)
