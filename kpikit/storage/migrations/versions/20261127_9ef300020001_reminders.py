"""Reminders among the notices; the SQL stands beside this file.

SQLite takes no other check into a table that is there, so the table is made anew
and filled. A blank line ends a statement.
"""

from pathlib import Path

from alembic import op

revision = "9ef300020001"
down_revision = "9ef300010001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let notices be of more kinds."""
    connection = op.get_bind()
    file = Path(__file__).with_suffix(f".{connection.dialect.name}.sql")
    for statement in file.read_text(encoding="utf-8").split("\n\n"):
        connection.exec_driver_sql(statement)
