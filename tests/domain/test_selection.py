"""The table with candidates: two yeses choose, the limit holds, a voice decides nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.kpi import EntryStatus, KpiId
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.domain.selection import (
    HIGHEST_LIMIT,
    LOWEST_LIMIT,
    Outcome,
    Overrule,
    Position,
    Selection,
    SelectionFull,
    is_limited_set,
    overrule,
    propose,
    set_limit,
    take_position,
    withdraw,
)
from kpikit.problems import NotAllowed, Refused
from tests.domain.builders import (
    make_candidate,
    make_measured,
    make_selection,
    make_stance,
)

PROVIDER, INSURER, VOICE = PartyRole.PROVIDER, PartyRole.INSURER, PartyRole.VOICE
NO, DISCUSS, YES = Position.NO, Position.DISCUSS, Position.YES
IDS = [KpiId(f"PAT-{n:02}") for n in range(1, 7)]
FULL = make_selection("A", "B", "C", limit=3)
WAITING = replace(FULL, candidates=(*FULL.candidates, make_candidate("D", YES)))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [p.code for p in refused.value.problems]


@pytest.mark.parametrize(
    ("provider", "insurer", "outcome"),
    [
        (None, None, Outcome.OPEN),
        (YES, None, Outcome.OPEN),
        (None, NO, Outcome.OPEN),
        (YES, YES, Outcome.CHOSEN),
        (NO, NO, Outcome.DROPPED),
        (YES, NO, Outcome.DISCUSS),
        (DISCUSS, YES, Outcome.DISCUSS),
        (DISCUSS, DISCUSS, Outcome.DISCUSS),
        (NO, DISCUSS, Outcome.DISCUSS),
    ],
)
def test_two_positions_make_one_outcome(
    provider: Position | None, insurer: Position | None, outcome: Outcome
) -> None:
    """Chosen is twice yes, dropped twice no, and either side may be the one."""
    assert outcome is make_candidate("A", provider, insurer).outcome
    assert outcome is make_candidate("A", insurer, provider).outcome


def test_a_proposal_comes_last_on_the_table() -> None:
    """A candidate starts without positions, after those already there."""
    table = propose(Selection(), make_measured(IDS[0]), INSURER)
    table = propose(table, make_measured(IDS[1]), PROVIDER)
    assert IDS[:2] == [c.kpi_id for c in table.candidates]
    assert (INSURER, ()) == (
        table.candidates[0].proposed_by,
        table.candidates[0].stances,
    )


def test_a_retired_entry_stays_off_the_table() -> None:
    """What is retired cannot be proposed, so it cannot be chosen."""
    retired = replace(make_measured(), status=EntryStatus.RETIRED)
    with pytest.raises(Refused) as refused:
        propose(Selection(), retired, PROVIDER)
    assert ["retired"] == codes(refused)


def test_an_entry_lies_on_the_table_once() -> None:
    """A second proposal of the same KPI is refused."""
    table = propose(Selection(), make_measured(), PROVIDER)
    with pytest.raises(Refused) as refused:
        propose(table, make_measured(), INSURER)
    assert ["on-table"] == codes(refused)


def test_a_voice_proposes_and_decides_nothing() -> None:
    """The patient organisation talks along; the domain itself refuses the rest."""
    with pytest.raises(NotAllowed):
        propose(Selection(), make_measured(), VOICE)
    with pytest.raises(NotAllowed):
        take_position(FULL, KpiId("A"), make_stance(VOICE, NO))


def test_the_last_word_of_a_party_counts() -> None:
    """A later position replaces the earlier one of that party and counts its changes."""
    table = make_selection("A")
    table = take_position(table, KpiId("A"), make_stance(INSURER, NO, by="Ad"))
    stance = table.candidates[0].stance_of(INSURER)
    assert replace(make_stance(INSURER, NO, by="Ad"), revision=2) == stance
    assert YES is table.candidates[0].position_of(PROVIDER)
    assert 2 == len(table.candidates[0].stances)


def test_a_position_needs_a_candidate() -> None:
    """Nobody takes a position on what is not on the table."""
    with pytest.raises(Refused) as refused:
        take_position(FULL, KpiId("Z"), make_stance(PROVIDER))
    assert ["not-on-table"] == codes(refused)


@pytest.mark.parametrize("leaving", [None, "D", "Z"])
def test_the_limit_holds(leaving: str | None) -> None:
    """A further yes is refused while no chosen KPI leaves; it names what is chosen."""
    with pytest.raises(SelectionFull) as full:
        take_position(
            WAITING,
            KpiId("D"),
            make_stance(INSURER),
            leaving=KpiId(leaving) if leaving else None,
        )
    assert (3, ("A", "B", "C")) == (full.value.limit, full.value.chosen)


def test_one_leaves_for_another() -> None:
    """The KPI that leaves goes back to talk; the other party's yes to it stays."""
    stance = make_stance(INSURER)
    table = take_position(WAITING, KpiId("D"), stance, leaving=KpiId("B"))
    left = table.candidate(KpiId("B"))
    assert left is not None
    assert ("A", "C", "D") == table.chosen
    assert (YES, DISCUSS) == (left.position_of(PROVIDER), left.position_of(INSURER))


