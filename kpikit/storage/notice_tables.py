"""The table of notices: what a person is told of an agreement, without its words."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.notice import Kind
from kpikit.domain.party import PartyRole
from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, filled, moment, one_of


class NoticeRow(Base):
    """One notice to one person; its words are made when it is read."""

    __tablename__ = "notices"
    __table_args__ = (
        Index(None, "user_id", "read_at"),
        one_of("kind", Kind),
        filled("subject"),
        one_of("by_role", PartyRole),
        moment("at"),
        moment("read_at"),
        {"sqlite_autoincrement": True},
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("organisations.id", ondelete="RESTRICT")
    )
    user_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("users.id", ondelete="CASCADE")
    )
    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(Identifier)
    subject: Mapped[str | None] = mapped_column(Identifier)
    by_role: Mapped[str] = mapped_column(Identifier)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
