"""Numbers for the financing model: exact ones, or many draws at once."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar, cast

Number = Decimal
"""An exact number; an array of numpy stands in for it where many are drawn."""

NOTHING = cast("Number", 0)
"""The nought that can be added to every number, exact or drawn."""


_Worth = TypeVar("_Worth")


class kept(Generic[_Worth]):  # noqa: N801 - it reads as the property that it is
    """A property of a frozen value that is worked out once, when it is asked for.

    That of functools takes a lock, which costs more than the sum it keeps.
    """

    def __init__(self, work: Callable[[Any], _Worth]) -> None:
        """Take what works it out."""
        self.work, self.name, self.__doc__ = work, work.__name__, work.__doc__

    def __get__(self, whole: Any, _kind: object = None) -> _Worth:  # noqa: ANN401 - any value
        """Return what it comes to; from then on it stands in the value itself."""
        found = whole.__dict__[self.name] = self.work(whole)
        return found


def changed(whole: _Worth, **figures: object) -> _Worth:
    """Return a frozen value with other figures; what it kept is worked out anew.

    A scenario has hundreds of years like each other, and ``dataclasses.replace`` takes
    four times as long.
    """
    now = whole.__dict__
    other: _Worth = object.__new__(type(whole))
    named = whole.__dataclass_fields__  # type: ignore[attr-defined]
    other.__dict__.update({name: now[name] for name in named}, **figures)
    return other


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """The few operations that differ between one exact number and many at once."""

    zero: Number
    of: Callable[[Decimal], Number]
    least: Callable[[Number, Number], Number]
    most: Callable[[Number, Number], Number]
    when: Callable[[bool, Number, Number], Number]
    reaches: Callable[[Number, Number], bool]


def _reaches(one: Number, other: Number) -> bool:
    """Tell whether one is at least the other, to a millionth as in a spreadsheet."""
    return one - other > -HALF_A_MILLIONTH


HALF_A_MILLIONTH = Decimal("0.0000005")
EXACT = Arithmetic(
    zero=Decimal(0),
    of=lambda number: number,
    least=min,
    most=max,
    when=lambda so, then, otherwise: then if so else otherwise,
    reaches=_reaches,
)
"""Decimal arithmetic, unrounded but for whether one reaches the other."""
