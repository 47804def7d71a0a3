"""Fixtures of the page tests; the people and the app stand in installation.py."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.installation import Installation, Ready, make_installation, prepare


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """Make the database that every test copies, once."""
    return prepare(tmp_path_factory.mktemp("ready") / "kpikit.sqlite3")


@pytest.fixture
def installation(ready: Ready, tmp_path: Path) -> Iterator[Installation]:
    """Give an installation of its own to each test."""
    with make_installation(ready, tmp_path) as made:
        yield made


@pytest.fixture
def agreement(installation: Installation) -> str:
    """Return the id of an agreement of Oostpoort and Delta, with a voice, in talks."""
    return installation.start()
