"""The demo is there again after an update of kpikit."""

from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command

from kpikit.settings import Settings
from kpikit.storage import migrate
from kpikit.storage.database import INTENT, Database
from kpikit.web import demonstration


def test_an_older_demo_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A demo with the tables of an older kpikit gets those of this one.

    What an upgrade does to rows is shown beside the migrations.
    """
    monkeypatch.chdir(tmp_path)
    given = {"KPIKIT_DATA": str(tmp_path)}
    settings = replace(Settings.read(given, key_required=False), secret_key="-" * 32)
    first = demonstration.prepare(settings)
    file = tmp_path / "demo" / "demo.sqlite3"
    file.unlink()
    database = Database.open(f"sqlite:///{file}")
    engine = database.engine.execution_options(**{INTENT: "migrate"})
    with engine.begin() as connection:
        command.upgrade(migrate.configuration(connection), migrate.revisions()[-2])
    assert not migrate.is_current(database)
    again = demonstration.prepare(settings)
    assert first.facts == again.facts
    assert migrate.is_current(database)
    database.close()
