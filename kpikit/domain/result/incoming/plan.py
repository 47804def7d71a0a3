"""What an import would do: every problem, question and change, before it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kpikit.domain.kpi import AnyKpi
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Result
from kpikit.domain.scoring import Preview, Reading
from kpikit.problems import Problem


class Effect(StrEnum):
    """What an import does to one result or set of answers."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultChange:
    """A result from the file, beside the own draft that is there."""

    kpi: AnyKpi
    after: Result
    before: Result | None = None
    where: str = ""

    @property
    def effect(self) -> Effect:
        """Whether this adds, changes or leaves as it is."""
        return _effect(self.before, self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersChange:
    """The single answers of a KPI and period: as JSON lists by respondent number."""

    kpi: AnyKpi
    period: Period
    reading: Reading | None
    rows: Mapping[str, str]
    added: int = 0
    changed: int = 0

    @property
    def effect(self) -> Effect:
        """Whether this adds, changes or leaves as it is."""
        if self.added:
            return Effect.ADDED
        return Effect.CHANGED if self.changed else Effect.SAME


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingQuestion:
    """Numbers that can be read in several ways, with what each way would give."""

    kpi: AnyKpi
    choices: tuple[Preview, ...]
    chosen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """All that a file holds for an agreement; it is carried out whole or not at all."""

    problems: tuple[Problem, ...] = ()
    questions: tuple[ReadingQuestion, ...] = ()
    results: tuple[ResultChange, ...] = ()
    answers: tuple[AnswersChange, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it can be carried out: no problem, and no question left open."""
        open_ = any(question.chosen is None for question in self.questions)
        return not self.problems and not open_

    @property
    def empty(self) -> bool:
        """Whether it would change nothing."""
        effects = {c.effect for c in self.results} | {c.effect for c in self.answers}
        return effects <= {Effect.SAME}


def _effect(before: Result | None, after: Result) -> Effect:
    if before is None:
        return Effect.ADDED
    same = replace(before, revision=0) == replace(after, revision=0)
    return Effect.SAME if same else Effect.CHANGED
