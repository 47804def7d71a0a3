"""How far an agreement is today, in words, and that its end is near."""

from flask_babel import gettext as _
from flask_babel import ngettext

from kpikit.actions.results import day_of
from kpikit.domain.agreement import State
from kpikit.domain.term import STAGE_NAMES, months_left, stage
from kpikit.web.language import words
from kpikit.web.reader import desk


def stage_words(state: State, first_year: int, last_year: int) -> str:
    """Return the stage of today; in its last half year also when it ends."""
    today = day_of(desk().clock())
    said = words(STAGE_NAMES[stage(state, first_year, last_year, today)])
    left = months_left(state, last_year, today)
    return said if left is None else f"{said}, {_ending(left)}"


def ends_soon(state: State, last_year: int) -> str:
    """Return when an agreement ends, or nothing while that is not near."""
    left = months_left(state, last_year, day_of(desk().clock()))
    return "" if left is None else _ending(left)


def _ending(months: int) -> str:
    if not months:
        return str(_("ends this month"))
    return str(ngettext("ends in %(num)s month", "ends in %(num)s months", months))
