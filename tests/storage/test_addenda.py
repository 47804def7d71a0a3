"""Talks about a change to a signed agreement, as the database keeps them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kpikit.domain.addendum import AddendumTalks, Ending
from kpikit.domain.party import PartyRole
from kpikit.problems import NotFoundHere
from kpikit.storage import addenda, agreements
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope, Stored
from kpikit.storage.uniqueness import AlreadyThere
from tests.storage.builders import HASH, NOW, OTHER_INSURER, create
from tests.storage.builders import sign_completely as sign

TALKS = AddendumTalks(
    id="talks",
    base_id="signed",
    number=2,
    base_hash=HASH,
    reason="Later begonnen.",
    opened_by=PartyRole.PROVIDER,
    opened_name="J. de Boer",
    opened_at=NOW,
)


def begun(session: Session) -> tuple[Scope, Stored, Stored]:
    """Return a scope, a signed agreement, and talks about a change to it."""
    scope, base = create(session, "signed")
    sign(scope, base)
    base = agreements.get(scope, "signed")
    _, talks = create(session, "talks")
    addenda.add(scope, base, talks, TALKS)
    return scope, base, talks


def test_talks_are_read_back_whole(database: Database) -> None:
    """What was kept is what is read, from the agreement and from the talks."""
    with database.write() as session:
        scope, base, _ = begun(session)
        assert (TALKS,) == addenda.of_agreement(scope, base)
        assert TALKS == agreements.get(scope, "talks").addendum
        assert agreements.get(scope, "signed").addendum is None


@pytest.mark.parametrize("ending", Ending)
def test_ended_talks_are_no_agreement_any_more(
    database: Database, ending: Ending
) -> None:
    """They are in no list and cannot be opened; the agreement still knows of them."""
    with database.write() as session:
        scope, base, talks = begun(session)
        later = NOW + timedelta(days=3)
        addenda.end(scope, talks, ending, "S. Bakker", later)
        ended = replace(TALKS, ended=ending, ended_name="S. Bakker", ended_at=later)
        assert (ended,) == addenda.of_agreement(scope, base)
        listed = agreements.list_(scope)
        assert (["signed"], 1) == ([line.id for line in listed.lines], listed.total)
        with pytest.raises(NotFoundHere):
            agreements.get(scope, "talks")


def test_ended_talks_lead_parties_alone_to_the_agreement(database: Database) -> None:
    """A party finds what they were about; another organisation finds nothing."""
    with database.write() as session:
        scope, _, talks = begun(session)
        assert addenda.base_of_ended(scope, "talks") is None
        addenda.end(scope, talks, Ending.SIGNED, "S. Bakker", NOW)
        assert "signed" == addenda.base_of_ended(scope, "talks")
        assert addenda.base_of_ended(scope, "signed") is None
        outside = Scope(session, OTHER_INSURER)
        assert addenda.base_of_ended(outside, "talks") is None


def test_only_one_at_a_time(database: Database) -> None:
    """While talks go on there can be no others; once they ended there can."""
    with database.write() as session:
        scope, base, talks = begun(session)
        _, second = create(session, "second")
        with pytest.raises(AlreadyThere):
            addenda.add(scope, base, second, replace(TALKS, id="second"))
        addenda.end(scope, talks, Ending.WITHDRAWN, "S. Bakker", NOW)
        addenda.add(scope, base, second, replace(TALKS, id="second"))
        assert 2 == len(addenda.of_agreement(scope, base))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM addenda",
        "UPDATE addenda SET base_hash = replace(base_hash, 'a', 'b')",
        "UPDATE addenda SET reason = 'Iets anders.'",
        "UPDATE addenda SET number = 3",
        "UPDATE addenda SET opened_name = 'Iemand anders'",
        "UPDATE addenda SET opened_at = '2020-01-01 00:00:00.000000'",
        "UPDATE addenda SET ended = 'signed' WHERE ended_at IS NULL",
    ],
)
def test_what_talks_rest_on_never_changes(database: Database, statement: str) -> None:
    """Base, reason and number stay as they were opened, and no row goes."""
    with database.write() as session:
        begun(session)
    with pytest.raises(DBAPIError), database.write() as session:
        session.execute(text(statement))


@pytest.mark.parametrize("ended", ["NULL", "'signed'"])
def test_an_ending_is_for_good(database: Database, ended: str) -> None:
    """Withdrawn talks cannot go on, and cannot turn out to have been signed."""
    with database.write() as session:
        scope, _, talks = begun(session)
        addenda.end(scope, talks, Ending.WITHDRAWN, "S. Bakker", NOW)
    with pytest.raises(DBAPIError), database.write() as session:
        session.execute(text(f"UPDATE addenda SET ended = {ended}"))  # noqa: S608


def test_it_rests_on_something_signed(database: Database) -> None:
    """Talks about a change to what is itself in talks are refused."""
    with database.write() as session:
        scope, draft = create(session, "signed")
        _, talks = create(session, "talks")
        with pytest.raises(DBAPIError):
            addenda.add(scope, draft, talks, TALKS)
        session.rollback()


def test_the_list_shows_the_frame_of_the_last_addendum(database: Database) -> None:
    """Title and years are as the last signed version has them."""
    with database.write() as session:
        scope, _, talks = begun(session)
        longer = replace(talks.agreement, title="Langer", years_long=5)
        agreements.save_frame(scope, talks, longer)
        addenda.end(scope, talks, Ending.SIGNED, "S. Bakker", NOW)
        (line,) = agreements.list_(scope).lines
        assert ("signed", "Langer") == (line.id, line.title)
        assert longer.last_year == line.last_year
