"""A review: who met when, and per KPI what was judged, told and decided."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kpikit.domain.kpi import KpiId
from kpikit.text import Text


class Decision(StrEnum):
    """What the parties do with a KPI from now on."""

    CONTINUE = "continue"
    ADJUST = "adjust"
    STOP = "stop"
    REPLACE = "replace"


DECISION_NAMES = {
    Decision.CONTINUE: Text(nl="doorgaan zoals afgesproken", en="continue as agreed"),
    Decision.ADJUST: Text(nl="bijstellen", en="adjust"),
    Decision.STOP: Text(nl="stoppen", en="stop"),
    Decision.REPLACE: Text(nl="vervangen", en="replace"),
}


class Perspective(StrEnum):
    """From whose side a piece of evidence comes."""

    PATIENT = "patient"
    PROFESSIONAL = "professional"
    ORGANISATION = "organisation"
    INSURER = "insurer"


PERSPECTIVE_NAMES = {
    Perspective.PATIENT: Text(nl="patiënt of naaste", en="patient or family"),
    Perspective.PROFESSIONAL: Text(nl="zorgverlener", en="professional"),
    Perspective.ORGANISATION: Text(nl="organisatie", en="organisation"),
    Perspective.INSURER: Text(nl="zorgverzekeraar", en="insurer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that was seen or heard, and from whose side."""

    perspective: Perspective
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the parties wrote about one KPI in one review.

    ``together`` is how they judge what was computed, ``story`` what lies behind it.
    ``what``, ``owner`` and ``due`` belong to the decision. ``rebase_from`` is the id of
    the period from which limits are drawn anew, with its reason.
    """

    kpi_id: KpiId
    together: str = ""
    story: str = ""
    decision: Decision | None = None
    what: str = ""
    owner: str = ""
    due: date | None = None
    evidence: tuple[Evidence, ...] = ()
    rebase_from: str = ""
    rebase_reason: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """When a review was held, with whom, and when the next one is.

    ``without_voice`` says that the patient organisation did not take part, so that
    nobody waits for its ratings.
    """

    held_on: date | None = None
    people: tuple[str, ...] = ()
    next_on: date | None = None
    remark: str = ""
    without_voice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewInTalks:
    """Review ``number`` of an agreement as the parties are writing it.

    ``entries`` are those that anybody wrote; ``revision`` is that of the frame.
    """

    number: int
    frame: Frame = field(default_factory=Frame)
    entries: tuple[Entry, ...] = ()
    revision: int = 0

    def entry(self, kpi_id: KpiId) -> Entry:
        """Return what was written about a KPI; an empty entry when nothing was."""
        found = (e for e in self.entries if e.kpi_id == kpi_id)
        return next(found, Entry(kpi_id=kpi_id))
