"""The step that an agreement waits for from one of its two parties."""

from enum import StrEnum

from kpikit.domain.access import Permission
from kpikit.domain.agreement import State


class Step(StrEnum):
    """What somebody has to do so that an agreement moves on."""

    CONTINUE = "continue"
    ACCEPT = "accept"
    SIGN = "sign"


TAKEN_WITH = {
    Step.CONTINUE: (Permission.PLAN, State.DRAFT),
    Step.ACCEPT: (Permission.ACCEPT, State.SETTLING),
    Step.SIGN: (Permission.SIGN, State.SETTLING),
}
"""What somebody must be allowed, in which state, so that a step waits for them."""
