"""A KPI of the library: a measured one or a narrative one, two types."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from kpikit.text import Text

KpiId = NewType("KpiId", str)


class FactStatus(StrEnum):
    """How sure the library is of a fact."""

    VERIFIED = "verified"
    COMPUTED = "computed"
    UNKNOWN = "unknown"


class EntryStatus(StrEnum):
    """Where an entry is in its life; a retired one is never deleted."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class KpiType(StrEnum):
    """What sort of thing a KPI looks at; a balancing KPI never gets a target."""

    STRUCTURE = "structure"
    PROCESS = "process"
    EXPERIENCE = "experience"
    OUTCOME = "outcome"
    QUALITATIVE = "qualitative"
    BALANCING = "balancing"


class Level(StrEnum):
    """At which level the KPI says something."""

    PATIENT = "patient"
    PROFESSIONAL = "professional"
    TEAM = "team"
    ORGANISATION = "organisation"
    CHAIN = "chain"


class Use(StrEnum):
    """The furthest use an entry may be put to, in rising order."""

    NONE = "none"
    LEARN = "learn"
    DIALOGUE = "dialogue"
    PAYMENT = "payment"


class StatisticKind(StrEnum):
    """How answers become one figure; a share and a mean are never mixed."""

    SHARE = "share"
    MEAN = "mean"
    DIFFERENCE = "difference"
    COUNT = "count"


class Unit(StrEnum):
    """The unit in which a statistic and every ambition on it is written."""

    PERCENT = "percent"
    POINTS = "points"
    PERCENTAGE_POINTS = "percentage_points"
    COUNT = "count"


class Direction(StrEnum):
    """Which way is better; ``none`` means that neither way is."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


class SamplingMethod(StrEnum):
    """How the people, files or meetings are chosen."""

    CENSUS = "census"
    RANDOM = "random"
    CONSECUTIVE = "consecutive"
    QUOTA = "quota"
    PURPOSIVE = "purposive"
    EXISTING = "existing"


class Mode(StrEnum):
    """How the answers are gathered; a change of mode breaks a trend."""

    PAPER = "paper"
    DIGITAL = "digital"
    PHONE = "phone"
    RECORDING = "recording"
    OBSERVATION = "observation"
    RECORDS = "records"
    REGISTRY = "registry"
    MEETING = "meeting"


class Risk(StrEnum):
    """How likely a known weakness is; ``unknown`` is an answer too."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How sure a group of facts is, where they come from, and what to add."""

    status: FactStatus
    sources: tuple[str, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """Which answers count above the line; exactly one of the first five is set.

    The numbers are scores of the instrument, or with ``items`` (counted from 1)
    answers as the instrument codes them, and then each of these items must meet it.
    """

    top_score: bool = False
    at_least: Decimal | None = None
    more_than: Decimal | None = None
    at_most: Decimal | None = None
    less_than: Decimal | None = None
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """How answers become one figure, with the scale it lies on, in ``unit``.

    ``cut_off`` says in words what ``cut_off_value`` lets kpikit count by itself.
    ``paired_with`` is the instrument from whose score that of the KPI's own
    instrument is taken off, for each pair.
    """

    kind: StatisticKind
    unit: Unit
    minimum: Decimal | None
    maximum: Decimal | None
    decimals: int
    direction: Direction
    cut_off: Text | None
    standing: Standing
    cut_off_value: CutOff | None = None
    paired_with: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What is counted (above the line) out of what (below the line)."""

    numerator: Text
    denominator: Text
    exclusions: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Where the data come from, who gathers them and how often."""

    data_source: Text
    collector: Text
    frequency: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How to draw the sample; ``None`` for a number means that none is known."""

    method: SamplingMethod
    minimum_n: int | None
    target_n: int | None
    modes: tuple[Mode, ...]
    advice: Text
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What it costs people: level 0 (none extra) to 3 (high), minutes and hours."""

    level: int
    patient_minutes: Decimal | None
    staff_hours_per_year: Decimal | None
    reuses_existing_data: bool
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Risks:
    """What can make the figure look better than the care is."""

    ceiling: Risk
    ceiling_note: Text
    gaming: Risk
    gaming_note: Text
    responsiveness: Text
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceValue:
    """What others found, with how many, where and when; ``value`` as printed.

    ``standard_deviation`` is that of single scores, in the unit of the KPI.
    """

    measure: Text
    value: Text
    n: int | None
    setting: Text
    year: int | None
    standing: Standing
    standard_deviation: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a source says that matters for this entry."""

    says: Text
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """The terms of what the KPI rests on; item texts are never shipped."""

    name: Text
    link: str | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """What every entry of the library says, measured or narrative."""

    id: KpiId
    version: int
    status: EntryStatus
    introduced: date
    name: Text
    summary: Text
    definition: Text
    why: Text
    population: Text
    does_not_say: Text
    types: tuple[KpiType, ...]
    level: Level
    use: Use
    instrument: str | None
    patient_voice: bool
    counts_decision_aids: bool
    recommendations: tuple[int, ...]
    collection: Collection
    sampling: Sampling
    burden: Burden
    risks: Risks
    licence: Licence
    reference_values: tuple[ReferenceValue, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    retired_on: date | None = None
    retired_because: Text | None = None
    replaced_by: KpiId | None = None
    own: bool = False

    @property
    def balancing(self) -> bool:
        """Whether the KPI is only watched: no target and no money on it."""
        return KpiType.BALANCING in self.types

    @property
    def retired(self) -> bool:
        """Whether the entry may no longer be chosen."""
        return self.status is EntryStatus.RETIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredKpi(Kpi):
    """A number from a sample or a count."""

    statistic: Statistic
    counting: Counting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrativeKpi(Kpi):
    """A level on the one ladder, with evidence; money at most on having held it."""

    ladder: tuple[Text, ...]
    evidence_advice: Text
    held_may_pay: bool


AnyKpi = MeasuredKpi | NarrativeKpi
