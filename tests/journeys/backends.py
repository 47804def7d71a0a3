"""Journeys on both databases: copies of one that was filled in once."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from tests.storage.conftest import as_app, make_app_role, postgresql_database
from tests.web.installation import Installation, Ready, make_installation, prepare

SERVER = pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.thorough])
Fill = Callable[[Installation], None]


@dataclass(frozen=True, slots=True)
class Filled:
    """A way to have as many installations as needed, all filled in the same."""

    make: Callable[[], AbstractContextManager[tuple[Installation, str]]]
    """Gives an installation, and the address under which a test reads all of it."""


def filled_on(backend: str, folder: Path, fill: Fill) -> AbstractContextManager[Filled]:
    """Fill in an installation on one of the backends, and give copies of it."""
    if backend == "sqlite":
        return on_sqlite(folder, fill)
    return on_postgresql(os.environ["KPIKIT_TEST_PG_URL"], folder, fill)


@contextmanager
def on_sqlite(folder: Path, fill: Fill) -> Iterator[Filled]:
    """Fill in a file, and give copies of it."""
    ready = prepare(folder / "ready.sqlite3")
    with make_installation(ready, folder) as made:
        fill(made)
    kept = folder / "kept.sqlite3"
    shutil.copy(folder / "kpikit.sqlite3", kept)
    again = Ready(kept, ready.library, ready.passwords, ready.people)

    @contextmanager
    def make() -> Iterator[tuple[Installation, str]]:
        with (
            TemporaryDirectory() as own,
            make_installation(again, Path(own)) as installation,
        ):
            yield installation, f"sqlite:///{own}/kpikit.sqlite3"

    yield Filled(make)


@contextmanager
def on_postgresql(server_url: str, folder: Path, fill: Fill) -> Iterator[Filled]:
    """Fill in a database as a role that owns nothing, and give copies of it."""
    server = create_engine(server_url, isolation_level="AUTOCOMMIT")
    make_app_role(server)
    with postgresql_database(server, None) as url:
        ready = prepare(folder / "ready", as_app(url, ""), url)
        with make_installation(ready, folder, as_app(url, "")) as made:
            fill(made)

        @contextmanager
        def make() -> Iterator[tuple[Installation, str]]:
            with (
                TemporaryDirectory() as own,
                postgresql_database(server, make_url(url).database) as copy,
                make_installation(ready, Path(own), as_app(copy, "")) as installation,
            ):
                yield installation, copy

        yield Filled(make)
    server.dispose()
