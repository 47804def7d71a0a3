"""Reviews: composed of findings and words, rated blind, confirmed by both."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kpikit import snapshot
from kpikit.domain.agreement import Dossier
from kpikit.domain.approving import both_approved
from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.domain.result.disclosing import disclosed
from kpikit.domain.result.result import Result
from kpikit.domain.review import checks
from kpikit.domain.review.confirming import Confirmed, Review, confirm, rebased_by
from kpikit.domain.review.events import events_of
from kpikit.domain.review.rating import Rating, all_rated, rated_level, raters
from kpikit.domain.review.record import Known, Record, compose
from kpikit.domain.review.review import (
    Decision,
    Entry,
    Evidence,
    Frame,
    Perspective,
    ReviewInTalks,
)
from kpikit.domain.review.telling import rated_headline
from kpikit.domain.settling import Approval, ContentChanged
from kpikit.problems import NotAllowed, Refused
from tests.domain.builders import TEAM_TALK, make_agreement, make_narrative
from tests.domain.finding.measured import YEAR, agreement, rounds, share

HASH = "a" * 64
TODAY = date(YEAR, 12, 31)
FRAME = Frame(held_on=date(YEAR, 12, 20), people=("Jo",), next_on=date(YEAR + 1, 6, 1))
DECIDED = Entry(kpi_id=agreement().kpis[0].id, decision=Decision.CONTINUE)
TWO_SIDES = (
    Evidence(perspective=Perspective.PATIENT, words="a"),
    Evidence(perspective=Perspective.PROFESSIONAL, words="b"),
)


def known(
    dossier: Dossier, results: tuple[Result, ...] = (), **changes: object
) -> Known:
    made = Known(
        dossier=dossier,
        version=1,
        agreement_hash=HASH,
        accepted=results,
        shown=disclosed(results, 10),
        rebased={},
        ratings={},
        today=TODAY,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def record_of(*entries: Entry, frame: Frame = FRAME) -> Record:
    results = rounds(share(40, 60), share(52, 60), share(50, 60))
    talks = ReviewInTalks(number=1, frame=frame, entries=entries)
    return compose(talks, known(agreement(), results))


def approval(role: PartyRole, by: str = "", content_hash: str = HASH) -> Approval:
    at = datetime(2027, 12, 21, 9, 0, tzinfo=UTC)
    return Approval(
        role=role, by=by or role.value, name="N", at=at, content_hash=content_hash
    )


def test_the_record_holds_what_was_computed_and_what_was_said() -> None:
    """Computed, judged together and told stand in separate places."""
    entry = replace(DECIDED, together="wij", story="verhaal")
    section = record_of(entry).section(DECIDED.kpi_id)
    assert section is not None
    assert "The goal is met" not in section.entry.together
    assert (entry, 3) == (section.entry, len(section.results))
    assert "50 van 60" in section.sentence.nl


def test_the_day_of_the_review_decides_what_is_looked_at() -> None:
    """A review held in July does not see October, also when it is written later."""
    early = record_of(DECIDED, frame=replace(FRAME, held_on=date(YEAR, 7, 10)))
    section = early.section(DECIDED.kpi_id)
    assert section is not None
    assert 2 == len(section.results)


def test_a_record_comes_back_from_its_text() -> None:
    """What both confirmed is read again exactly, counts and decimals and all."""
    record = record_of(DECIDED)
    assert record == snapshot.load(Record, snapshot.dump(record))


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({}, set()),
        ({"held_on": None}, {"held-on"}),
        ({"people": ()}, {"no-people"}),
        ({"next_on": None}, {"next-on"}),
    ],
)
def test_what_a_review_needs(changes: dict[str, object], lacking: set[str]) -> None:
    """A day, people, the next one, and a decision on every KPI."""
    frame = replace(FRAME, **changes)  # type: ignore[arg-type]
    found = checks.missing(record_of(DECIDED, frame=frame))
    assert lacking == {p.code for p in found}
    undecided = checks.missing(record_of())
    assert {"decision"} == {p.code for p in undecided}


def test_dates_that_cannot_be() -> None:
    """Nobody held a review tomorrow, and the next one comes after this one."""
    late = replace(FRAME, held_on=date(YEAR + 1, 1, 1))
    codes = {p.code for p in checks.frame_problems(late, TODAY, YEAR)}
    assert {"held-ahead"} == codes
    before = replace(FRAME, next_on=FRAME.held_on)
    found = checks.frame_problems(before, TODAY, YEAR)
    assert {"next-before"} == {p.code for p in found}


def test_no_review_is_held_before_the_term_began() -> None:
    """The first day of the first year is the first that can be; the day before not."""
    for day, expected in (
        (date(YEAR, 1, 1), set()),
        (date(YEAR - 1, 12, 31), {"held-early"}),
    ):
        frame = replace(FRAME, held_on=day)
        found = checks.frame_problems(frame, TODAY, YEAR)
        assert expected == {p.code for p in found}


def test_a_decision_is_not_due_before_the_review_that_took_it() -> None:
    """The day itself can be; without a day of the review nothing is said."""
    held = date(YEAR, 12, 20)
    entry = replace(DECIDED, due=date(YEAR, 12, 19))
    (found,) = checks.entry_problems(entry, set(), held)
    assert ("due-before", "due") == (found.code, found.where)
    assert () == checks.entry_problems(entry, set(), None)
    assert () == checks.entry_problems(replace(entry, due=held), set(), held)


def test_a_change_needs_what_who_and_when() -> None:
    """To continue needs nothing more; limits start anew only with a reason."""
    bare = replace(DECIDED, decision=Decision.ADJUST)
    codes = {p.code for p in checks.entry_problems(bare, set(), None)}
    assert {"what", "owner", "due"} == codes
    assert () == checks.entry_problems(DECIDED, set(), None)
    rebased = replace(DECIDED, rebase_from="2027-Q2")
    assert {"rebase", "rebase-reason"} == {
        p.code for p in checks.entry_problems(rebased, set(), None)
    }
    with_reason = replace(rebased, rebase_reason="r")
    assert () == checks.entry_problems(with_reason, {"2027-Q2"}, None)


def test_both_confirm_the_same_words() -> None:
    """The second party closes it; then nothing can be confirmed or changed."""
    record = record_of(DECIDED)
    review = Review(talks=ReviewInTalks(number=1))
    once = confirm(review, record, HASH, approval(PartyRole.PROVIDER))
    assert once.confirmed is None
    twice = confirm(once, record, HASH, approval(PartyRole.INSURER))
    assert record == twice.confirmed
    assert both_approved(twice.approvals)
    with pytest.raises(Confirmed):
        confirm(twice, record, HASH, approval(PartyRole.PROVIDER))


def test_a_change_lifts_what_was_confirmed() -> None:
    """An approval of other words does not count any more."""
    record, other = record_of(DECIDED), "b" * 64
    review = Review(talks=ReviewInTalks(number=1))
    once = confirm(review, record, HASH, approval(PartyRole.PROVIDER))
    assert () == once.standing(other)
    after = confirm(
        once, record, other, approval(PartyRole.INSURER, content_hash=other)
    )
    assert after.confirmed is None
    assert [PartyRole.INSURER] == [a.role for a in after.approvals]


def test_who_cannot_confirm() -> None:
    """A voice, the same party again, one person for both, or other words."""
    record = record_of(DECIDED)
    review = Review(talks=ReviewInTalks(number=1))
    with pytest.raises(NotAllowed):
        confirm(review, record, HASH, approval(PartyRole.VOICE))
    once = confirm(review, record, HASH, approval(PartyRole.PROVIDER, by="u"))
    for again in (approval(PartyRole.PROVIDER), approval(PartyRole.INSURER, by="u")):
        with pytest.raises(Refused):
            confirm(once, record, HASH, again)
    with pytest.raises(ContentChanged):
        confirm(once, record, HASH, approval(PartyRole.INSURER, content_hash="c" * 64))


def test_ratings_open_when_everybody_has_rated() -> None:
    """The patients' voice is waited for, unless it did not take part."""
    frame = make_agreement()
    everybody = raters(frame, Frame())
    assert (*DECIDING, PartyRole.VOICE) == everybody
    assert not all_rated(everybody, set(DECIDING))
    assert all_rated(raters(frame, Frame(without_voice=True)), set(DECIDING))


