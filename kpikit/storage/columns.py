"""Column types that clean what goes in, and the checks of the database itself."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

from kpikit.text import plain

_UNFIT = "\N{REPLACEMENT CHARACTER}"


class Words(TypeDecorator[str]):
    """Text of people; what no database takes is left out as the last defence."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the words as they are stored."""
        return None if value is None else plain(value)


class Identifier(TypeDecorator[str]):
    """An id, hash or key; one that cannot exist never equals one that does."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the id; unfit characters become one that no id has."""
        if value is None or plain(value) == value:
            return value
        return plain(value) + _UNFIT


class Json(TypeDecorator[str]):
    """JSON text in ASCII, as snapshot.dump writes it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text unchanged.

        Raises:
            ValueError: it is not ASCII, so snapshot.dump did not write it.
        """
        if value is not None and not value.isascii():
            raise ValueError("JSON columns hold what snapshot.dump writes")
        return value


class Utc(TypeDecorator[datetime]):
    """A moment: stored in UTC, read back as aware UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return the moment in UTC, without zone where the database keeps none.

        Raises:
            ValueError: the moment has no time zone.
        """
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Return the stored moment as aware UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value.astimezone(UTC)


def one_of(column: str, values: Iterable[StrEnum | str]) -> CheckConstraint:
    """Refuse a code that is not in the list."""
    codes = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({codes})", name=f"{column}_known")


def filled(column: str) -> CheckConstraint:
    """Refuse text that is empty or only spaces."""
    return CheckConstraint(f"length(trim({column})) > 0", name=f"{column}_filled")


def whole(column: str, low: int, high: int = 2_000_000_000) -> CheckConstraint:
    """Refuse all but whole numbers from ``low`` to ``high``."""
    return CheckConstraint(
        f"{column} BETWEEN {low} AND {high} AND {column} = CAST({column} AS INTEGER)",
        name=f"{column}_range",
    )


def hexadecimal(column: str) -> CheckConstraint:
    """Refuse all but 64 lower-case hexadecimal digits."""
    return CheckConstraint(
        f"length({column}) = 64 AND trim({column}, '0123456789abcdef') = ''",
        name=f"{column}_form",
    )


def eight_digits(column: str) -> CheckConstraint:
    """Refuse all but nothing or eight digits."""
    return CheckConstraint(
        f"length({column}) IN (0, 8) AND trim({column}, '0123456789') = ''",
        name=f"{column}_form",
    )


def email_form(column: str = "email") -> CheckConstraint:
    """Refuse an address with capitals, with spaces, or without exactly one @ inside."""
    return CheckConstraint(
        f"{column} = lower({column}) AND trim({column}, '@') = {column}"
        f" AND replace({column}, ' ', '') = {column}"
        f" AND length(replace({column}, '@', '')) = length({column}) - 1",
        name=f"{column}_form",
    )


def json_text(column: str, opening: str) -> tuple[CheckConstraint, ...]:
    """Refuse what is no JSON, or another shape than ``opening``: { or [."""
    shape = f"substr({column}, 1, 1) = '{opening}'"
    return (
        CheckConstraint(
            f"json_valid({column}) AND {shape}", name=f"{column}_json"
        ).ddl_if(dialect="sqlite"),
        CheckConstraint(
            f"CAST({column} AS json) IS NOT NULL AND {shape}", name=f"{column}_json"
        ).ddl_if(dialect="postgresql"),
    )


def moment(column: str) -> CheckConstraint:
    """Refuse what is no moment; PostgreSQL does so by the type itself."""
    return CheckConstraint(
        f"{column} IS NULL OR"
        f" (length({column}) = 26 AND julianday({column}) IS NOT NULL)",
        name=f"{column}_moment",
    ).ddl_if(dialect="sqlite")


def yes_or_no(column: str) -> CheckConstraint:
    """Refuse all but yes and no; PostgreSQL does so by the type itself."""
    return CheckConstraint(f"{column} IN (0, 1)", name=f"{column}_known").ddl_if(
        dialect="sqlite"
    )
