"""Numbers for the financing model: exact ones, or many draws at once."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

Number = Decimal
"""An exact number; an array of numpy stands in for it where many are drawn."""

NOTHING = cast("Number", 0)
"""The nought that can be added to every number, exact or drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """The few operations that differ between one exact number and many at once."""

    zero: Number
    of: Callable[[Decimal], Number]
    least: Callable[[Number, Number], Number]
    most: Callable[[Number, Number], Number]
    when: Callable[[bool, Number, Number], Number]


EXACT = Arithmetic(
    zero=Decimal(0),
    of=lambda number: number,
    least=min,
    most=max,
    when=lambda so, then, otherwise: then if so else otherwise,
)
"""Decimal arithmetic, unrounded."""
