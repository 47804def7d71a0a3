"""The table of drawn samples, which both parties read and nobody changes."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.storage.base import Base
from kpikit.storage.columns import Json, json_text, whole
from kpikit.storage.refusing import (
    UNSIGNED,
    after_create,
    postgresql_function,
    postgresql_trigger,
    sqlite_trigger,
)


class SampleRow(Base):
    """One draw; ``number`` counts those of the agreement from 1."""

    __tablename__ = "samples"
    __table_args__ = (whole("number", 1), *json_text("content", "{"))

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="RESTRICT"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Json)


_REPLACED = (
    "EXISTS (SELECT 1 FROM samples WHERE agreement_key = NEW.agreement_key"
    " AND number = NEW.number)"
)
_STATEMENTS = {
    "sqlite": (
        sqlite_trigger("samples", "INSERT", "sample_unsigned", UNSIGNED),
        # INSERT OR REPLACE deletes without a delete trigger: refuse it beforehand.
        sqlite_trigger("samples", "INSERT", "sample_replaced", _REPLACED),
        sqlite_trigger("samples", "UPDATE", "sample_kept", "1"),
        sqlite_trigger("samples", "DELETE", "sample_kept", "1"),
    ),
    "postgresql": (
        postgresql_function("sample_unsigned", UNSIGNED),
        postgresql_function("sample_kept", "true"),
        postgresql_trigger("samples", "INSERT", "sample_unsigned"),
        postgresql_trigger("samples", "UPDATE OR DELETE", "sample_kept"),
        postgresql_trigger("samples", "TRUNCATE", "sample_kept", each="STATEMENT"),
    ),
}
after_create(SampleRow, _STATEMENTS)
