"""What tables of numbered notes of one organisation share; they are only added to."""

from sqlalchemy import Constraint, ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from kpikit.storage.columns import Identifier, Json, json_text, whole


class OwnNote:
    """One note of one organisation, which nobody else sees."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Constraint, ...]:  # noqa: N805 - of the class
        """Number from 1, and hold one value."""
        return (whole("number", 1), *json_text("content", "{"))

    organisation_id: Mapped[str] = mapped_column(
        Identifier,
        ForeignKey("organisations.id", ondelete="RESTRICT"),
        primary_key=True,
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Json)


OWN_NOTE_KEY = ("organisation_id", "number")
