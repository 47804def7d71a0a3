"""The tables of blind ratings: each party's own, and those that were opened.

Handing in leaves the ratings where they are; once both parties handed in, the database
copies them into the table that everybody reads.
"""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.party import PartyRole
from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, Json, json_text, one_of, whole

ROUNDS = 2


class PrivateRatingsRow(Base):
    """How one organisation rates the candidates in one round."""

    __tablename__ = "private_ratings"
    __table_args__ = (
        whole("round", 1, ROUNDS),
        one_of("role", PartyRole),
        *json_text("content", "{"),
        whole("handed_in", 0, 1),
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
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(Identifier)
    content: Mapped[str] = mapped_column(Json)
    handed_in: Mapped[int]
    revision: Mapped[int]


class SharedRatingsRow(Base):
    """The ratings of one party in one round, opened to all."""

    __tablename__ = "shared_ratings"
    __table_args__ = (
        whole("round", 1, ROUNDS),
        one_of("role", PartyRole),
        *json_text("content", "{"),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="CASCADE"), primary_key=True
    )
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(Identifier, primary_key=True)
    content: Mapped[str] = mapped_column(Json)
