"""The shapes of instruments, sets, sources, recommendations and glossary terms."""

from typing import Annotated, Any

from pydantic import Field

from kpikit.domain import instrument as domain
from kpikit.domain import library
from kpikit.domain.improvement import scan
from kpikit.domain.kpi import Direction, StatisticKind
from kpikit.library.shapes import (
    LAX,
    MAX_ITEMS,
    Count,
    Doi,
    EvidenceShape,
    FactShape,
    Id,
    KpiName,
    LicenceShape,
    Link,
    Number,
    Shape,
    TextShape,
    Version,
    Words,
    Year,
)
from kpikit.library.team_files import (
    CardShape,
    ObstacleShape,
    QuestionShape,
    RemarkShape,
    RespondentsShape,
)


class CodingShape(FactShape):
    """How one answer is written as a number."""

    makes = domain.Coding

    minimum: Annotated[int, Field(ge=-100, le=100)]
    maximum: Annotated[int, Field(ge=-100, le=100)]
    anchor_low: TextShape
    anchor_high: TextShape
    reversed_items: list[Version] = Field(default=[], max_length=MAX_ITEMS)


class StepShape(Shape):
    """One step from raw figure to score."""

    makes = domain.Step

    kind: Annotated[domain.StepKind, LAX]
    by: Number


class ScoringShape(FactShape):
    """From answers to one score."""

    makes = domain.Scoring

    aggregate: Annotated[domain.Aggregate, LAX]
    steps: list[StepShape] = Field(default=[], max_length=20)
    minimum: Number
    maximum: Number
    direction: Annotated[Direction, LAX]
    top_score: TextShape | None = None
    groups: list[list[int]] = Field(default=[], max_length=MAX_ITEMS)


class RatersShape(FactShape):
    """How far two raters may differ."""

    makes = domain.Raters

    band: Number


class MissingShape(FactShape):
    """The rule for missing answers."""

    makes = domain.Missing

    rule: Annotated[domain.MissingRule, LAX]


class ThresholdShape(FactShape):
    """The least number of answers."""

    makes = domain.Threshold

    n: Count | None = None


class LevelShape(Shape):
    """A level of the ladder."""

    makes = library.LadderLevel

    value: Annotated[int, Field(ge=0, le=9)] | None = None
    name: TextShape
    meaning: TextShape


class InstrumentFile(Shape):
    """A file in ``instruments/``; ``level`` only on the ladder."""

    makes = domain.Instrument
    only_in_file = frozenset({"level"})

    id: Id
    version: Version
    kind: Annotated[domain.InstrumentKind, LAX]
    name: TextShape
    summary: TextShape
    answered_by: TextShape
    moment: TextShape
    self_report: bool = False
    items: Count | None = None
    coding: CodingShape | None = None
    scoring: ScoringShape | None = None
    raters: RatersShape | None = None
    missing: MissingShape
    statistics: list[Annotated[StatisticKind, LAX]] = Field(max_length=4)
    show_from: ThresholdShape
    compare_from: ThresholdShape
    dutch_version: EvidenceShape
    does_not_say: TextShape
    licence: LicenceShape
    evidence: list[EvidenceShape] = Field(default=[], max_length=MAX_ITEMS)
    level: list[LevelShape] = Field(default=[], max_length=20)

    def levels(self) -> tuple[library.LadderLevel, ...]:
        """Return the levels of the ladder; none for another instrument."""
        return tuple(level.made() for level in self.level)


class SetFile(Shape):
    """A file in ``sets/``."""

    makes = library.StartingSet

    id: Id
    order: Count
    name: TextShape
    why: TextShape
    kpis: list[KpiName] = Field(min_length=1, max_length=MAX_ITEMS)


class ThemeShape(Shape):
    """One ``[[theme]]`` of a scan."""

    makes = scan.Theme

    code: Id
    name: TextShape
    questions: list[TextShape] = Field(min_length=1, max_length=20)


class ScanFile(Shape):
    """A file in ``scans/``."""

    makes = scan.ScanKind

    id: Id
    order: Count
    name: TextShape
    lowest: Annotated[int, Field(ge=0, le=9)]
    highest: Annotated[int, Field(ge=1, le=10)]
    theme: list[ThemeShape] = Field(min_length=1, max_length=20)


class SourceShape(Shape):
    """One ``[[source]]``."""

    makes = library.Source

    id: Id
    citation: Words
    year: Year | None = None
    doi: Doi | None = None
    link: Link | None = None


class ExampleLinkShape(Shape):
    """One example of a recommendation."""

    makes = library.ExampleLink

    name: TextShape
    link: Link


class RecommendationShape(Shape):
    """One ``[[recommendation]]``."""

    makes = library.Recommendation

    number: Version
    part: Annotated[library.Part, LAX]
    addressee: Annotated[library.Addressee, LAX] = Field(alias="for")
    title: TextShape
    points: list[TextShape] = Field(min_length=1, max_length=20)
    example_links: list[ExampleLinkShape] = Field(default=[], max_length=20)
    source: Id
    levels: list[Annotated[library.ImplementationLevel, LAX]] = Field(
        default=[], max_length=4
    )
    arrangements: list[Words] = Field(default=[], max_length=20)


class TermShape(Shape):
    """One ``[[term]]`` of the glossary."""

    makes = library.GlossaryTerm

    id: Id
    name: TextShape
    meaning: TextShape


ONE_PER_FILE: dict[str, type[Shape]] = {
    "instruments": InstrumentFile,
    "sets": SetFile,
    "scans": ScanFile,
}
MANY_PER_FILE: dict[str, tuple[str, type[Any]]] = {
    "sources": ("source", SourceShape),
    "recommendations": ("recommendation", RecommendationShape),
    "glossary": ("term", TermShape),
    "conversation": ("card", CardShape),
    "staff-survey": ("question", QuestionShape),
    "obstacles": ("obstacle", ObstacleShape),
    "survey-respondents": ("respondents", RespondentsShape),
    "survey-remarks": ("remark", RemarkShape),
}
"""By kind of file: the name of its tables, and their shape."""
