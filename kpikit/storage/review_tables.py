"""The tables of reviews: what both read, and ratings that are not opened yet.

A rating stays in the table of its own organisation until everybody who rates has done
so; only then it is copied into the table that both read.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.party import PartyRole
from kpikit.storage.base import Base
from kpikit.storage.columns import (
    Identifier,
    Json,
    filled,
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

MOST_REVIEWS = 200


def _of_review() -> ForeignKeyConstraint:
    columns = ("agreement_key", "number")
    return ForeignKeyConstraint(
        columns, [f"reviews.{name}" for name in columns], ondelete="CASCADE"
    )


class ReviewRow(Base):
    """One review; frozen once ``confirmed_at`` is there, with its ``record``."""

    __tablename__ = "reviews"
    __table_args__ = (
        whole("number", 1, MOST_REVIEWS),
        *json_text("content", "{"),
        *json_text("approvals", "["),
        moment("confirmed_at"),
        whole("revision", 1),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="RESTRICT"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Json)
    approvals: Mapped[str] = mapped_column(Json)
    record: Mapped[str]
    confirmed_at: Mapped[datetime | None]
    revision: Mapped[int]


class ReviewEntryRow(Base):
    """What the parties wrote about one KPI in one review."""

    __tablename__ = "review_entries"
    __table_args__ = (
        _of_review(),
        filled("kpi_id"),
        *json_text("content", "{"),
        whole("revision", 1),
    )

    agreement_key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kpi_id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class OwnRatingRow(Base):
    """The rating of one organisation, which nobody else may see yet."""

    __tablename__ = "own_ratings"
    __table_args__ = (
        _of_review(),
        filled("kpi_id"),
        one_of("role", PartyRole),
        *json_text("content", "{"),
        whole("revision", 1),
    )

    agreement_key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_id: Mapped[str] = mapped_column(
        Identifier,
        ForeignKey("organisations.id", ondelete="RESTRICT"),
        primary_key=True,
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kpi_id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    role: Mapped[str] = mapped_column(Identifier)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class OpenedRatingRow(Base):
    """A rating that everybody may see, because everybody gave one."""

    __tablename__ = "opened_ratings"
    __table_args__ = (
        _of_review(),
        filled("kpi_id"),
        one_of("role", PartyRole),
        *json_text("content", "{"),
    )

    agreement_key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kpi_id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    role: Mapped[str] = mapped_column(Identifier, primary_key=True)
    content: Mapped[str] = mapped_column(Json)


_FROZEN = "OLD.confirmed_at IS NOT NULL"
_REPLACED = (
    "EXISTS (SELECT 1 FROM reviews WHERE agreement_key = NEW.agreement_key"
    " AND number = NEW.number)"
)


_CLOSED = (
    "EXISTS (SELECT 1 FROM reviews WHERE agreement_key = NEW.agreement_key"
    " AND number = NEW.number AND confirmed_at IS NOT NULL)"
)
_WAS_CLOSED = _CLOSED.replace("NEW.", "OLD.")
_REVIEW_STATEMENTS = {
    "sqlite": (
        sqlite_trigger("reviews", "INSERT", "review_unsigned", UNSIGNED),
        # INSERT OR REPLACE deletes without a delete trigger: refuse it beforehand.
        sqlite_trigger("reviews", "INSERT", "review_replaced", _REPLACED),
        sqlite_trigger("reviews", "UPDATE", "review_frozen", _FROZEN),
        sqlite_trigger("reviews", "DELETE", "review_frozen", _FROZEN),
    ),
    "postgresql": (
        postgresql_function("review_unsigned", UNSIGNED),
        postgresql_function("review_frozen", _FROZEN),
        postgresql_function("review_kept", "true"),
        postgresql_trigger("reviews", "INSERT", "review_unsigned"),
        postgresql_trigger("reviews", "UPDATE OR DELETE", "review_frozen"),
        postgresql_trigger("reviews", "TRUNCATE", "review_kept", "STATEMENT"),
    ),
}
_ENTRIES = "review_entries"
_ENTRY_STATEMENTS = {
    "sqlite": (
        sqlite_trigger(_ENTRIES, "INSERT", "review_closed", _CLOSED),
        sqlite_trigger(_ENTRIES, "UPDATE", "review_closed", _WAS_CLOSED),
        sqlite_trigger(_ENTRIES, "DELETE", "review_closed", _WAS_CLOSED),
    ),
    "postgresql": (
        postgresql_function("review_closed", _WAS_CLOSED),
        postgresql_function("review_closed_new", _CLOSED),
        postgresql_trigger(_ENTRIES, "INSERT", "review_closed_new"),
        postgresql_trigger(_ENTRIES, "UPDATE OR DELETE", "review_closed"),
    ),
}
after_create(ReviewRow, _REVIEW_STATEMENTS)
after_create(ReviewEntryRow, _ENTRY_STATEMENTS)
STATEMENTS = {
    "reviews": _REVIEW_STATEMENTS,
    "review_entries": _ENTRY_STATEMENTS,
}
