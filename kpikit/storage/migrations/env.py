"""What alembic runs: the migrations, inside the transaction that it is given."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from kpikit.storage.tables import Base


def _plain_type(
    kind: str, item: object, _context: AutogenContext
) -> str | Literal[False]:
    """Write our column types as what they are in the database."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_plain_type,
)
with context.begin_transaction():
    context.run_migrations()
