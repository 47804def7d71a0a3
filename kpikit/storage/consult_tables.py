"""The table of recorded consults, which only their own organisation ever reads."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, Json, filled, json_text, whole


class PrivateConsultRow(Base):
    """One recorded consult; erasing it takes the row away."""

    __tablename__ = "private_consults"
    __table_args__ = (filled("id"), *json_text("content", "{"), whole("revision", 1))

    organisation_id: Mapped[str] = mapped_column(
        Identifier,
        ForeignKey("organisations.id", ondelete="RESTRICT"),
        primary_key=True,
    )
    id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]
