"""Recorded consults are found through their own organisation alone."""

from dataclasses import replace
from datetime import date

import pytest

from kpikit.domain.consult.consult import Consult
from kpikit.domain.party import Organisation, OrganisationKind
from kpikit.problems import Outdated
from kpikit.storage import consults, organisations
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope

HOMES = [
    Organisation(
        id=id_ * 32, kind=OrganisationKind.PROVIDER, name=f"Z {id_}", agb_code=agb
    )
    for id_, agb in (("a", "06999911"), ("b", "06999912"))
]
FIRST = Consult(id="1", team="Noord", code="N-2")
SECOND = Consult(id="2", team="Noord", code="N-1")


@pytest.fixture
def kept(database: Database) -> Database:
    """Return a database in which both hospitals keep consults with equal ids."""
    with database.write() as session:
        for home in HOMES:
            organisations.add(session, home)
    for home in HOMES:
        with database.write() as session:
            for each in (FIRST, SECOND):
                consults.save(Scope(session, home), replace(each, team=home.name))
    return database


def found(database: Database, home: Organisation) -> tuple[Consult, ...]:
    """Return what a hospital finds."""
    with database.read() as session:
        return consults.every(Scope(session, home))


def test_two_hospitals_keep_their_own(kept: Database) -> None:
    """Each finds its own, by team and code, with the revision."""
    for home in HOMES:
        expected = tuple(
            replace(each, team=home.name, revision=1) for each in (SECOND, FIRST)
        )
        assert expected == found(kept, home)


def test_what_is_deleted_is_not_read_to_see_what_is_there(kept: Database) -> None:
    """Only recordings without a day of deleting, of the own hospital."""
    with kept.write() as session:
        gone = replace(FIRST, deleted_on=date(2027, 3, 1), revision=1)
        consults.save(Scope(session, HOMES[0]), gone)
    with kept.read() as session:
        mine = consults.recorded(Scope(session, HOMES[0]))
        theirs = consults.recorded(Scope(session, HOMES[1]))
    assert (["2"], ["2", "1"]) == ([c.id for c in mine], [c.id for c in theirs])


def test_erasing_and_changing_touch_only_the_own(kept: Database) -> None:
    """The other hospital keeps its consult with the same id, as it was."""
    mine, theirs = HOMES
    before = found(kept, theirs)
    changed = replace(SECOND, team="Zuid", revision=1)
    with kept.write() as session:
        scope = Scope(session, mine)
        assert consults.erase(scope, "1")
        assert not consults.erase(scope, "1")
        consults.save(scope, changed)
    assert (replace(changed, revision=2),) == found(kept, mine)
    assert before == found(kept, theirs)


def test_an_old_revision_is_refused(kept: Database) -> None:
    """Of what was changed or erased meanwhile nothing is overwritten."""
    for old in (replace(FIRST, revision=7), replace(FIRST, id="9", revision=1)):
        with pytest.raises(Outdated), kept.write() as session:
            consults.save(Scope(session, HOMES[0]), old)
    assert {1} == {each.revision for each in found(kept, HOMES[0])}
