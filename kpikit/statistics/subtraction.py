"""What an outsider can work out of a table by subtracting what it shows."""

from collections.abc import Iterator, Sequence

from kpikit.statistics.cells import Cell, Status


def follows(
    parts: Sequence[Cell], statuses: Sequence[Status], total: Cell, threshold: int
) -> bool:
    """Say whether a hidden part may follow from the total and the shown parts.

    It does not follow if the table would look the same with another size of that part,
    and with another number of successes, the difference made up by one other hidden
    part. Where no such other table is found, the part counts as worked out, so that
    this errs only on the safe side.
    """
    hidden = [i for i, status in enumerate(statuses) if status is not Status.SHOWN]
    shown = [
        part.n
        for part, status in zip(parts, statuses, strict=True)
        if status is Status.SHOWN and part.n
    ]
    looks = _Look(threshold, min(shown, default=total.n), total.x is not None)
    alike = total.x in {0, total.n}
    for i in hidden:
        others = [(parts[j], statuses[j]) for j in hidden if j != i]
        found = list(looks.others(parts[i], statuses[i], others))
        if not any(n != parts[i].n for n, _ in found):
            return True
        if looks.counts and not alike and not any(x != parts[i].x for _, x in found):
            return True
    return False


class _Look:
    """Which sizes and successes a hidden part can have, for all that is public."""

    __slots__ = ("counts", "largest", "threshold")

    def __init__(self, threshold: int, largest: int, counts: bool) -> None:  # noqa: FBT001 - a fact
        """Keep the threshold, the smallest shown size, and whether successes count."""
        self.threshold, self.largest, self.counts = threshold, largest, counts

    def others(
        self, part: Cell, status: Status, rest: Sequence[tuple[Cell, Status]]
    ) -> Iterator[tuple[int, int | None]]:
        """Yield other sizes and successes of a part that one other can make up for."""
        for n in self._sizes(part, status):
            for x in self._successes(part, n):
                shift = 0 if x is None or part.x is None else x - part.x
                if self._fits(n, x, status) and any(
                    self._fits(
                        cell.n - (n - part.n),
                        None if cell.x is None or x is None else cell.x - shift,
                        other,
                    )
                    for cell, other in rest
                ):
                    yield n, x

    def _sizes(self, part: Cell, status: Status) -> range:
        """Return sizes worth trying."""
        if status is Status.PRIMARY:
            return range(1, 2 * self.threshold)
        return range(max(0, part.n - self.threshold), part.n + self.threshold + 1)

    def _successes(self, part: Cell, n: int) -> Sequence[int | None]:
        """Return successes worth trying, near the true number; all of a small part."""
        if part.x is None or not self.counts:
            return [None]
        low, high = part.x - self.threshold, part.x + self.threshold
        return sorted({0, n, *range(max(0, low), min(n, high) + 1)})

    def _fits(self, n: int, x: int | None, status: Status) -> bool:
        """Say whether a hidden part with this status can have these numbers."""
        if n < 1 or (x is not None and not 0 <= x <= n):
            return False
        small = n < self.threshold
        alike = n < 2 * self.threshold and x in {0, n}
        if status is Status.PRIMARY:
            return small or alike
        return not small and not alike and n <= self.largest
