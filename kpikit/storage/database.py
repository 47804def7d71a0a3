"""One database, SQLite or PostgreSQL: how it is opened, read and written."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

__all__ = ["Database", "Session", "sqlite_file", "wal_is_safe"]

BUSY_MILLISECONDS = 10_000
INTENT = "kpikit_intent"
_PRIVATE = 0o600
_ON_CONNECT = (
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",  # first: the others may have to wait
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA mmap_size = 0",
)
_ON_RETURN = ("PRAGMA query_only = 0", "PRAGMA foreign_keys = ON")
_SQLITE_BEGIN = {
    "read": ("PRAGMA query_only = 1", "BEGIN"),
    "glance": (),  # one query sees one moment by itself
    "write": ("BEGIN IMMEDIATE",),
    "migrate": ("PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE"),
}
_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


class Database:
    """An open database; ``read``, ``glance`` and ``write`` are the only ways in."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine that ``open`` has prepared."""
        self.engine = engine
        self._reader = engine.execution_options(**{INTENT: "read"})
        self._glancer = engine.execution_options(**{INTENT: "glance"})
        self._writer = engine.execution_options(**{INTENT: "write"})

    @classmethod
    def open(cls, url: str) -> Self:
        """Return the database at an address; an SQLite file is made, for us alone.

        Raises:
            ValueError: the address is of neither an SQLite file nor PostgreSQL.
        """
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            return cls(_sqlite(address))
        if address.get_backend_name() == "postgresql":
            return cls(_postgresql(address))
        raise ValueError("kpikit keeps its data in SQLite or PostgreSQL")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one moment and cannot write."""
        with _session(self._reader) as session:
            yield session

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """Give a connection for one small query, which is asked all the time."""
        with self._glancer.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session that commits at the end, and undoes all on an exception."""
        with _session(self._writer) as session, session.begin():
            yield session

    def forget(self) -> None:
        """Let nothing that was deleted linger in the journal of SQLite.

        Deleted rows are overwritten in the file itself (``secure_delete``); the
        write-ahead journal is copied back and cut off. PostgreSQL keeps deleted rows
        until its own VACUUM, and its journal as long as it is set to.
        """
        if self.engine.dialect.name != "sqlite":
            return
        connection = self.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def sqlite_file(url: str) -> Path | None:
    """Return the file of an SQLite address, or ``None`` for another database."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return None
    return _file_of(address)


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Tell whether an SQLite version no longer has the WAL-reset bug.

    Versions 3.7.0 to 3.51.2 can damage a database in WAL mode with several
    connections; fixed in 3.51.3, and in 3.50.7 and 3.44.6
    (https://sqlite.org/wal.html#walresetbug).
    """
    if version >= (3, 51, 3):
        return True
    return any(fix <= version < (*fix[:2], 1000) for fix in ((3, 50, 7), (3, 44, 6)))


def _session(engine: Engine) -> Session:
    return Session(engine, autoflush=False, expire_on_commit=False)


def _sqlite(address: URL) -> Engine:
    _make_private(_file_of(address))
    engine = create_engine(address)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "checkin", _reset_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(address: URL) -> Engine:
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _file_of(address: URL) -> Path:
    name = address.database or ""
    if not name or name == ":memory:" or name.startswith("file:"):
        raise ValueError("an SQLite address names a file: sqlite:///path/to/file")
    return Path(name)


def _make_private(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, _PRIVATE))
    file.chmod(_PRIVATE)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    journal = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "DELETE"
    for pragma in (*_ON_CONNECT, f"PRAGMA journal_mode = {journal}"):
        connection.execute(pragma)


def _reset_sqlite(connection: sqlite3.Connection | None, _record: object) -> None:
    if connection is not None:
        for pragma in _ON_RETURN:
            connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    intent = connection.get_execution_options().get(INTENT, "write")
    for statement in _SQLITE_BEGIN[intent]:
        connection.exec_driver_sql(statement)


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get(INTENT) in {"read", "glance"}:
        connection.exec_driver_sql(_SNAPSHOT)
