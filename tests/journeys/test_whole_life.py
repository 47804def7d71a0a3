"""The life of an agreement, taken in any order: what may happen does, the rest does not."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kpikit import snapshot
from kpikit.actions import (
    addenda,
    auditing,
    choosing,
    preparing,
    rating,
    recording,
    settling,
)
from kpikit.actions.desk import Actor
from kpikit.domain.agreement import State
from kpikit.domain.ambition import MeasuredAmbition
from kpikit.domain.choice.rating import CRITERIA, CandidateRating, OwnRatings, Score
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole
from kpikit.domain.selection import Position
from kpikit.problems import KpikitError
from kpikit.storage.versions import SignedVersion
from tests.journeys.backends import SERVER, Filled, filled_on
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_SIGNS,
    INSURER,
    INSURER_SIGNS,
    PASSWORD,
    Installation,
)
from tests.web.signed import PAYING, fill_money

pytestmark = pytest.mark.slow
MANY = int(os.environ.get("KPIKIT_LIFE_RUNS", "500"))
MOST_ON_A_SERVER = int(os.environ.get("KPIKIT_LIFE_RUNS", "40"))
"""A database of its own for each run takes far longer than a copy of a file."""
PARTS = 4
DEEP = {"version 1", "version 2", "signature lifted", "addendum withdrawn"}
BESIDE = KpiId("PAT-01")
TALKS = st.sampled_from([HOSPITAL, INSURER])
SIGNS = st.sampled_from([HOSPITAL_SIGNS, INSURER_SIGNS])
BOTH = {PartyRole.PROVIDER, PartyRole.INSURER}


class Life(RuleBasedStateMachine):
    """Two parties who do what comes to mind; a model says beforehand what succeeds."""

    filled: Filled
    begun: str
    reached: set[str]

    def __init__(self) -> None:
        """Begin in an installation of its own."""
        super().__init__()
        self.stack = ExitStack()
        made, _address = self.stack.enter_context(self.filled.make())
        numbers = count(1_000)  # the ids below were given out while it was filled in
        desk = replace(made.desk, new_id=lambda: f"{next(numbers):032x}")
        self.made: Installation = replace(made, desk=desk)
        self.at = self.first = self.begun
        self.accepted: set[PartyRole] = set()
        self.signed: set[PartyRole] = set()
        self.kept: list[str] = []
        self.prepared: dict[tuple[str, str], str] = {}
        self.count = 0

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.stack.close()

    @property
    def over(self) -> bool:
        """Whether no talks are going on: all was signed."""
        return bool(self.kept) and self.at == self.first

    @property
    def is_draft(self) -> bool:
        """Whether the content can be changed."""
        return not self.over and not self.accepted

    def answers(self, email: str = HOSPITAL) -> settling.CheckAnswers:
        """Return what a person reads before settling."""
        return settling.check_answers(self.made.desk, self.actor(email), self.at)

    def actor(self, email: str) -> Actor:
        """Return the person with this address."""
        return self.made.people[email]

    def step(
        self,
        wanted: bool,
        do: Callable[[], object],
    ) -> bool:
        """Take a step; it succeeds exactly when the model says so."""
        self.made.clock.move(minutes=1)
        refused = ""
        try:
            do()
        except KpikitError as error:
            refused = repr(error)
        assert wanted is not bool(refused), refused
        return wanted

    @rule(email=TALKS, goal=st.integers(51, 99))
    def change_an_ambition(self, email: str, goal: int) -> None:
        """Only a draft can be changed."""
        found = self.answers().opened.dossier.ambitions
        now = next(a for a in found if a.kpi_id == PAYING)
        assert isinstance(now, MeasuredAmbition)
        years = tuple(replace(y, goal=Decimal(goal)) for y in now.years)
        wanted = replace(now, years=years)
        who = self.actor(email)
        self.step(
            self.is_draft,
            lambda: recording.record_ambition(self.made.desk, who, self.at, wanted),
        )

    @rule(email=TALKS)
    def save_over_what_changed(self, email: str) -> None:
        """A form that is older than what stands there never overwrites it."""
        found = self.answers().opened.dossier.ambitions
        now = next(a for a in found if a.kpi_id == PAYING)
        late = replace(now, revision=now.revision - 1)
        who = self.actor(email)
        self.step(
            False, lambda: recording.record_ambition(self.made.desk, who, self.at, late)
        )

    @rule(email=TALKS, position=st.sampled_from(list(Position)))
    def talk_about_one_more(self, email: str, position: Position) -> None:
        """A second KPI is put on the table, and judged."""
        desk, who = self.made.desk, self.actor(email)

        def do() -> None:
            choosing.propose_kpis(desk, who, self.at, (BESIDE,))
            choosing.take_a_position(desk, who, self.at, BESIDE, position)

        self.step(self.is_draft, do)

    @rule(email=TALKS, value=st.integers(1, 9), hands_in=st.booleans())
    def rate(self, email: str, value: int, *, hands_in: bool) -> None:
        """Rating apart needs a draft, and what was not handed in yet."""
        desk, who = self.made.desk, self.actor(email)
        found = rating.open_rating(desk, who, self.at)
        may = self.is_draft and not found.own.handed_in
        scores = tuple(Score(criterion=c, value=value) for c in CRITERIA)
        own = OwnRatings(
            ratings=(CandidateRating(kpi_id=PAYING, scores=scores),),
            handed_in=hands_in,
            revision=found.own.revision,
        )
        self.step(
            may, lambda: rating.rate_candidates(desk, who, self.at, own, found.round_)
        )

    @rule(email=TALKS)
    def prepare_alone(self, email: str) -> None:
        """Preparing goes on until all was signed."""
        desk, who = self.made.desk, self.actor(email)
        now = preparing.open_preparation(desk, who, self.at).preparation
        self.count += 1
        goals = f"{email}-{self.count}"
        wanted = replace(now, goals=goals)
        if self.step(
            not self.over, lambda: preparing.prepare(desk, who, self.at, wanted)
        ):
            self.prepared[self.at, email] = goals

    @rule(email=TALKS)
    def hand_over(self, email: str) -> None:
        """The turn is given in a draft."""
        desk, who = self.made.desk, self.actor(email)
        self.step(self.is_draft, lambda: settling.hand_over(desk, who, self.at, "."))

    @rule(email=TALKS)
    def accept(self, email: str) -> None:
        """Each party accepts once, when nothing is missing."""
        desk, who, shown = self.made.desk, self.actor(email), self.answers()
        may = not self.over and who.party not in self.accepted and not shown.missing
        if self.step(
            may, lambda: settling.accept(desk, who, self.at, shown.content_hash)
        ):
            self.accepted.add(who.party)

    @rule(email=TALKS)
    def reopen(self, email: str) -> None:
        """Reopening lifts everything that was accepted or signed by one."""
        desk, who = self.made.desk, self.actor(email)
        may = not self.over and bool(self.accepted)
        if self.step(may, lambda: settling.reopen(desk, who, self.at)):
            if self.signed:
                self.reached.add("signature lifted")
            self.accepted, self.signed = set(), set()

    @rule(email=SIGNS, as_shown=st.booleans())
    def sign(self, email: str, *, as_shown: bool) -> None:
        """Each party signs once, what both accepted and no other content."""
        who = self.actor(email)
        code = self.answers().content_hash if as_shown else "0" * 64
        may = not self.over and self.accepted == BOTH
        may = may and as_shown and who.party not in self.signed
        if self.step(may, lambda: self._sign(who, code)):
            self.signed.add(who.party)
        if self.signed == BOTH:
            self.at, self.accepted, self.signed = self.first, set(), set()
            self.kept.append(self._versions()[-1].content)
            self.reached.add(f"version {len(self.kept)}")

    @rule(email=TALKS)
    def open_an_addendum(self, email: str) -> None:
        """One addendum at a time, and only to what was signed."""
        desk, who = self.made.desk, self.actor(email)
        self.count += 1  # the same words again are the same form, sent twice
        made, why = list[str](), f"Wij leerden {self.count}."

        def do() -> None:
            made.append(addenda.open_addendum(desk, who, self.first, why))

        if self.step(self.over, do):
            self.at = made[0]

    @rule(email=TALKS)
    def withdraw_the_addendum(self, email: str) -> None:
        """Talks about an addendum end while nobody accepted; the agreement stays."""
        desk, who = self.made.desk, self.actor(email)
        may = self.is_draft and self.at != self.first
        if self.step(may, lambda: addenda.withdraw_addendum(desk, who, self.at)):
            self.at = self.first
            self.reached.add("addendum withdrawn")

    @rule(last=SIGNS)
    def settle_at_once(self, last: str) -> None:
        """Both accept and sign, in this order or the other: a run gets further."""
        self.accept(HOSPITAL)
        self.accept(INSURER)
        for email in sorted((HOSPITAL_SIGNS, INSURER_SIGNS), key=last.__eq__):
            self.sign(email, as_shown=True)

    @rule(first=SIGNS, email=TALKS)
    def change_their_mind_halfway(self, first: str, email: str) -> None:
        """One party signs; then either of them opens everything again."""
        self.accept(HOSPITAL)
        self.accept(INSURER)
        self.sign(first, as_shown=True)
        self.reopen(email)

    @rule(email=TALKS, last=SIGNS)
    def change_what_was_signed(self, email: str, last: str) -> None:
        """A whole addendum in one go: a run reaches a later version."""
        self.open_an_addendum(email)
        self.change_an_ambition(email, 51 + len(self.kept))
        self.settle_at_once(last)

    @invariant()
    def what_was_signed_stays(self) -> None:
        """Every version is there, byte by byte, and signed by each party once."""
        found = self._versions()
        assert self.kept == [v.content for v in found]
        assert list(range(1, len(found) + 1)) == [v.number for v in found]
        for version in found:
            assert snapshot.text_hash(version.content) == version.content_hash
            assert sorted(BOTH) == sorted(s.role for s in version.signatures)
            for each in (*version.acceptances, *version.signatures):
                assert version.content_hash == each.content_hash

    @invariant()
    def the_state_is_the_one_of_the_model(self) -> None:
        """Acceptances and signatures are those that were given and not lifted."""
        opened = self.answers().opened
        now = opened.settling
        if self.over:
            assert now.state is State.SIGNED
        else:
            assert now.state is (State.SETTLING if self.accepted else State.DRAFT)
            assert self.accepted == {a.role for a in now.acceptances}
            assert self.signed == {s.role for s in now.signatures}
        assert len(opened.selection.chosen) <= opened.selection.limit

    @invariant()
    def what_is_private_stays_so(self) -> None:
        """Each party reads its own preparation, and nothing of the other's."""
        for (at, email), goals in self.prepared.items():
            if at != self.at:
                continue
            for reader in (HOSPITAL, INSURER):
                who = self.actor(reader)
                found = preparing.open_preparation(self.made.desk, who, at)
                assert (reader == email) is (found.preparation.goals == goals)

    @invariant()
    def the_trail_holds(self) -> None:
        """The chain of the audit trail has no break."""
        assert () == tuple(auditing.check(self.made.desk).problems)

    def _sign(self, who: Actor, code: str) -> None:
        desk, passwords = self.made.desk, self.made.passwords
        settling.sign(desk, who, self.at, code, PASSWORD, passwords)

    def _versions(self) -> tuple[SignedVersion, ...]:
        who = self.actor(INSURER)
        return addenda.open_versions(self.made.desk, who, self.first).versions


