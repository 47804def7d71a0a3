"""What is true of the process at the moment it begins to serve."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from kpikit.settings import Settings
from kpikit.web import demonstration, server

OPEN_FILES = Path("/proc/self/fd")


def files_of(folder: Path) -> list[str]:
    """Return the files under a folder that this process holds open."""
    found = []
    for link in OPEN_FILES.iterdir():
        try:
            name = str(link.readlink())
        except FileNotFoundError:  # the listing itself
            continue
        if name.startswith(str(folder)):
            found.append(name)
    return found


@pytest.mark.skipif(not OPEN_FILES.exists(), reason="the system lists no open files")
def test_no_database_is_open_when_the_server_forks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes never share a connection: neither a new demo nor one found again."""
    monkeypatch.chdir(tmp_path)
    seen: list[list[str]] = []

    def forks(app: Flask, *_: object, **__: object) -> None:
        seen.append(files_of(tmp_path))
        database = app.extensions["kpikit_desk"].database
        with database.read() as session:
            session.connection()
            seen.append(files_of(tmp_path))
        database.close()

    monkeypatch.setattr(server, "_gunicorn", forks)
    settings = replace(
        Settings.read({"KPIKIT_DATA": str(tmp_path)}, key_required=False),
        secret_key="-" * 32,
    )
    for _ in range(2):
        demonstration.serve(demonstration.prepare(settings), 0)
    first, during, second, _ = seen
    assert (first, second) == ([], [])
    assert during != [], "the test must see a database that is open"
