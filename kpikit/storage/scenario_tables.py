"""The tables of scenarios: drafts of one organisation, and what was shared with both.

They are two tables on purpose: no query about the one can return a row of the other.
"""

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, Json, filled, json_text, whole


class PrivateScenarioRow(Base):
    """A study that only its own organisation may see."""

    __tablename__ = "private_scenarios"
    __table_args__ = (
        UniqueConstraint("agreement_key", "organisation_id", "id"),
        Index(None, "organisation_id"),
        filled("id"),
        *json_text("content", "{"),
        whole("revision", 1),
        {"sqlite_autoincrement": True},
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="CASCADE")
    )
    organisation_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("organisations.id", ondelete="RESTRICT")
    )
    id: Mapped[str] = mapped_column(Identifier)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class SharedScenarioRow(Base):
    """A study as one party showed it to the other; locked with the agreement."""

    __tablename__ = "shared_scenarios"
    __table_args__ = (
        UniqueConstraint("agreement_key", "id"),
        filled("id"),
        *json_text("content", "{"),
        whole("revision", 1),
        {"sqlite_autoincrement": True},
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="CASCADE")
    )
    id: Mapped[str] = mapped_column(Identifier)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]
