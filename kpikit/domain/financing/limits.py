"""Bounds of the figures under a scenario: what lies outside them is a slip."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpikit.problems import Problem
from kpikit.text import Text


@dataclass(frozen=True, slots=True)
class Limits:
    """The lowest and highest value that make sense; a share is said in percent."""

    lowest: Decimal
    highest: Decimal
    share: bool = False

    @property
    def text(self) -> Text:
        """What to fill in, in words."""
        unit = "%" if self.share else ""
        low, high = (v * 100 if self.share else v for v in (self.lowest, self.highest))
        nl = f"{low:,f}{unit} tot en met {high:,f}{unit}".translate(_DUTCH)
        return Text(
            nl=f"Vul een getal in van {nl}.",
            en=f"Fill in a number from {low:,f}{unit} to {high:,f}{unit}.",
        )


def outside(where: str, value: Decimal | int, limits: Limits) -> Iterator[Problem]:
    """Yield a problem when a value is no number or lies outside its limits."""
    if not Decimal(value).is_finite() or not limits.lowest <= value <= limits.highest:
        yield Problem(code="out-of-range", where=where, text=limits.text)


_DUTCH = str.maketrans(",.", ".,")
