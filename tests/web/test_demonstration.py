"""The demo is there again after an update of kpikit."""

import re
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
        for table in reversed(tables_of_the_last_migration()):
            older.execute(f"DROP TABLE {table}")
        older.execute("UPDATE alembic_version SET version_num = ?", (before,))
        older.commit()
    again = demonstration.prepare(settings)
    assert first.facts == again.facts
    database = Database.open(again.settings.database_url)
    assert migrate.is_current(database)
    database.close()


def tables_of_the_last_migration() -> list[str]:
    """Return the tables that the last migration made, in its order."""
    folder = Path(migrate.__file__).parent / "migrations" / "versions"
    last = max(folder.glob("*.sqlite.sql")).read_text(encoding="utf-8")
    found = re.findall(r"CREATE TABLE (\w+)", last)
    assert found
    return found
