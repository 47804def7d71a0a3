"""From the answers of one person, consult or record to one score."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from kpikit.domain.instrument import (
    Aggregate,
    Coding,
    Instrument,
    MissingRule,
    Scoring,
    StepKind,
)
from kpikit.domain.kpi import Direction
from kpikit.domain.scoring import wording
from kpikit.domain.scoring.reading import Answers, Reading, coding_of, readings
from kpikit.problems import Problem, Refused

_DIGITS = Context(prec=28)
"""Of a score that no decimal can write out, such as 26 ÷ 3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The score of each row in its own order, ``None`` where there is none."""

    scores: tuple[Decimal | None, ...]
    complete: int
    incomplete: int

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The scores of the rows that have one."""
        return tuple(score for score in self.scores if score is not None)


class Scale:
    """An instrument under one reading: made once, used for every row of a file."""

    def __init__(self, instrument: Instrument, reading: Reading) -> None:
        """Lay out what each number means.

        Raises:
            Refused: the instrument gives no score, or cannot be read like this.
        """
        self._instrument = instrument
        self._coding = coding_of(instrument)
        self._scoring = _scoring_of(instrument)
        if reading not in readings(instrument):
            raise Refused((_problem("other-reading", instrument, reading),))
        self._reading = reading
        self._turned_places = (
            [] if reading.recoded else [n - 1 for n in self._coding.reversed_items]
        )
        self._straight = _meanings(self._coding, reading, turned=reading.reversed)
        self._turned = _meanings(self._coding, reading, turned=not reading.reversed)
        self._known: dict[tuple[int, int], Decimal] = {}

    def understood(self, answers: Answers) -> tuple[int | None, ...]:
        """Return the answers in the instrument's own coding, all in one direction.

        Raises:
            Refused: an answer is none of the numbers of the reading, or there are
                more or fewer answers than items.
        """
        items = self._instrument.items
        if items is not None and len(answers) != items:
            text = wording.items_differ(len(answers), items)
            raise Refused((Problem("items-differ", self._instrument.id, text),))
        straight, turned = self._straight, self._turned
        try:
            found = [straight[answer] for answer in answers]
            for place in self._turned_places:
                if place < len(found):
                    found[place] = turned[answers[place]]
        except KeyError:
            raise Refused(self._outside(answers)) from None
        return tuple(found)

    def score(self, answers: Answers) -> Decimal | None:
        """Return the score, or ``None`` where the missing rule gives none.

        Raises:
            Refused: as for ``understood``.
        """
        given = self._given(answers)
        if not given:
            return None
        total = self._total(given)
        key = total, len(given)
        if key not in self._known:
            self._known[key] = _transformed(self._scoring, total, len(given))
        return self._known[key]

    def has_top_score(self, answers: Answers) -> bool | None:
        """Return whether every answer is the best one.

        ``None`` for an incomplete row, and for an instrument that declares no top
        score.

        Raises:
            Refused: as for ``understood``.
        """
        given = self._given(answers)
        if not given or self._scoring.top_score is None:
            return None
        lower = self._scoring.direction is Direction.LOWER
        best = self._coding.minimum if lower else self._coding.maximum
        return given.count(best) == len(given)

    def _given(self, answers: Answers) -> tuple[int, ...]:
        """Return the answers that count, and none at all for an incomplete row."""
        understood = self.understood(answers)
        given = tuple([each for each in understood if each is not None])
        if len(given) == len(understood):
            return given
        if self._instrument.missing.rule is MissingRule.COUNTS_AS_NO:
            missing = len(understood) - len(given)
            return (*given, *[self._coding.minimum] * missing)
        return ()

    def _total(self, given: tuple[int, ...]) -> int:
        if self._scoring.aggregate is Aggregate.YES:
            return int(given.count(self._coding.maximum) == len(given))
        return sum(given)

    def _outside(self, answers: Answers) -> list[Problem]:
        ends = ((self._reading.coding_minimum, self._reading.coding_maximum),)
        return [
            Problem("answer-outside", f"{item}", wording.outside(answer, ends))
            for item, answer in enumerate(answers, 1)
            if not self._reading.fits(answer)
        ]


def score(instrument: Instrument, answers: Answers, reading: Reading) -> Decimal | None:
    """Return the score of one row, or ``None`` where the missing rule gives none.

    Raises:
        Refused: the instrument gives no score, cannot be read like this, or an answer
            lies outside the reading.
    """
    return Scale(instrument, reading).score(answers)


def has_top_score(
    instrument: Instrument, answers: Answers, reading: Reading
) -> bool | None:
    """Return whether every answer of one row is the best one.

    ``None`` for an incomplete row, and for an instrument without a top score.

    Raises:
        Refused: as for ``score``.
    """
    return Scale(instrument, reading).has_top_score(answers)


def scores(instrument: Instrument, rows: Iterable[Answers], reading: Reading) -> Scored:
    """Return the score of every row, and how many rows were complete.

    Raises:
        Refused: as for ``score``.
    """
    scale = Scale(instrument, reading)
    found = tuple([scale.score(row) for row in rows])
    incomplete = found.count(None)
    return Scored(scores=found, complete=len(found) - incomplete, incomplete=incomplete)


def _scoring_of(instrument: Instrument) -> Scoring:
    scoring = instrument.scoring
    if scoring is None or scoring.aggregate is Aggregate.NONE:
        raise Refused((Problem("no-scoring", instrument.id, wording.NO_SCORING),))
    return scoring


def _meanings(
    coding: Coding, reading: Reading, *, turned: bool
) -> dict[object, int | None]:
    """Return what each number of the file is in the instrument's coding.

    A whole ``Decimal`` finds its number too: equal numbers have equal hashes.
    """
    width = range(coding.maximum - coding.minimum + 1)
    meanings: dict[object, int | None] = {
        reading.coding_minimum + n: coding.maximum - n if turned else coding.minimum + n
        for n in width
    }
    return {None: None, **meanings}


def _transformed(scoring: Scoring, total: int, n: int) -> Decimal:
    """Return the score of a total over ``n`` answers; only the last step rounds."""
    raw = Fraction(total, n if scoring.aggregate is Aggregate.MEAN else 1)
    for step in scoring.steps:
        by = Fraction(step.by)
        match step.kind:
            case StepKind.ADD:
                raw += by
            case StepKind.SUBTRACT:
                raw -= by
            case StepKind.MULTIPLY:
                raw *= by
            case StepKind.DIVIDE:
                raw /= by
    return _DIGITS.divide(Decimal(raw.numerator), Decimal(raw.denominator))


def _problem(code: str, instrument: Instrument, reading: Reading) -> Problem:
    where = f"{instrument.id}:{reading.coding_minimum}-{reading.coding_maximum}"
    return Problem(code, where, wording.OTHER_READING)
