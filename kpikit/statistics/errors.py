"""What a wrong input is: a code that the caller puts into words, and the checks."""

import math
import operator
from collections.abc import Iterable


class StatisticsInputError(ValueError):
    """An input for which the asked statistic is not defined.

    Attributes:
        code: what is wrong, as one stable word; the caller owns the sentence.
    """

    def __init__(self, code: str) -> None:
        """Keep the code; it is also the message."""
        super().__init__(code)
        self.code = code


def require(holds: bool, code: str) -> None:  # noqa: FBT001 - a condition, not a switch
    """Refuse an input that breaks a condition.

    Raises:
        StatisticsInputError: the condition does not hold.
    """
    if not holds:
        raise StatisticsInputError(code)


def whole(value: int, code: str = "count") -> int:
    """Return a count: a whole number, not negative.

    Raises:
        StatisticsInputError: it is no such number.
    """
    try:
        number = operator.index(value)
    except TypeError:
        raise StatisticsInputError(code) from None
    require(number >= 0, code)
    return number


def finite(values: Iterable[float], code: str = "not_finite") -> list[float]:
    """Return the values as floats, all of them finite.

    Raises:
        StatisticsInputError: a value is infinite or not a number.
    """
    numbers = [float(value) for value in values]
    require(all(map(math.isfinite, numbers)), code)
    return numbers


def inside(value: float, code: str) -> float:
    """Return a number strictly between 0 and 1.

    Raises:
        StatisticsInputError: it lies elsewhere.
    """
    require(0 < value < 1, code)
    return float(value)


def share(value: float, code: str) -> float:
    """Return a share: a number from 0 up to and including 1.

    Raises:
        StatisticsInputError: it lies elsewhere.
    """
    require(0 <= value <= 1, code)
    return float(value)


def positive(value: float, code: str) -> float:
    """Return a finite number above 0.

    Raises:
        StatisticsInputError: it is no such number.
    """
    require(math.isfinite(value) and value > 0, code)
    return float(value)
