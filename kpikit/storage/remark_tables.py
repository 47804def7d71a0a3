"""The table of remarks about KPIs, which all parties read and nobody changes."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.talk import Sort
from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, Json, filled, json_text, one_of, whole
from kpikit.storage.refusing import (
    after_create,
    postgresql_function,
    postgresql_trigger,
    sqlite_trigger,
)


class RemarkRow(Base):
    """One remark; ``number`` counts those of the agreement from 1."""

    __tablename__ = "remarks"
    __table_args__ = (
        whole("number", 1),
        filled("kpi_id"),
        one_of("sort", Sort),
        *json_text("content", "{"),
        Index(None, "agreement_key", "kpi_id", "sort"),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="RESTRICT"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kpi_id: Mapped[str] = mapped_column(Identifier)
    sort: Mapped[str] = mapped_column(Identifier)
    content: Mapped[str] = mapped_column(Json)


_REPLACED = (
    "EXISTS (SELECT 1 FROM remarks WHERE agreement_key = NEW.agreement_key"
    " AND number = NEW.number)"
)
_STATEMENTS = {
    "sqlite": (
        # INSERT OR REPLACE deletes without a delete trigger: refuse it beforehand.
        sqlite_trigger("remarks", "INSERT", "remark_replaced", _REPLACED),
        sqlite_trigger("remarks", "UPDATE", "remark_kept", "1"),
        sqlite_trigger("remarks", "DELETE", "remark_kept", "1"),
    ),
    "postgresql": (
        postgresql_function("remark_kept", "true"),
        postgresql_trigger("remarks", "UPDATE OR DELETE", "remark_kept"),
        postgresql_trigger("remarks", "TRUNCATE", "remark_kept", each="STATEMENT"),
    ),
}
after_create(RemarkRow, _STATEMENTS)
