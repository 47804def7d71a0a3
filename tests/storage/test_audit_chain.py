"""The audit trail is a chain: whatever is done to it behind kpikit's back is found."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from kpikit.storage import audit, audit_chain
from kpikit.storage.audit_chain import Break, Fault, Head
from kpikit.storage.database import Database, Session
from tests.storage.builders import HOSPITAL, create

pytestmark = pytest.mark.owner
NASTY = 'ë "\\\t\n\u2028 😀 </script> \x7f é'
COLUMNS = ("user_name", "action", "subject", "before", "after")


def entry(number: int) -> audit.Entry:
    """Return an entry with words that are awkward to write as JSON."""
    return audit.Entry(
        at=datetime(2026, 11, 2, 13, 32, number, 7, tzinfo=UTC),
        user_id=None,
        user_name=NASTY,
        organisation_id=HOSPITAL.id,
        action="position",
        subject=f"PAT-{number:02d}",
        before=NASTY * 3,
        after=f"yes {number}",
    )


def fill(database: Database, count: int = 9) -> None:
    """Write entries, some about an agreement and some not."""
    with database.write() as session:
        _, stored = create(session)
        for number in range(1, count + 1):
            audit.write(session, stored.key if number % 2 else None, entry(number))


def by_hand(database: Database, *statements: str) -> None:
    """Do what somebody does who owns the database: past every trigger."""
    with database.write() as session:
        if database.engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            asked = "SELECT name FROM sqlite_master WHERE type='trigger'"
            for name in session.scalars(text(f"{asked} AND tbl_name = 'audit'")).all():
                session.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            session.execute(text(statement))


def breaks(database: Database) -> set[Break]:
    """Return what the check finds."""
    with database.read() as session:
        return set(audit_chain.walk(session).breaks)


def test_an_honest_trail_holds(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What kpikit wrote itself has no breaks, read in batches of any size."""
    fill(database)
    for batch in (1, 4, 9, 10):
        monkeypatch.setattr(audit_chain, "BATCH", batch)
        with database.read() as session:
            walked = audit_chain.walk(session)
            assert (9, ()) == (walked.count, walked.breaks)
            assert audit_chain.head(session) == walked.head


def test_an_empty_trail_holds(database: Database) -> None:
    """Nothing written is nothing wrong."""
    with database.read() as session:
        assert audit_chain.Walked(Head(), 0, ()) == audit_chain.walk(session)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_any_words_are_linked_alike_by_both_sides(
    database: Database, words: str
) -> None:
    """Python, which writes, and the database, which reads, see the same bytes."""
    with database.write() as session:
        given_words = audit.Entry(
            at=datetime(2026, 1, 1, tzinfo=UTC),
            user_id=None,
            user_name=words,
            organisation_id=None,
            action="a",
            subject=words,
            before=words,
            after=words,
        )
        audit.write(session, None, given_words)
    assert set() == breaks(database)


@pytest.mark.parametrize("column", [*COLUMNS, "at", "agreement_key", "organisation_id"])
def test_any_edit_is_found(database: Database, column: str) -> None:
    """Another value in any column of one entry is found at that entry."""
    fill(database)
    value = {
        "at": "(SELECT at FROM audit WHERE sequence = 4)",
        "agreement_key": "NULL",
        "organisation_id": "NULL",
    }.get(column, "'x'")
    by_hand(database, f'UPDATE audit SET "{column}" = {value} WHERE sequence = 5')  # noqa: S608
    assert {Break(Fault.CHANGED, 5)} == breaks(database)


def _relink(session: Session, sequence: int) -> None:
    """Give an edited entry the link that fits it, as a clever forger would."""
    before = audit_chain.link_at(session, sequence - 1) or audit_chain.GENESIS
    statement = audit_chain._ENTRIES[session.connection().dialect.name]
    found = session.connection().exec_driver_sql(statement, (sequence - 1, 1)).one()
    link = audit_chain.link_after(before, bytes(found[1]))
    session.execute(
        text("UPDATE audit SET link = :link WHERE sequence = :sequence"),
        {"link": link, "sequence": sequence},
    )


