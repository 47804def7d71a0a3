"""Looking the log of an organisation over: who did, up to when, and what stood out."""

from dataclasses import dataclass
from datetime import datetime

from kpikit.problems import Problem
from kpikit.text import Text

LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReview:
    """One time that somebody looked the log over; nobody changes it afterwards.

    Everything up to and including ``until`` was looked at.
    """

    name: str
    at: datetime
    until: datetime
    remark: str = ""


def review_problems(review: LogReview, last: LogReview | None) -> tuple[Problem, ...]:
    """Return what is wrong with a review, after the last one there was."""
    found = []
    if len(review.remark) > LONGEST:
        found.append(Problem("remark-long", "remark", _TOO_LONG))
    if last is not None and review.until <= last.until:
        found.append(Problem("looked-at", "", _LOOKED_AT))
    return tuple(found)


_TOO_LONG = Text(
    nl="Houd het onder 2.000 tekens.", en="Keep it under 2,000 characters."
)
_LOOKED_AT = Text(
    nl="Dit deel van het logboek is al nagekeken.",
    en="This part of the log was looked over already.",
)
