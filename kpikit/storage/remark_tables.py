"""The table of remarks about KPIs, which all parties read and nobody changes."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.talk import Sort
from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, Json, filled, json_text, one_of, whole
from kpikit.storage.refusing import after_create, only_added


class RemarkRow(Base):
    """One remark; ``number`` counts those of the agreement from 1."""

    __tablename__ = "remarks"
    __table_args__ = (
        whole("number", 1),
        filled("kpi_id"),
        one_of("sort", Sort),
        *json_text("content", "{"),
        Index(None, "agreement_key", "kpi_id", "sort"),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="RESTRICT"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kpi_id: Mapped[str] = mapped_column(Identifier)
    sort: Mapped[str] = mapped_column(Identifier)
    content: Mapped[str] = mapped_column(Json)


after_create(RemarkRow, only_added("remarks", "remark", "agreement_key", "number"))
