"""For who changes tables: ``python -m kpikit.storage.migrations.draft "What changes"``.

Writes a migration from the last one to the tables as they are now. Checks that hold
for one database only, and triggers, are added to it by hand; a test tells what lacks.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from kpikit.storage.database import INTENT, Database
from kpikit.storage.migrate import configuration, upgrade


def draft(message: str) -> None:
    """Write a migration file with the differences."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'draft.sqlite3')}"
        upgrade(url)
        database = Database.open(url)
        engine = database.engine.execution_options(**{INTENT: "migrate"})
        with engine.begin() as connection:
            command.revision(
                configuration(connection), message=message, autogenerate=True
            )
        database.close()


if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]))
