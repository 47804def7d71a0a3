"""How each person wants to hear by mail that there are notices."""

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from kpikit.domain.mail import Wish
from kpikit.storage.revisions import table_of
from kpikit.storage.tables import MailWishRow

_WISHES = table_of(MailWishRow)


def of_user(session: Session, user_id: str) -> Wish:
    """Return what somebody wants; who said nothing wants mail at once."""
    found = select(MailWishRow.wish).where(MailWishRow.user_id == user_id)
    return Wish(session.scalar(found) or Wish.AT_ONCE)


def save(session: Session, user_id: str, wish: Wish) -> None:
    """Keep what somebody wants."""
    session.execute(delete(_WISHES).where(_WISHES.c.user_id == user_id))
    session.execute(insert(_WISHES).values(user_id=user_id, wish=wish))
