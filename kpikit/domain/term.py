"""Where a signed agreement is in its term: still to begin, running, or over."""

from datetime import date
from enum import StrEnum

from kpikit.domain.agreement import STATE_NAMES, State
from kpikit.text import Text

WARNED_MONTHS = 6
"""From so many months before its end an agreement says that it ends."""


class Stage(StrEnum):
    """How far an agreement is on a given day, from its state and its years."""

    DRAFT = "draft"
    SETTLING = "settling"
    SIGNED = "signed"
    RUNNING = "running"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


STAGE_NAMES = {
    Stage.DRAFT: STATE_NAMES[State.DRAFT],
    Stage.SETTLING: STATE_NAMES[State.SETTLING],
    Stage.SIGNED: Text(nl="getekend, begint nog", en="signed, still to begin"),
    Stage.RUNNING: Text(nl="loopt", en="running"),
    Stage.ENDED: Text(nl="afgelopen", en="ended"),
    Stage.WITHDRAWN: STATE_NAMES[State.WITHDRAWN],
}


def stage(state: State, first_year: int, last_year: int, today: date) -> Stage:
    """Return the stage on a day; what is not signed has no term yet."""
    if state is not State.SIGNED:
        return Stage(state.value)
    if today.year < first_year:
        return Stage.SIGNED
    return Stage.RUNNING if today.year <= last_year else Stage.ENDED


def months_left(state: State, last_year: int, today: date) -> int | None:
    """Return the whole months until the end when it is near, else ``None``.

    In the last month that is 0. What is not signed, or over, has no end ahead.
    """
    if state is not State.SIGNED or today.year > last_year:
        return None
    left = (last_year - today.year) * 12 + 12 - today.month
    return left if left < WARNED_MONTHS else None
