"""How figures of a settlement are written: as each language writes numbers."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpikit.text import Text

MOST_DECIMALS = 6
_CENTS = 2


class Unit(StrEnum):
    """In what a figure is counted: euro, a share in 0-1, a number, or yes and no."""

    MONEY = "money"
    SHARE = "share"
    NUMBER = "number"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """The words and signs of one language."""

    euro: str
    dutch_marks: bool
    least: str
    most: str
    both: str
    yes: str
    no: str
    not_so: str
    clamped: str


NL = Tongue(
    euro="€\u00a0",
    dutch_marks=True,
    least="het laagste van",
    most="het hoogste van",
    both="en",
    yes="ja",
    no="nee",
    not_so="voldoet niet, dus niets",
    clamped="tussen 0% en 100%",
)
EN = Tongue(
    euro="€",
    dutch_marks=False,
    least="the lowest of",
    most="the highest of",
    both="and",
    yes="yes",
    no="no",
    not_so="does not pass, so nothing",
    clamped="between 0% and 100%",
)
_SWAPPED = str.maketrans(",.", ".,")


def amount(value: Decimal, unit: Unit) -> Text:
    """Return a figure as each language writes it: ``€ 10.000.000``, ``8,5%``, ``ja``.

    What does not fit in six decimals is rounded, for showing only.
    """
    return Text(nl=shown(value, unit, NL), en=shown(value, unit, EN))


def fits(value: Decimal, unit: Unit) -> bool:
    """Tell whether a figure is shown whole, so that ``=`` may stand before it."""
    whole = value * 100 if unit is Unit.SHARE else value
    return whole == round(whole, MOST_DECIMALS)


def shown(value: Decimal, unit: Unit, tongue: Tongue) -> str:
    """Return a figure in one language."""
    if unit is Unit.YES_NO:
        return tongue.yes if value else tongue.no
    if unit is Unit.SHARE:
        return f"{_digits(value * 100, 0, tongue)}%"
    if unit is Unit.NUMBER:
        return _digits(value, 0, tongue)
    sign = "−" if value < 0 else ""
    whole = value == value.to_integral_value()
    return sign + tongue.euro + _digits(abs(value), 0 if whole else _CENTS, tongue)


def _digits(value: Decimal, at_least: int, tongue: Tongue) -> str:
    kept = round(value, MOST_DECIMALS).normalize()
    exponent = kept.as_tuple().exponent
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    text = f"{abs(kept):,.{max(own, at_least)}f}"
    if tongue.dutch_marks:
        text = text.translate(_SWAPPED)
    return f"−{text}" if kept < 0 else text
