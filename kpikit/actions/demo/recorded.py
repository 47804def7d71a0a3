"""The recorded consults of the demo: two rounds of one team, and a team that begins.

One recording is kept too long. Teams, days and scores are made up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from kpikit.actions import consults
from kpikit.actions.demo import signed, talks
from kpikit.actions.demo.clock import Clock
from kpikit.actions.desk import Actor, Desk
from kpikit.domain.consult.consult import Consult

_NOTED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
_BEFORE = (
    (35, 40), (25, None), (45, 40), (30, None), (50, 60), (20, None),
    (40, 35), (35, None), (55, 50), (30, None), (25, 30), (40, None),
)  # fmt: skip
_AFTER = (
    (50, 45), (45, None), (60, 65), (40, None), (55, 45), (65, None),
    (35, 40), (60, None), (50, 50), (70, None), (45, 55), (55, None),
)  # fmt: skip
_TO_SCORE = ((None, None),) * 4
Scores = tuple[tuple[int | None, int | None], ...]


def note_consults(desk: Desk, people: Mapping[str, Actor]) -> None:
    """Let the analyst of the hospital note what was recorded."""
    analyst = people["a.yilmaz@oostpoort.example"]
    then = replace(desk, clock=Clock(_NOTED))
    for each in (
        *_round(signed.CARE_PATH, 1, date(2025, 3, 3), _BEFORE, date(2026, 8, 31)),
        *_round(signed.CARE_PATH, 13, date(2026, 4, 7), _AFTER, date(2026, 10, 30)),
        *_round(talks.CARE_PATH, 1, date(2026, 10, 12), _TO_SCORE, date(2027, 6, 30)),
    ):
        consults.record_consult(then, analyst, each)


def _round(
    team: str, number: int, start: date, scores: Scores, delete_by: date
) -> Iterator[Consult]:
    """Yield a consult each three days; all but the last were deleted in time."""
    for place, (first, second) in enumerate(scores):
        day = start + timedelta(days=3 * place)
        is_last = place == len(scores) - 1
        over = delete_by < _NOTED.date() and not (number > 1 and is_last)
        yield Consult(
            id="",
            team=team,
            code=f"{team[:1]}-{number + place:03}",
            recorded_on=day,
            patient_consents=True,
            patient_consented_on=day - timedelta(days=2),
            professional_consents=True,
            delete_by=delete_by,
            deleted_on=delete_by - timedelta(days=6) if over else None,
            first=None if first is None else Decimal(first),
            second=None if second is None else Decimal(second),
        )
