"""Numbers as people write them in files: 12,5 and 12.5, but never a guess."""

import re
from decimal import Decimal, InvalidOperation

from kpikit.problems import Problem, Refused
from kpikit.text import Text

_LONGEST = 40
_PLAIN = re.compile(r"[+-]?[0-9]+(?:[eE][+-]?[0-9]{1,2})?")
_ONE_MARK = re.compile(r"[+-]?[0-9]+[.,][0-9]+")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,2}")
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([., ’'])[0-9]{3})(?:\1[0-9]{3})*")
_BOTH = re.compile(
    r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+"
)


def number_of(cell: tuple[str, str]) -> Decimal:
    """Return the number in a cell: a spreadsheet's own, or as somebody typed it.

    One mark is a decimal mark, unless exactly three digits follow: 1.234 could be
    either, and is refused. With both marks the last one is the decimal mark.

    Raises:
        Refused: it is no number, or could be two.
    """
    kind, text = cell
    if kind == "f":
        raise Refused([Problem("formula", "", _FORMULA)])
    if kind == "n":
        try:
            return Decimal(text)
        except InvalidOperation:
            raise Refused([Problem("no-number", "", _no_number(text))]) from None
    if kind != "s":
        raise Refused([Problem("no-number", "", _no_number(text))])
    return _typed(text)


def whole_of(cell: tuple[str, str]) -> int:
    """Return the whole number in a cell.

    Raises:
        Refused: it is no whole number, or could be two.
    """
    found = number_of(cell)
    if not found.is_finite() or found != found.to_integral_value():
        raise Refused([Problem("not-whole", "", _WHOLE)])
    if abs(found) > _MOST:
        raise Refused([Problem("too-large", "", _LARGE)])
    return int(found)


def _typed(text: str) -> Decimal:
    bare = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    if len(bare) > _LONGEST or not bare.isprintable():
        raise Refused([Problem("no-number", "", _no_number(text))])
    if _AMBIGUOUS.fullmatch(bare):
        raise Refused([Problem("two-readings", "", _two_readings(bare))])
    if _PLAIN.fullmatch(bare) or _SCIENTIFIC.fullmatch(bare):
        return Decimal(bare)
    if _ONE_MARK.fullmatch(bare):
        return Decimal(bare.replace(",", "."))
    if _BOTH.fullmatch(bare):
        point = max(bare.rfind("."), bare.rfind(","))
        whole = bare[:point].replace(".", "").replace(",", "")
        return Decimal(f"{whole}.{bare[point + 1 :]}")
    if _GROUPED.fullmatch(bare):
        return Decimal(re.sub(r"[., ’']", "", bare))
    raise Refused([Problem("no-number", "", _no_number(text))])


def _no_number(text: str) -> Text:
    shown = text.strip()[:30]
    return Text(nl=f"‘{shown}’ is geen getal.", en=f"‘{shown}’ is not a number.")


def _two_readings(text: str) -> Text:
    bare = text.replace(".", "").replace(",", "")
    return Text(
        nl=f"‘{text}’ kan twee dingen betekenen. Schrijf {bare} zonder punt, of met "
        "een ander aantal cijfers achter de komma.",
        en=f"‘{text}’ can mean two things. Write {bare} without a mark, or with "
        "another number of decimals.",
    )


_MOST = Decimal(10) ** 12
_FORMULA = Text(
    nl="Hier staat een formule. Plak de waarde zelf.",
    en="This is a formula. Paste the value itself.",
)
_WHOLE = Text(nl="Vul een heel getal in.", en="Enter a whole number.")
_LARGE = Text(nl="Dit getal is te groot.", en="This number is too large.")
