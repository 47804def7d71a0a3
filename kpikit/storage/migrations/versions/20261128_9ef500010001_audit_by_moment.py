"""Find the lines of an agreement by their moment: open pages ask what is new."""

from alembic import op

revision = "9ef500010001"
down_revision = "9ef400010001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index of the trail by agreement and moment."""
    op.create_index("ix_audit_agreement_key_at", "audit", ["agreement_key", "at"])
