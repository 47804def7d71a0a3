"""The audit trail becomes a chain; entries of before are linked as they stand.

The SQL stands beside this file, in two parts round the copying of the entries. A blank
line ends a statement, and a line of dashes the first part. The way of linking is
written out once more here, so that this migration stays as it was.
"""

import hashlib
import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "9ec500010001"
down_revision = "9eb600010001"
branch_labels = None
depends_on = None

_NAMES = (
    "at",
    "agreement_key",
    "user_id",
    "user_name",
    "organisation_id",
    "action",
    "subject",
    "before",
    "after",
)
_PLACES = ", ".join(f'"{name}"' for name in _NAMES)


def upgrade() -> None:
    """Give every entry its place in the chain, without gaps, and keep its head."""
    connection = op.get_bind()
    dialect = connection.dialect.name
    file = Path(__file__).with_suffix(f".{dialect}.sql")
    first, second = file.read_text(encoding="utf-8").split("\n----\n")
    _run(connection, first)
    at = "at" if dialect == "sqlite" else f"to_char(at AT TIME ZONE 'UTC', '{_FORM}')"
    places = _PLACES.replace('"at"', at, 1)
    found = connection.exec_driver_sql(
        f"SELECT {places} FROM audit_before ORDER BY sequence"  # noqa: S608 - own names
    ).fetchall()
    link = "0" * 64
    given = ", ".join(f":{name}" for name in _NAMES[1:])
    at = ":at" if dialect == "sqlite" else "CAST(:at AS timestamp) AT TIME ZONE 'UTC'"
    into = sa.text(
        f"INSERT INTO audit (sequence, {_PLACES}, link)"  # noqa: S608 - own names
        f" VALUES (:sequence, {at}, {given}, :link)"
    )
    for sequence, row in enumerate(found, start=1):
        words = json.dumps(
            [sequence, *row], ensure_ascii=False, separators=(",", ":")
        ).encode()
        link = hashlib.sha256(link.encode() + words).hexdigest()
        values = dict(zip(_NAMES, row, strict=True))
        connection.execute(into, {"sequence": sequence, "link": link, **values})
    _run(connection, second)
    if found:
        connection.execute(
            sa.text("INSERT INTO audit_head VALUES (1, :sequence, :link)"),
            {"sequence": len(found), "link": link},
        )


def _run(connection: sa.Connection, statements: str) -> None:
    for statement in statements.strip().split("\n\n"):
        connection.exec_driver_sql(statement)


_FORM = "YYYY-MM-DD HH24:MI:SS.US"
