"""The team scan: once a year a team scores the six themes, apart and then together.

What each person of the team gave stays apart; what the team recorded together carries
how far the persons lay from each other. The scale is our own and no validated measure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from kpikit.domain.agreement import FIRST_YEARS
from kpikit.domain.improvement.scan import ScanKind
from kpikit.problems import Problem
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeScore:
    """A score with what goes as expected and what can be better; ``None`` is none."""

    code: str
    score: int | None = None
    well: str = ""
    better: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How the persons of a team lay around each other on one theme."""

    code: str
    people: int
    median: Decimal
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberScan:
    """What one person of the team gave for a care path in a year."""

    care_path: str
    year: int
    scores: tuple[ThemeScore, ...] = ()
    handed_in: bool = False
    revision: int = 0

    def of(self, code: str) -> ThemeScore:
        """Return the score of a theme; an empty one while there is none."""
        return _of(self.scores, code)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamScan:
    """What a team recorded together, on a day, with the spread that it saw then."""

    care_path: str
    year: int
    on: date | None = None
    scores: tuple[ThemeScore, ...] = ()
    spread: tuple[Spread, ...] = ()
    revision: int = 0

    def of(self, code: str) -> ThemeScore:
        """Return the score of a theme; an empty one while there is none."""
        return _of(self.scores, code)

    def spread_of(self, code: str) -> Spread | None:
        """Return the spread on a theme; ``None`` when nobody scored it."""
        return next((s for s in self.spread if s.code == code), None)


def spread(members: Iterable[MemberScan], kind: ScanKind) -> tuple[Spread, ...]:
    """Return the median, the lowest and the highest of what was handed in, by theme."""
    given = [m for m in members if m.handed_in]
    found = []
    for theme in kind.theme:
        scores = [s for m in given if (s := m.of(theme.code).score) is not None]
        if scores:
            found.append(
                Spread(
                    code=theme.code,
                    people=len(scores),
                    median=median(map(Decimal, scores)),
                    lowest=min(scores),
                    highest=max(scores),
                )
            )
    return tuple(found)


def in_words(found: Spread | None) -> Text:
    """Return how far the persons of the team lay from each other."""
    if found is None:
        return Text(nl="niemand gaf een score", en="nobody gave a score")
    if found.people == 1:
        return Text(nl=f"1 persoon: {found.lowest}", en=f"1 person: {found.lowest}")
    middle = f"{found.median:f}"
    nl, en = f"mediaan {middle.replace('.', ',')}", f"median {middle}"
    if found.lowest == found.highest:
        return Text(
            nl=f"{found.people} mensen gaven allemaal {found.lowest}",
            en=f"{found.people} people all gave {found.lowest}",
        )
    return Text(
        nl=f"{found.people} mensen: {nl}, laagste {found.lowest}, "
        f"hoogste {found.highest}",
        en=f"{found.people} people: {en}, lowest {found.lowest}, "
        f"highest {found.highest}",
    )


def former(scan: TeamScan, scans: Iterable[TeamScan]) -> TeamScan | None:
    """Return the last scan of the same care path before a scan."""
    same = [s for s in scans if s.care_path == scan.care_path and s.year < scan.year]
    return max(same, key=lambda s: s.year, default=None)


def by_path(scans: Iterable[TeamScan]) -> tuple[tuple[TeamScan, ...], ...]:
    """Return the scans of each care path together, the first year first."""
    every = sorted(scans, key=lambda s: s.year)
    paths = sorted({s.care_path for s in every})
    return tuple(tuple(s for s in every if s.care_path == path) for path in paths)


def change(code: str, now: TeamScan, before: TeamScan | None) -> int | None:
    """Return the difference on a theme; ``None`` where a score is missing."""
    new, old = now.of(code).score, before.of(code).score if before else None
    return None if new is None or old is None else new - old


def member_problems(
    scan: MemberScan, kind: ScanKind, this_year: int
) -> tuple[Problem, ...]:
    """Return what cannot be right in what one person gives, per form field."""
    return tuple(_problems(scan, kind, this_year))


def team_problems(scan: TeamScan, kind: ScanKind, today: date) -> tuple[Problem, ...]:
    """Return what cannot be right in what a team recorded, per form field."""
    found = list(_problems(scan, kind, today.year))
    if scan.on is None or scan.on.year != scan.year or scan.on > today:
        found.append(Problem("on", "on", _ON))
    return tuple(found)


def _of(scores: tuple[ThemeScore, ...], code: str) -> ThemeScore:
    return next((s for s in scores if s.code == code), ThemeScore(code=code))


def _problems(
    scan: MemberScan | TeamScan, kind: ScanKind, this_year: int
) -> Iterator[Problem]:
    if scan.year not in FIRST_YEARS or scan.year > this_year:
        yield Problem("year", "", _YEAR)
    known = {theme.code for theme in kind.theme}
    for each in scan.scores:
        if each.code not in known:
            yield Problem("theme", each.code, _THEME)
        elif each.score is not None and not kind.lowest <= each.score <= kind.highest:
            yield Problem("score", f"{each.code}-score", _SCORE)
    handing = isinstance(scan, TeamScan) or scan.handed_in
    if handing and all(each.score is None for each in scan.scores):
        yield Problem("empty", "", _EMPTY)


_YEAR = Text(
    nl="Kies dit jaar of een jaar dat voorbij is.",
    en="Choose this year or one that has passed.",
)
_THEME = Text(nl="Dit thema is onbekend.", en="This theme is not known.")
_SCORE = Text(nl="Kies een score van 0 tot en met 5.", en="Choose a score from 0 to 5.")
_EMPTY = Text(nl="Geef minstens één thema een score.", en="Score at least one theme.")
_ON = Text(
    nl="Kies een dag in het jaar van de scan, en niet na vandaag.",
    en="Choose a day in the year of the scan, and not after today.",
)
