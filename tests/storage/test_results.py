"""Results come back whole; drafts and raw answers only to whom they belong."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kpikit.domain.party import Organisation, PartyRole
from kpikit.domain.result.figure import (
    AnyFigure,
    CountFigure,
    LevelFigure,
    MeanFigure,
    ShareFigure,
    TwoSharesFigure,
)
from kpikit.problems import NotFoundHere, Outdated
from kpikit.storage import agreements, raw_answers, results
from kpikit.storage.database import Database, Session
from kpikit.storage.scope import Scope, Stored
from tests.storage.builders import (
    HOSPITAL,
    INSURER,
    KPI,
    PATIENTS,
    create,
    raw_set,
    result,
    result_round,
    sign_completely,
)

FIGURES: tuple[AnyFigure, ...] = (
    ShareFigure(numerator=0, denominator=1),
    MeanFigure(mean=Decimal("71.25"), standard_deviation=None, n=1),
    MeanFigure(mean=Decimal(0), standard_deviation=Decimal(0), n=9),
    CountFigure(count=0),
    TwoSharesFigure(
        first=ShareFigure(numerator=1, denominator=4),
        second=ShareFigure(numerator=3, denominator=5),
    ),
    LevelFigure(level=None),
    LevelFigure(level=0),
)


@pytest.fixture
def signed(database: Database) -> Database:
    """An installation with one signed agreement."""
    with database.write() as session:
        sign_completely(*create(session))
    return database


def _as(session: Session, organisation: Organisation) -> tuple[Scope, Stored]:
    scope = Scope(session, organisation)
    return scope, agreements.get(scope, "agreement-1")


@pytest.mark.parametrize("figure", FIGURES)
def test_each_figure_comes_back_as_it_was(signed: Database, figure: AnyFigure) -> None:
    """A zero stays a zero, and nothing stays nothing, in drafts and in rounds."""
    kept = result(figure=figure, eligible=None, invited=0)
    with signed.write() as session:
        mine = _as(session, HOSPITAL)
        results.save_draft(*mine, kept, 0)
        results.save_round(*mine, result_round(kept), 0)
    with signed.read() as session:
        draft, round_ = (
            results.own_drafts(*_as(session, HOSPITAL)),
            results.rounds(*_as(session, INSURER)),
        )
    assert (figure, None, 0) == (draft[0].figure, draft[0].eligible, draft[0].invited)
    assert (figure,) == tuple(r.figure for r in round_[0].results)


def test_drafts_are_read_only_by_their_own_party(signed: Database) -> None:
    """Neither the insurer nor a voice reads what the hospital has not submitted."""
    with signed.write() as session:
        results.save_draft(*_as(session, HOSPITAL), result(), 0)
    with signed.read() as session:
        assert 1 == len(results.own_drafts(*_as(session, HOSPITAL)))
        assert () == results.own_drafts(*_as(session, INSURER))
        assert () == results.own_drafts(*_as(session, PATIENTS))


def test_a_voice_keeps_no_draft(signed: Database) -> None:
    """A patient organisation brings in no results, whoever asks storage."""
    with signed.write() as session, pytest.raises(NotFoundHere):
        results.save_draft(*_as(session, PATIENTS), result(), 0)


def test_both_parties_may_draft_the_same_without_noticing(signed: Database) -> None:
    """A draft of one party neither blocks nor betrays that of the other."""
    with signed.write() as session:
        for organisation in (HOSPITAL, INSURER):
            results.save_draft(*_as(session, organisation), result(), 0)
    with signed.read() as session:
        assert 1 == len(results.own_drafts(*_as(session, INSURER)))


def test_what_changed_meanwhile_is_not_overwritten(signed: Database) -> None:
    """A draft or round is saved only as it was when it was opened."""
    with signed.write() as session:
        mine = _as(session, HOSPITAL)
        first = results.save_draft(*mine, result(), 0)
        results.save_draft(*mine, first, first.revision)
        results.save_round(*mine, result_round(), 0)
    for attempt in (0, 1):
        with signed.write() as session, pytest.raises(Outdated):
            results.save_draft(*_as(session, HOSPITAL), first, attempt)
    with signed.write() as session, pytest.raises(Outdated):
        results.save_round(*_as(session, INSURER), result_round(), 0)


def test_rounds_of_both_parties_stand_beside_each_other(signed: Database) -> None:
    """Each party has its own round for a period."""
    with signed.write() as session:
        mine = _as(session, HOSPITAL)
        results.save_round(*mine, result_round(role=PartyRole.INSURER), 0)
        results.save_round(*mine, result_round(), 0)
    with signed.read() as session:
        found = results.rounds(*_as(session, PATIENTS))
    assert {PartyRole.PROVIDER, PartyRole.INSURER} == {r.entered_by for r in found}


def test_raw_answers_are_read_only_by_their_importer(signed: Database) -> None:
    """The other party reads no single answer, and not how many there are."""
    with signed.write() as session:
        rows = {"2": "[8,null,9]", "1": "[9,9,9]"}
        raw_answers.keep(*_as(session, HOSPITAL), raw_set(), rows)
    with signed.read() as session:
        mine = _as(session, HOSPITAL)
        assert (replace(raw_set(), rows=2),) == raw_answers.own_sets(*mine)
        kept = raw_answers.own_rows(*mine, KPI, "2027-Q1")
        assert {"1": (9, 9, 9), "2": (8, None, 9)} == kept
        assert rows == raw_answers.own_texts(*mine, KPI, "2027-Q1")
        theirs = _as(session, INSURER)
        assert () == raw_answers.own_sets(*theirs)
        assert {} == raw_answers.own_rows(*theirs, KPI, "2027-Q1")
        assert {} == raw_answers.own_texts(*theirs, KPI, "2027-Q1")


def test_raw_answers_are_replaced_and_erased(signed: Database) -> None:
    """A second import takes the place of the first; erased is gone, also for SQL."""
    with signed.write() as session:
        mine = _as(session, HOSPITAL)
        raw_answers.keep(*mine, raw_set(), {"1": "[9,9,9]", "2": "[1,1,1]"})
        raw_answers.keep(*mine, raw_set(), {"3": "[8,8,8]"})
        assert {"3": "[8,8,8]"} == raw_answers.own_texts(*mine, KPI, "2027-Q1")
        assert 0 == raw_answers.erase(*_as(session, INSURER), KPI, "2027-Q1")
        assert 1 == raw_answers.erase(*_as(session, HOSPITAL), KPI, "2027-Q1")
    with signed.read() as session:
        assert 0 == session.scalar(text("SELECT count(*) FROM raw_answers"))
        assert 0 == session.scalar(text("SELECT count(*) FROM raw_sets"))


def test_nothing_is_kept_of_an_agreement_that_is_not_signed(
    database: Database,
) -> None:
    """The database itself refuses results before the second signature."""
    with database.write() as session:
        create(session)
    calls: tuple[Callable[[Scope, Stored], object], ...] = (
        lambda scope, stored: results.save_draft(scope, stored, result(), 0),
        lambda scope, stored: results.save_round(scope, stored, result_round(), 0),
        lambda scope, stored: raw_answers.keep(
            scope, stored, raw_set(), {"1": "[9,9,9]"}
        ),
    )
    for call in calls:
        with pytest.raises(IntegrityError), database.write() as session:
            call(*_as(session, HOSPITAL))
