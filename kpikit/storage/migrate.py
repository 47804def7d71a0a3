"""Bringing a database up to date, after keeping a copy of what it was."""

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, make_url, text

from kpikit.problems import KpikitError
from kpikit.storage.database import INTENT, Database, sqlite_file
from kpikit.storage.row_security import FOR_EVERYBODY
from kpikit.storage.triggers import ADDED_TO
from kpikit.text import Text

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"
_FILE_NAME = "%%(year)d%%(month).2d%%(day).2d_%%(rev)s_%%(slug)s"
_ALL = "SELECT, INSERT, UPDATE, DELETE"
_LOCK = 0x6B70696B6974  # 'kpikit': workers that start together upgrade one by one


class NewerTables(KpikitError):  # noqa: N818 - reads as what it says
    """The database was brought up to date by a newer kpikit than this one."""

    text = Text(
        nl="Deze gegevens zijn van een nieuwere versie van kpikit. Werk kpikit bij.",
        en="These data are of a newer version of kpikit. Update kpikit.",
    )


class BrokenReferences(KpikitError):  # noqa: N818
    """The upgrade would leave rows that refer to nothing; it was undone."""

    text = Text(
        nl="De gegevens kloppen niet meer na het bijwerken. Er is niets veranderd.",
        en="The data no longer fit after the upgrade. Nothing was changed.",
    )


def revisions() -> tuple[str, ...]:
    """Return the revisions that this kpikit knows, the oldest first."""
    files = sorted((_MIGRATIONS / "versions").glob("*_*_*.py"))
    return tuple(file.stem.split("_")[1] for file in files)


def is_current(database: Database) -> bool:
    """Tell whether the tables are those that this kpikit works with.

    Raises:
        NewerTables: a newer kpikit has been here.
    """
    with database.engine.execution_options(**{INTENT: "read"}).connect() as connection:
        return _revision(connection) == revisions()[-1]


def upgrade(
    database_url: str, *, owner_url: str | None = None, keep_copy: bool = True
) -> None:
    """Bring a database up to date, in one transaction; make it when it is new.

    With ``owner_url`` the tables belong to that role of PostgreSQL, and the role of
    ``database_url`` gets no more than the app needs. With ``keep_copy`` an SQLite file
    that holds data is copied beside itself first, as ``<file>.before-<revision>``. Does
    nothing when all is up to date.

    Raises:
        NewerTables: a newer kpikit has been here.
        BrokenReferences: rows would refer to nothing.
    """
    database = Database.open(owner_url or database_url)
    try:
        if is_current(database):
            return
        engine = database.engine.execution_options(**{INTENT: "migrate"})
        with engine.begin() as connection:
            _wait_for_turn(connection)
            before = _revision(connection)
            if before == revisions()[-1]:
                return
            file = sqlite_file(database_url)
            if keep_copy and before is not None and file is not None:
                _copy(file)
            _migrate(connection)
            _require_references(connection)
            if owner_url:
                _let_in(connection, database_url)
    finally:
        database.close()


def configuration(connection: Connection) -> "Config":
    """Return alembic's configuration for one connection."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", _FILE_NAME)
    config.set_main_option("path_separator", "os")
    return config


def _migrate(connection: Connection) -> None:
    from alembic import command

    command.upgrade(configuration(connection), "head")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    asked = text("SELECT version_num FROM alembic_version")
    found: str | None = connection.scalar(asked)
    if found is not None and found not in revisions():
        raise NewerTables
    return found


def _wait_for_turn(connection: Connection) -> None:
    """SQLite has one writer at a time; PostgreSQL is asked for a lock and all rows."""
    if connection.dialect.name == "postgresql":
        connection.execute(FOR_EVERYBODY)
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _require_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).first()
        if broken is not None:
            raise BrokenReferences


def _copy(file: Path) -> None:
    """Copy through SQLite, so that nothing in a write-ahead log is left out."""
    copy = _free_name(file.with_name(f"{file.name}.before-{revisions()[-1]}"))
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    source, target = sqlite3.connect(file), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()


def _free_name(wanted: Path) -> Path:
    number = 1
    free = wanted
    while free.exists():
        number += 1
        free = wanted.with_name(f"{wanted.name}-{number}")
    return free


def _let_in(connection: Connection, database_url: str) -> None:
    """Let the role of the app read and write rows; what is added to, only add."""
    preparer = connection.dialect.identifier_preparer
    role = preparer.quote(make_url(database_url).username or "")
    kept = ", ".join(ADDED_TO)
    for right in (
        f"GRANT {_ALL} ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE UPDATE, DELETE ON {kept} FROM {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {role}",
    ):
        connection.exec_driver_sql(right)
