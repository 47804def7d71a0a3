"""The tables of team scans: of each person, of the team, and those it showed."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, Json, Words, filled, json_text, whole

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class PrivateMemberScanRow(Base):
    """What one person gave for a care path in one year."""

    __tablename__ = "private_member_scans"
    __table_args__ = (
        filled("care_path"),
        whole("year", _FIRST_YEAR, _LAST_YEAR),
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
    user_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("users.id", ondelete="RESTRICT"), primary_key=True
    )
    care_path: Mapped[str] = mapped_column(Words, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Json)
    handed_in: Mapped[int]
    revision: Mapped[int]


class PrivateTeamScanRow(Base):
    """What the team of one organisation recorded together, for itself."""

    __tablename__ = "private_team_scans"
    __table_args__ = (
        filled("care_path"),
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
    care_path: Mapped[str] = mapped_column(Words, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class SharedTeamScanRow(Base):
    """A team scan as the hospital showed it to the other parties of the agreement."""

    __tablename__ = "shared_team_scans"
    __table_args__ = (
        filled("care_path"),
        whole("year", _FIRST_YEAR, _LAST_YEAR),
        *json_text("content", "{"),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="CASCADE"), primary_key=True
    )
    care_path: Mapped[str] = mapped_column(Words, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Json)
