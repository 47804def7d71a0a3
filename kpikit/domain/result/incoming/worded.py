"""Answers in the words of a question that the parties wrote themselves."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from kpikit.domain.result.figure import ShareFigure
from kpikit.domain.result.incoming.grid import PlainCell
from kpikit.domain.scoring import Question, in_top_box, top_box, wording
from kpikit.domain.scoring.question import answer_key
from kpikit.problems import Problem, Refused
from kpikit.text import Text, plain

_LONGEST = 60
_LARGEST = 1_000


def answer_of(question: Question, cell: PlainCell) -> str:
    """Return the answer in a cell, as the question words it.

    Raises:
        Refused: the question has no such answer; a formula is none either.
    """
    said = _text(cell)
    for option in question.options:
        if answer_key(option.words) == answer_key(said):
            return option.words
    text = wording.unknown_answer(plain(said)[:_LONGEST])
    raise Refused([Problem("unknown-answer", "", text)])


def share_of(
    question: Question, rows: Iterable[tuple[object, ...]]
) -> ShareFigure | None:
    """Return how many answers count above the line; ``None`` when nobody counts.

    Raises:
        Refused: an answer that was kept before is not among those of the question.
    """
    given = [None if row[0] is None else f"{row[0]}" for row in rows]
    if any(not _known(question, answer) for answer in given):
        raise Refused([Problem("other-question", "", _OTHER_QUESTION)])
    found = top_box(question, given)
    if not found.denominator:
        return None
    return ShareFigure(numerator=found.numerator, denominator=found.denominator)


def coded(rows: Iterable[tuple[int | str | None, ...]]) -> list[tuple[int | None, ...]]:
    """Return rows of numbers as they are.

    Raises:
        Refused: there are words among them, of a question that is not asked any more.
    """
    found = []
    for row in rows:
        numbers = tuple(each for each in row if not isinstance(each, str))
        if len(numbers) < len(row):
            raise Refused([Problem("other-question", "", _OTHER_QUESTION)])
        found.append(numbers)
    return found


def _known(question: Question, answer: str | None) -> bool:
    try:
        in_top_box(question, answer)
    except Refused:
        return False
    return True


def _text(cell: PlainCell) -> str:
    """Return what stands in a cell; a whole number without decimals."""
    kind, text = cell
    if kind != "n":
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    whole = number.is_finite() and abs(number) < _LARGEST and number == int(number)
    return f"{int(number)}" if whole else text


_OTHER_QUESTION = Text(
    nl="er zijn nog antwoorden van een andere vraag in deze periode. Wis die eerst.",
    en="there still are answers to another question in this period. Erase those first.",
)
