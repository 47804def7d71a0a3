"""The tables of results: drafts of one party, rounds of both, and raw answers.

Drafts and raw answers are private to one party and stand in tables of their own; only
rounds are read by both.
"""

from datetime import datetime

from sqlalchemy import DDL, ForeignKey, ForeignKeyConstraint, Index, event
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.party import DECIDING
from kpikit.domain.result.rounds import RoundState
from kpikit.storage.base import Base
from kpikit.storage.columns import (
    Identifier,
    Json,
    filled,
    json_text,
    moment,
    one_of,
    whole,
)


class _OfAgreement:
    """What belongs to one agreement, and stays while the agreement does."""

    agreement_key: Mapped[int] = mapped_column(
        ForeignKey("agreements.key", ondelete="RESTRICT"), primary_key=True
    )


class ResultDraftRow(_OfAgreement, Base):
    """A result that one party has not submitted; the other party never reads it."""

    __tablename__ = "result_drafts"
    __table_args__ = (
        one_of("role", DECIDING),
        filled("kpi_id"),
        filled("period"),
        *json_text("content", "{"),
        whole("revision", 1),
    )

    role: Mapped[str] = mapped_column(Identifier, primary_key=True)
    kpi_id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    period: Mapped[str] = mapped_column(Identifier, primary_key=True)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class ResultRoundRow(_OfAgreement, Base):
    """The results that one party submitted for one period, and how they were taken."""

    __tablename__ = "result_rounds"
    __table_args__ = (
        one_of("role", DECIDING),
        filled("period"),
        one_of("state", RoundState),
        *json_text("content", "{"),
        whole("revision", 1),
    )

    role: Mapped[str] = mapped_column(Identifier, primary_key=True)
    period: Mapped[str] = mapped_column(Identifier, primary_key=True)
    state: Mapped[str] = mapped_column(Identifier)
    content: Mapped[str] = mapped_column(Json)
    revision: Mapped[int]


class RawSetRow(_OfAgreement, Base):
    """The single answers of one KPI and period, and how their numbers are read."""

    __tablename__ = "raw_sets"
    __table_args__ = (
        filled("kpi_id"),
        filled("period"),
        *json_text("reading", "{"),
        moment("imported_at"),
        filled("imported_by"),
    )

    organisation_id: Mapped[str] = mapped_column(
        Identifier,
        ForeignKey("organisations.id", ondelete="RESTRICT"),
        primary_key=True,
    )
    kpi_id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    period: Mapped[str] = mapped_column(Identifier, primary_key=True)
    reading: Mapped[str] = mapped_column(Json)
    imported_at: Mapped[datetime]
    imported_by: Mapped[str]


_SET = ("agreement_key", "organisation_id", "kpi_id", "period")


class RawAnswerRow(Base):
    """What one person answered, under a number that only the importer can trace."""

    __tablename__ = "raw_answers"
    __table_args__ = (
        ForeignKeyConstraint(
            _SET, [f"raw_sets.{column}" for column in _SET], ondelete="CASCADE"
        ),
        filled("respondent"),
        *json_text("answers", "["),
    )

    agreement_key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    kpi_id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    period: Mapped[str] = mapped_column(Identifier, primary_key=True)
    respondent: Mapped[str] = mapped_column(Identifier, primary_key=True)
    answers: Mapped[str] = mapped_column(Json)


class ResultUploadRow(_OfAgreement, Base):
    """A file that waits for the word of whoever brought it; gone soon after."""

    __tablename__ = "result_uploads"
    __table_args__ = (
        filled("id"),
        filled("name"),
        moment("uploaded_at"),
        Index(None, "uploaded_at"),
    )

    id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("organisations.id", ondelete="RESTRICT")
    )
    name: Mapped[str]
    data: Mapped[bytes]
    uploaded_at: Mapped[datetime]


GUARDED = ("result_drafts", "result_rounds", "raw_sets")
_UNSIGNED = (
    "NOT EXISTS (SELECT 1 FROM agreements"
    " WHERE key = NEW.agreement_key AND state = 'signed')"
)


def _sqlite(table: str) -> str:
    name = f"tr_{table}_insert_result_unsigned"
    return (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {_UNSIGNED} "
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def _postgresql(table: str) -> str:
    return (
        f"CREATE TRIGGER tr_{table}_result_unsigned BEFORE INSERT ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION kpikit_result_unsigned()"
    )


_FUNCTION = (
    "CREATE FUNCTION kpikit_result_unsigned() RETURNS trigger LANGUAGE plpgsql AS $$"
    f" BEGIN IF {_UNSIGNED} THEN RAISE integrity_constraint_violation"
    " USING MESSAGE = TG_NAME; END IF; RETURN NEW; END $$"
)
STATEMENTS = {
    "sqlite": tuple(map(_sqlite, GUARDED)),
    "postgresql": (_FUNCTION, *map(_postgresql, GUARDED)),
}
for _dialect, _statements in STATEMENTS.items():
    for _statement in _statements:
        _ddl = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(Base.metadata, "after_create", _ddl.execute_if(dialect=_dialect))
