"""Values of an agreement in words, for saying what they were and what they are."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from kpikit.domain.kpi import Unit
from kpikit.text import Text

NOTHING = Text(nl="", en="")


def same(words: str) -> Text:
    """Return words that the parties typed, in whichever language they did."""
    return Text(nl=words, en=words)


def number(value: Decimal | int | None) -> Text:
    """Return a number with the decimal sign of each language."""
    if value is None:
        return NOTHING
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    plain = format(value, "f") if isinstance(value, Decimal) else str(value)
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return Text(nl=plain.replace(".", ","), en=plain)


def figure(value: Decimal | None, unit: Unit) -> Text:
    """Return a number in the unit of its statistic."""
    if value is None:
        return NOTHING
    found = number(value)
    if unit is Unit.PERCENT:
        return Text(nl=f"{found.nl}%", en=f"{found.en}%")
    return found


def share(value: Decimal | None) -> Text:
    """Return a share in 0-1 as a percentage."""
    return NOTHING if value is None else figure(value * 100, Unit.PERCENT)


def money(value: Decimal | None) -> Text:
    """Return an amount in euro."""
    if value is None:
        return NOTHING
    found = number(value)
    return Text(nl=f"€ {found.nl}", en=f"€{found.en}")


def day(value: date) -> str:
    """Return a day that reads the same in both languages."""
    return value.isoformat()


def listed(parts: Iterable[str]) -> Text:
    """Return one line of each part."""
    return same("\n".join(parts))


def in_year(label: Text, year: int) -> Text:
    """Return a label with the year it is about."""
    return Text(nl=f"{label.nl} {year}", en=f"{label.en} {year}")


def with_subject(label: Text, subject: Text) -> Text:
    """Return a part with what it is about."""
    return Text(nl=f"{label.nl}: {subject.nl}", en=f"{label.en}: {subject.en}")
