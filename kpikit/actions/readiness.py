"""Whether this installation can work: its database answers and is up to date."""

import logging

from kpikit.actions.desk import Desk
from kpikit.storage import migrate

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
