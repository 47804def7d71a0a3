"""The table of improvement actions, which belong to the agreement.

They stand beside what is signed and not in it, so they go on changing afterwards.
"""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.improvement.action import MOST_ACTIONS
from kpikit.storage.base import Base
from kpikit.storage.columns import Json, json_text, whole


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
