"""What was agreed beforehand on one KPI in one year: all that a judgement rests on."""

from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.advice.deciding import READS, population_of
from kpikit.domain.agreement import Dossier
from kpikit.domain.ambition import Baseline, Comparator, MeasuredAmbition
from kpikit.domain.kpi import AnyKpi, Direction, KpiId, MeasuredKpi, StatisticKind
from kpikit.domain.measurement import MeasurementPlan
from kpikit.statistics.chart import Direction as Way
from kpikit.statistics.rules import Goal

NO_BASELINE = Baseline()
_WAYS: dict[Direction, Way] = {
    Direction.HIGHER: "increase",
    Direction.LOWER: "decrease",
    Direction.NONE: "neutral",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """The plan, the goal and the start; ``floor`` and ``goal`` in the KPI's unit.

    ``rounds`` is how many rounds the year has. With the comparator 'between' floor and
    goal are the two bounds.
    """

    kpi: AnyKpi
    year: int
    plan: MeasurementPlan
    comparator: Comparator | None = None
    floor: Decimal | None = None
    goal: Decimal | None = None
    baseline: Baseline = NO_BASELINE

    @property
    def way(self) -> Way:
        """Which way is better, as the statistics call it."""
        if not isinstance(self.kpi, MeasuredKpi) or self.kpi.balancing:
            return "neutral"
        return _WAYS[self.kpi.statistic.direction]

    @property
    def counts(self) -> bool:
        """Whether it is a plain count, which runs up over the year."""
        kpi = self.kpi
        return isinstance(kpi, MeasuredKpi) and (
            kpi.statistic.kind is StatisticKind.COUNT
        )

    @property
    def rounds(self) -> int:
        """How many rounds a year has."""
        return self.plan.rounds_per_year or 1

    @property
    def goals(self) -> tuple[Goal, ...]:
        """What a value is held against, in the unit; two for 'between'."""
        if self.goal is None or self.comparator is None:
            return ()
        if self.comparator is Comparator.BETWEEN:
            if self.floor is None:
                return ()
            low, high = float(self.floor), float(self.goal)
            return (Goal(low, "increase", ">="), Goal(high, "decrease", "<="))
        return (Goal(float(self.goal), *READS[self.comparator]),)

    def population(self, rounds: int, n: int) -> int | None:
        """Return how many were eligible in so many rounds; ``None`` when unknown.

        A population smaller than the answers was wrong, and is not used.
        """
        size = population_of(self.plan)
        whole = None if size is None else size * rounds
        return whole if whole is not None and n <= whole else None


def agreed_on(dossier: Dossier, kpi: AnyKpi, year: int) -> Agreed:
    """Return what was agreed on a KPI in a year."""
    kpi_id = KpiId(kpi.id)
    plan = dossier.plan(kpi_id) or MeasurementPlan(kpi_id=kpi_id)
    ambition = dossier.ambition(kpi_id)
    if not isinstance(ambition, MeasuredAmbition):
        return Agreed(kpi=kpi, year=year, plan=plan)
    of_year = next((y for y in ambition.years if y.year == year), None)
    return Agreed(
        kpi=kpi,
        year=year,
        plan=plan,
        comparator=ambition.comparator,
        floor=of_year.floor if of_year else None,
        goal=of_year.goal if of_year else None,
        baseline=ambition.baseline,
    )
