"""A sum that can be worked out, read aloud with its figures, and put in a spreadsheet.

One tree of small nodes gives all three, so that the page, the workbook and the amount
can never say different things.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from kpikit.domain.financing.number import EXACT
from kpikit.domain.settlement.saying import EN, NL, Tongue, Unit, shown
from kpikit.text import Text

Place = Callable[[str], str]
"""Gives the cell in which the figure with a key stands."""


class Working(ABC):
    """Something that comes to a number."""

    __slots__ = ()

    @abstractmethod
    def worth(self) -> Decimal:
        """Return what it comes to, unrounded."""

    @abstractmethod
    def formula(self, place: Place) -> str:
        """Return it as a formula of a spreadsheet.

        Only names of functions, signs, plain digits and what ``place`` returns get in:
        no word that somebody typed.
        """

    @abstractmethod
    def said(self, tongue: Tongue) -> str:
        """Return it in one language, with its figures filled in."""

    def within(self, tongue: Tongue) -> str:
        """Return it as a part of a larger working: in brackets where that is needed."""
        return self.said(tongue)


def said(working: Working) -> Text:
    """Return a working with its figures filled in, as a person reads it."""
    return Text(nl=working.said(NL), en=working.said(EN))


@dataclass(frozen=True, slots=True)
class Figure(Working):
    """A number with its name; ``key`` tells a spreadsheet in which cell it stands."""

    key: str
    value: Decimal
    unit: Unit = Unit.MONEY

    def worth(self) -> Decimal:
        """Return the number."""
        return self.value

    def formula(self, place: Place) -> str:
        """Return its cell."""
        return place(self.key)

    def said(self, tongue: Tongue) -> str:
        """Return the number in its unit."""
        return shown(self.value, self.unit, tongue)


@dataclass(frozen=True, slots=True)
class Constant(Working):
    """A number that is part of the rule itself, such as the 1 in ``1 + 5%``."""

    value: Decimal

    def worth(self) -> Decimal:
        """Return the number."""
        return self.value

    def formula(self, place: Place) -> str:  # noqa: ARG002 - it has no cell
        """Return its digits."""
        return f"{self.value:f}"

    def said(self, tongue: Tongue) -> str:
        """Return the number."""
        return shown(self.value, Unit.NUMBER, tongue)


@dataclass(frozen=True, slots=True)
class _Pair(Working):
    """Two workings, left and right."""

    left: Working
    right: Working


@dataclass(frozen=True, slots=True)
class _Several(Working):
    """One or more workings."""

    parts: tuple[Working, ...]

    def _each(self, place: Place, sign: str) -> str:
        return sign.join(part.formula(place) for part in self.parts)

    def _of(self, name: str, tongue: Tongue) -> str:
        *rest, last = (part.within(tongue) for part in self.parts)
        return f"{name} {', '.join(rest)} {tongue.both} {last}"


class Plus(_Several):
    """Terms added up."""

    __slots__ = ()

    def worth(self) -> Decimal:
        """Return the sum."""
        return sum((part.worth() for part in self.parts), Decimal(0))

    def formula(self, place: Place) -> str:
        """Return the sum in brackets."""
        return f"({self._each(place, '+')})"

    def said(self, tongue: Tongue) -> str:
        """Return ``a + b``."""
        return " + ".join(part.said(tongue) for part in self.parts)

    def within(self, tongue: Tongue) -> str:
        """Return it in brackets."""
        return f"({self.said(tongue)})"


class Times(_Several):
    """Factors multiplied."""

    __slots__ = ()

    def worth(self) -> Decimal:
        """Return the product."""
        return prod((part.worth() for part in self.parts), start=Decimal(1))

    def formula(self, place: Place) -> str:
        """Return the product."""
        return self._each(place, "*")

    def said(self, tongue: Tongue) -> str:
        """Return ``a × b``."""
        return " × ".join(part.within(tongue) for part in self.parts)


class Least(_Several):
    """The lowest of some."""

    __slots__ = ()

    def worth(self) -> Decimal:
        """Return the lowest."""
        return min(part.worth() for part in self.parts)

    def formula(self, place: Place) -> str:
        """Return it with the function of spreadsheets."""
        return f"MIN({self._each(place, ',')})"

    def said(self, tongue: Tongue) -> str:
        """Return ``the lowest of a and b``."""
        return self._of(tongue.least, tongue)


class Most(_Several):
    """The highest of some."""

    __slots__ = ()

    def worth(self) -> Decimal:
        """Return the highest."""
        return max(part.worth() for part in self.parts)

    def formula(self, place: Place) -> str:
        """Return it with the function of spreadsheets."""
        return f"MAX({self._each(place, ',')})"

    def said(self, tongue: Tongue) -> str:
        """Return ``the highest of a and b``."""
        return self._of(tongue.most, tongue)


class Minus(_Pair):
    """One less the other."""

    __slots__ = ()

    def worth(self) -> Decimal:
        """Return the difference."""
        return self.left.worth() - self.right.worth()

    def formula(self, place: Place) -> str:
        """Return the difference in brackets."""
        return f"({self.left.formula(place)}-{self.right.formula(place)})"

    def said(self, tongue: Tongue) -> str:
        """Return ``a − b``."""
        return f"{self.left.said(tongue)} − {self.right.within(tongue)}"

    def within(self, tongue: Tongue) -> str:
        """Return it in brackets."""
        return f"({self.said(tongue)})"


class Over(_Pair):
    """One divided by the other; by nothing gives nothing."""

    __slots__ = ()

    def worth(self) -> Decimal:
        """Return the quotient."""
        below = self.right.worth()
        return self.left.worth() / below if below else Decimal(0)

    def formula(self, place: Place) -> str:
        """Return the quotient."""
        below = self.right.formula(place)
        return f"IF({below}=0,0,{self.left.formula(place)}/{below})"

    def said(self, tongue: Tongue) -> str:
        """Return ``a ÷ b``."""
        return f"{self.left.within(tongue)} ÷ {self.right.within(tongue)}"

    def within(self, tongue: Tongue) -> str:
        """Return it in brackets."""
        return f"({self.said(tongue)})"


class Reaches(_Pair):
    """Whether one is at least the other: 1 when it is, 0 when not."""

    __slots__ = ()

    def worth(self) -> Decimal:
        """Return 1 or 0."""
        return Decimal(int(EXACT.reaches(self.left.worth(), self.right.worth())))

    def formula(self, place: Place) -> str:
        """Return the test; spreadsheets count in fifteen digits, so to a millionth."""
        gap = f"{self.left.formula(place)}-{self.right.formula(place)}"
        return f"IF(ROUND({gap},6)>=0,1,0)"

    def said(self, tongue: Tongue) -> str:
        """Return ``a ≥ b``, or ``a < b`` where that is so."""
        sign = "≥" if self.worth() else "<"
        return f"{self.left.said(tongue)} {sign} {self.right.said(tongue)}"


@dataclass(frozen=True, slots=True)
class Clamp(Working):
    """A fraction kept between nothing and all: 0 to 1."""

    part: Working

    def worth(self) -> Decimal:
        """Return the fraction in 0-1."""
        return min(max(self.part.worth(), Decimal(0)), Decimal(1))

    def formula(self, place: Place) -> str:
        """Return it with the functions of spreadsheets."""
        return f"MIN(MAX({self.part.formula(place)},0),1)"

    def said(self, tongue: Tongue) -> str:
        """Return the fraction, and that it is kept within bounds where it is."""
        words = self.part.said(tongue)
        beyond = self.part.worth() != self.worth()
        return f"{words}, {tongue.clamped}" if beyond else words


@dataclass(frozen=True, slots=True)
class When(Working):
    """The working when something is so, and nothing otherwise."""

    so: Working
    then: Working

    def worth(self) -> Decimal:
        """Return what it comes to."""
        return self.then.worth() if self.so.worth() else Decimal(0)

    def formula(self, place: Place) -> str:
        """Return it with the function of spreadsheets."""
        return f"IF({self.so.formula(place)}=1,{self.then.formula(place)},0)"

    def said(self, tongue: Tongue) -> str:
        """Return the working, or that it does not pass."""
        return self.then.said(tongue) if self.so.worth() else tongue.not_so


NOTHING = Constant(Decimal(0))
ONE = Constant(Decimal(1))


def total(parts: tuple[Working, ...]) -> Working:
    """Return terms added up; one term stays as it is, and none is nothing."""
    if not parts:
        return NOTHING
    return parts[0] if len(parts) == 1 else Plus(parts)