@pytest.fixture(scope="module", params=["sqlite", SERVER])
def begun(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[type[Life]]:
    """Give the machine an agreement that is filled in, and not accepted."""
    agreements: list[str] = []

    def fill(made: Installation) -> None:
        agreements.append(made.start())
        fill_money(made, agreements[0])

    folder = tmp_path_factory.mktemp("life")
    with filled_on(request.param, folder, fill) as filled:
        shared = {"filled": filled, "begun": agreements[0], "reached": set()}
        yield type("Life", (Life,), shared)


def test_a_life_with_everything_in_it(begun: type[Life]) -> None:
    """One life by hand goes where chance may not come: all promises hold on the way."""
    life = begun()
    try:
        steps: tuple[Callable[[], object], ...] = (
            lambda: life.change_their_mind_halfway(HOSPITAL_SIGNS, INSURER),
            lambda: life.settle_at_once(INSURER_SIGNS),
            lambda: life.open_an_addendum(INSURER),
            lambda: life.withdraw_the_addendum(HOSPITAL),
            lambda: life.change_what_was_signed(INSURER, HOSPITAL_SIGNS),
        )
        for step in steps:
            step()
            life.what_was_signed_stays()
            life.the_state_is_the_one_of_the_model()
            life.what_is_private_stays_so()
            life.the_trail_holds()
    finally:
        life.teardown()
    assert begun.reached >= DEEP


def test_some_orders_of_steps_keep_their_promises(begun: type[Life]) -> None:
    """What is allowed succeeds, what is not changes nothing, and the proof holds."""
    live(begun, runs=5, steps=20)


@pytest.mark.thorough
@pytest.mark.parametrize("part", range(PARTS))
def test_every_order_of_steps_keeps_its_promises(
    begun: type[Life], request: pytest.FixtureRequest, part: int
) -> None:
    """The same in hundreds of lives of fifty steps, in parts that run side by side."""
    on_server = "postgresql" in request.node.callspec.id
    runs = MOST_ON_A_SERVER if on_server else MANY
    live(seed(part)(begun), runs=runs // PARTS, steps=50)


def live(machine: type[Life], *, runs: int, steps: int) -> None:
    """Take the life of an agreement in so many orders."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