@pytest.mark.parametrize(
    ("levels", "median", "spread", "discuss"),
    [
        ((2, 2, 3), 2, 1, False),
        ((1, 3, 3), 3, 2, True),
        ((None, 2, None), 2, 0, False),
        ((1, 2), Decimal("1.5"), 1, False),
        ((None, None), None, None, False),
    ],
)
def test_the_middle_counts_and_a_wide_spread_is_talked_about(
    levels: tuple[int | None, ...],
    median: Decimal | int | None,
    spread: int | None,
    *,
    discuss: bool,
) -> None:
    """Never an average; two steps apart is a subject for the table."""
    ratings = [Rating(role=PartyRole.VOICE, level=level) for level in levels]
    found = rated_level(ratings, TWO_SIDES)
    assert found is not None
    assert (median, spread, discuss) == (found.median, found.spread, found.discuss)


def test_one_side_is_too_little_evidence() -> None:
    """Two pieces from one side, or one piece, are not enough to tell."""
    kpi = make_narrative(TEAM_TALK)
    ratings = [Rating(role=r, level=3) for r in DECIDING]
    for evidence in ((), TWO_SIDES[:1], (TWO_SIDES[0], TWO_SIDES[0])):
        found = rated_level(ratings, evidence)
        assert found is not None
        assert not found.enough_evidence
        assert "te weinig" in rated_headline(kpi, found).nl
    assert rated_level([], TWO_SIDES) is None
    told = rated_headline(kpi, rated_level(ratings, TWO_SIDES)).nl
    assert told.startswith("Samen gezien: 3")


