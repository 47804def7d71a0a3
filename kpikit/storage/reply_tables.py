"""The tables of answers to recommendations: each party's own, and those it showed."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.party import DECIDING
from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, Json, json_text, one_of, whole

_LAST = 99


class PrivateReplyRow(Base):
    """What one organisation answers to one recommendation, for itself."""

    __tablename__ = "private_replies"
    __table_args__ = (
        whole("number", 1, _LAST),
        one_of("role", DECIDING),
        *json_text("content", "{"),
        whole("revision", 1),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[str] = mapped_column(
        Identifier,
        ForeignKey("organisations.id", ondelete="RESTRICT"),
        primary_key=True,
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(Identifier)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class SharedReplyRow(Base):
    """What one party showed to the other about one recommendation."""

    __tablename__ = "shared_replies"
    __table_args__ = (
        whole("number", 1, _LAST),
        one_of("role", DECIDING),
        *json_text("content", "{"),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(Identifier, primary_key=True)
    content: Mapped[str] = mapped_column(Json)
