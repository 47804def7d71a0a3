"""An empty database for each test, on SQLite and, where there is a server, PostgreSQL."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Row, create_engine, make_url, text

from kpikit.storage import organisations, row_security, users
from kpikit.storage.database import Database
from kpikit.storage.migrate import upgrade
from tests.storage.builders import HOSPITAL, INSURER, OTHER_INSURER, PATIENTS, USERS

TABLES = """
    SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
SEQUENCES = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"
STRUCTURE = """
    WITH own AS (SELECT oid, relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace)
    SELECT 'version', version_num, '', '' FROM alembic_version
    UNION ALL SELECT 'table', relname, '', '' FROM own
    UNION ALL SELECT 'column', relname, attname, format_type(atttypid, atttypmod)
        || attnotnull FROM pg_attribute JOIN own ON attrelid = own.oid
    UNION ALL SELECT 'trigger', relname, tgname, tgenabled::text || pg_get_triggerdef(t.oid)
        FROM pg_trigger t JOIN own ON tgrelid = own.oid WHERE NOT tgisinternal
    UNION ALL SELECT 'rule', relname, conname, pg_get_constraintdef(c.oid)
        FROM pg_constraint c JOIN own ON conrelid = own.oid
    UNION ALL SELECT 'security', relname, relrowsecurity::text, relforcerowsecurity::text
        FROM own
    UNION ALL SELECT 'policy', relname, polname, pg_get_expr(polqual, polrelid)
        FROM pg_policy JOIN own ON polrelid = own.oid
    UNION ALL SELECT 'function', proname, '', md5(prosrc)
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ORDER BY 1, 2, 3, 4
"""
APP_ROLE = """
    DO $$ BEGIN
      CREATE ROLE kpikit_test_app LOGIN NOSUPERUSER NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$
"""
FOR_EVERYBODY = f"-c {row_security.SETTING}={row_security.EVERYBODY}"
BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


def make_app_role(server: Engine) -> None:
    """Make the role of the app, unless an earlier test did."""
    with server.connect() as connection:
        connection.execute(text(APP_ROLE))


def as_app(url: str, options: str = FOR_EVERYBODY) -> str:
    """Return the address for the role of the app, which owns nothing.

    Whoever asks without a scope, as a test does, finds everything, or nothing without
    the options.
    """
    own = make_url(url).set(username="kpikit_test_app", password=None)
    found = own.update_query_dict({"options": options} if options else {})
    return found.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at the last migration."""
    file = tmp_path_factory.mktemp("template") / "kpikit.sqlite3"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Engine]:
    """The server under test, outside any transaction."""
    engine = create_engine(
        os.environ["KPIKIT_TEST_PG_URL"], isolation_level="AUTOCOMMIT"
    )
    make_app_role(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: Engine) -> Iterator[str]:
    """A PostgreSQL database at the last migration, which no test opens."""
    with postgresql_database(postgresql_server, None) as url:
        upgrade(as_app(url), owner_url=url)
        yield url


@pytest.fixture(scope="session")
def postgresql_ready(
    postgresql_server: Engine, postgresql_template: str
) -> Iterator[Callable[[], str]]:
    """Give an empty database at the last migration, the same one where possible.

    Making one takes far longer than emptying one, so a new one is made only after a
    test that changed its tables.
    """
    template = make_url(postgresql_template).database
    with ExitStack() as databases:
        last: list[Engine] = []
        as_made: list[Row[Any]] = []

        def ready() -> str:
            if not last or _structure(last[0]) != as_made:
                made = postgresql_database(postgresql_server, template)
                url = databases.enter_context(made)
                last[:] = [create_engine(url, isolation_level="AUTOCOMMIT")]
                databases.callback(last[0].dispose)
                as_made[:] = _structure(last[0])
            else:
                _empty(last[0])
            return last[0].url.render_as_string(hide_password=False)

        yield ready


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server: Engine = request.getfixturevalue("postgresql_server")
    with postgresql_database(server, None) as url:
        yield url


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database at the last migration."""
    if request.param == "sqlite":
        file = tmp_path / "kpikit.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    yield request.getfixturevalue("postgresql_ready")()


@pytest.fixture
def database(request: pytest.FixtureRequest, url: str) -> Iterator[Database]:
    """An open database with organisations and a user of each.

    In PostgreSQL it is opened as the app is meant to, unless a test is marked ``owner``.
    """
    owns = url.startswith("sqlite") or request.node.get_closest_marker("owner")
    opened = Database.open(url if owns else as_app(url))
    with opened.write() as session:
        for organisation in (HOSPITAL, INSURER, OTHER_INSURER, PATIENTS):
            organisations.add(session, organisation)
        for user in USERS:
            users.add(session, user)
    yield opened
    opened.close()


@contextmanager
def postgresql_database(server: Engine, template: str | None) -> Iterator[str]:
    """Make a database, give its address, and drop it afterwards."""
    name = f"kpikit_test_{uuid.uuid4().hex}"
    made = f"CREATE DATABASE {name} TEMPLATE {template or 'template0'}"
    with server.connect() as connection:
        connection.execute(text(made))
    try:
        yield server.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def _structure(engine: Engine) -> list[Row[Any]]:
    """Return what a migration could change: version, columns, triggers and the like."""
    with engine.connect() as connection:
        return list(connection.execute(text(STRUCTURE)))


def _empty(engine: Engine) -> None:
    """Delete every row, also those that triggers keep for ever, as they should."""
    with engine.connect() as connection:
        steps = ["SET lock_timeout = '10s'", "SET session_replication_role = replica"]
        for (table,) in connection.execute(text(TABLES)):
            steps.append(f"DELETE FROM {table}")  # noqa: S608 - a table of our own
        for (sequence,) in connection.execute(text(SEQUENCES)):
            steps.append(f"ALTER SEQUENCE {sequence} RESTART")
        connection.exec_driver_sql(";".join(steps))
