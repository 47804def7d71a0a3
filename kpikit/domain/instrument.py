"""A measuring instrument: how its answers are coded, scored and may be used."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpikit.domain.kpi import Direction, Evidence, Licence, Standing, StatisticKind
from kpikit.text import Text


class InstrumentKind(StrEnum):
    """What sort of instrument it is."""

    QUESTIONNAIRE = "questionnaire"
    OBSERVATION = "observation"
    CHOICE = "choice"
    ITEM = "item"
    AUDIT = "audit"
    COUNT = "count"
    LADDER = "ladder"
    SCAN = "scan"


class Aggregate(StrEnum):
    """How the answers of one person or one consult become one raw figure."""

    SUM = "sum"
    MEAN = "mean"
    CHOICE = "choice"
    YES = "yes"
    NONE = "none"


class StepKind(StrEnum):
    """One literal step from the raw figure to the score."""

    ADD = "add"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    DIVIDE = "divide"


class MissingRule(StrEnum):
    """What happens when an answer is missing; nothing is ever filled in.

    With ``counts_as_no`` what was not answered, or not checked yet, stays in the
    denominator: only for an instrument whose parts are there or not.
    """

    COMPLETE_CASES = "complete_cases"
    COUNTS_AS_NO = "counts_as_no"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How one answer is written as a number; reversed items count from 1."""

    minimum: int
    maximum: int
    anchor_low: Text
    anchor_high: Text
    reversed_items: tuple[int, ...]
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the transformation, taken in order."""

    kind: StepKind
    by: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """From the answers of one person or consult to one score.

    ``groups`` are the answers of a choice that count as alike, from low to high.
    ``top_score`` names in words what the best answer on every item is.
    """

    aggregate: Aggregate
    steps: tuple[Step, ...]
    minimum: Decimal
    maximum: Decimal
    direction: Direction
    top_score: Text | None
    standing: Standing
    groups: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Raters:
    """How far two raters of one consult may differ, in points of the score."""

    band: Decimal
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The rule for missing answers, and how sure we are of it."""

    rule: MissingRule
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """The least number of answers, or ``None`` when no source gives one."""

    n: int | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A questionnaire, observation form, audit, count, ladder or scan.

    With ``self_report`` clinicians rate themselves: for learning, never for money.
    """

    id: str
    version: int
    kind: InstrumentKind
    name: Text
    summary: Text
    answered_by: Text
    moment: Text
    items: int | None
    coding: Coding | None
    scoring: Scoring | None
    missing: Missing
    statistics: tuple[StatisticKind, ...]
    show_from: Threshold
    compare_from: Threshold
    dutch_version: Evidence
    does_not_say: Text
    licence: Licence
    evidence: tuple[Evidence, ...] = ()
    raters: Raters | None = None
    self_report: bool = False
    own: bool = False
