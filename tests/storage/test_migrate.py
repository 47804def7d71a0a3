"""Migrations lead to exactly the tables of the code, and never lose data."""

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from kpikit.storage import agreements, audit_chain, migrate
from kpikit.storage.database import INTENT, Database
from kpikit.storage.migrate import (
    BrokenReferences,
    NewerTables,
    is_current,
    revisions,
    upgrade,
)
from kpikit.storage.result_tables import GUARDED
from kpikit.storage.row_security import EVERYBODY, work_for
from kpikit.storage.scope import Scope
from kpikit.storage.tables import Base
from kpikit.storage.triggers import ADDED_TO, CONTENT
from tests.storage.builders import HOSPITAL, agreement, create

SCHEMA = {
    "sqlite": (
        "SELECT type, name, tbl_name, sql FROM sqlite_master"
        " WHERE tbl_name NOT IN ('alembic_version', 'sqlite_sequence')"
    ),
    "postgresql": """
        SELECT 'rule', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE conrelid::regclass::text <> 'alembic_version'
        UNION ALL
        SELECT 'index', tablename, indexname, indexdef
        FROM pg_indexes
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        UNION ALL
        SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid)
        FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL
        SELECT 'function', '', proname, prosrc
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL
        SELECT 'security', relname, relrowsecurity::text, relforcerowsecurity::text
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
          AND relname <> 'alembic_version'
        UNION ALL
        SELECT 'policy', polrelid::regclass::text, polname || polcmd::text,
          concat_ws(' ', pg_get_expr(polqual, polrelid),
            pg_get_expr(polwithcheck, polrelid))
        FROM pg_policy
        UNION ALL
        SELECT 'column', table_name, column_name,
          concat_ws(' ', data_type, is_nullable, column_default, is_identity)
        FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name <> 'alembic_version'
    """,
}


def _schema(database: Database) -> set[tuple[str, ...]]:
    with database.read() as session:
        rows = session.execute(text(SCHEMA[database.engine.dialect.name]))
        return {tuple(re.sub(r"\s+", "", str(part)) for part in row) for row in rows}


@pytest.mark.parametrize(("url", "empty_url"), [("sqlite", "sqlite")], indirect=True)
def test_migrated_sqlite_is_the_code(url: str, empty_url: str) -> None:
    """Tables, checks, keys, indexes and triggers are the same, made either way."""
    _require_same(url, empty_url)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("url", "empty_url"), [("postgresql", "postgresql")], indirect=True
)
def test_migrated_postgresql_is_the_code(url: str, empty_url: str) -> None:
    """Tables, checks, keys, indexes, triggers and functions are the same."""
    _require_same(url, empty_url)


def _require_same(url: str, empty_url: str) -> None:
    migrated, made = Database.open(url), Database.open(empty_url)
    with made.write() as session:
        Base.metadata.create_all(session.connection())
    assert len(_schema(made)) > 50
    assert _schema(made) == _schema(migrated)
    made.close()
    migrated.close()


def test_alembic_sees_no_difference(url: str) -> None:
    """Alembic's own comparison of the migrated database with the code is empty."""
    database = Database.open(url)
    with database.read() as session:
        context = MigrationContext.configure(
            session.connection(), opts={"compare_type": True}
        )
        assert [] == compare_metadata(context, Base.metadata)
    database.close()


def test_triggers_are_there(url: str) -> None:
    """Every table with something to guard has its triggers."""
    database = Database.open(url)
    with database.read() as session:
        asked = {
            "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'",
            "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger"
            " WHERE NOT tgisinternal",
        }[database.engine.dialect.name]
        guarded = set(session.scalars(text(asked)))
    own = {"acceptances", "agreements", "settlements", "signatures"}
    own |= {"reviews", "review_entries", "samples", "addenda", "remarks"}
    own |= {"log_reviews", "peer_posts", "withdrawals"}
    assert {*ADDED_TO, *CONTENT, *own, *GUARDED} == guarded
    database.close()


def test_files_and_alembic_agree_on_the_order() -> None:
    """The revisions read from file names are alembic's, in its order."""
    folder = Path(migrate.__file__).parent / "migrations"
    script = ScriptDirectory(folder)
    walked = [s.revision for s in script.walk_revisions()]
    assert list(reversed(walked)) == list(revisions())
    assert [revisions()[-1]] == script.get_heads()
    for file in (folder / "versions").glob("*.py"):
        assert re.fullmatch(r"20\d{6}_[0-9a-f]{12}_[a-z0-9_]+", file.stem), file.name


