"""Agreements and all their parts come back as they were, and never get lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from kpikit.domain.agreement import State
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole, party_of
from kpikit.domain.selection import (
    Candidate,
    Overrule,
    Position,
    Selection,
    take_position,
    withdraw,
)
from kpikit.domain.settling import Settling, hand_over, reopen
from kpikit.library import load
from kpikit.problems import NotFoundHere, Outdated
from kpikit.resources import folder
from kpikit.storage import (
    agreements,
    ambitions,
    arrangements,
    audit,
    own_kpis,
    plans,
    selections,
    versions,
)
from kpikit.storage.agreements import AlreadyThere
from kpikit.storage.audit import Entry
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope
from tests.storage.builders import (
    HOSPITAL,
    INSURER,
    KPI,
    NASTY,
    NOW,
    OTHER_INSURER,
    PATIENTS,
    accepted,
    agreement,
    arrangement,
    create,
    measured_ambition,
    narrative_ambition,
    plan,
    sign_completely,
    stance,
    user_of,
)


def test_agreement_comes_back(database: Database) -> None:
    """Every part of the frame survives, text that hurts included."""
    settling = Settling(turn=PartyRole.INSURER, turn_since=NOW, message="Aan u")
    with database.write() as session:
        _, stored = create(session, settling=settling)
    with database.read() as session:
        found = agreements.get(Scope(session, INSURER), "agreement-1")
    assert stored == found
    assert agreement() == found.agreement
    assert settling == found.settling


def test_locked_agreement_is_the_same(database: Database) -> None:
    """Reading for a change gives what reading gives."""
    with database.write() as session:
        scope, stored = create(session)
        assert stored == agreements.get(scope, "agreement-1", lock=True)


def test_same_public_id_twice(database: Database) -> None:
    """A taken public id is refused."""
    with database.write() as session:
        create(session)
        with pytest.raises(AlreadyThere):
            create(session)


def test_nobody_creates_for_others(database: Database) -> None:
    """An organisation cannot make an agreement it takes no part in."""
    with database.write() as session, pytest.raises(NotFoundHere):
        agreements.create(Scope(session, OTHER_INSURER), agreement(), Settling())


def test_frame_changes_once_per_revision(database: Database) -> None:
    """The second of two changes to the same frame is told it came too late."""
    with database.write() as session:
        scope, stored = create(session)
        changed = replace(stored.agreement, title="Nieuw", years_long=5, locations=())
        saved = agreements.save_frame(scope, stored, changed)
        assert replace(changed, revision=2) == saved
        assert saved == agreements.get(scope, "agreement-1").agreement
        with pytest.raises(Outdated) as late:
            agreements.save_frame(scope, stored, changed)
    assert (1, 2) == (late.value.expected, late.value.found)


def test_settling_step_by_step(database: Database) -> None:
    """Hand over, accept, reopen and sign are each kept as they happened."""
    with database.write() as session:
        scope, stored = create(session)
        steps = [hand_over(stored.settling, PartyRole.PROVIDER, NOW, NASTY)]
        steps.append(accepted(stored))
        steps.append(reopen(steps[-1], PartyRole.INSURER, NOW + timedelta(hours=1)))
        for step in steps:
            agreements.save_settling(scope, stored, step)
            stored = agreements.get(scope, "agreement-1")
            assert replace(step, message=stored.settling.message) == stored.settling
        stored, version = sign_completely(scope, stored)
        assert State.SIGNED is stored.settling.state
        assert version.signatures == stored.settling.signatures
        assert version.acceptances == stored.settling.acceptances
        assert versions.of_agreement(scope, stored) == (version,)
        assert versions.get(scope, stored, 1) == version
        with pytest.raises(NotFoundHere):
            versions.get(scope, stored, 2)


def test_version_must_fit_its_hash(database: Database) -> None:
    """A version whose hash is of other content is never kept."""
    with database.write() as session:
        scope, stored = create(session)
        _, version = sign_completely(scope, stored)
        other = replace(version, number=2, content=version.content + " ")
        with pytest.raises(ValueError, match="hash"):
            versions.add(scope, stored, other)
        with pytest.raises(AlreadyThere):
            versions.add(scope, stored, version)


def test_selection_comes_back(database: Database) -> None:
    """Candidates keep their order, stances their revision, limit and overrules too."""
    with database.write() as session:
        scope, stored = create(session)
        empty = selections.get(scope, stored)
        assert Selection() == empty
        first = replace(
            empty,
            limit=3,
            overrules=(Overrule(rule="burden", reason=NASTY),),
            candidates=tuple(
                Candidate(kpi_id=KpiId(k), proposed_by=PartyRole.INSURER)
                for k in ("Z", "A", "M")
            ),
        )
        selections.save(scope, stored, empty, first)
        found = selections.get(scope, stored)
        assert replace(first, revision=2) == found
        taken = take_position(found, KpiId("A"), stance(HOSPITAL, Position.YES))
        taken = take_position(taken, KpiId("A"), stance(INSURER, Position.DISCUSS))
        selections.save(scope, stored, found, taken, expected_revision=2)
        assert taken == selections.get(scope, stored)
        gone = withdraw(taken, KpiId("A"))
        selections.save(scope, stored, taken, gone)
        assert gone == selections.get(scope, stored)


def test_stances_of_two_people_do_not_collide(database: Database) -> None:
    """Two changes to different stances both stay; to the same one, the second fails."""
    with database.write() as session:
        scope, stored = create(session)
        empty = selections.get(scope, stored)
        table = replace(
            empty, candidates=(Candidate(kpi_id=KPI, proposed_by=PartyRole.PROVIDER),)
        )
        selections.save(scope, stored, empty, table)
        read = selections.get(scope, stored)
        mine = take_position(read, KPI, stance(HOSPITAL, Position.YES))
        theirs = take_position(read, KPI, stance(INSURER, Position.NO))
        selections.save(scope, stored, read, mine)
        selections.save(scope, stored, read, theirs)
        found = selections.get(scope, stored).candidate(KPI)
        assert found is not None
        assert Position.YES is found.position_of(PartyRole.PROVIDER)
        assert Position.NO is found.position_of(PartyRole.INSURER)
        with pytest.raises(Outdated):
            selections.save(scope, stored, read, mine)


def test_limit_is_held_against_the_revision(database: Database) -> None:
    """Who opened the limit before it changed is told so."""
    with database.write() as session:
        scope, stored = create(session)
        read = selections.get(scope, stored)
        selections.save(scope, stored, read, replace(read, limit=6))
        for expected in (None, 1):
            with pytest.raises(Outdated) as late:
                selections.save(scope, stored, read, replace(read, limit=7), expected)
            assert (1, 2) == (late.value.expected, late.value.found)
        now = selections.get(scope, stored)
        with pytest.raises(Outdated):
            selections.save(scope, stored, now, now, expected_revision=1)


def test_ambitions_come_back(database: Database) -> None:
    """An ambition is kept, changed and found again, as the type that it is."""
    with database.write() as session:
        scope, stored = create(session)
        for ambition in (measured_ambition(), narrative_ambition()):
            saved = ambitions.save(scope, stored, ambition, 0)
            assert ambition == saved == ambitions.get(scope, stored, ambition.kpi_id)
            again = ambitions.save(scope, stored, replace(saved, rationale="x"), 1)
            assert 2 == again.revision
            assert again == ambitions.get(scope, stored, ambition.kpi_id)
        assert ambitions.get(scope, stored, KpiId("X")) is None
        found = ambitions.of_agreement(scope, stored)
        assert ["NAR-01", "PAT-01"] == [a.kpi_id for a in found]


def test_plans_come_back(database: Database) -> None:
    """A plan is kept, changed and found again."""
    with database.write() as session:
        scope, stored = create(session)
        assert plan() == plans.save(scope, stored, plan(), 0)
        changed = plans.save(scope, stored, replace(plan(), planned_n=None), 1)
        assert (changed,) == plans.of_agreement(scope, stored)
        assert changed == plans.get(scope, stored, KPI)
        assert plans.get(scope, stored, KpiId("X")) is None


def test_arrangements_come_back(database: Database) -> None:
    """Arrangements stay in the order in which they were made; removal is checked."""
    with database.write() as session:
        scope, stored = create(session)
        ids = ("z", "a", "m")
        for arrangement_id in ids:
            arrangements.save(scope, stored, arrangement(arrangement_id), 0)
        found = arrangements.of_agreement(scope, stored)
        assert tuple(arrangement(i) for i in ids) == found
        changed = replace(arrangement("a"), last_year=2027, care_path="")
        assert 2 == arrangements.save(scope, stored, changed, 1).revision
        with pytest.raises(Outdated):
            arrangements.remove(scope, stored, "a", 1)
        arrangements.remove(scope, stored, "a", 2)
        assert arrangements.get(scope, stored, "a") is None
        with pytest.raises(Outdated) as late:
            arrangements.remove(scope, stored, "a", 2)
        assert 0 == late.value.found


def test_own_kpis_come_back(database: Database) -> None:
    """Every shipped KPI survives as an own one: both types, all fields."""
    library, _ = load(folder("kpi_library"))
    with database.write() as session:
        scope, stored = create(session)
        for kpi in library.kpis.values():
            assert 1 == own_kpis.save(scope, stored, kpi, 0)
        by_id = sorted(library.kpis.values(), key=lambda k: k.id)
        assert by_id == sorted(own_kpis.of_agreement(scope, stored), key=lambda k: k.id)
        first = by_id[0]
        assert 2 == own_kpis.save(scope, stored, first, 1)
        assert 2 == own_kpis.revision_of(scope, stored, first.id)
        own_kpis.remove(scope, stored, first.id, 2)
        assert 0 == own_kpis.revision_of(scope, stored, first.id)


@pytest.mark.parametrize("expected", [0, 2, 7])
def test_saving_on_a_wrong_revision(database: Database, expected: int) -> None:
    """New where there is one, or as of a revision it never had: too late, both."""
    with database.write() as session:
        scope, stored = create(session)
        ambitions.save(scope, stored, measured_ambition(), 0)
        with pytest.raises(Outdated) as late:
            ambitions.save(scope, stored, measured_ambition(), expected)
        assert (expected, 1) == (late.value.expected, late.value.found)
        assert ambitions.of_agreement(scope, stored) == (measured_ambition(),)


def test_changing_what_is_not_there(database: Database) -> None:
    """A change to something that was removed is told that nothing is found."""
    with database.write() as session:
        scope, stored = create(session)
        with pytest.raises(Outdated) as late:
            plans.save(scope, stored, plan(), 3)
    assert (3, 0) == (late.value.expected, late.value.found)


def test_audit_is_in_order(database: Database) -> None:
    """Entries come newest first, in pages, and only those of the agreement."""
    user = user_of(HOSPITAL)
    entry = Entry(
        at=NOW,
        user_id=user.id,
        user_name=user.name,
        organisation_id=HOSPITAL.id,
        action="test",
        subject="a\x00b\ud800",
        before="{}",
        after="",
    )
    with database.write() as session:
        scope, stored = create(session)
        _, other = create(session, "agreement-2")
        assert audit.last_change(scope, stored) is None
        for number in range(5):
            early = NOW - timedelta(hours=number)
            audit.write(session, stored.key, replace(entry, at=early))
        audit.write(session, other.key, entry)
        audit.write(session, None, replace(entry, user_id=None, organisation_id=None))
        page = audit.of_agreement(scope, stored, 2)
        rest = audit.of_agreement(scope, stored, 9, len(page))
        assert 3 == len(rest)
        sequences = [e.sequence for e in (*page, *rest)]
        assert sorted(sequences, reverse=True) == sequences
        last = audit.last_change(scope, stored)
        assert last == page[0]
        kept = replace(
            entry, at=NOW - timedelta(hours=4), subject="ab", sequence=last.sequence
        )
        assert kept == last


def test_an_export_is_seen_by_who_made_it_alone(database: Database) -> None:
    """The other party cannot see who took a workbook; it is no change either."""
    with database.write() as session:
        scope, stored = create(session)
        mine, theirs = (o.id for o in (HOSPITAL, INSURER))
        for number, organisation in enumerate((mine, theirs)):
            entry = audit.Entry(
                at=NOW + timedelta(hours=number),
                user_id=None,
                user_name="A. Bakker",
                organisation_id=organisation,
                action="export",
            )
            audit.write(session, stored.key, entry)
        seen = audit.of_agreement(scope, stored, 9)
        assert [scope.organisation.id] == [e.organisation_id for e in seen]
        assert audit.last_change(scope, stored) is None


def test_list_in_pages(database: Database) -> None:
    """The list is newest first, filtered by words and state, with a total."""
    with database.write() as session:
        for number in range(5):
            create(session, f"agreement-{number}")
        scope = Scope(session, HOSPITAL)
        third = agreements.get(scope, "agreement-3")
        agreements.save_frame(
            scope, third, replace(third.agreement, title="100% Knie_zorg")
        )
        agreements.save_settling(scope, third, accepted(third))
    with database.read() as session:
        scope = Scope(session, PATIENTS)
        page = agreements.list_(scope, limit=2, offset=1)
        assert ["agreement-3", "agreement-2"] == [line.id for line in page.lines]
        assert 5 == page.total
        assert (party_of(INSURER), party_of(HOSPITAL), party_of(PATIENTS)) == (
            page.lines[0].parties
        )
        assert (2027, 2029) == (page.lines[0].first_year, page.lines[0].last_year)
        beyond = agreements.list_(scope, limit=2, offset=10)
        assert ((), 5) == (beyond.lines, beyond.total)
        settling = agreements.list_(scope, state=State.SETTLING)
        assert ["agreement-3"] == [line.id for line in settling.lines]
        for words in ("knie", "KNIE_ 100%", "zuid knie"):
            found = agreements.list_(scope, words=words)
            assert ["agreement-3"] == [line.id for line in found.lines], words
        assert 5 == agreements.list_(scope, words="ZUID").total
        assert 0 == agreements.list_(scope, words="%x").total
        assert 0 == agreements.list_(Scope(session, OTHER_INSURER)).total


def test_query_budget(database: Database) -> None:
    """Reading takes a fixed number of queries, however much there is."""
    with database.write() as session:
        for number in range(6):
            scope, stored = create(session, f"agreement-{number}")
            for kpi in ("A", "B", "C"):
                plans.save(scope, stored, replace(plan(), kpi_id=KpiId(kpi)), 0)
    statements: list[str] = []

    def count(*seen: object) -> None:
        statement = str(seen[2])
        if statement.startswith(("SELECT", "(SELECT", "WITH")):
            statements.append(statement)

    with database.read() as session:
        scope = Scope(session, HOSPITAL)
        event.listen(database.engine, "before_cursor_execute", count)
        stored = agreements.get(scope, "agreement-3")
        spent = [len(statements)]
        for read in (
            lambda: agreements.list_(scope),
            lambda: selections.get(scope, stored),
            lambda: plans.of_agreement(scope, stored),
            lambda: ambitions.of_agreement(scope, stored),
            lambda: arrangements.of_agreement(scope, stored),
            lambda: own_kpis.of_agreement(scope, stored),
            lambda: versions.of_agreement(scope, stored),
            lambda: audit.last_change(scope, stored),
        ):
            statements.clear()
            read()
            spent.append(len(statements))
    assert [2, 1, 1, 1, 1, 1, 1, 1, 1] == spent
