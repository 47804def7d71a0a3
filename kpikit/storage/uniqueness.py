"""Telling 'there is one already' apart from every other refusal of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kpikit.problems import KpikitError
from kpikit.text import Text

_UNIQUE_VIOLATION = "23505"
_SQLITE_SAYS = ("UNIQUE constraint", "_never_replaced")


class AlreadyThere(KpikitError):  # noqa: N818 - reads as what it says
    """Something with this id, address or number exists already."""

    text = Text(nl="Dit bestaat al.", en="This exists already.")


@contextmanager
def new(session: Session) -> Iterator[None]:
    """Add something that must be new; the transaction stays usable when it is not.

    Raises:
        AlreadyThere: it exists.
    """
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        if _is_duplicate(error):
            raise AlreadyThere from error
        raise


def _is_duplicate(error: IntegrityError) -> bool:
    code = getattr(error.orig, "sqlstate", None)
    said = str(error.orig)
    return code == _UNIQUE_VIOLATION or any(words in said for words in _SQLITE_SAYS)
