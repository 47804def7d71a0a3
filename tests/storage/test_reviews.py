"""Reviews come back as they were kept; ratings stay private until they are opened."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from kpikit.domain.kpi import KpiId
from kpikit.domain.party import Organisation, PartyRole
from kpikit.domain.review.confirming import Review
from kpikit.domain.review.rating import Rating
from kpikit.domain.review.record import Record
from kpikit.domain.review.review import (
    Decision,
    Entry,
    Evidence,
    Frame,
    Perspective,
    ReviewInTalks,
)
from kpikit.problems import Outdated
from kpikit.storage import agreements, reviews
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope
from kpikit.storage.tables import OwnRatingRow, ReviewEntryRow, ReviewRow
from tests.storage.builders import (
    HASH,
    HOSPITAL,
    INSURER,
    KPI,
    NASTY,
    approval,
    create,
    sign_completely,
)

FRAME = Frame(
    held_on=date(2027, 6, 1), people=("Jo", NASTY), next_on=date(2028, 6, 1), remark="x"
)
ENTRY = Entry(
    kpi_id=KPI,
    together=NASTY,
    story="s",
    decision=Decision.ADJUST,
    what="w",
    owner="o",
    due=date(2027, 9, 1),
    evidence=(Evidence(perspective=Perspective.PATIENT, words=NASTY),),
    rebase_from="2027-Q2",
    rebase_reason="r",
)
BOTH = (approval(HOSPITAL, 5, HASH), approval(INSURER, 6, HASH))
RECORD = Record(number=1, frame=FRAME, sections=(), version=1, agreement_hash=HASH)


@pytest.fixture
def signed(database: Database) -> Database:
    """An installation with one signed agreement."""
    with database.write() as session:
        sign_completely(*create(session))
    return database


def started(database: Database, **changes: object) -> Review:
    """Keep a review and return it with its revision."""
    review = Review(talks=ReviewInTalks(number=1, frame=FRAME))
    review = replace(review, **changes)  # type: ignore[arg-type]
    with database.write() as session:
        scope = Scope(session, HOSPITAL)
        stored = agreements.get(scope, "agreement-1")
        return reviews.save(scope, stored, review)


def kept(database: Database) -> tuple[Review, ...]:
    """Return the reviews as the insurer reads them."""
    with database.read() as session:
        scope = Scope(session, INSURER)
        return reviews.of_agreement(scope, agreements.get(scope, "agreement-1"))


def write(database: Database, entry: Entry) -> Entry:
    """Keep an entry of review 1."""
    with database.write() as session:
        scope = Scope(session, HOSPITAL)
        stored = agreements.get(scope, "agreement-1")
        return reviews.save_entry(scope, stored, 1, entry)


def rate(database: Database, who: Organisation, role: PartyRole, level: int) -> None:
    """Keep a rating of one organisation."""
    with database.write() as session:
        scope = Scope(session, who)
        stored = agreements.get(scope, "agreement-1")
        rating = Rating(role=role, level=level, why=who.name)
        reviews.save_rating(scope, stored, 1, KPI, rating)


def seen(database: Database, who: Organisation) -> tuple[object, object]:
    """Return the own and the opened ratings of an organisation."""
    with database.read() as session:
        scope = Scope(session, who)
        stored = agreements.get(scope, "agreement-1")
        return (
            reviews.given_ratings(scope, stored, 1).own,
            reviews.opened_ratings(scope, stored, 1),
        )


def test_comes_back_whole(signed: Database) -> None:
    """Frame and entries are read again as they were written."""
    started(signed)
    written = write(signed, ENTRY)
    (found,) = kept(signed)
    assert (FRAME, (written,)) == (found.talks.frame, found.talks.entries)
    assert replace(ENTRY, revision=1) == written
    with pytest.raises(Outdated):
        write(signed, ENTRY)


def test_two_people_start_the_same_review(signed: Database) -> None:
    """The second one is told."""
    started(signed)
    with pytest.raises(Outdated):
        started(signed)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews SET content = '{}'",
        "UPDATE reviews SET confirmed_at = NULL",
        "DELETE FROM reviews",
        "UPDATE review_entries SET content = '{}'",
        "DELETE FROM review_entries",
        "INSERT INTO review_entries VALUES (1, 1, 'X', '{}', 1)",
    ],
)
def test_frozen_once_both_confirmed(signed: Database, statement: str) -> None:
    """What both confirmed cannot change, with whatever tool somebody comes."""
    review = started(signed)
    write(signed, ENTRY)
    started(signed, approvals=BOTH, confirmed=RECORD, revision=review.revision)
    (found,) = kept(signed)
    assert (RECORD, BOTH) == (found.confirmed, found.approvals)
    with pytest.raises(IntegrityError), signed.write() as session:
        session.execute(text(statement))


def test_nothing_to_look_back_on_before_signing(database: Database) -> None:
    """An agreement in talks has no review, with whatever tool somebody comes."""
    with database.write() as session:
        create(session)
    with pytest.raises(IntegrityError):
        started(database)


def test_a_rating_is_private_until_it_is_opened(signed: Database) -> None:
    """Each reads its own rating; opening shows all at once, and no other KPI's."""
    started(signed)
    rate(signed, HOSPITAL, PartyRole.PROVIDER, 3)
    rate(signed, INSURER, PartyRole.INSURER, 1)
    own, opened = seen(signed, INSURER)
    assert isinstance(own, dict)
    assert [1] == [r.level for r in own.values()]
    assert {} == opened
    with signed.read() as session:
        scope = Scope(session, INSURER)
        stored = agreements.get(scope, "agreement-1")
        given = reviews.given_ratings(scope, stored, 1)
        assert {KPI: {PartyRole.PROVIDER, PartyRole.INSURER}} == given.rated
    with signed.write() as session:
        scope = Scope(session, INSURER)
        stored = agreements.get(scope, "agreement-1")
        reviews.open_ratings(scope, stored, 1, [KPI, KpiId("OTHER")])
    for who in (HOSPITAL, INSURER):
        _, opened = seen(signed, who)
        assert isinstance(opened, dict)
        assert {KPI} == set(opened)
        assert [1, 3] == sorted(r.level for r in opened[KPI])


def test_removing_a_review_removes_all_of_it(signed: Database) -> None:
    """Entries and ratings go with a review that nobody confirmed."""
    review = started(signed)
    write(signed, ENTRY)
    rate(signed, HOSPITAL, PartyRole.PROVIDER, 3)
    with signed.write() as session:
        scope = Scope(session, HOSPITAL)
        stored = agreements.get(scope, "agreement-1")
        reviews.remove(scope, stored, review)
        for row in (ReviewRow, ReviewEntryRow, OwnRatingRow):
            assert 0 == session.scalar(select(func.count()).select_from(row))
