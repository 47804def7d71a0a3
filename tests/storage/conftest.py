"""A fresh database for each test, on SQLite and, where there is a server, PostgreSQL."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from kpikit.storage import organisations, users
from kpikit.storage.database import Database
from kpikit.storage.migrate import upgrade
from tests.storage.builders import HOSPITAL, INSURER, OTHER_INSURER, PATIENTS, USERS

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


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
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: Engine) -> Iterator[str]:
    """A PostgreSQL database at the last migration."""
    with _postgresql_database(postgresql_server, None) as url:
        upgrade(url)
        yield url


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server: Engine = request.getfixturevalue("postgresql_server")
    with _postgresql_database(server, None) as url:
        yield url


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database at the last migration."""
    if request.param == "sqlite":
        file = tmp_path / "kpikit.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    server: Engine = request.getfixturevalue("postgresql_server")
    template = make_url(request.getfixturevalue("postgresql_template")).database
    with _postgresql_database(server, template) as made:
        yield made


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """An open database with organisations and a user of each."""
    opened = Database.open(url)
    with opened.write() as session:
        for organisation in (HOSPITAL, INSURER, OTHER_INSURER, PATIENTS):
            organisations.add(session, organisation)
        for user in USERS:
            users.add(session, user)
    yield opened
    opened.close()


@contextmanager
def _postgresql_database(server: Engine, template: str | None) -> Iterator[str]:
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