def test_an_edit_with_a_fitting_link_is_found_at_the_next(database: Database) -> None:
    """Whoever makes the link anew has to make every later one anew as well."""
    fill(database)
    by_hand(database, "UPDATE audit SET after = 'no' WHERE sequence = 5")
    with database.write() as session:
        if database.engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
        _relink(session, 5)
    assert {Break(Fault.CHANGED, 6)} == breaks(database)


SWAP = tuple(
    f"UPDATE audit SET sequence = {to} WHERE sequence = {was}"  # noqa: S608
    for was, to in ((4, 99), (6, 4), (99, 6))
)
LAST = "(SELECT link FROM audit WHERE sequence = 8)"
COPY = (
    "INSERT INTO audit SELECT 5, at, agreement_key, user_id, user_name,"
    ' organisation_id, action, subject, "before", "after", link'
    " FROM audit WHERE sequence = 4"
)
ATTACKS: dict[str, tuple[tuple[str, ...], set[Break]]] = {
    "deletion": (
        ("DELETE FROM audit WHERE sequence = 5",),
        {Break(Fault.MISSING, 5)},
    ),
    "deletion with new numbers": (
        (
            "DELETE FROM audit WHERE sequence = 5",
            *(
                f"UPDATE audit SET sequence = {n - 1} WHERE sequence = {n}"  # noqa: S608
                for n in range(6, 10)
            ),
        ),
        {Break(Fault.CHANGED, n) for n in range(5, 9)} | {Break(Fault.CUT_OFF, 9)},
    ),
    "tail deletion": (
        ("DELETE FROM audit WHERE sequence > 7",),
        {Break(Fault.CUT_OFF, 9)},
    ),
    "everything deleted": (
        ("DELETE FROM audit",),
        {Break(Fault.CUT_OFF, 9)},
    ),
    "swap": (SWAP, {Break(Fault.CHANGED, n) for n in (4, 5, 6, 7)}),
    "insertion": (
        (
            *(
                f"UPDATE audit SET sequence = {n + 1} WHERE sequence = {n}"  # noqa: S608
                for n in range(9, 4, -1)
            ),
            COPY,
        ),
        {Break(Fault.CHANGED, n) for n in range(5, 11)} | {Break(Fault.CUT_OFF, 9)},
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_is_found(database: Database, attack: str) -> None:
    """Deleting, cutting off, swapping and inserting are found, at the right place."""
    fill(database)
    statements, expected = ATTACKS[attack]
    by_hand(database, *statements)
    assert expected == breaks(database)


CAREFUL_CUT = (
    "DELETE FROM audit WHERE sequence > 8",
    f"UPDATE audit_head SET sequence = 8, link = {LAST}",  # noqa: S608 - our own
)


def test_a_careful_cut_shows_only_outside(database: Database) -> None:
    """With the head set back the chain holds in itself; a link kept elsewhere is gone."""
    fill(database)
    with database.read() as session:
        anchored = audit_chain.head(session)
    by_hand(database, *CAREFUL_CUT)
    assert set() == breaks(database)
    with database.read() as session:
        assert audit_chain.link_at(session, anchored.sequence) is None
        assert not audit_chain.holds(session, anchored.link)


def test_trail_goes_on_after_an_undone_change(database: Database) -> None:
    """What was rolled back leaves no gap behind."""
    fill(database, 2)
    with pytest.raises(ZeroDivisionError):
        _fail_after(database, entry(3))
    with database.write() as session:
        audit.write(session, None, entry(4))
    with database.read() as session:
        walked = audit_chain.walk(session)
    assert (3, 3, ()) == (walked.count, walked.head.sequence, walked.breaks)


def _fail_after(database: Database, written: audit.Entry) -> None:
    with database.write() as session:
        audit.write(session, None, written)
        raise ZeroDivisionError