def test_new_database_is_made_and_current(empty_url: str) -> None:
    """Upgrading nothing makes everything; upgrading again does nothing."""
    before = Database.open(empty_url)
    assert not is_current(before)
    before.close()
    upgrade(empty_url)
    upgrade(empty_url)
    database = Database.open(empty_url)
    assert is_current(database)
    assert set(Base.metadata.tables) < set(inspect(database.engine).get_table_names())
    database.close()


def test_newer_database_is_left_alone(url: str) -> None:
    """A database that a newer kpikit upgraded is refused, not touched."""
    database = Database.open(url)
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'ffffffffffff'"))
    with pytest.raises(NewerTables):
        is_current(database)
    with pytest.raises(NewerTables):
        upgrade(url)
    database.close()


@pytest.fixture
def next_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations with one more, that each test writes."""
    folder = tmp_path / "100% migrations"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", folder)
    monkeypatch.setattr(migrate, "_MIGRATIONS", folder)
    return folder / "versions" / "20991231_bbbbbbbbbbbb_next.py"


def _write(file: Path, body: str) -> None:
    last = revisions()[-1]
    file.write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = 'bbbbbbbbbbbb'\ndown_revision = '{last}'\n"
        f"def upgrade():\n    {body}\n"
    )


def test_data_are_copied_before_an_upgrade(
    database: Database, url: str, next_migration: Path
) -> None:
    """Before the first change the old file is kept beside the new; data stay."""
    with database.write() as session:
        create(session)
    database.close()
    _write(
        next_migration,
        "with op.batch_alter_table('agreements') as b:"
        " b.add_column(sa.Column('extra', sa.Text()))",
    )
    upgrade(url)
    upgraded = Database.open(url)
    with upgraded.read() as session:
        found = agreements.get(Scope(session, HOSPITAL), "agreement-1")
        assert agreement() == found.agreement
        assert session.execute(text("SELECT extra FROM agreements")).all() == [(None,)]
    upgraded.close()
    if "sqlite" in url:
        (copy,) = Path(url.removeprefix("sqlite:///")).parent.glob("*.before-*")
        assert "kpikit.sqlite3.before-bbbbbbbbbbbb" == copy.name
        assert 0o600 == copy.stat().st_mode & 0o777
        with sqlite3.connect(copy) as old:
            assert [("agreement-1",)] == old.execute(
                "SELECT id FROM agreements"
            ).fetchall()
            assert [("ok",)] == old.execute("PRAGMA integrity_check").fetchall()
            names = {row[1] for row in old.execute("PRAGMA table_info(agreements)")}
        old.close()
        assert "extra" not in names


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_older_copies_are_never_overwritten(
    database: Database, url: str, next_migration: Path
) -> None:
    """A second upgrade to the same revision keeps a second copy; none when unwanted."""
    database.close()
    _write(next_migration, "pass")
    file = Path(url.removeprefix("sqlite:///"))
    kept = shutil.copy(file, file.with_name("kept"))
    for _ in range(2):
        upgrade(url)
        shutil.copy(kept, file)
    upgrade(url, keep_copy=False)
    names = sorted(f.name for f in file.parent.glob("*.before-*"))
    wanted = "kpikit.sqlite3.before-bbbbbbbbbbbb"
    assert [wanted, f"{wanted}-2"] == names


def test_entries_of_before_the_chain_are_linked(empty_url: str) -> None:
    """An audit trail with gaps from before the chain holds after the upgrade."""
    database = Database.open(empty_url)
    engine = database.engine.execution_options(**{INTENT: "migrate"})
    with engine.begin() as connection:
        command.upgrade(migrate.configuration(connection), "9eb600010001")
        for sequence in (2, 3, 7):
            connection.execute(
                text(
                    "INSERT INTO audit VALUES (:sequence, '2026-11-02 13:32:00.000007',"
                    " NULL, NULL, :words, NULL, 'a', '', :words, '')"
                ),
                {"sequence": sequence, "words": 'é "\\\n\t'},
            )
    database.close()
    upgrade(empty_url)
    with closing(Database.open(empty_url)) as upgraded, upgraded.read() as session:
        walked = audit_chain.walk(session)
        words = session.scalars(text("SELECT user_name FROM audit")).all()
    assert (3, 3, ()) == (walked.count, walked.head.sequence, walked.breaks)
    assert ['é "\\\n\t'] * 3 == words


def test_failed_upgrade_changes_nothing(
    database: Database, url: str, next_migration: Path
) -> None:
    """An upgrade that fails half-way leaves the schema and data of before."""
    before = _schema(database)
    _write(
        next_migration,
        "op.create_table('half', sa.Column('a', sa.Text())); op.execute('nonsense')",
    )
    with pytest.raises(Exception, match="nonsense"):
        upgrade(url)
    assert before == _schema(database)
    assert not is_current(database)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_upgrade_that_breaks_references_is_undone(
    database: Database, url: str, next_migration: Path
) -> None:
    """References are off while tables are rebuilt, and checked before the end."""
    _write(next_migration, "op.execute('DELETE FROM organisations')")
    with pytest.raises(BrokenReferences):
        upgrade(url)
    with database.read() as session:
        assert 4 == session.scalar(text("SELECT count(*) FROM organisations"))
        assert 1 == session.execute(text("PRAGMA foreign_keys")).scalar()


def test_start_of_an_up_to_date_database_needs_no_alembic(url: str) -> None:
    """The daily start does not pay for importing the migration tool."""
    code = (
        "import sys\nfrom kpikit.storage.migrate import upgrade\n"
        "upgrade(sys.argv[1])\nprint('alembic' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, url],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "False" == done.stdout.strip()


def test_workers_that_start_together_upgrade_once(empty_url: str) -> None:
    """Three processes that meet an empty database all end with a current one."""
    code = (
        "import sys\nfrom kpikit.storage.migrate import upgrade\nupgrade(sys.argv[1])"
    )
    root = Path(__file__).parents[2]
    running = [
        subprocess.Popen([sys.executable, "-c", code, empty_url], cwd=root)
        for _ in range(3)
    ]
    assert [0, 0, 0] == [process.wait(timeout=60) for process in running]
    database = Database.open(empty_url)
    assert is_current(database)
    database.close()


def test_draft_finds_nothing_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A drafted migration right now would hold no operation."""
    from kpikit.storage.migrations.draft import draft

    folder = tmp_path / "migrations"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", folder)
    monkeypatch.setattr(migrate, "_MIGRATIONS", folder)
    draft("Nothing new")
    (file,) = (folder / "versions").glob("*_nothing_new.py")
    assert "op." not in file.read_text().replace("import op", "")


