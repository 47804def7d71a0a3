"""The table of preparations: what one party writes for itself alone."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, Json, json_text, whole


class PrivatePreparationRow(Base):
    """The preparation of one organisation for one agreement."""

    __tablename__ = "private_preparations"
    __table_args__ = (*json_text("content", "{"), whole("revision", 1))

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[str] = mapped_column(
        Identifier,
        ForeignKey("organisations.id", ondelete="RESTRICT"),
        primary_key=True,
    )
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]
