"""The shape of a file in ``kpis/``: a measured or a narrative KPI."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from kpikit.domain import kpi as domain
from kpikit.library.shapes import (
    LAX,
    MAX_ITEMS,
    AtLeastZero,
    Count,
    EvidenceShape,
    FactShape,
    Id,
    KpiName,
    LicenceShape,
    Number,
    Shape,
    TextShape,
    Version,
    Year,
)


class CutOffShape(Shape):
    """Which answers count above the line."""

    makes = domain.CutOff

    top_score: bool = False
    at_least: Number | None = None
    more_than: Number | None = None
    at_most: Number | None = None
    less_than: Number | None = None
    items: list[Version] = Field(default=[], max_length=MAX_ITEMS)


class StatisticShape(FactShape):
    """How answers become one figure."""

    makes = domain.Statistic

    kind: Annotated[domain.StatisticKind, LAX]
    unit: Annotated[domain.Unit, LAX]
    minimum: Number | None = None
    maximum: Number | None = None
    decimals: Annotated[int, Field(ge=0, le=4)]
    direction: Annotated[domain.Direction, LAX]
    cut_off: TextShape | None = None
    cut_off_value: CutOffShape | None = None
    paired_with: Id | None = None


class CountingShape(Shape):
    """What is counted out of what."""

    makes = domain.Counting

    numerator: TextShape
    denominator: TextShape
    exclusions: TextShape | None = None


class CollectionShape(Shape):
    """Where the data come from."""

    makes = domain.Collection

    data_source: TextShape
    collector: TextShape
    frequency: TextShape


class SamplingShape(FactShape):
    """How to draw the sample."""

    makes = domain.Sampling

    method: Annotated[domain.SamplingMethod, LAX]
    minimum_n: Version | None = None
    target_n: Version | None = None
    modes: list[Annotated[domain.Mode, LAX]] = Field(min_length=1, max_length=8)
    advice: TextShape


class BurdenShape(FactShape):
    """What it costs people."""

    makes = domain.Burden

    level: Annotated[int, Field(ge=0, le=3)]
    patient_minutes: AtLeastZero | None = None
    staff_hours_per_year: AtLeastZero | None = None
    reuses_existing_data: bool


class RisksShape(FactShape):
    """What can make the figure look better than the care is."""

    makes = domain.Risks

    ceiling: Annotated[domain.Risk, LAX]
    ceiling_note: TextShape
    gaming: Annotated[domain.Risk, LAX]
    gaming_note: TextShape
    responsiveness: TextShape


class ReferenceValueShape(FactShape):
    """What others found."""

    makes = domain.ReferenceValue

    measure: TextShape
    value: TextShape
    n: Count | None = None
    setting: TextShape
    year: Year | None = None
    standard_deviation: Annotated[Number, Field(gt=0)] | None = None


class KpiFile(Shape):
    """What every KPI says."""

    only_in_file = frozenset({"kind"})

    id: KpiName
    version: Version
    status: Annotated[domain.EntryStatus, LAX]
    introduced: date
    name: TextShape
    summary: TextShape
    definition: TextShape
    why: TextShape
    population: TextShape
    does_not_say: TextShape
    types: list[Annotated[domain.KpiType, LAX]] = Field(min_length=1, max_length=6)
    level: Annotated[domain.Level, LAX]
    use: Annotated[domain.Use, LAX]
    instrument: Id | None = None
    patient_voice: bool
    counts_decision_aids: bool
    recommendations: list[Count] = Field(max_length=MAX_ITEMS)
    collection: CollectionShape
    sampling: SamplingShape
    burden: BurdenShape
    risks: RisksShape
    licence: LicenceShape
    reference_values: list[ReferenceValueShape] = Field(
        default=[], max_length=MAX_ITEMS
    )
    evidence: list[EvidenceShape] = Field(default=[], max_length=MAX_ITEMS)
    retired_on: date | None = None
    retired_because: TextShape | None = None
    replaced_by: KpiName | None = None


class MeasuredFile(KpiFile):
    """A number from a sample or a count."""

    makes = domain.MeasuredKpi

    kind: Literal["measured", "narrative"]
    statistic: StatisticShape
    counting: CountingShape | None = None


class NarrativeFile(KpiFile):
    """A level on the one ladder; the reader of the library fills the ladder in."""

    makes = domain.NarrativeKpi

    kind: Literal["narrative"]
    ladder: Literal["general"]
    evidence_advice: TextShape
    held_may_pay: bool

    def parts(self) -> dict[str, Any]:
        """Return the fields, with a ladder that has no levels yet."""
        return super().parts() | {"ladder": ()}


def shape_of(data: dict[str, Any]) -> type[MeasuredFile] | type[NarrativeFile]:
    """Return which of the two shapes the file claims to have."""
    return NarrativeFile if data.get("kind") == "narrative" else MeasuredFile
