"""The tables of agreements, their parts, signed versions and the audit trail."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.agreement import FIRST_YEARS, MOST_YEARS, State
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.domain.selection import HIGHEST_LIMIT, LOWEST_LIMIT, Position
from kpikit.storage.base import Base
from kpikit.storage.columns import (
    Identifier,
    Json,
    eight_digits,
    filled,
    hexadecimal,
    json_text,
    moment,
    one_of,
    whole,
)

_FIRST, _LAST = FIRST_YEARS[0], FIRST_YEARS[-1] + MOST_YEARS - 1


def _agreement_key(*, primary_key: bool = False) -> Mapped[int]:
    return mapped_column(
        ForeignKey("agreements.key", ondelete="CASCADE"), primary_key=primary_key
    )


STORED = (State.DRAFT, State.SETTLING, State.SIGNED)
"""The states of an agreement itself; that it is withdrawn is a row of its own."""


class AgreementRow(Base):
    """The frame of an agreement, and how far it is on its way to being signed."""

    __tablename__ = "agreements"
    __table_args__ = (
        UniqueConstraint("id"),
        filled("id"),
        filled("title"),
        whole("first_year", _FIRST, FIRST_YEARS[-1]),
        whole("years_long", 1, MOST_YEARS),
        *json_text("frame", "{"),
        one_of("state", STORED),
        one_of("turn", DECIDING),
        moment("turn_since"),
        whole("revision", 1),
        {"sqlite_autoincrement": True},
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(Identifier)
    title: Mapped[str]
    first_year: Mapped[int]
    years_long: Mapped[int]
    frame: Mapped[str] = mapped_column(Json)
    state: Mapped[str] = mapped_column(Identifier)
    turn: Mapped[str] = mapped_column(Identifier)
    turn_since: Mapped[datetime | None]
    message: Mapped[str]
    revision: Mapped[int]


class PartyRow(Base):
    """An organisation in its role, as it is named in one agreement."""

    __tablename__ = "agreement_parties"
    __table_args__ = (
        UniqueConstraint("agreement_key", "organisation_id"),
        Index(None, "organisation_id", "agreement_key"),
        one_of("role", PartyRole),
        whole("place", 0, 99),
        filled("name"),
        eight_digits("agb_code"),
        eight_digits("kvk_number"),
    )

    agreement_key: Mapped[int] = _agreement_key(primary_key=True)
    role: Mapped[str] = mapped_column(Identifier, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("organisations.id", ondelete="RESTRICT")
    )
    place: Mapped[int]
    name: Mapped[str]
    agb_code: Mapped[str]
    kvk_number: Mapped[str]


class _Approved:
    """What an acceptance and a signature have in common."""

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(Identifier, primary_key=True)
    user_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("users.id", ondelete="RESTRICT")
    )
    name: Mapped[str]
    at: Mapped[datetime]
    content_hash: Mapped[str] = mapped_column(Identifier)


class AcceptanceRow(_Approved, Base):
    """The acceptance of one party; lifted when the agreement is reopened."""

    __tablename__ = "acceptances"
    __table_args__ = (
        one_of("role", DECIDING),
        filled("name"),
        moment("at"),
        hexadecimal("content_hash"),
    )


class SignatureRow(_Approved, Base):
    """The signature of one party; never changed, and final once both signed."""

    __tablename__ = "signatures"
    __table_args__ = (
        one_of("role", DECIDING),
        filled("name"),
        moment("at"),
        hexadecimal("content_hash"),
    )


class SelectionRow(Base):
    """The limit of an agreement's KPI set, and the advice left aside."""

    __tablename__ = "selections"
    __table_args__ = (
        whole("slots", LOWEST_LIMIT, HIGHEST_LIMIT),
        *json_text("overrules", "["),
        whole("revision", 1),
    )

    agreement_key: Mapped[int] = _agreement_key(primary_key=True)
    slots: Mapped[int]
    overrules: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class CandidateRow(Base):
    """A KPI on the table of one agreement."""

    __tablename__ = "candidates"
    __table_args__ = (
        UniqueConstraint("agreement_key", "kpi_id"),
        filled("kpi_id"),
        one_of("proposed_by", PartyRole),
        {"sqlite_autoincrement": True},
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    agreement_key: Mapped[int] = _agreement_key()
    kpi_id: Mapped[str] = mapped_column(Identifier)
    proposed_by: Mapped[str] = mapped_column(Identifier)


class StanceRow(Base):
    """What one party says of a candidate."""

    __tablename__ = "stances"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agreement_key", "kpi_id"],
            ["candidates.agreement_key", "candidates.kpi_id"],
            ondelete="CASCADE",
        ),
        one_of("role", DECIDING),
        one_of("position", Position),
        filled("taken_by"),
        moment("at"),
        whole("revision", 1),
    )

    agreement_key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kpi_id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    role: Mapped[str] = mapped_column(Identifier, primary_key=True)
    position: Mapped[str] = mapped_column(Identifier)
    taken_by: Mapped[str]
    at: Mapped[datetime]
    revision: Mapped[int]


