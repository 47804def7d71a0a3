"""A result in words for a page: the counts first, then the figure."""

from decimal import Decimal

from flask_babel import gettext as _

from kpikit.domain.kpi import AnyKpi, MeasuredKpi, NarrativeKpi
from kpikit.domain.result.figure import (
    AnyFigure,
    CountFigure,
    LevelFigure,
    MeanFigure,
    ShareFigure,
    people_in,
    value_of,
)
from kpikit.domain.result.incoming.results import INSUFFICIENT
from kpikit.domain.result.result import PRESENCE_NAMES, Presence, Result
from kpikit.web.language import number, words

_FROM_ONE_DECIMAL = 200


def result_words(result: Result, kpi: AnyKpi) -> str:
    """Return a result in one line: ``46 of 62 (74%)``."""
    if result.presence is not Presence.MEASURED or result.figure is None:
        return words(PRESENCE_NAMES[result.presence])
    return figure_words(result.figure, kpi)


def figure_words(figure: AnyFigure, kpi: AnyKpi) -> str:
    """Return a figure in one line, rounded for reading only."""
    if isinstance(figure, ShareFigure):
        return _share(figure)
    if isinstance(figure, MeanFigure):
        return _mean(figure, kpi)
    if isinstance(figure, CountFigure):
        return number(figure.count)
    if isinstance(figure, LevelFigure):
        return _level(figure, kpi)
    found = value_of(figure) or Decimal(0)
    return str(
        _(
            "%(first)s less %(second)s: %(points)s percentage points",
            first=_share(figure.first),
            second=_share(figure.second),
            points=number(round(found, 0)),
        )
    )


def behind_words(figure: AnyFigure) -> str:
    """Return what is behind a figure: its counts, or how many answered."""
    if isinstance(figure, ShareFigure):
        x, total = number(figure.numerator), number(figure.denominator)
        return str(_("%(x)s of %(n)s", x=x, n=total))
    n = people_in(figure)
    return "" if n is None else number(n)


def people_words(result: Result) -> str:
    """Return who could have been asked, who was and who answered."""
    known = [
        (_("%(n)s eligible", n=number(result.eligible)), result.eligible),
        (_("%(n)s invited", n=number(result.invited)), result.invited),
        (_("%(n)s responded", n=number(result.responded)), result.responded),
    ]
    return ", ".join(said for said, value in known if value is not None)


def _share(share: ShareFigure) -> str:
    percent = value_of(share)
    counts = behind_words(share)
    if percent is None:
        return counts
    decimals = 0 if share.denominator < _FROM_ONE_DECIMAL else 1
    return f"{counts} ({number(round(percent, decimals))}%)"


def _mean(figure: MeanFigure, kpi: AnyKpi) -> str:
    decimals = kpi.statistic.decimals if isinstance(kpi, MeasuredKpi) else 1
    mean = number(round(figure.mean, max(decimals, 1)))
    spread = figure.standard_deviation
    if spread is None:
        return str(_("%(mean)s (n = %(n)s)", mean=mean, n=number(figure.n)))
    return str(
        _(
            "%(mean)s (standard deviation %(spread)s, n = %(n)s)",
            mean=mean,
            spread=number(round(spread, 1)),
            n=number(figure.n),
        )
    )


def _level(figure: LevelFigure, kpi: AnyKpi) -> str:
    if figure.level is None:
        return words(INSUFFICIENT)
    ladder = kpi.ladder if isinstance(kpi, NarrativeKpi) else ()
    if figure.level < len(ladder):
        return f"{figure.level}: {words(ladder[figure.level])}"
    return f"{figure.level}"
