"""A drawn sample: whom of a numbered list to ask, so that anyone can draw it again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole
from kpikit.domain.result.period import Period
from kpikit.problems import Problem
from kpikit.statistics.draw import draw_sample
from kpikit.text import Text

LONGEST_LIST = 100_000
MOST_DRAWS = 20
"""How often is drawn for one KPI and period."""
_SEED_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Which ``n`` of the ``eligible`` lines of a list are asked in one period.

    The list stays with the party that draws; only line numbers are known here.
    ``seed`` was fixed before anybody saw the list. ``reason`` says why there is a
    second draw for the same period.
    """

    kpi_id: KpiId
    period: Period
    drawn_by: PartyRole
    name: str
    drawn_at: datetime
    eligible: int
    n: int
    seed: str
    reason: str = ""

    @property
    def lines(self) -> tuple[int, ...]:
        """The line numbers to ask, from 1, in the order of the list."""
        return tuple(
            sorted(draw_sample(range(1, self.eligible + 1), self.n, self.seed))
        )


def seed_of(content_hash: str, kpi_id: KpiId, period: Period, turn: int) -> str:
    """Return the seed of a draw; ``turn`` is 1 for the first of a KPI and period.

    It follows from what was signed, so neither party can look for one that suits it.
    """
    return f"{content_hash[:_SEED_DIGITS]}/{kpi_id}/{period.id}/{turn}"


def of_period(
    samples: Iterable[Sample], kpi_id: KpiId, period: Period
) -> tuple[Sample, ...]:
    """Return the draws for one KPI and period, the first one first."""
    return tuple(s for s in samples if (s.kpi_id, s.period) == (kpi_id, period))


def sample_problems(
    sample: Sample, earlier: tuple[Sample, ...], limit: int
) -> tuple[Problem, ...]:
    """Return everything that cannot be right about a draw, per form field.

    ``earlier`` are the draws for the same KPI and period; ``limit`` is the smallest
    group of people that is shown to others.
    """
    return tuple(_problems(sample, earlier, limit))


def _problems(
    sample: Sample, earlier: tuple[Sample, ...], limit: int
) -> Iterator[Problem]:
    if not 1 <= sample.eligible <= LONGEST_LIST:
        yield Problem("eligible", "eligible", _LIST)
    elif sample.eligible < limit:
        yield Problem("list-small", "eligible", _small(limit))
    elif not 1 <= sample.n < sample.eligible:
        yield Problem("n", "n", _FEWER)
    if len(earlier) >= MOST_DRAWS:
        yield Problem("draws", "", _ENOUGH)
    elif earlier and not sample.reason.strip():
        yield Problem("reason", "reason", _REASON)


def _small(limit: int) -> Text:
    return Text(
        nl=f"Bij minder dan {limit} mensen loot u niet: vraag iedereen.",
        en=f"With fewer than {limit} people there is no draw: ask everybody.",
    )


_LIST = Text(
    nl="Vul een aantal in van 1 tot en met 100.000.",
    en="Enter a number from 1 to 100,000.",
)
_FEWER = Text(
    nl="Loot er minstens 1, en minder dan er op de lijst staan. Vraagt u iedereen, dan "
    "hoeft u niet te loten.",
    en="Draw at least 1, and fewer than are on the list. If you ask everybody, there "
    "is nothing to draw.",
)
_ENOUGH = Text(
    nl=f"Er is voor deze periode al {MOST_DRAWS} keer geloot. Meer kan niet.",
    en=f"Samples were drawn {MOST_DRAWS} times for this period. No more can be.",
)
_REASON = Text(
    nl="Er is voor deze periode al geloot. Schrijf op waarom u opnieuw loot.",
    en="A sample was drawn for this period already. Write down why you draw again.",
)
