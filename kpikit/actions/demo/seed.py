"""Fill an empty installation with the demo, through the same actions as people."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kpikit.actions.demo.advised import answer_recommendations
from kpikit.actions.demo.asked import ask_around
from kpikit.actions.demo.changed import sign_addendum
from kpikit.actions.demo.clock import Clock
from kpikit.actions.demo.improved import plan_improvement
from kpikit.actions.demo.looked_back import hold_reviews
from kpikit.actions.demo.measured import bring_results
from kpikit.actions.demo.people import USERS, DemoUser, add_people
from kpikit.actions.demo.recorded import note_consults
from kpikit.actions.demo.scanned import scan_organisation
from kpikit.actions.demo.settled import settle_first_year
from kpikit.actions.demo.signed import make_signed
from kpikit.actions.demo.stepped import write_step_plan
from kpikit.actions.demo.talks import make_talks
from kpikit.actions.demo.team_scanned import scan_team
from kpikit.actions.desk import Desk
from kpikit.actions.passwords import Passwords
from kpikit.domain.agreement import State

_START = datetime(2023, 11, 6, 8, 30, tzinfo=UTC)
_ADVISED = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)
_TALKS = datetime(2026, 10, 12, 12, 0, tzinfo=UTC)


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


def seed(desk: Desk, passwords: Passwords, password: str) -> Demo:
    """Add the people and both agreements, dated as if they had been at work."""
    then = replace(desk, clock=Clock(_START))
    people = add_people(then, passwords, password)
    signed = make_signed(then, people, password, passwords)
    bring_results(desk, people, signed.id)
    hold_reviews(desk, people, signed.id)
    plan_improvement(desk, people, signed.id)
    settle_first_year(desk, people, signed.id)
    write_step_plan(desk, people, signed.id)
    scan_organisation(desk, people, signed.id)
    scan_team(desk, people, signed.id)
    advised = replace(desk, clock=Clock(_ADVISED))
    answer_recommendations(advised, people, signed.id)
    sign_addendum(desk, people, signed.id, password, passwords)
    talks = make_talks(replace(desk, clock=Clock(_TALKS)), people)
    ask_around(desk, people)
    note_consults(desk, people)
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
