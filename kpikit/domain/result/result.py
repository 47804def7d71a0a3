"""One result: what was measured of one KPI in one period, and from how many."""

from dataclasses import dataclass
from enum import StrEnum

from kpikit.domain.kpi import KpiId, Mode
from kpikit.domain.result.figure import AnyFigure
from kpikit.domain.result.period import Period
from kpikit.text import Text


class Presence(StrEnum):
    """Whether there is a figure; none of the three is a zero.

    What is not due yet has no result at all: ``Progress`` tells it from the date.
    """

    MEASURED = "measured"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


PRESENCE_NAMES = {
    Presence.MEASURED: Text(nl="gemeten", en="measured"),
    Presence.MISSING: Text(nl="niet gemeten", en="not measured"),
    Presence.NOT_APPLICABLE: Text(nl="niet van toepassing", en="not applicable"),
}


class Source(StrEnum):
    """How the figure came in."""

    TYPED = "typed"
    FILE = "file"
    RAW_ANSWERS = "raw_answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one party brings in for one KPI and period.

    ``eligible`` could have been asked, ``invited`` were asked, ``responded`` answered
    at all; the figure holds how many answers were valid. ``None`` means unknown.
    ``mode`` is how it was really gathered. ``note`` explains, and says why there is no
    figure when there is none.
    """

    kpi_id: KpiId
    period: Period
    presence: Presence = Presence.MEASURED
    figure: AnyFigure | None = None
    eligible: int | None = None
    invited: int | None = None
    responded: int | None = None
    mode: Mode | None = None
    source: Source = Source.TYPED
    note: str = ""
    revision: int = 0
