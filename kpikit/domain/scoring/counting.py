"""From scores to the figure of a KPI: counts above and below the line, or a mean."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal

from kpikit.domain.instrument import Aggregate, Instrument, Threshold
from kpikit.domain.kpi import CutOff, Statistic, StatisticKind
from kpikit.domain.scoring import wording
from kpikit.domain.scoring.reading import USUAL_STARTS, Answers, Reading
from kpikit.domain.scoring.scale import Scale
from kpikit.problems import Problem, Refused

_DIGITS = Context(prec=28)
_EXACT = Context(prec=120)
"""Room to add up squares of scores without rounding, so that order cannot matter."""

_MUCH_LONGER = 5
"""How much longer a scale must be before a low mean on it is doubted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many of how many; ``left_out`` counts neither above nor below the line."""

    numerator: int
    denominator: int
    left_out: int = 0

    @property
    def share(self) -> Decimal | None:
        """The share, 0 to 1; ``None`` when nobody counts."""
        if not self.denominator:
            return None
        return _DIGITS.divide(Decimal(self.numerator), Decimal(self.denominator))


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The mean, standard deviation (n - 1) and median of ``n`` scores.

    Without scores there is no mean and no median, and with fewer than two no standard
    deviation. ``left_out`` had no score.
    """

    n: int
    mean: Decimal | None
    standard_deviation: Decimal | None
    median: Decimal | None
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """The difference of each pair by its key; ``unpaired`` lack one of the two."""

    differences: Mapping[str, Decimal]
    unpaired: int


def measured(
    statistic: Statistic,
    instrument: Instrument,
    rows: Iterable[Answers],
    reading: Reading,
) -> Counted | Summary:
    """Return what the rows give for a KPI: counts for a share, a summary for a mean.

    For a difference between two groups or years: what the rows of one of them give.
    A difference between pairs is ``paired_differences``, a choice made twice ``roles``.

    Raises:
        Refused: the KPI does not say how rows become its figure, or as for ``scores``.
    """
    scale = Scale(instrument, reading)
    if statistic.cut_off_value is not None:
        cut_off = statistic.cut_off_value
        return count(meets(cut_off, scale, row) for row in rows)
    scoring = instrument.scoring
    if scoring is not None and scoring.aggregate is Aggregate.YES:
        return count(_is_yes(scale.score(row)) for row in rows)
    if statistic.kind is StatisticKind.MEAN:
        return summary(scale.score(row) for row in rows)
    raise Refused((Problem("not-from-rows", instrument.id, wording.NOT_FROM_ROWS),))


def meets(cut_off: CutOff, scale: Scale, answers: Answers) -> bool | None:
    """Return whether a row counts above the line; ``None`` if it does not count at all.

    A cut-off on some items needs only the answers to those.

    Raises:
        Refused: as for ``score``.
    """
    if cut_off.top_score:
        return scale.has_top_score(answers)
    if cut_off.items:
        understood = scale.understood(answers)
        asked = [understood[item - 1] for item in cut_off.items]
        given = [Decimal(each) for each in asked if each is not None]
        if len(given) < len(asked):
            return None
        return all(_reaches(cut_off, each) for each in given)
    found = scale.score(answers)
    return None if found is None else _reaches(cut_off, found)


def count(flags: Iterable[bool | None]) -> Counted:
    """Return how many are true out of those that are true or false."""
    found = list(flags)
    above, below = found.count(True), found.count(False)
    return Counted(
        numerator=above,
        denominator=above + below,
        left_out=len(found) - above - below,
    )


def summary(values: Iterable[Decimal | None]) -> Summary:
    """Return mean, standard deviation and median of the values that are there."""
    found = list(values)
    there = sorted(value for value in found if value is not None)
    n = len(there)
    if not n:
        return Summary(
            n=0, mean=None, standard_deviation=None, median=None, left_out=len(found)
        )
    total, squares = _sums(there)
    return Summary(
        n=n,
        mean=_DIGITS.divide(total, Decimal(n)),
        standard_deviation=_deviation(total, squares, n) if n > 1 else None,
        median=_median(there),
        left_out=len(found) - n,
    )


def paired_differences(
    of: Mapping[str, Decimal | None], minus: Mapping[str, Decimal | None]
) -> Paired:
    """Return for each key in both the score in ``of`` less that in ``minus``."""
    found = {
        key: _DIGITS.subtract(first, second)
        for key in sorted(of.keys() & minus.keys())
        if (first := of[key]) is not None and (second := minus[key]) is not None
    }
    every = of.keys() | minus.keys()
    return Paired(differences=found, unpaired=len(every) - len(found))


def count_problems(numerator: int, denominator: int) -> tuple[Problem, ...]:
    """Return what cannot be right about counts that somebody typed, per field."""
    return tuple(_count_problems(numerator, denominator))


def mean_problems(instrument: Instrument, mean: Decimal) -> tuple[Problem, ...]:
    """Return why a mean score that was not worked out here may not be one.

    A mean no higher than a single answer can be, on a much longer scale, is probably a
    mean of answers: older papers report the DCS like that.
    """
    scoring, coding = instrument.scoring, instrument.coding
    if scoring is None:
        return ()
    low, high = scoring.minimum, scoring.maximum
    if not mean.is_finite() or not low <= mean <= high:
        text = wording.outside_scale(low, high)
        return (Problem("mean-outside", "mean", text),)
    if coding is None:
        return ()
    width = coding.maximum - coding.minimum
    highest = width + max(coding.minimum, *USUAL_STARTS)
    if mean <= highest <= high / _MUCH_LONGER:
        return (Problem("raw-mean", "mean", wording.raw_mean(highest, low, high)),)
    return ()


def enough(threshold: Threshold, complete: int) -> bool:
    """Return whether there are as many complete rows as a source asks for, if any."""
    return threshold.n is None or complete >= threshold.n


def _is_yes(found: Decimal | None) -> bool | None:
    return None if found is None else found == 1


def _reaches(cut_off: CutOff, value: Decimal) -> bool:
    if cut_off.at_least is not None:
        return value >= cut_off.at_least
    if cut_off.more_than is not None:
        return value > cut_off.more_than
    if cut_off.at_most is not None:
        return value <= cut_off.at_most
    return cut_off.less_than is not None and value < cut_off.less_than


def _sums(values: list[Decimal]) -> tuple[Decimal, Decimal]:
    """Return the sum of the values and of their squares, without rounding."""
    total = squares = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
        squares = _EXACT.fma(value, value, squares)
    return total, squares


def _median(ordered: list[Decimal]) -> Decimal:
    """Return the middle value, or the mean of the two in the middle."""
    lower, upper = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return _DIGITS.divide(_EXACT.add(lower, upper), Decimal(2))


def _deviation(total: Decimal, squares: Decimal, n: int) -> Decimal:
    """Return the sample standard deviation: sqrt((n Σx² - (Σx)²) / (n (n - 1)))."""
    spread = _EXACT.subtract(
        _EXACT.multiply(Decimal(n), squares), _EXACT.multiply(total, total)
    )
    variance = _EXACT.divide(spread, Decimal(n * (n - 1)))
    return _DIGITS.plus(_EXACT.sqrt(variance))


def _count_problems(numerator: int, denominator: int) -> Iterator[Problem]:
    fields = {"numerator": numerator, "denominator": denominator}
    negative = [field for field, number in fields.items() if number < 0]
    for field in negative:
        yield Problem("count-negative", field, wording.COUNT_NEGATIVE)
    if not negative and numerator > denominator:
        yield Problem("count-larger", "numerator", wording.COUNT_LARGER)
