"""A number that remembers how it was made, so that the model writes its own formulas.

The financing model works with any number that adds, multiplies and compares. Given
symbols in the place of decimals it returns, beside each amount, the formula by which a
spreadsheet comes to that amount: the sheet can never differ from the model.
"""

import operator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, cast

from kpikit.domain.financing.number import EXACT, Arithmetic, Number

Operand: TypeAlias = "Symbol | Decimal | int"


@dataclass(frozen=True, slots=True, eq=False)
class Symbol:
    """A value and the formula that gives it; ``given`` when it stands in a cell.

    A figure that is given counts as there, also when it is nothing now, because a
    reader may change it.
    """

    value: Decimal
    text: str
    given: bool = False

    def __bool__(self) -> bool:
        """Tell whether there is something to count."""
        return self.given or self.value != 0

    def __add__(self, other: Operand) -> "Symbol":
        """Return the sum."""
        right = symbol(other)
        if self.text == "0" or right.text == "0":
            return right if self.text == "0" else self
        return Symbol(self.value + right.value, f"({self.text}+{right.text})")

    def __radd__(self, other: Operand) -> "Symbol":
        """Return the sum."""
        return symbol(other) + self

    def __sub__(self, other: Operand) -> "Symbol":
        """Return the difference."""
        right = symbol(other)
        if right.text == "0":
            return self
        return Symbol(self.value - right.value, f"({self.text}-{right.text})")

    def __rsub__(self, other: Operand) -> "Symbol":
        """Return the difference."""
        return symbol(other) - self

    def __mul__(self, other: Operand) -> "Symbol":
        """Return the product."""
        right = symbol(other)
        if "0" in (self.text, right.text):
            return ZERO
        if self.text == "1" or right.text == "1":
            return right if self.text == "1" else self
        return Symbol(self.value * right.value, f"({self.text}*{right.text})")

    def __rmul__(self, other: Operand) -> "Symbol":
        """Return the product."""
        return symbol(other) * self

    def __truediv__(self, other: Operand) -> "Symbol":
        """Return the quotient."""
        right = symbol(other)
        return Symbol(self.value / right.value, f"({self.text}/{right.text})")

    def __rtruediv__(self, other: Operand) -> "Symbol":
        """Return the quotient."""
        return symbol(other) / self

    def __neg__(self) -> "Symbol":
        """Return the opposite."""
        return ZERO - self

    def __ge__(self, other: Operand) -> "Symbol":
        """Return whether it is at least the other: 1 or 0.

        Spreadsheets keep fifteen digits, so what is equal to a millionth is equal.
        """
        right = symbol(other)
        there = Decimal(int(EXACT.reaches(self.value, right.value)))
        return Symbol(there, f"(ROUND({self.text}-{right.text},6)>=0)")


def symbol(value: Operand) -> Symbol:
    """Return a number as a symbol; a plain one as its digits."""
    if isinstance(value, Symbol):
        return value
    number = Decimal(value)
    text = f"{number:f}" if number else "0"
    return Symbol(number, f"(0{text})" if number < 0 else text)


def named(name: str, value: Decimal) -> Number:
    """Return a figure that stands in a cell of that name."""
    return number(Symbol(value, name, given=True))


def number(value: Symbol) -> Number:
    """Return a symbol where the model asks for a number."""
    return cast("Number", value)


def symbol_of(value: Number | int) -> Symbol:
    """Return what the model made of symbols."""
    return symbol(cast("Symbol", value))


def _least(left: Number, right: Number) -> Number:
    one, two = symbol_of(left), symbol_of(right)
    text = f"MIN({one.text},{two.text})"
    return number(Symbol(min(one.value, two.value), text))


def _most(left: Number, right: Number) -> Number:
    one, two = symbol_of(left), symbol_of(right)
    text = f"MAX({one.text},{two.text})"
    return number(Symbol(max(one.value, two.value), text))


def _when(so: bool, then: Number, otherwise: Number) -> Number:  # noqa: FBT001 - as the model calls it
    test = symbol(cast("Symbol", so))
    one, two = symbol_of(then), symbol_of(otherwise)
    chosen = one if test.value else two
    return number(Symbol(chosen.value, f"IF({test.text},{one.text},{two.text})"))


ZERO = Symbol(Decimal(0), "0")
SYMBOLIC = Arithmetic(
    zero=number(ZERO),
    of=lambda value: number(symbol_of(value)),
    least=_least,
    most=_most,
    when=_when,
    reaches=operator.ge,
)
