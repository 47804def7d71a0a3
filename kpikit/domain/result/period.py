"""The periods of a measurement plan: the rounds into which each year falls."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kpikit.domain.measurement import MOST_ROUNDS, MeasurementPlan
from kpikit.text import Text

_MONTHS = 12
_LETTERS = {2: "H", 3: "T", 4: "Q", 12: "M"}
_ONCE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Round ``number`` (from 1) of the ``of`` rounds into which a year falls."""

    year: int
    number: int = _ONCE
    of: int = _ONCE

    @property
    def id(self) -> str:
        """The stable id: 2026, 2026-H1, 2026-Q2, 2026-M03, else 2026-R02of06.

        No spreadsheet takes it for a date.
        """
        if self.of == _ONCE:
            return f"{self.year}"
        letter = _LETTERS.get(self.of)
        if letter is None:
            return f"{self.year}-R{self.number:02d}of{self.of:02d}"
        wide = 2 if self.of == _MONTHS else 1
        return f"{self.year}-{letter}{self.number:0{wide}d}"

    @property
    def first_day(self) -> date:
        """The first day that belongs to it."""
        if _MONTHS % self.of == 0:
            each = _MONTHS // self.of
            return date(self.year, (self.number - 1) * each + 1, 1)
        start = date(self.year, 1, 1)
        days = (date(self.year + 1, 1, 1) - start).days
        return start + timedelta(days=days * (self.number - 1) // self.of)

    @property
    def last_day(self) -> date:
        """The last day that belongs to it."""
        if _MONTHS % self.of == 0:
            month = self.number * (_MONTHS // self.of)
            return date(self.year, month, monthrange(self.year, month)[1])
        if self.number == self.of:
            return date(self.year, 12, 31)
        following = Period(year=self.year, number=self.number + 1, of=self.of)
        return following.first_day - timedelta(days=1)

    @property
    def name(self) -> Text:
        """What people call it."""
        year, number = self.year, self.number
        if self.of == _ONCE:
            return Text(nl=f"{year}", en=f"{year}")
        if self.of == _MONTHS:
            nl, en = _MONTH_NAMES[number - 1]
            return Text(nl=f"{nl} {year}", en=f"{en} {year}")
        nl, en = _PARTS.get(self.of, ("ronde", "round"))
        of_nl, of_en = "", ""
        if self.of not in _PARTS:
            of_nl, of_en = f" van {self.of}", f" of {self.of}"
        return Text(
            nl=f"{number}e {nl}{of_nl} {year}", en=f"{en} {number}{of_en}, {year}"
        )

    @property
    def sort_key(self) -> tuple[date, date]:
        """What puts periods of several plans in the order of time."""
        return (self.last_day, self.first_day)


def periods(plan: MeasurementPlan | None, years: Iterable[int]) -> tuple[Period, ...]:
    """Return the periods of a KPI in the years of the term, in the order of time.

    A plan that does not say how often means once a year.
    """
    of = (plan.rounds_per_year if plan is not None else None) or _ONCE
    of = min(max(of, _ONCE), MOST_ROUNDS)
    return tuple(
        Period(year=year, number=number, of=of)
        for year in years
        for number in range(1, of + 1)
    )


def period_of(text: str, known: Iterable[Period]) -> Period | None:
    """Return the known period with this id; capitals and spaces do not matter."""
    wanted = "".join(text.split()).casefold()
    return next((p for p in known if p.id.casefold() == wanted), None)


_PARTS = {
    2: ("halfjaar", "half-year"),
    3: ("tertaal", "third"),
    4: ("kwartaal", "quarter"),
}
_MONTH_NAMES = (
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
)
