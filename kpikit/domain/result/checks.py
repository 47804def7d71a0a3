"""What cannot be right about a result, per field, before anybody relies on it."""

from collections.abc import Iterator
from decimal import Decimal

from kpikit.domain.ambition import HIGHEST_LEVEL, LOWEST_LEVEL
from kpikit.domain.instrument import Instrument
from kpikit.domain.kpi import AnyKpi, MeasuredKpi
from kpikit.domain.measurement import MOST_PEOPLE
from kpikit.domain.result import wording
from kpikit.domain.result.figure import (
    AnyFigure,
    CountFigure,
    FigureKind,
    LevelFigure,
    MeanFigure,
    ShareFigure,
    TwoSharesFigure,
    figure_kind,
)
from kpikit.domain.result.incoming.personal import seems_personal
from kpikit.domain.result.result import Presence, Result
from kpikit.domain.scoring import mean_problems
from kpikit.problems import Problem

_SAMPLED = (FigureKind.SHARE, FigureKind.MEAN)
_PEOPLE = ("eligible", "invited", "responded")


def problems(
    result: Result, kpi: AnyKpi, instrument: Instrument | None = None
) -> tuple[Problem, ...]:
    """Return everything that cannot be right about a result, per form field.

    The fields are ``eligible``, ``invited``, ``responded``, ``mode``, ``note``, and
    those of the figure: ``numerator``, ``denominator``, ``second_numerator``,
    ``second_denominator``, ``mean``, ``standard_deviation``, ``n``, ``count``,
    ``level``.
    """
    said = [Problem("personal", "note", wording.PERSONAL)]
    note = said if seems_personal(result.note) else []
    if result.presence is not Presence.MEASURED:
        return (*_without_figure(result), *note)
    return (*_measured(result, kpi, instrument), *_asked(result, kpi), *note)


def _without_figure(result: Result) -> Iterator[Problem]:
    if not result.note.strip():
        yield Problem("why-none", "note", wording.WHY_NONE)
    if result.figure is not None:
        yield Problem("figure-with-none", "presence", wording.NO_FIGURE_WITH_NONE)
    yield from _people(result)


def _measured(
    result: Result, kpi: AnyKpi, instrument: Instrument | None
) -> Iterator[Problem]:
    figure, wanted = result.figure, figure_kind(kpi)
    if figure is None:
        yield Problem("needed", FIRST_FIELD[wanted], wording.NEEDED)
    elif figure.kind is not wanted:
        yield Problem("wrong-figure", FIRST_FIELD[wanted], wording.WRONG_FIGURE)
    else:
        yield from _figure(figure, kpi, instrument)
        yield from _valid_within(result)


def _asked(result: Result, kpi: AnyKpi) -> Iterator[Problem]:
    """Ask who was invited and who responded, wherever a sample was taken."""
    if figure_kind(kpi) in _SAMPLED:
        for field in ("invited", "responded"):
            if getattr(result, field) is None:
                yield Problem("needed", field, wording.NEEDED)
        if result.mode is None:
            yield Problem("needed", "mode", wording.NEEDED)
    yield from _people(result)


def _people(result: Result) -> Iterator[Problem]:
    for field in _PEOPLE:
        yield from _number(getattr(result, field), field)
    if _more(result.invited, result.eligible):
        yield Problem("more-invited", "invited", wording.MORE_INVITED)
    if _more(result.responded, result.invited):
        yield Problem("more-responded", "responded", wording.MORE_RESPONDED)


def _valid_within(result: Result) -> Iterator[Problem]:
    figure = result.figure
    if isinstance(figure, ShareFigure) and _more(figure.denominator, result.responded):
        yield Problem("more-valid", "denominator", wording.MORE_VALID)
    if isinstance(figure, MeanFigure) and _more(figure.n, result.responded):
        yield Problem("more-valid", "n", wording.MORE_VALID)


