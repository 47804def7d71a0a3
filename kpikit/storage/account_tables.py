"""The tables of organisations and of the people who log in for them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.access import Role
from kpikit.domain.party import OrganisationKind
from kpikit.storage.base import Base
from kpikit.storage.columns import (
    Identifier,
    eight_digits,
    email_form,
    filled,
    hexadecimal,
    moment,
    one_of,
    yes_or_no,
)
from kpikit.text import LANGUAGES


class OrganisationRow(Base):
    """An insurer, provider or patient organisation."""

    __tablename__ = "organisations"
    __table_args__ = (
        filled("id"),
        one_of("kind", OrganisationKind),
        filled("name"),
        eight_digits("agb_code"),
        eight_digits("kvk_number"),
        CheckConstraint("kind <> 'provider' OR agb_code <> ''", name="agb_code_needed"),
    )

    id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    kind: Mapped[str] = mapped_column(Identifier, index=True)
    name: Mapped[str]
    agb_code: Mapped[str]
    kvk_number: Mapped[str]


class UserRow(Base):
    """A person who can log in for one organisation."""

    __tablename__ = "users"
    __table_args__ = (
        filled("id"),
        UniqueConstraint("email"),
        email_form(),
        filled("name"),
        one_of("language", LANGUAGES),
        yes_or_no("active"),
        filled("password_hash"),
    )

    id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("organisations.id", ondelete="RESTRICT"), index=True
    )
    email: Mapped[str] = mapped_column(Identifier)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(Identifier)
    active: Mapped[bool]
    password_hash: Mapped[str] = mapped_column(Identifier)


class UserRoleRow(Base):
    """One role of a user."""

    __tablename__ = "user_roles"
    __table_args__ = (one_of("role", Role),)

    user_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(Identifier, primary_key=True)


class SessionRow(Base):
    """A login that has not ended; the token itself is never stored."""

    __tablename__ = "sessions"
    __table_args__ = (
        hexadecimal("token_hash"),
        filled("csrf_seed"),
        moment("started"),
        moment("seen"),
        moment("confirmed"),
    )

    token_hash: Mapped[str] = mapped_column(Identifier, primary_key=True)
    user_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    csrf_seed: Mapped[str] = mapped_column(Identifier)
    started: Mapped[datetime]
    seen: Mapped[datetime] = mapped_column(index=True)
    confirmed: Mapped[datetime]


class FailureRow(Base):
    """One failed attempt, counted against a key such as an account or address."""

    __tablename__ = "failures"
    __table_args__ = (
        Index(None, "subject", "at"),
        filled("subject"),
        moment("at"),
        {"sqlite_autoincrement": True},
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    subject: Mapped[str] = mapped_column(Identifier)
    at: Mapped[datetime]


class InvitationRow(Base):
    """An invitation to become a user; the token itself is never stored."""

    __tablename__ = "invitations"
    __table_args__ = (
        hexadecimal("token_hash"),
        email_form(),
        moment("expires"),
        moment("used_at"),
    )

    token_hash: Mapped[str] = mapped_column(Identifier, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("organisations.id", ondelete="RESTRICT"), index=True
    )
    email: Mapped[str] = mapped_column(Identifier)
    invited_by: Mapped[str | None] = mapped_column(
        Identifier, ForeignKey("users.id", ondelete="RESTRICT")
    )
    expires: Mapped[datetime]
    used_at: Mapped[datetime | None]


class InvitationRoleRow(Base):
    """One role that an invitation gives."""

    __tablename__ = "invitation_roles"
    __table_args__ = (one_of("role", Role),)

    token_hash: Mapped[str] = mapped_column(
        Identifier,
        ForeignKey("invitations.token_hash", ondelete="CASCADE"),
        primary_key=True,
    )
    role: Mapped[str] = mapped_column(Identifier, primary_key=True)
