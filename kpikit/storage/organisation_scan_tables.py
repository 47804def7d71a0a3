"""The tables of organisation scans: those of an organisation, and those it showed."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, Json, json_text, whole

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class PrivateOrganisationScanRow(Base):
    """The scan of one organisation in one year, for itself."""

    __tablename__ = "private_organisation_scans"
    __table_args__ = (
        whole("year", _FIRST_YEAR, _LAST_YEAR),
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
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class SharedOrganisationScanRow(Base):
    """A scan as the hospital showed it to the other parties of the agreement."""

    __tablename__ = "shared_organisation_scans"
    __table_args__ = (
        whole("year", _FIRST_YEAR, _LAST_YEAR),
        *json_text("content", "{"),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="CASCADE"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Json)
