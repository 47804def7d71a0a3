"""The organisation scan: once a year, how far a statement holds in the whole hospital.

The statements stand in the library; the scale is our own and no validated measure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kpikit.domain.agreement import FIRST_YEARS
from kpikit.domain.improvement.scan import ScanKind
from kpikit.problems import Problem
from kpikit.text import Text

ORGANISATION_SCAN = "organisation"
"""The scan of the library whose themes are these statements."""

SCALE = (
    Text(nl="nergens", en="nowhere"),
    Text(nl="bij enkele mensen", en="with a few people"),
    Text(nl="in sommige teams", en="in some teams"),
    Text(nl="in de meeste teams", en="in most teams"),
    Text(nl="overal, ook als er iemand weggaat", en="everywhere, also if people leave"),
)
"""What each score means, from 0 on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How far a statement holds, with what one sees of it; ``None`` is not scored."""

    code: str
    score: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationScan:
    """The scan of one year."""

    year: int
    scores: tuple[Score, ...] = ()
    revision: int = 0

    def of(self, code: str) -> Score:
        """Return the score of a statement; an empty one while there is none."""
        return next((s for s in self.scores if s.code == code), Score(code=code))


def scan_problems(
    scan: OrganisationScan, kind: ScanKind, this_year: int
) -> tuple[Problem, ...]:
    """Return what cannot be right in a scan, per form field."""
    return tuple(_problems(scan, kind, this_year))


def changed(code: str, year: int, scans: Iterable[OrganisationScan]) -> int | None:
    """Return the difference with the last scan before a year; ``None`` without one."""
    every = sorted(scans, key=lambda s: s.year)
    now = next((s.of(code).score for s in every if s.year == year), None)
    earlier = [s.of(code).score for s in every if s.year < year]
    before = next((s for s in reversed(earlier) if s is not None), None)
    return None if now is None or before is None else now - before


def _problems(
    scan: OrganisationScan, kind: ScanKind, this_year: int
) -> Iterator[Problem]:
    if scan.year not in FIRST_YEARS or scan.year > this_year:
        yield Problem("year", "year", _YEAR)
    known = {theme.code for theme in kind.theme}
    for each in scan.scores:
        if each.code not in known:
            yield Problem("statement", each.code, _STATEMENT)
        elif each.score is not None and not kind.lowest <= each.score <= kind.highest:
            yield Problem("score", f"{each.code}-score", _SCORE)


_YEAR = Text(
    nl="Kies dit jaar of een jaar dat voorbij is.",
    en="Choose this year or one that has passed.",
)
_STATEMENT = Text(nl="Deze stelling is onbekend.", en="This statement is not known.")
_SCORE = Text(nl="Kies een score van 0 tot en met 4.", en="Choose a score from 0 to 4.")