class OwnKpiRow(Base):
    """A KPI that the parties wrote themselves."""

    __tablename__ = "own_kpis"
    __table_args__ = (
        filled("kpi_id"),
        one_of("kind", ("measured", "narrative")),
        *json_text("content", "{"),
        whole("revision", 1),
    )

    agreement_key: Mapped[int] = _agreement_key(primary_key=True)
    kpi_id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    kind: Mapped[str] = mapped_column(Identifier)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class AmbitionRow(Base):
    """What the parties aim for on one KPI."""

    __tablename__ = "ambitions"
    __table_args__ = (
        filled("kpi_id"),
        one_of("kind", ("measured", "narrative")),
        *json_text("content", "{"),
        whole("revision", 1),
    )

    agreement_key: Mapped[int] = _agreement_key(primary_key=True)
    kpi_id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    kind: Mapped[str] = mapped_column(Identifier)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class PlanRow(Base):
    """How one KPI is measured."""

    __tablename__ = "plans"
    __table_args__ = (
        filled("kpi_id"),
        *json_text("content", "{"),
        whole("revision", 1),
    )

    agreement_key: Mapped[int] = _agreement_key(primary_key=True)
    kpi_id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class ArrangementRow(Base):
    """One financing arrangement; its kind is open, its terms are JSON."""

    __tablename__ = "arrangements"
    __table_args__ = (
        UniqueConstraint("agreement_key", "id"),
        filled("id"),
        filled("kind"),
        whole("first_year", _FIRST, _LAST),
        whole("last_year", _FIRST, _LAST),
        CheckConstraint("first_year <= last_year", name="years_order"),
        *json_text("content", "{"),
        whole("revision", 1),
        {"sqlite_autoincrement": True},
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    agreement_key: Mapped[int] = _agreement_key()
    id: Mapped[str] = mapped_column(Identifier)
    kind: Mapped[str] = mapped_column(Identifier)
    first_year: Mapped[int]
    last_year: Mapped[int]
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class VersionRow(Base):
    """A signed version: the canonical text and its hash, for ever the same."""

    __tablename__ = "versions"
    __table_args__ = (
        whole("number", 1),
        *json_text("content", "{"),
        hexadecimal("content_hash"),
        moment("signed_at"),
        *json_text("acceptances", "["),
        *json_text("signatures", "["),
    )

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="RESTRICT"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Json)
    content_hash: Mapped[str] = mapped_column(Identifier)
    signed_at: Mapped[datetime]
    acceptances: Mapped[str] = mapped_column(Json)
    signatures: Mapped[str] = mapped_column(Json)


class AuditRow(Base):
    """Who did what; only ever added to."""

    __tablename__ = "audit"
    __table_args__ = (
        Index(None, "agreement_key", "sequence"),
        Index(None, "agreement_key", "at"),  # what is new, asked every few seconds
        Index(None, "organisation_id", "sequence"),
        moment("at"),
        filled("action"),
        hexadecimal("link"),
        {"sqlite_autoincrement": True},
    )

    sequence: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime]
    agreement_key: Mapped[int | None] = mapped_column(
        ForeignKey("agreements.key", ondelete="RESTRICT")
    )
    user_id: Mapped[str | None] = mapped_column(
        Identifier, ForeignKey("users.id", ondelete="RESTRICT")
    )
    user_name: Mapped[str]
    organisation_id: Mapped[str | None] = mapped_column(
        Identifier, ForeignKey("organisations.id", ondelete="RESTRICT")
    )
    action: Mapped[str] = mapped_column(Identifier)
    subject: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    link: Mapped[str] = mapped_column(Identifier)


class AuditHeadRow(Base):
    """The last entry of the audit trail; whoever adds one holds this row."""

    __tablename__ = "audit_head"
    __table_args__ = (whole("key", 1, 1), whole("sequence", 0), hexadecimal("link"))

    key: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sequence: Mapped[int]
    link: Mapped[str] = mapped_column(Identifier)
