"""Settling: the first acceptance locks, both accept before anybody signs, signed is final."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kpikit.domain.agreement import State
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.domain.settling import (
    Approval,
    ContentChanged,
    Locked,
    Settling,
    accept,
    hand_over,
    reopen,
    require_open,
    sign,
    withdraw,
)
from kpikit.domain.withdrawal import Withdrawal
from kpikit.problems import NotAllowed, Problem, Refused
from kpikit.text import same
from tests.domain.builders import NOW

PROVIDER, INSURER, VOICE = PartyRole.PROVIDER, PartyRole.INSURER, PartyRole.VOICE
HASH, OTHER_HASH = "a" * 64, "b" * 64
LATER = NOW + timedelta(hours=1)
MISSING = Problem(code="no-kpi", where="kpis", text=same("x"))


def approval(role: PartyRole, of: str = HASH, by: str = "") -> Approval:
    return Approval(
        role=role, by=by or f"user of {role}", name="A", at=NOW, content_hash=of
    )


def accepted(*roles: PartyRole) -> Settling:
    settling = Settling()
    for role in roles:
        settling = accept(settling, approval(role), HASH, ())
    return settling


def signed(*roles: PartyRole) -> Settling:
    settling = accepted(*DECIDING)
    for role in roles:
        settling = sign(settling, approval(role), HASH)
    return settling


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [p.code for p in refused.value.problems]


def test_handing_over_gives_the_turn_and_the_message() -> None:
    """The other party has the turn from that moment, with the message."""
    given = hand_over(Settling(), PROVIDER, LATER, "Kijkt u mee?")
    expected = Settling(turn=INSURER, turn_since=LATER, message="Kijkt u mee?")
    assert expected == given


def test_the_first_acceptance_locks() -> None:
    """After one acceptance nothing changes any more, and the other party has the turn."""
    one = accepted(PROVIDER)
    assert (State.SETTLING, INSURER) == (one.state, one.turn)
    with pytest.raises(Locked) as locked:
        require_open(one)
    assert State.SETTLING is locked.value.state
    with pytest.raises(Locked):
        hand_over(one, INSURER, LATER)


def test_an_incomplete_agreement_is_not_accepted() -> None:
    """All that is missing is told, and nothing is locked."""
    with pytest.raises(Refused) as refused:
        accept(Settling(), approval(PROVIDER), HASH, [MISSING])
    assert (MISSING,) == refused.value.problems


def test_only_what_was_on_the_screen_is_accepted() -> None:
    """Other content than was shown is refused."""
    with pytest.raises(ContentChanged):
        accept(Settling(), approval(PROVIDER, of=OTHER_HASH), HASH, ())


def test_both_parties_accept_the_same() -> None:
    """When content moved between two acceptances, the second one is refused."""
    with pytest.raises(ContentChanged):
        accept(accepted(PROVIDER), approval(INSURER, of=OTHER_HASH), OTHER_HASH, ())


def test_both_parties_sign_what_both_accepted() -> None:
    """When content moved after the acceptances, nobody signs."""
    for settling in (signed(), signed(PROVIDER)):
        with pytest.raises(ContentChanged):
            sign(settling, approval(INSURER, of=OTHER_HASH), OTHER_HASH)


def test_a_party_accepts_once_and_signs_once() -> None:
    """Doing it twice is refused by name, before or after the first signature."""
    for settling in (accepted(PROVIDER), signed(INSURER)):
        with pytest.raises(Refused) as refused:
            accept(settling, approval(PROVIDER), HASH, ())
        assert ["accepted"] == codes(refused)
    with pytest.raises(Refused) as refused:
        sign(signed(PROVIDER), approval(PROVIDER), HASH)
    assert ["signed"] == codes(refused)


@pytest.mark.parametrize("roles", [(), (PROVIDER,), (INSURER,)])
def test_nobody_signs_before_both_accepted(roles: tuple[PartyRole, ...]) -> None:
    """One acceptance is not enough."""
    with pytest.raises(Refused) as refused:
        sign(accepted(*roles), approval(PROVIDER), HASH)
    assert ["not-accepted"] == codes(refused)


def test_one_person_does_not_act_for_both() -> None:
    """Who accepted or signed for one party is refused for the other."""
    jo = approval(PROVIDER, by="jo")
    with pytest.raises(Refused) as refused:
        accept(accept(Settling(), jo, HASH, ()), approval(INSURER, by="jo"), HASH, ())
    assert ["both-sides"] == codes(refused)
    with pytest.raises(Refused) as refused:
        sign(sign(signed(), jo, HASH), approval(INSURER, by="jo"), HASH)
    assert ["both-sides"] == codes(refused)


def test_a_negotiator_may_also_be_the_signatory() -> None:
    """The same person may accept and sign for the own party."""
    assert approval(PROVIDER) == signed(PROVIDER).signed_by(PROVIDER)
    assert None is signed(PROVIDER).signed_by(INSURER)


def test_the_second_signature_makes_it_final() -> None:
    """Signed by both, nothing can be done any more."""
    final = signed(*DECIDING)
    assert State.SIGNED is final.state
    with pytest.raises(Locked) as locked:
        accept(final, approval(PROVIDER), HASH, ())
    assert State.SIGNED is locked.value.state
    with pytest.raises(Locked):
        sign(final, approval(PROVIDER), HASH)
    with pytest.raises(Locked):
        reopen(final, PROVIDER, LATER)
    with pytest.raises(Locked):
        hand_over(final, PROVIDER, LATER)


@pytest.mark.parametrize("settling", [accepted(PROVIDER), signed(), signed(PROVIDER)])
def test_reopening_lifts_all(settling: Settling) -> None:
    """All acceptances go, and the signature of one party alone too."""
    opened = reopen(settling, INSURER, LATER)
    assert Settling(turn=INSURER, turn_since=LATER) == replace(opened, message="")


def test_reopening_what_is_open_changes_nothing() -> None:
    """Nobody takes the turn by reopening."""
    assert Settling() == reopen(Settling(), INSURER, LATER)


def test_a_voice_settles_nothing() -> None:
    """A patient organisation hands over, accepts, reopens and signs nothing."""
    with pytest.raises(NotAllowed):
        hand_over(Settling(), VOICE, LATER)
    with pytest.raises(NotAllowed):
        accept(Settling(), approval(VOICE), HASH, ())
    with pytest.raises(NotAllowed):
        reopen(accepted(PROVIDER), VOICE, LATER)
    with pytest.raises(NotAllowed):
        sign(signed(), approval(VOICE), HASH)


def test_locks_tell_why_in_both_languages() -> None:
    """Being open, being settled and being signed are three reasons."""
    assert 4 == len({Locked(state).text.nl for state in State})
    assert 4 == len({Locked(state).text.en for state in State})


class Talks(RuleBasedStateMachine):
    """Two parties and a voice do anything in any order, while content moves."""

    roles = st.sampled_from(PartyRole)
    hashes = st.sampled_from([HASH, OTHER_HASH])
    people = st.sampled_from(["jo", "ad", "bo"])

    def __init__(self) -> None:
        """Start in talks."""
        super().__init__()
        self.settling = Settling()
        self.final: Settling | None = None

    @rule(role=roles)
    def hand_over(self, role: PartyRole) -> None:
        """Give the turn away."""
        try:
            self.settling = hand_over(self.settling, role, NOW)
        except (Locked, NotAllowed):
            assert self.settling.state is not State.DRAFT or role is VOICE

    @rule(role=roles, by=people, shown=hashes, now=hashes, gap=st.booleans())
    def accept(self, role: PartyRole, by: str, shown: str, now: str, gap: bool) -> None:
        """Accept what was shown, while this is the content now."""
        missing = [MISSING] if gap else []
        try:
            self.settling = accept(
                self.settling, approval(role, shown, by), now, missing
            )
        except (Locked, NotAllowed, Refused, ContentChanged):
            return
        assert (shown, False) == (now, gap)

    @rule(role=roles)
    def reopen(self, role: PartyRole) -> None:
        """Open the content again."""
        try:
            self.settling = reopen(self.settling, role, NOW)
        except (Locked, NotAllowed):
            assert self.settling.state is State.SIGNED or role is VOICE
            return
        assert ((), ()) == (self.settling.acceptances, self.settling.signatures)

    @rule(role=roles, by=people, shown=hashes, now=hashes)
    def sign(self, role: PartyRole, by: str, shown: str, now: str) -> None:
        """Sign what was shown, while this is the content now."""
        try:
            self.settling = sign(self.settling, approval(role, shown, by), now)
        except (Locked, NotAllowed, Refused, ContentChanged):
            return
        assert shown == now
        if self.settling.state is State.SIGNED and self.final is None:
            self.final = self.settling

    @invariant()
    def state_follows_from_approvals(self) -> None:
        """Draft, settling and signed are exactly what was accepted and signed."""
        accepted_ = {a.role for a in self.settling.acceptances}
        signed_ = {s.role for s in self.settling.signatures}
        assert (self.settling.state is State.DRAFT) == (not accepted_)
        assert (self.settling.state is State.SIGNED) == (signed_ == set(DECIDING))
        assert not signed_ or accepted_ == set(DECIDING)

    @invariant()
    def approvals_agree(self) -> None:
        """One content, each party once, no voice, and nobody on both sides."""
        both = (self.settling.acceptances, self.settling.signatures)
        for row in both:
            roles = [a.role for a in row]
            assert len(set(roles)) == len(roles)
            assert set(DECIDING) >= set(roles)
        everything = [a for row in both for a in row]
        assert 1 >= len({a.content_hash for a in everything})
        sides = {(a.by, a.role) for a in everything}
        assert len({by for by, _ in sides}) == len(sides)

    @invariant()
    def signed_is_final(self) -> None:
        """What both signed stays exactly as it was."""
        assert self.final is None or self.final == self.settling


Talks.TestCase.settings = settings(max_examples=60, stateful_step_count=25)
TestTalks = Talks.TestCase


def withdrawal(role: PartyRole = INSURER, reason: str = "Geen budget") -> Withdrawal:
    return Withdrawal(role=role, name="P. de Vries", at=LATER, reason=reason)


@pytest.mark.parametrize("settling", [Settling(), accepted(PROVIDER)])
def test_withdrawing_ends_the_talks(settling: Settling) -> None:
    """Acceptances are lifted, and no step is possible afterwards."""
    ended = withdraw(settling, withdrawal())
    assert State.WITHDRAWN is ended.state
    assert ((), (), withdrawal()) == (
        ended.acceptances,
        ended.signatures,
        ended.withdrawal,
    )
    with pytest.raises(Locked) as locked:
        reopen(ended, PROVIDER, LATER)
    assert State.WITHDRAWN is locked.value.state
    with pytest.raises(Locked):
        hand_over(ended, PROVIDER, LATER)
    with pytest.raises(Locked):
        withdraw(ended, withdrawal())


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
def test_withdrawing_needs_a_reason(reason: str) -> None:
    """The other party is owed one, and not a book."""
    with pytest.raises(Refused):
        withdraw(Settling(), withdrawal(reason=reason))


def test_a_voice_withdraws_nothing() -> None:
    """A patient organisation does not end the talks of others."""
    with pytest.raises(NotAllowed):
        withdraw(Settling(), withdrawal(VOICE))
