"""Row-level security in PostgreSQL; the SQL stands beside this file.

SQLite has no such thing, so nothing changes there. A blank line ends a statement.
"""

from pathlib import Path

from alembic import op

revision = "9eef00010001"
down_revision = "9eea00010001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give every table of agreements its policy."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    file = Path(__file__).with_suffix(".sql")
    for statement in file.read_text(encoding="utf-8").split("\n\n"):
        connection.exec_driver_sql(statement)