def _figure(
    figure: AnyFigure, kpi: AnyKpi, instrument: Instrument | None
) -> Iterator[Problem]:
    if isinstance(figure, ShareFigure):
        yield from _share(figure, "")
    elif isinstance(figure, TwoSharesFigure):
        yield from _share(figure.first, "")
        yield from _share(figure.second, "second_")
    elif isinstance(figure, CountFigure):
        yield from _number(figure.count, "count", most=MOST_PEOPLE * 100)
    elif isinstance(figure, LevelFigure):
        level = figure.level
        if level is not None and not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
            yield Problem("level", "level", wording.LEVEL)
    elif isinstance(kpi, MeasuredKpi):
        yield from _mean(figure, kpi, instrument)


def _share(share: ShareFigure, start: str) -> Iterator[Problem]:
    above, below = f"{start}numerator", f"{start}denominator"
    wrong = [
        *_number(share.numerator, above),
        *_number(share.denominator, below),
    ]
    yield from wrong
    if not wrong and share.denominator == 0:
        yield Problem("nobody", below, wording.NOBODY)
    elif not wrong and share.numerator > share.denominator:
        yield Problem("above-line", above, wording.ABOVE_LINE)


def _mean(
    figure: MeanFigure, kpi: MeasuredKpi, instrument: Instrument | None
) -> Iterator[Problem]:
    low, high = kpi.statistic.minimum, kpi.statistic.maximum
    wrong_n = [*_number(figure.n, "n")]
    yield from wrong_n
    if not wrong_n and figure.n == 0:
        yield Problem("nobody", "n", wording.NOBODY)
    if not _within(figure.mean, low, high):
        yield Problem("mean-outside", "mean", wording.outside(low, high))
    elif instrument is not None and kpi.statistic.paired_with is None:
        yield from mean_problems(instrument, figure.mean)
    yield from _spread(figure, low, high)


def _spread(
    figure: MeanFigure, low: Decimal | None, high: Decimal | None
) -> Iterator[Problem]:
    """Hold the spread against the most that mean, scale and n allow.

    Values between a and b with mean m have a variance of at most (m - a)(b - m) (Bhatia
    and Davis, 2000, doi:10.1080/00029890.2000.12005203); times n / (n - 1) in a sample.
    """
    spread, where = figure.standard_deviation, "standard_deviation"
    if figure.n <= 1:
        if spread is not None:
            yield Problem("no-spread", where, wording.NO_SPREAD)
    elif spread is None:
        yield Problem("needs-spread", where, wording.NEEDS_SPREAD)
    elif not spread.is_finite() or spread < 0:
        yield Problem("negative", where, wording.NEGATIVE)
    elif low is not None and high is not None and _within(figure.mean, low, high):
        most = (figure.mean - low) * (high - figure.mean) * figure.n / (figure.n - 1)
        if (spread - _ROUNDING) > 0 and (spread - _ROUNDING) ** 2 > most:
            yield Problem("spread-impossible", where, wording.SPREAD_IMPOSSIBLE)


def _number(
    value: int | None, field: str, most: int = MOST_PEOPLE
) -> Iterator[Problem]:
    if value is not None and value < 0:
        yield Problem("negative", field, wording.NEGATIVE)
    elif value is not None and value > most:
        yield Problem("too-many", field, wording.TOO_MANY)


def _within(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    if not value.is_finite():
        return False
    return (low is None or low <= value) and (high is None or value <= high)


def _more(part: int | None, whole: int | None) -> bool:
    return part is not None and whole is not None and part > whole


FIRST_FIELD = {
    FigureKind.SHARE: "numerator",
    FigureKind.MEAN: "mean",
    FigureKind.COUNT: "count",
    FigureKind.TWO_SHARES: "numerator",
    FigureKind.LEVEL: "level",
}
_ROUNDING = Decimal("0.05")
"""Half of the last digit with which people usually write a standard deviation."""
