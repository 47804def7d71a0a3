"""The agreement of two parties: its frame, and the whole dossier that is signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpikit.domain.addendum import Addendum
from kpikit.domain.ambition import AnyAmbition
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.study import SharedStudy
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.party import Contact, Party, PartyRole
from kpikit.domain.selection import Overrule
from kpikit.problems import Problem
from kpikit.text import Text

MOST_YEARS = 10
FIRST_YEARS = range(2000, 2101)


class State(StrEnum):
    """Where an agreement is in its life."""

    DRAFT = "draft"
    SETTLING = "settling"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


STATE_NAMES = {
    State.DRAFT: Text(nl="in gesprek", en="in talks"),
    State.SETTLING: Text(nl="wordt vastgelegd", en="being settled"),
    State.SIGNED: Text(nl="getekend", en="signed"),
    State.WITHDRAWN: Text(nl="ingetrokken", en="withdrawn"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePath:
    """A care path with the key moments at which a choice is made."""

    name: str
    key_moments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDate:
    """A date the parties set themselves."""

    what: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The frame of an agreement: who, for how long, about what care."""

    id: str
    title: str
    first_year: int
    years_long: int
    parties: tuple[Party, ...]
    care_paths: tuple[CarePath, ...] = ()
    locations: tuple[str, ...] = ()
    vision: str = ""
    contacts: tuple[Contact, ...] = ()
    target_dates: tuple[TargetDate, ...] = ()
    revision: int = 1

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years of the term."""
        return tuple(range(self.first_year, self.first_year + self.years_long))

    @property
    def last_year(self) -> int:
        """The last calendar year of the term."""
        return self.first_year + self.years_long - 1

    def party(self, role: PartyRole) -> Party | None:
        """Return the party with a role, or ``None`` when there is none."""
        return next((p for p in self.parties if p.role is role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiSet:
    """The KPIs that both parties chose, the limit, and the advice left aside."""

    limit: int
    chosen: tuple[KpiId, ...]
    overrules: tuple[Overrule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that two parties agree; what is signed, exported and compared.

    ``kpis`` holds the full entry of each chosen KPI as it read when the dossier was
    made, so that a signed version never changes with the library. ``addendum`` is what
    makes it a later version; the first one has none.
    """

    agreement: Agreement
    kpi_set: KpiSet
    kpis: tuple[AnyKpi, ...]
    ambitions: tuple[AnyAmbition, ...] = ()
    plans: tuple[MeasurementPlan, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()
    scenarios: tuple[SharedStudy, ...] = ()
    addendum: Addendum | None = None

    def ambition(self, kpi_id: KpiId) -> AnyAmbition | None:
        """Return the ambition on a KPI, or ``None`` when there is none."""
        return next((a for a in self.ambitions if a.kpi_id == kpi_id), None)

    def plan(self, kpi_id: KpiId) -> MeasurementPlan | None:
        """Return the measurement plan of a KPI, or ``None`` when there is none."""
        return next((p for p in self.plans if p.kpi_id == kpi_id), None)


def frame_problems(agreement: Agreement) -> tuple[Problem, ...]:
    """Return what is wrong with the frame of an agreement, per form field."""
    return tuple(_frame_problems(agreement))


def _frame_problems(agreement: Agreement) -> Iterator[Problem]:
    if not agreement.title.strip():
        yield Problem(code="title", where="title", text=_TITLE)
    if agreement.first_year not in FIRST_YEARS:
        yield Problem(code="first-year", where="first_year", text=_FIRST_YEAR)
    if not 1 <= agreement.years_long <= MOST_YEARS:
        yield Problem(code="years-long", where="years_long", text=_YEARS_LONG)
    names = [path.name.strip().casefold() for path in agreement.care_paths]
    if not all(names):
        yield Problem(code="care-path-name", where="care_paths", text=_PATH_NAME)
    if len(names) != len(set(names)):
        yield Problem(code="care-path-twice", where="care_paths", text=_PATH_TWICE)


_TITLE = Text(nl="Geef de afspraak een naam.", en="Give the agreement a name.")
_FIRST_YEAR = Text(
    nl="Vul een jaar in, bijvoorbeeld 2027.", en="Enter a year, for example 2027."
)
_YEARS_LONG = Text(nl="Kies 1 tot en met 10 jaar.", en="Choose 1 to 10 years.")
_PATH_NAME = Text(nl="Geef elk zorgpad een naam.", en="Give each care path a name.")
_PATH_TWICE = Text(
    nl="Hetzelfde zorgpad staat er twee keer.", en="The same care path is there twice."
)
