"""What the other party sees of results: small groups hidden, also from subtraction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kpikit.domain.kpi import KpiId
from kpikit.domain.result.figure import (
    MeanFigure,
    ShareFigure,
    TwoSharesFigure,
    people_in,
)
from kpikit.domain.result.result import Presence, Result
from kpikit.statistics.disclosure import Cell, Status, suppress

LIMIT = 10
"""The smallest group that is shown to others; never set below 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A result as somebody else may see it.

    A hidden one has no figure and no numbers of people; ``status`` says whether it is
    small itself or protects another.
    """

    result: Result
    status: Status = Status.SHOWN

    @property
    def hidden(self) -> bool:
        """Whether the numbers are left out."""
        return self.status is not Status.SHOWN


def disclosed(results: Iterable[Result], limit: int = LIMIT) -> tuple[Shown, ...]:
    """Return the results as the other party may see them, in the order given.

    The results of one KPI in one year are taken as the parts of a total that is shown
    too, so that no hidden round follows from the year.
    """
    given = list(results)
    groups: dict[tuple[KpiId, int], list[int]] = defaultdict(list)
    for place, result in enumerate(given):
        if _n(result):
            groups[result.kpi_id, result.period.year].append(place)
    statuses = [Status.SHOWN] * len(given)
    for places in groups.values():
        found = _statuses([given[place] for place in places], limit)
        for place, status in zip(places, found, strict=True):
            statuses[place] = status
    return tuple(
        Shown(result=result if status is Status.SHOWN else _bare(result), status=status)
        for result, status in zip(given, statuses, strict=True)
    )


def _statuses(results: Sequence[Result], limit: int) -> list[Status]:
    cells = [_cell(result) for result in results]
    alike = all(cell.x is not None for cell in cells)
    if not alike:
        cells = [replace(cell, x=None) for cell in cells]
    total = Cell(
        key="year",
        n=sum(cell.n for cell in cells),
        x=sum(cell.x or 0 for cell in cells) if alike else None,
    )
    safe = suppress(cells, total, limit)
    if safe.total is None or safe.total.status is not Status.COMPLEMENTARY:
        return [cell.status for cell in safe.cells]
    # It would hide the total instead. A year is never left out, so its parts are.
    return [
        Status.COMPLEMENTARY if cell.status is Status.SHOWN else cell.status
        for cell in safe.cells
    ]


def _cell(result: Result) -> Cell:
    figure = result.figure
    x = figure.numerator if isinstance(figure, ShareFigure) else None
    return Cell(key=result.period.id, n=_n(result), x=x)


def _n(result: Result) -> int:
    """Return the size of the group behind a figure; 0 when there is none."""
    figure = result.figure
    if result.presence is not Presence.MEASURED or figure is None:
        return 0
    if isinstance(figure, ShareFigure | MeanFigure | TwoSharesFigure):
        return people_in(figure) or 0
    return 0


def _bare(result: Result) -> Result:
    """Return what may be told of a hidden result: that it is there."""
    return replace(
        result, figure=None, eligible=None, invited=None, responded=None, note=""
    )
