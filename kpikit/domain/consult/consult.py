"""A recorded consult of one hospital: consent, scores, when the recording goes.

It stays with the hospital. What may leave it is the figure of a team.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LONGEST_KEPT = 18
"""Months that a recording is kept at most.

The same two raters score a round before and a round at least a year later, and do not
know which is which: that takes a year, and half a year for both rounds themselves.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consult:
    """A recorded consult under a code of the team's own.

    ``first`` and ``second`` are the total scores of the two raters of the team, always
    the same two in the same order. ``deleted_on`` is when the recording was deleted;
    scores may stay.
    """

    id: str
    team: str
    code: str
    recorded_on: date | None = None
    patient_consents: bool = False
    patient_consented_on: date | None = None
    professional_consents: bool = False
    delete_by: date | None = None
    deleted_on: date | None = None
    first: Decimal | None = None
    second: Decimal | None = None
    revision: int = 0

    @property
    def scores(self) -> tuple[Decimal, ...]:
        """The scores that were given."""
        return tuple(s for s in (self.first, self.second) if s is not None)


def is_overdue(consult: Consult, today: date) -> bool:
    """Tell whether a recording should have been deleted; on the last day itself not."""
    due = consult.delete_by
    return consult.deleted_on is None and due is not None and due < today


def last_day(recorded: date) -> date:
    """Return the last day on which a recording may still be there."""
    months = recorded.year * 12 + recorded.month - 1 + LONGEST_KEPT
    year, month = divmod(months, 12)
    for day in range(recorded.day, 0, -1):  # a shorter month ends earlier
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError(recorded)
