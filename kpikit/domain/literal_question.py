"""The question of one KPI as literally as it is asked, and which answers count."""

from collections.abc import Iterator
from dataclasses import dataclass

from kpikit.domain.instrument import Instrument, InstrumentKind
from kpikit.domain.kpi import AnyKpi, MeasuredKpi, StatisticKind
from kpikit.domain.scoring import wording
from kpikit.domain.scoring.question import (
    FEWEST_OPTIONS,
    AnswerOption,
    Counts,
    Question,
    answer_key,
)
from kpikit.problems import Problem
from kpikit.text import Text

MOST_ANSWERS = 11
LONGEST_ANSWER = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteralQuestion:
    """What the parties wrote down: the question, and its answers in order.

    ``top`` and ``left_out`` are among the answers: those that count above the line,
    and those that do not count at all. Every other answer counts below it.
    """

    words: str = ""
    answers: tuple[str, ...] = ()
    top: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is written down."""
        return self == NOT_ASKED

    @property
    def is_whole(self) -> bool:
        """Whether answers can be counted by it."""
        there = self.words.strip() and self.answers and self.top
        return bool(there) and not problems(self)


NOT_ASKED = LiteralQuestion()


def has_question(kpi: AnyKpi, instrument: Instrument | None) -> bool:
    """Tell whether the parties write the question of a KPI themselves."""
    if not isinstance(kpi, MeasuredKpi) or instrument is None:
        return False
    return instrument.kind is InstrumentKind.ITEM


def counted_by(
    kpi: AnyKpi, instrument: Instrument | None, asked: LiteralQuestion
) -> Question | None:
    """Return the question by which answers become the share of a KPI.

    ``None`` where they do not: another instrument or statistic, or half a question.
    """
    if not isinstance(kpi, MeasuredKpi) or not has_question(kpi, instrument):
        return None
    if kpi.statistic.kind is not StatisticKind.SHARE or kpi.statistic.paired_with:
        return None
    return as_question(asked) if asked.is_whole else None


def as_question(asked: LiteralQuestion) -> Question:
    """Return the question by which single answers are counted."""
    top, left_out = _keys(asked.top), _keys(asked.left_out)

    def counts(answer: str) -> Counts:
        if answer_key(answer) in top:
            return Counts.ABOVE
        return Counts.LEFT_OUT if answer_key(answer) in left_out else Counts.BELOW

    options = (AnswerOption(words=a, counts=counts(a)) for a in asked.answers)
    return Question(words=asked.words, options=tuple(options))


def problems(asked: LiteralQuestion) -> tuple[Problem, ...]:
    """Return what cannot be right about what is written down, per form field."""
    return tuple(_problems(asked))


def _problems(asked: LiteralQuestion) -> Iterator[Problem]:
    known, top, left_out = map(_keys, (asked.answers, asked.top, asked.left_out))
    if asked.answers and not FEWEST_OPTIONS <= len(asked.answers) <= MOST_ANSWERS:
        yield Problem("how-many-answers", "answers", _HOW_MANY)
    elif len(known) < len(asked.answers):
        yield Problem("answer-twice", "answers", _TWICE)
    if any(len(answer) > LONGEST_ANSWER for answer in asked.answers):
        yield Problem("long-answer", "answers", _LONG)
    for where, chosen in (
        ("top_answers", asked.top),
        ("left_out_answers", asked.left_out),
    ):
        for each in chosen:
            if answer_key(each) not in known:
                said = wording.unknown_answer(each)
                yield Problem("unknown-answer", where, said)
    if top & left_out:
        yield Problem("both-ways", "left_out_answers", _BOTH_WAYS)
    elif top and known and known <= top | left_out:
        yield Problem("no-top", "top_answers", wording.NO_TOP)


def _keys(answers: tuple[str, ...]) -> set[str]:
    return {answer_key(answer) for answer in answers}


_HOW_MANY = Text(
    nl="Noem 2 tot en met 11 antwoorden, elk op een eigen regel.",
    en="Name 2 to 11 answers, each on its own line.",
)
_LONG = Text(
    nl="Een antwoord heeft ten hoogste 150 tekens.",
    en="An answer has at most 150 characters.",
)
_TWICE = Text(nl="Een antwoord staat er twee keer.", en="An answer is there twice.")
_BOTH_WAYS = Text(
    nl="Een antwoord kan niet boven de streep tellen en ook niet meetellen.",
    en="An answer cannot count above the line and not count at all.",
)
