"""What the bench holds the suggestion against: walking through all sets, and no more."""

import random
from decimal import Decimal
from itertools import combinations

from kpikit.domain.choice.suggestion import Rated, Suggestion, Wish, suggest
from kpikit.domain.library import Library

LIMIT = 5


def candidates(library: Library) -> list[Rated]:
    """Return every KPI that can be chosen, with scores drawn at random."""
    drawn = random.Random(3)  # noqa: S311 - figures to rank by
    return [
        Rated(
            kpi=kpi,
            provider=Decimal(drawn.randint(10, 90)) / 10,
            insurer=Decimal(drawn.randint(10, 90)) / 10,
        )
        for kpi in library.kpis.values()
        if not kpi.retired
    ]


def ours(pool: list[Rated]) -> tuple[Suggestion, ...]:
    """Return the sets that suit both."""
    return suggest(pool, Wish(limit=LIMIT))


def bare(pool: list[Rated]) -> int:
    """Walk through all sets without looking at them."""
    return sum(1 for _ in combinations(pool, LIMIT))
