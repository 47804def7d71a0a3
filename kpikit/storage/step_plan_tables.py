"""The table of step plans, which belong to the agreement and not to what is signed."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.storage.base import Base
from kpikit.storage.columns import Json, Words, filled, json_text, whole


class StepPlanRow(Base):
    """The step plan of one care path of an agreement."""

    __tablename__ = "step_plans"
    __table_args__ = (
        filled("care_path"),
        *json_text("content", "{"),
        whole("revision", 1),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="CASCADE"), primary_key=True
    )
    care_path: Mapped[str] = mapped_column(Words, primary_key=True)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]
