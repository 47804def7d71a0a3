"""The tables of the improvement plan, which belongs to the agreement.

The actions stand beside what is signed and not in it, so they go on changing
afterwards. A file that waits is of the organisation that brought it.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.improvement.action import MOST_ACTIONS
from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, Json, filled, json_text, moment, whole


class ImprovementActionRow(Base):
    """One action of the improvement plan of an agreement."""

    __tablename__ = "improvement_actions"
    __table_args__ = (
        whole("number", 1, MOST_ACTIONS),
        *json_text("content", "{"),
        whole("revision", 1),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class PlanUploadRow(Base):
    """A filled-in template that waits for the word of whoever brought it."""

    __tablename__ = "plan_uploads"
    __table_args__ = (
        filled("id"),
        filled("name"),
        moment("uploaded_at"),
        Index(None, "uploaded_at"),
    )

    id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="RESTRICT"), primary_key=True
    )
    organisation_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("organisations.id", ondelete="RESTRICT")
    )
    name: Mapped[str]
    data: Mapped[bytes]
    uploaded_at: Mapped[datetime]