def test_nobody_leaves_while_there_is_room() -> None:
    """Naming a KPI that leaves does nothing when a slot is free."""
    roomy = replace(WAITING, limit=4)
    table = take_position(roomy, KpiId("D"), make_stance(INSURER), leaving=KpiId("B"))
    assert ("A", "B", "C", "D") == table.chosen


def test_less_than_yes_is_always_possible_at_the_limit() -> None:
    """At the limit a party may still say no, discuss, or repeat its yes."""
    for position in Position:
        table = take_position(FULL, KpiId("A"), make_stance(PROVIDER, position))
        assert position is table.candidates[0].position_of(PROVIDER)


def test_withdrawing_takes_off_the_table() -> None:
    """A candidate that is not chosen can go; one that is not there changes nothing."""
    assert FULL == withdraw(WAITING, KpiId("D"))
    assert FULL == withdraw(FULL, KpiId("Z"))


def test_what_both_chose_cannot_be_withdrawn() -> None:
    """One party alone does not undo a choice of two."""
    with pytest.raises(Refused) as refused:
        withdraw(FULL, KpiId("A"))
    assert ["chosen"] == codes(refused)


@pytest.mark.parametrize("limit", [2, 9, -1])
def test_the_limit_lies_between_three_and_eight(limit: int) -> None:
    """Other limits are refused."""
    with pytest.raises(Refused) as refused:
        set_limit(Selection(), limit)
    assert ["limit-range"] == codes(refused)


def test_the_limit_does_not_go_below_the_choice() -> None:
    """Slots that are taken cannot be taken away."""
    with pytest.raises(Refused) as refused:
        set_limit(make_selection("A", "B", "C", "D"), 3)
    assert ["limit-chosen"] == codes(refused)
    assert 4 == set_limit(make_selection("A", "B", "C", "D"), 4).limit


def test_an_advice_is_overruled_with_a_reason() -> None:
    """The last reason counts; an empty one brings the advice back."""
    table = overrule(overrule(Selection(), "size", "eerst"), "size", "later")
    assert (Overrule(rule="size", reason="later"),) == table.overrules
    assert () == overrule(table, "size", "  ").overrules


def test_more_than_eight_is_no_limited_set() -> None:
    """Eight may still be called limited."""
    assert [True, False] == [is_limited_set(8), is_limited_set(9)]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(IDS),
        st.sampled_from(DECIDING),
        st.sampled_from(Position),
        st.none() | st.sampled_from(IDS),
        st.integers(LOWEST_LIMIT, HIGHEST_LIMIT),
    ),
    max_size=40,
)


@given(STEPS)
def test_no_row_of_steps_passes_the_limit(
    steps: list[tuple[KpiId, PartyRole, Position, KpiId | None, int]],
) -> None:
    """Whatever two parties do, the choice fits the slots and each has one position."""
    table = Selection(limit=LOWEST_LIMIT)
    for kpi_id in IDS:
        table = propose(table, make_measured(kpi_id), PROVIDER)
    for kpi_id, role, position, leaving, limit in steps:
        try:
            stance = make_stance(role, position)
            table = take_position(table, kpi_id, stance, leaving=leaving)
            table = set_limit(table, limit)
        except (SelectionFull, Refused):
            pass
        assert table.limit >= len(table.chosen)
        for candidate in table.candidates:
            roles = [s.role for s in candidate.stances]
            assert len(set(roles)) == len(roles)
