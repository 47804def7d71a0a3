"""Sets that serve both parties best: exact, from what both rated, within the rules."""

from bisect import insort
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.set_advice import SET_RULES, hours_per_year

ALTERNATIVES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A candidate with what it is worth to the provider and to the insurer, 1-9."""

    kpi: AnyKpi
    provider: Decimal
    insurer: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the search has to keep to; ``hours`` is the most work in a year."""

    limit: int
    inside: frozenset[KpiId] = frozenset()
    outside: frozenset[KpiId] = frozenset()
    hours: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A set, what it is worth to each party, and what each gives up.

    ``provider`` and ``insurer`` are means per KPI, 1-9. ``missed_by_provider`` and
    ``missed_by_insurer`` are the candidates that the party would have had instead, the
    most wanted first.
    """

    kpis: tuple[AnyKpi, ...]
    provider: Decimal
    insurer: Decimal
    hours: Decimal
    missed_by_provider: tuple[AnyKpi, ...]
    missed_by_insurer: tuple[AnyKpi, ...]


def suggest(candidates: Sequence[Rated], wish: Wish) -> tuple[Suggestion, ...]:
    """Return up to three sets: the lesser satisfaction highest, then the sum.

    All sets of the limit's size (or of all candidates when there are fewer) are looked
    at, except those that cannot beat what was found already. Every set keeps to the
    advice on sets, to the pins and to the hours. None when no set does.
    """
    usable = [c for c in candidates if c.kpi.id not in wish.outside]
    pinned = [c for c in usable if c.kpi.id in wish.inside]
    free = sorted(
        (c for c in usable if c.kpi.id not in wish.inside),
        key=lambda c: (-(c.provider + c.insurer), c.kpi.id),
    )
    size = min(wish.limit, len(usable))
    search = _Search(free, size, wish)
    if size > 0 and len(pinned) <= size:
        search.go(pinned, 0)
    return tuple(_suggestion(found, usable) for _, _, found in search.best)


class _Search:
    """Depth first, the most wanted first; a branch that cannot win is left."""

    def __init__(self, free: Sequence[Rated], size: int, wish: Wish) -> None:
        self.free, self.size, self.wish = free, size, wish
        self.best: list[tuple[tuple[Decimal, Decimal], str, list[Rated]]] = []
        sides = ([c.provider for c in free], [c.insurer for c in free])
        self.tops = [_tops(values, size) for values in sides]

    def go(self, chosen: list[Rated], start: int) -> None:
        """Extend a set with candidates from a place on."""
        left = self.size - len(chosen)
        provider = sum((c.provider for c in chosen), Decimal(0))
        insurer = sum((c.insurer for c in chosen), Decimal(0))
        if not left:
            self._keep(chosen, provider, insurer)
            return
        if start + left > len(self.free):
            return
        most = (
            provider + self.tops[0][start][left],
            insurer + self.tops[1][start][left],
        )
        if not self._can_win(min(most), sum(most, Decimal(0))):
            return
        for place in range(start, len(self.free) - left + 1):
            self.go([*chosen, self.free[place]], place + 1)

    def _can_win(self, lesser: Decimal, total: Decimal) -> bool:
        if len(self.best) < ALTERNATIVES:
            return True
        worst = self.best[-1][0]
        return (-lesser, -total) < worst

    def _keep(self, chosen: list[Rated], provider: Decimal, insurer: Decimal) -> None:
        lesser, total = min(provider, insurer), provider + insurer
        if not self._can_win(lesser, total):
            return
        kpis = [c.kpi for c in chosen]
        hours = self.wish.hours
        if hours is not None and hours_per_year(kpis) > hours:
            return
        if all(rule.holds(kpis) for rule in SET_RULES):
            name = ",".join(sorted(k.id for k in kpis))
            insort(self.best, ((-lesser, -total), name, chosen), key=lambda b: b[:2])
            del self.best[ALTERNATIVES:]


def _tops(values: Sequence[Decimal], most: int) -> list[list[Decimal]]:
    """Return, from each place on, the largest sum of so many of the values."""
    found = []
    for start in range(len(values) + 1):
        ranked = sorted(values[start:], reverse=True)[:most]
        sums = [Decimal(0)]
        for value in ranked:
            sums.append(sums[-1] + value)
        sums += [sums[-1]] * (most + 1 - len(sums))
        found.append(sums)
    return found


def _suggestion(chosen: Sequence[Rated], usable: Sequence[Rated]) -> Suggestion:
    size = Decimal(len(chosen))
    ids = {c.kpi.id for c in chosen}
    kpis = tuple(c.kpi for c in sorted(chosen, key=lambda c: c.kpi.id))
    return Suggestion(
        kpis=kpis,
        provider=sum((c.provider for c in chosen), Decimal(0)) / size,
        insurer=sum((c.insurer for c in chosen), Decimal(0)) / size,
        hours=hours_per_year(kpis),
        missed_by_provider=_missed([(c.provider, c) for c in usable], ids, len(chosen)),
        missed_by_insurer=_missed([(c.insurer, c) for c in usable], ids, len(chosen)),
    )


def _missed(
    worth: Sequence[tuple[Decimal, Rated]], ids: Collection[KpiId], size: int
) -> tuple[AnyKpi, ...]:
    """Return what a party alone would have chosen and does not get."""
    ranked = sorted(worth, key=lambda w: (-w[0], w[1].kpi.id))[:size]
    return tuple(c.kpi for _, c in ranked if c.kpi.id not in ids)
