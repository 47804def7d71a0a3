"""Small cells stay hidden, also from whoever subtracts."""

from collections.abc import Iterable, Sequence

from kpikit.statistics.cells import Cell, SafeCell, SafeTable, Status
from kpikit.statistics.errors import require, whole
from kpikit.statistics.subtraction import follows

__all__ = ["Cell", "SafeCell", "SafeTable", "Status", "suppress"]


def suppress(
    cells: Iterable[Cell], total: Cell | None = None, threshold: int = 10
) -> SafeTable:
    """Return a table in which no small group can be read or worked out.

    Primary: a group of 1 to threshold - 1 answers; and a group below twice the
    threshold in which none or all succeed, because that tells of everyone in it.
    Complementary: while a hidden group follows from the total and the shown groups, the
    smallest shown group is hidden too; when none is left, the total is, instead. An
    empty group is shown, for it holds nobody. See Hundepool, A., and others, 2012,
    Statistical Disclosure Control, Wiley, chapter 4, doi:10.1002/9781118348239.

    The outsider is taken to know these rules, the threshold and every status. A large
    total of which none or all succeed says so of every group; that is not worked out.
    One table is protected: parts of parts (quarters of a year) must come as one list.

    Args:
        cells: the parts; `x` given for all or for none.
        total: what is shown as their sum; None when no total is shown anywhere.
        threshold: the smallest size that is shown, at least 2.

    Raises:
        StatisticsInputError: `count`, `x_above_n`, `threshold`, `mixed`, or `total`
            (it is not the sum of the parts).
    """
    require(whole(threshold) >= 2, "threshold")
    parts = list(cells)
    _check(parts, total)
    statuses = [_primary(part, threshold) for part in parts]
    if total is None:
        return SafeTable(cells=_safe(parts, statuses), total=None)
    seen = _primary(total, threshold)
    tried = list(statuses)
    while seen is Status.SHOWN and follows(parts, tried, total, threshold):
        shown = [
            i for i, part in enumerate(parts) if tried[i] is Status.SHOWN and part.n
        ]
        if shown:
            tried[min(shown, key=lambda i: parts[i].n)] = Status.COMPLEMENTARY
        else:
            seen, tried = Status.COMPLEMENTARY, statuses
    return SafeTable(cells=_safe(parts, tried), total=_safe([total], [seen])[0])


def _check(parts: Sequence[Cell], total: Cell | None) -> None:
    """Refuse counts that are none, and a total that is not the sum."""
    for cell in parts if total is None else [*parts, total]:
        require(cell.x is None or whole(cell.x) <= whole(cell.n), "x_above_n")
        whole(cell.n)
    xs = [part.x for part in parts if part.x is not None]
    require(len(xs) in {0, len(parts)}, "mixed")
    if total is not None:
        require(sum(part.n for part in parts) == total.n, "total")
        require(total.x is None or not xs or sum(xs) == total.x, "total")


def _primary(cell: Cell, threshold: int) -> Status:
    """Return whether a cell is hidden for itself."""
    small = 0 < cell.n < threshold
    alike = 0 < cell.n < 2 * threshold and cell.x in {0, cell.n}
    return Status.PRIMARY if small or alike else Status.SHOWN


def _safe(parts: Sequence[Cell], statuses: Sequence[Status]) -> tuple[SafeCell, ...]:
    """Return the cells without what is hidden."""
    return tuple(
        SafeCell(
            key=part.key,
            status=status,
            n=part.n if status is Status.SHOWN else None,
            x=part.x if status is Status.SHOWN else None,
        )
        for part, status in zip(parts, statuses, strict=True)
    )
