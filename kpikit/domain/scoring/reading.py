"""How the numbers in a file were written: every reading that fits, never a guess."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.instrument import Coding, Instrument
from kpikit.domain.scoring import wording
from kpikit.problems import Problem, Refused
from kpikit.text import Text

Answer = int | Decimal | None
Answers = Sequence[Answer]
"""What one person, consult or record gave, in the order of the items."""

Place = Callable[[int, int | None], str]
"""Where row and item stand, both counted from 1; ``None`` for the whole row."""

USUAL_STARTS = (0, 1)
"""The numbers from which questionnaires and statistics programs start counting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the answers were written as numbers.

    ``reversed`` means that the highest number stands for the anchor that the
    instrument calls low. ``recoded`` means that whoever made the file has already
    turned the items that are worded the other way round.
    """

    coding_minimum: int
    coding_maximum: int
    reversed: bool = False
    recoded: bool = False

    def fits(self, answer: Answer) -> bool:
        """Return whether the answer is one of the numbers; a missing one fits."""
        if answer is None:
            return True
        if isinstance(answer, Decimal) and not _whole(answer):
            return False
        return self.coding_minimum <= answer <= self.coding_maximum


def declared_reading(instrument: Instrument) -> Reading:
    """Return the coding that the instrument itself declares.

    Raises:
        Refused: the instrument declares no coding.
    """
    coding = coding_of(instrument)
    return Reading(coding_minimum=coding.minimum, coding_maximum=coding.maximum)


def readings(instrument: Instrument) -> tuple[Reading, ...]:
    """Return each way in which answers may have been written, the declared one first.

    Counting may start at the declared number, at 0 or at 1; either anchor may have the
    highest number; items worded the other way round may have been turned already.

    Raises:
        Refused: the instrument declares no coding.
    """
    return tuple(_readings(coding_of(instrument)))


def possible_readings(
    instrument: Instrument, rows: Iterable[Answers]
) -> tuple[Reading, ...]:
    """Return each reading under which all answers fit.

    With more than one, ask; with none, ``answer_problems`` says what is wrong.

    Raises:
        Refused: the instrument declares no coding.
    """
    found = {answer for row in rows for answer in row}
    return tuple(r for r in readings(instrument) if all(map(r.fits, found)))


def answer_problems(
    instrument: Instrument,
    rows: Sequence[Answers],
    place: Place = lambda row, item: f"{row}" if item is None else f"{row}.{item}",
) -> tuple[Problem, ...]:
    """Return every row of another length, and every answer that keeps readings away.

    An answer outside every reading is told as such. Answers that each fit somewhere
    but not together are told against the reading that most of them follow.

    Raises:
        Refused: the instrument declares no coding.
    """
    lengths = tuple(_length_problems(instrument, rows, place))
    return lengths + tuple(_answer_problems(instrument, rows, place))


def described(instrument: Instrument, reading: Reading) -> Text:
    """Return what the numbers mean under a reading, for whoever has to choose.

    Raises:
        Refused: the instrument declares no coding.
    """
    coding = coding_of(instrument)
    low, high = coding.anchor_low, coding.anchor_high
    if reading.reversed:
        low, high = high, low
    anchors = wording.anchors(reading.coding_minimum, low, reading.coding_maximum, high)
    if not coding.reversed_items:
        return anchors
    return wording.with_turned(anchors, coding.reversed_items, done=reading.recoded)


def coding_of(instrument: Instrument) -> Coding:
    """Return the coding.

    Raises:
        Refused: the instrument declares none.
    """
    if instrument.coding is None:
        raise Refused((Problem("no-coding", instrument.id, wording.NO_CODING),))
    return instrument.coding


def _readings(coding: Coding) -> Iterator[Reading]:
    width = coding.maximum - coding.minimum
    for start in dict.fromkeys((coding.minimum, *USUAL_STARTS)):
        for is_reversed in (False, True):
            for recoded in (False, True) if coding.reversed_items else (False,):
                yield Reading(
                    coding_minimum=start,
                    coding_maximum=start + width,
                    reversed=is_reversed,
                    recoded=recoded,
                )


def _whole(answer: Decimal) -> bool:
    return answer.is_finite() and answer == answer.to_integral_value()


def _length_problems(
    instrument: Instrument, rows: Sequence[Answers], place: Place
) -> Iterator[Problem]:
    expected = instrument.items or (len(rows[0]) if rows else 0)
    for number, row in enumerate(rows, 1):
        if len(row) != expected:
            text = wording.items_differ(len(row), expected)
            yield Problem("items-differ", place(number, None), text)


def _answer_problems(
    instrument: Instrument, rows: Sequence[Answers], place: Place
) -> Iterator[Problem]:
    known = readings(instrument)
    counted = Counter(answer for row in rows for answer in row)
    outside = {a for a in counted if not any(r.fits(a) for r in known)}
    within = {a: n for a, n in counted.items() if a not in outside}
    likely = max(known, key=lambda r: sum(n for a, n in within.items() if r.fits(a)))
    apart = {answer for answer in within if not likely.fits(answer)}
    for row_number, row in enumerate(rows, 1):
        for item, answer in enumerate(row, 1):
            if answer in outside:
                text = wording.outside(answer, _ranges(known))
                yield Problem("answer-outside", place(row_number, item), text)
            elif answer in apart:
                ends = (likely.coding_minimum, likely.coding_maximum)
                text = wording.apart(answer, ends)
                yield Problem("answers-disagree", place(row_number, item), text)


def _ranges(known: Sequence[Reading]) -> tuple[tuple[int, int], ...]:
    """Return the numbers from which to which the readings run, each once."""
    return tuple(dict.fromkeys((r.coding_minimum, r.coding_maximum) for r in known))
