"""The table of times that an organisation looked its log over; only ever added to."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, Json, json_text, whole
from kpikit.storage.refusing import (
    after_create,
    postgresql_function,
    postgresql_trigger,
    sqlite_trigger,
)


class LogReviewRow(Base):
    """One look over the log of one organisation, which nobody else sees."""

    __tablename__ = "log_reviews"
    __table_args__ = (whole("number", 1), *json_text("content", "{"))

    organisation_id: Mapped[str] = mapped_column(
        Identifier,
        ForeignKey("organisations.id", ondelete="RESTRICT"),
        primary_key=True,
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Json)


_REPLACED = (
    "EXISTS (SELECT 1 FROM log_reviews WHERE organisation_id = NEW.organisation_id"
    " AND number = NEW.number)"
)
_STATEMENTS = {
    "sqlite": (
        # INSERT OR REPLACE deletes without a delete trigger: refuse it beforehand.
        sqlite_trigger("log_reviews", "INSERT", "log_review_replaced", _REPLACED),
        sqlite_trigger("log_reviews", "UPDATE", "log_review_kept", "1"),
        sqlite_trigger("log_reviews", "DELETE", "log_review_kept", "1"),
    ),
    "postgresql": (
        postgresql_function("log_review_kept", "true"),
        postgresql_trigger("log_reviews", "UPDATE OR DELETE", "log_review_kept"),
        postgresql_trigger(
            "log_reviews", "TRUNCATE", "log_review_kept", each="STATEMENT"
        ),
    ),
}
after_create(LogReviewRow, _STATEMENTS)
