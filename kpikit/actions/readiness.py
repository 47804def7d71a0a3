"""Whether this installation can work: its database answers and is up to date."""

import logging

from kpikit.actions.desk import Desk
from kpikit.storage import migrate, row_security

logger = logging.getLogger(__name__)


def is_ready(desk: Desk) -> bool:
    """Tell whether the database answers and holds the tables of this kpikit.

    The reason why not goes to the log, never to the person or machine that asks.
    """
    try:
        return migrate.is_current(desk.database)
    except Exception:
        logger.exception("not ready")
        return False


def warn(desk: Desk) -> None:
    """Say in the log what makes this installation weaker than it could be."""
    try:
        with desk.database.read() as session:
            if row_security.is_bypassed(session):
                logger.warning(ONE_WALL)
    except Exception:
        logger.exception("not ready")


ONE_WALL = (
    "PostgreSQL keeps nothing from this role: give kpikit one without SUPERUSER and"
    " BYPASSRLS (docs/operations.md)"
)
