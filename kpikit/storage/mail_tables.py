"""The tables of mail: what each person wants of it, and what waits to be sent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kpikit.domain.mail import Fate, Trouble, Wish
from kpikit.storage.base import Base
from kpikit.storage.columns import Identifier, filled, moment, one_of, whole


class MailWishRow(Base):
    """How somebody wants mail; without a row it goes at once."""

    __tablename__ = "mail_wishes"
    __table_args__ = (one_of("wish", Wish),)

    user_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    wish: Mapped[str] = mapped_column(Identifier)


class MailRow(Base):
    """The mail about one notice; ``letter`` names the message in which it goes.

    A sender has it for itself until ``claimed_until``.
    """

    __tablename__ = "mail"
    __table_args__ = (
        UniqueConstraint("notice_key"),
        Index(None, "fate", "due_at"),
        Index(None, "user_id", "fate"),
        one_of("fate", Fate),
        one_of("trouble", Trouble),
        filled("letter"),
        whole("failures", 0, 1000),
        moment("due_at"),
        moment("claimed_until"),
        moment("ended_at"),
        {"sqlite_autoincrement": True},
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("organisations.id", ondelete="RESTRICT")
    )
    user_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("users.id", ondelete="CASCADE")
    )
    notice_key: Mapped[int] = mapped_column(
        ForeignKey("notices.key", ondelete="CASCADE")
    )
    fate: Mapped[str] = mapped_column(Identifier)
    due_at: Mapped[datetime]
    letter: Mapped[str | None] = mapped_column(Identifier)
    claimed_until: Mapped[datetime | None]
    failures: Mapped[int]
    trouble: Mapped[str | None] = mapped_column(Identifier)
    ended_at: Mapped[datetime | None]
