"""Fill an empty installation with the demo, through the same actions as people."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from kpikit.actions.demo.people import USERS, DemoUser, add_people
from kpikit.actions.demo.signed import make_signed
from kpikit.actions.demo.talks import make_talks
from kpikit.actions.desk import Desk
from kpikit.actions.passwords import Passwords
from kpikit.domain.agreement import State

_START = datetime(2025, 11, 3, 8, 30, tzinfo=UTC)
_TALKS = datetime(2026, 10, 12, 12, 0, tzinfo=UTC)
_STEP = timedelta(minutes=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAgreement:
    """An agreement of the demo, with what a script needs to find it."""

    id: str
    title: str
    parties: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo holds; every user has the same password."""

    password: str
    users: tuple[DemoUser, ...]
    agreements: tuple[DemoAgreement, ...]


class _Clock:
    """A clock that moves on a little every time somebody looks."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += _STEP
        return self.now


def seed(desk: Desk, passwords: Passwords, password: str) -> Demo:
    """Add the people and both agreements, dated as if they had been at work."""
    then = replace(desk, clock=_Clock(_START))
    people = add_people(then, passwords, password)
    signed = make_signed(then, people, password, passwords)
    talks = make_talks(replace(desk, clock=_Clock(_TALKS)), people)
    return Demo(
        password=password,
        users=USERS,
        agreements=tuple(
            DemoAgreement(
                id=agreement.id,
                title=agreement.title,
                parties=tuple(p.name for p in agreement.parties),
                state=state,
            )
            for agreement, state in ((signed, State.SIGNED), (talks, State.DRAFT))
        ),
    )
