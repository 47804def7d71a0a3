"""The demo is there again after an update of kpikit."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kpikit.settings import Settings
from kpikit.storage import migrate
from kpikit.storage.database import Database
from kpikit.web import demonstration


def test_an_older_demo_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables that a newer kpikit brings are made beside what is there."""
    monkeypatch.chdir(tmp_path)
    given = {"KPIKIT_DATA": str(tmp_path)}
    settings = replace(Settings.read(given, key_required=False), secret_key="-" * 32)
    first = demonstration.prepare(settings)
    before = migrate.revisions()[-2]
    with closing(sqlite3.connect(tmp_path / "demo" / "demo.sqlite3")) as older:
        older.execute("DROP TABLE private_scenarios")
        older.execute("DROP TABLE shared_scenarios")
        older.execute("UPDATE alembic_version SET version_num = ?", (before,))
        older.commit()
    again = demonstration.prepare(settings)
    assert first.facts == again.facts
    database = Database.open(again.settings.database_url)
    assert migrate.is_current(database)
    database.close()
