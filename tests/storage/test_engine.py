"""How the database is opened: nothing lost, nothing half done, nobody else's file."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kpikit.problems import Outdated
from kpikit.storage import agreements, ambitions
from kpikit.storage.database import Database, sqlite_file, wal_is_safe
from kpikit.storage.scope import Scope
from tests.storage.builders import HOSPITAL, agreement, create, measured_ambition

WRITERS = 4
TIMES = 15
COUNT_UP = """
import sys
from dataclasses import replace
from kpikit.storage import agreements
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope
from tests.storage.builders import HOSPITAL
database = Database.open(sys.argv[1])
for _ in range(int(sys.argv[2])):
    with database.write() as session:
        scope = Scope(session, HOSPITAL)
        stored = agreements.get(scope, "agreement-1", lock=True)
        count = int(stored.agreement.vision) + 1
        after = replace(stored.agreement, vision=str(count))
        agreements.save_frame(scope, stored, after)
"""


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("foreign_keys", 1),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("mmap_size", 0),
        ("busy_timeout", 10_000),
    ],
)
def test_pragmas_in_reading_and_writing(
    database: Database, pragma: str, expected: int
) -> None:
    """Each connection has the settings that keep data whole and erased data gone."""
    for way in (database.read, database.write, database.read):
        with way() as session:
            found = session.execute(text(f"PRAGMA {pragma}")).scalar()
            assert expected == (found or 0)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_journal_follows_the_engine(database: Database) -> None:
    """Write-ahead logging only on an SQLite that cannot corrupt it."""
    expected = "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "delete"
    with database.read() as session:
        assert expected == session.execute(text("PRAGMA journal_mode")).scalar()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 50, 8), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_versions_with_the_wal_fix(version: tuple[int, ...], *, safe: bool) -> None:
    """The fix came in 3.51.3 and was carried back to 3.50.7 and 3.44.6 only."""
    assert safe is wal_is_safe(version)


def test_reading_cannot_write(database: Database) -> None:
    """A page that only reads cannot change anything, not even by mistake."""
    with pytest.raises(DBAPIError), database.read() as session:
        session.execute(text("DELETE FROM user_roles"))
    with database.write() as session:
        assert 6 == session.scalar(text("SELECT count(*) FROM user_roles"))
        session.execute(text("DELETE FROM user_roles"))
    with database.read() as session:
        assert 0 == session.scalar(text("SELECT count(*) FROM user_roles"))


def test_reading_sees_one_moment(database: Database) -> None:
    """What somebody else writes meanwhile does not change a page half-way."""
    count = text("SELECT count(*) FROM agreements")
    with database.write() as session:
        create(session)
    with database.read() as session:
        before = session.scalar(count)
        writer = Thread(target=_create_another, args=(database,))
        writer.start()
        writer.join(timeout=0.3)
        assert before == session.scalar(count)
    writer.join()
    with database.read() as session:
        assert 2 == session.scalar(count)


def _create_another(database: Database) -> None:
    with database.write() as session:
        agreements.create(
            Scope(session, HOSPITAL),
            agreement("agreement-2"),
            agreements.get(Scope(session, HOSPITAL), "agreement-1").settling,
        )


def test_exception_undoes_everything(database: Database) -> None:
    """A write that fails half-way leaves nothing behind."""
    with pytest.raises(ZeroDivisionError), database.write() as session:
        assert create(session)[1].key / 0
    with database.read() as session:
        assert 0 == session.scalar(text("SELECT count(*) FROM agreements"))


def test_counts_of_several_processes_all_stay(database: Database, url: str) -> None:
    """Read, add one, write: done 4 x 15 times at once, the count is 60."""
    with database.write() as session:
        scope, stored = create(session)
        zero = agreement(vision="0")
        agreements.save_frame(scope, stored, zero)
    root = Path(__file__).parents[2]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", COUNT_UP, url, str(TIMES)],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},
        )
        for _ in range(WRITERS)
    ]
    assert [0] * WRITERS == [process.wait(timeout=120) for process in running]
    with database.read() as session:
        found = agreements.get(Scope(session, HOSPITAL), "agreement-1").agreement
    assert str(WRITERS * TIMES) == found.vision
    assert WRITERS * TIMES + 2 == found.revision


def test_one_of_many_editors_of_the_same_wins(database: Database) -> None:
    """Of eight people who save the same ambition as of one revision, one succeeds."""
    with database.write() as session:
        scope, stored = create(session)
        ambitions.save(scope, stored, measured_ambition(), 0)
    outcomes: list[str] = []

    def save() -> None:
        try:
            with database.write() as session:
                scope = Scope(session, HOSPITAL)
                ambitions.save(scope, stored, measured_ambition(), 1)
        except Outdated:
            outcomes.append("late")
        else:
            outcomes.append("saved")

    threads = [Thread(target=save) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ["late"] * 7 + ["saved"] == sorted(outcomes)


def test_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """The folder is made; nobody else on the machine can read the file."""
    file = tmp_path / "new" / "deeper" / "kpikit.sqlite3"
    database = Database.open(f"sqlite:///{file}")
    with database.write() as session:
        session.execute(text("CREATE TABLE t (a)"))
    database.close()
    assert 0o600 == file.stat().st_mode & 0o777
    assert 0o700 == file.parent.stat().st_mode & 0o777


def test_erased_text_is_gone_from_the_file(tmp_path: Path) -> None:
    """What is deleted cannot be found in the bytes of the file."""
    file = tmp_path / "kpikit.sqlite3"
    database = Database.open(f"sqlite:///{file}")
    secret = "kanarie" * 20
    with database.write() as session:
        session.execute(text("CREATE TABLE t (a TEXT)"))
        for _ in range(200):
            session.execute(text("INSERT INTO t VALUES (:a)"), {"a": secret})
    assert b"kanarie" in file.read_bytes()
    with database.write() as session:
        session.execute(text("DELETE FROM t"))
    database.close()
    assert b"kanarie" not in file.read_bytes()


@pytest.mark.parametrize(
    "url",
    ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?uri=true", "mysql://h/x"],
)
def test_other_databases_are_refused(url: str) -> None:
    """Only an SQLite file or PostgreSQL keeps what two parties agreed."""
    with pytest.raises(ValueError, match="SQLite"):
        Database.open(url)


def test_file_of_an_address() -> None:
    """An SQLite address names its file; another database has none."""
    assert Path("/data/kpikit.sqlite3") == sqlite_file("sqlite:////data/kpikit.sqlite3")
    assert sqlite_file("postgresql+psycopg://server/kpikit") is None