def test_limits_start_anew_from_what_both_confirmed() -> None:
    """What one review agreed holds in the next ones."""
    entry = replace(DECIDED, rebase_from="2027-Q2", rebase_reason="r")
    record = record_of(entry)
    review = Review(talks=ReviewInTalks(number=1), confirmed=record)
    assert {DECIDED.kpi_id: (date(2027, 4, 1),)} == rebased_by((review,))
    assert {} == rebased_by((Review(talks=ReviewInTalks(number=2)),))


def test_what_was_decided_is_drawn_on_later_charts() -> None:
    """A decision with a date stands beside the target dates of the agreement."""
    entry = replace(DECIDED, what="training", due=date(2027, 3, 1))
    bare = replace(make_agreement(), target_dates=())
    told = events_of(bare, [record_of(entry)], DECIDED.kpi_id)
    assert ((date(2027, 3, 1), "training"),) == told
    assert () == events_of(bare, [record_of(entry)], KpiId("OTHER"))


def test_what_a_team_began_later_is_not_on_a_confirmed_chart() -> None:
    """An action of after the review leaves what both parties confirmed as it was."""
    bare = replace(make_agreement(), target_dates=())
    actions = [
        ImprovementAction(
            number=n, name=f"{n}", start=date(2027, month, 1), kpis=(DECIDED.kpi_id,)
        )
        for n, month in ((1, 2), (2, 5))
    ]
    day = date(2027, 4, 1)
    kept = events_of(bare, [], DECIDED.kpi_id, actions, day)
    assert ((date(2027, 2, 1), "1"),) == kept
    assert 2 == len(events_of(bare, [], DECIDED.kpi_id, actions))
