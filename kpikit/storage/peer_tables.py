"""The table of what teams of one organisation ask each other; only ever added to."""

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


class PeerPostRow(Base):
    """One question or answer inside one organisation, which nobody else sees."""

    __tablename__ = "peer_posts"
    __table_args__ = (whole("number", 1), *json_text("content", "{"))

    organisation_id: Mapped[str] = mapped_column(
        Identifier,
        ForeignKey("organisations.id", ondelete="RESTRICT"),
        primary_key=True,
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Json)


_REPLACED = (
    "EXISTS (SELECT 1 FROM peer_posts WHERE organisation_id = NEW.organisation_id"
    " AND number = NEW.number)"
)
_STATEMENTS = {
    "sqlite": (
        # INSERT OR REPLACE deletes without a delete trigger: refuse it beforehand.
        sqlite_trigger("peer_posts", "INSERT", "peer_post_replaced", _REPLACED),
        sqlite_trigger("peer_posts", "UPDATE", "peer_post_kept", "1"),
        sqlite_trigger("peer_posts", "DELETE", "peer_post_kept", "1"),
    ),
    "postgresql": (
        postgresql_function("peer_post_kept", "true"),
        postgresql_trigger("peer_posts", "UPDATE OR DELETE", "peer_post_kept"),
        postgresql_trigger(
            "peer_posts", "TRUNCATE", "peer_post_kept", each="STATEMENT"
        ),
    ),
}
after_create(PeerPostRow, _STATEMENTS)
