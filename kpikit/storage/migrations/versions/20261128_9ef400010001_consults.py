"""Recorded consults of one organisation; the SQL stands beside this file.

The two databases differ in the checks on JSON and moments, and in how triggers are
written, so each has its own file. A blank line ends a statement.
"""

from pathlib import Path

from alembic import op

revision = "9ef400010001"
down_revision = "9ef350010001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables: private_consults."""
    connection = op.get_bind()
    file = Path(__file__).with_suffix(f".{connection.dialect.name}.sql")
    for statement in file.read_text(encoding="utf-8").split("\n\n"):
        connection.exec_driver_sql(statement)