@pytest.mark.owner
def test_notices_and_their_mail_outlive_the_reminders(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that is made anew for more kinds loses no row, number or reference."""
    monkeypatch.setattr(
        migrate,
        "_migrate",
        lambda connection: command.upgrade(
            migrate.configuration(connection), "9ef300010001"
        ),
    )
    upgrade(empty_url, keep_copy=False)
    monkeypatch.undo()
    database = Database.open(empty_url)
    with database.write() as session:
        work_for(session, EVERYBODY)
        for statement in ROWS.split(";"):
            session.execute(text(statement))
    upgrade(empty_url, keep_copy=False)
    with database.write() as session:
        work_for(session, EVERYBODY)
        kept = session.execute(text("SELECT key, kind FROM notices")).all()
        assert [(7, "signed")] == [tuple(row) for row in kept]
        session.execute(text(ROWS_LATER))
        kinds = session.execute(text("SELECT kind FROM notices ORDER BY key"))
        assert ["signed", "term-ends"] == list(kinds.scalars())
        session.execute(text("DELETE FROM notices WHERE key = 7"))
        assert [] == session.execute(text("SELECT key FROM mail")).all()
    database.close()


ROWS = """
    INSERT INTO organisations (id, kind, name, agb_code, kvk_number)
    VALUES ('o', 'provider', 'N', '01234567', '');
    INSERT INTO users (id, organisation_id, email, name, language, active, password_hash)
    VALUES ('u', 'o', 'a@b.example', 'N', 'nl', true, 'h');
    INSERT INTO agreements (key, id, title, first_year, years_long, frame, state, turn,
        turn_since, message, revision)
    VALUES (1, 'x', 'T', 2027, 3, '{}', 'draft', 'provider',
        '2026-11-02 09:00:00.000000', '', 1);
    INSERT INTO notices (key, organisation_id, user_id, agreement_key, kind, by_role, at)
    VALUES (7, 'o', 'u', 1, 'signed', 'insurer', '2026-11-02 09:00:00.000000');
    INSERT INTO mail (organisation_id, user_id, notice_key, fate, due_at, failures)
    VALUES ('o', 'u', 7, 'waiting', '2026-11-02 09:00:00.000000', 0)
"""
ROWS_LATER = """
    INSERT INTO notices (key, organisation_id, user_id, agreement_key, kind, by_role, at)
    VALUES (8, 'o', 'u', 1, 'term-ends', 'insurer', '2026-11-02 09:00:00.000000')
"""
