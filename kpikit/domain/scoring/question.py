"""A question of the parties' own or from a survey, as literally as it was asked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpikit.domain.scoring import wording
from kpikit.domain.scoring.counting import Counted, count
from kpikit.problems import Problem, Refused
from kpikit.text import plain

FEWEST_OPTIONS = 2


class Counts(StrEnum):
    """Where an answer counts: above the line, only below it, or not at all."""

    ABOVE = "above"
    BELOW = "below"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOption:
    """One answer in its own words, and the code a file may have for it."""

    words: str
    counts: Counts
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The literal question with all its answers; the top box is what counts above."""

    words: str
    options: tuple[AnswerOption, ...]


def question_problems(question: Question) -> tuple[Problem, ...]:
    """Return what the question lacks before answers to it can be counted, per field."""
    return tuple(_question_problems(question))


def in_top_box(question: Question, answer: str | None) -> bool | None:
    """Return whether an answer counts above the line.

    ``None`` when it does not count at all, or when there is none. Capitals and spaces
    make no difference; the code of an answer is as good as its words.

    Raises:
        Refused: the question has no such answer.
    """
    if answer is None or not answer_key(answer):
        return None
    found = _meanings(question).get(answer_key(answer))
    if found is None:
        text = wording.unknown_answer(plain(answer))
        raise Refused((Problem("unknown-answer", "answer", text),))
    return None if found is Counts.LEFT_OUT else found is Counts.ABOVE


def unknown_answers(
    question: Question, answers: Sequence[str | None]
) -> tuple[Problem, ...]:
    """Return each answer that the question does not have; ``where`` is its row."""
    known = _meanings(question)
    return tuple(
        Problem("unknown-answer", f"{row}", wording.unknown_answer(plain(answer)))
        for row, answer in enumerate(answers, 1)
        if answer is not None and answer_key(answer) and answer_key(answer) not in known
    )


def top_box(question: Question, answers: Iterable[str | None]) -> Counted:
    """Return how many answers are in the top box, out of those that count.

    Raises:
        Refused: as for ``in_top_box``.
    """
    return count(in_top_box(question, answer) for answer in answers)


def _question_problems(question: Question) -> Iterator[Problem]:
    if not plain(question.words):
        yield Problem("no-question", "words", wording.NO_QUESTION)
    counts = Counter(option.counts for option in question.options)
    above, below = counts[Counts.ABOVE], counts[Counts.BELOW]
    if above + below < FEWEST_OPTIONS:
        yield Problem("too-few-options", "options", wording.TOO_FEW_OPTIONS)
    elif not above or not below:
        yield Problem("no-top", "options", wording.NO_TOP)
    seen: set[str] = set()
    for number, option in enumerate(question.options, 1):
        where = f"options.{number}"
        if not answer_key(option.words):
            yield Problem("empty-option", where, wording.EMPTY_OPTION)
        names = _names(option)
        if names & seen:
            yield Problem("option-twice", where, wording.OPTION_TWICE)
        seen |= names


def _meanings(question: Question) -> dict[str, Counts]:
    return {
        name: option.counts for option in question.options for name in _names(option)
    }


def _names(option: AnswerOption) -> set[str]:
    return {answer_key(option.words), answer_key(option.code)} - {""}


def answer_key(words: str) -> str:
    """Return what two spellings of one answer have alike."""
    return " ".join(plain(words).casefold().split())
