"""From a cell of a filled-in template to its value, or why it has none."""

import re
from datetime import date, timedelta

from kpikit.domain.improvement.filled import Answer
from kpikit.domain.improvement.template import Kind
from kpikit.domain.result.incoming.grid import PlainCell
from kpikit.problems import Problem
from kpikit.text import Text, plain

Value = str | int | date
LONGEST = {Kind.LINE: 300, Kind.LINES: 10_000}
YEARS = range(2000, 2101)
_EPOCH = date(1899, 12, 30)
_ISO = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:T.*)?")
_DUTCH = re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})")


def value_of(answer: Answer) -> Value | Problem:
    """Return what an answer comes to; a problem says where it stands."""
    kind, said = answer.cell
    if kind == "f":
        return answer.spot.problem("formula", _FORMULA)
    if kind == "e":
        return answer.spot.problem("error", _ERROR)
    if answer.field.kind is Kind.DAY:
        found: Value | None = _day(answer.cell)
        return found or answer.spot.problem("day", _DAY)
    if answer.field.kind is Kind.NUMBER:
        found = _score(said)
        return answer.spot.problem("score", _SCORE) if found is None else found
    longest = LONGEST[answer.field.kind]
    words = plain(said)
    if len(words) > longest:
        return answer.spot.problem("long", _too_long(longest))
    return words


def _day(cell: PlainCell) -> date | None:
    """Return a day: as spreadsheets count it, as 2027-12-31 or as 31-12-2027."""
    kind, said = cell[0], cell[1].strip()
    try:
        if kind == "n":
            day = _EPOCH + timedelta(days=int(float(said)))
        else:
            found = _ISO.fullmatch(said) or _DUTCH.fullmatch(said)
            if found is None:
                return None
            day = date(int(found["y"]), int(found["m"]), int(found["d"]))
    except (ValueError, OverflowError):
        return None
    return day if day.year in YEARS else None


def _score(said: str) -> int | None:
    digits = said.strip()
    short = digits.isascii() and digits.isdigit() and len(digits) == 1
    return int(digits) if short else None


def _too_long(longest: int) -> Text:
    return Text(
        nl=f"Schrijf ten hoogste {longest} tekens.",
        en=f"Write at most {longest} characters.",
    )


_FORMULA = Text(
    nl="Hier staat een formule. Schrijf de woorden of het getal zelf.",
    en="A formula stands here. Write the words or the number itself.",
)
_ERROR = Text(
    nl="Hier staat een foutmelding van Excel.", en="An error of Excel stands here."
)
_DAY = Text(
    nl="Schrijf een dag tussen 2000 en 2100, zoals 31-12-2027.",
    en="Write a day between 2000 and 2100, such as 2027-12-31.",
)
_SCORE = Text(
    nl="Schrijf een heel getal van 0 tot en met 5.", en="Write a whole number, 0 to 5."
)
