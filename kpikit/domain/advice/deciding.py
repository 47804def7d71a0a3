"""Which counts will be called met and which not, by the agreed rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.ambition import Comparator, MeasuredAmbition
from kpikit.domain.kpi import AnyKpi, MeasuredKpi, SamplingMethod, StatisticKind, Unit
from kpikit.domain.measurement import Margin, MeasurementPlan
from kpikit.statistics.chances import binomial, hypergeometric
from kpikit.statistics.rules import Goal
from kpikit.statistics.sampling import Plan
from kpikit.statistics.verdicts import (
    DecisionTable,
    Direction,
    Operator,
    Rule,
    Verdict,
    decision_table,
    smallest_n_for_met,
    verdict_probabilities,
)

LARGEST_SAMPLE = 20_000
"""Above it chance hardly matters, and no table is made."""

BEYOND = Decimal(5)
"""How many percentage points past the goal the second 'what if' lies."""

HUNDRED = Decimal(100)
_TIE = 1e-12
_A_LITTLE = 0.005
READS: dict[Comparator, tuple[Direction, Operator]] = {
    Comparator.MORE_THAN: ("increase", ">"),
    Comparator.AT_LEAST: ("increase", ">="),
    Comparator.AT_MOST: ("decrease", "<="),
    Comparator.LESS_THAN: ("decrease", "<"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class YearDecision:
    """What a round of the planned size must show for the goal of one year.

    Attributes:
        year: of the goal.
        goal: in percent.
        comparator: how a result is held against it.
        plan: the measurement plan with its size, rule and level.
        table: the counts that are met and not met.
        acceptance: how many may fail, with the rule that counts failures.
        smallest: the fewest answers with which the goal can be shown as met; None
            when no sample can, or when the rule asks for no proof.
    """

    year: int
    goal: Decimal
    comparator: Comparator
    plan: MeasurementPlan
    table: DecisionTable
    acceptance: Plan | None
    smallest: int | None

    @property
    def provable(self) -> bool:
        """Whether any result of this size is called met."""
        return self.table.met_from is not None

    @property
    def three_ways(self) -> bool:
        """Whether some counts are neither met nor not met."""
        return len(self.table.met) + len(self.table.not_met) <= self.table.n


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """The chance (0-1) of each verdict if this, in percent, is the truth."""

    truth: Decimal
    met: float
    not_met: float
    inconclusive: float


def is_share(kpi: AnyKpi) -> bool:
    """Tell whether a KPI is a share of people, records or conversations."""
    if not isinstance(kpi, MeasuredKpi) or kpi.balancing:
        return False
    statistic = kpi.statistic
    return statistic.kind is StatisticKind.SHARE and statistic.unit is Unit.PERCENT


def population_of(plan: MeasurementPlan) -> int | None:
    """Return how many there are; for a census as many as are measured."""
    if plan.population is None and plan.method is SamplingMethod.CENSUS:
        return plan.planned_n
    return plan.population


def is_census(plan: MeasurementPlan) -> bool:
    """Tell whether everybody is measured, so that there is no sampling margin."""
    return plan.planned_n is not None and population_of(plan) == plan.planned_n


def decisions(
    kpi: AnyKpi, ambition: MeasuredAmbition | None, plan: MeasurementPlan | None
) -> tuple[YearDecision, ...]:
    """Return what each goal on a share asks of a round; both given must be sound."""
    if plan is None or ambition is None or not is_share(kpi):
        return ()
    if ambition.comparator not in READS or not _fits(plan):
        return ()
    return tuple(_decisions(ambition, plan))


def unprovable_years(
    kpi: AnyKpi, ambition: MeasuredAmbition | None, plan: MeasurementPlan | None
) -> tuple[int, ...]:
    """Return the years whose goal no result of the planned size is called met."""
    return tuple(d.year for d in decisions(kpi, ambition, plan) if not d.provable)


def smallest_sample(
    comparator: Comparator, goal: Decimal, plan: MeasurementPlan | None
) -> int | None:
    """Return the fewest answers with which a goal in percent can be shown as met.

    None when no sample can, or when the rule asks for no proof.
    """
    rule = plan.rule if plan else Rule.CONFIRM
    level = float(plan.level) if plan else 0.95
    if comparator not in READS or rule not in {Rule.CONFIRM, Rule.PROOF}:
        return None
    direction, operator = READS[comparator]
    return smallest_n_for_met(
        float(goal / HUNDRED),
        level,
        direction=direction,
        operator=operator,
        method=plan.interval_method if plan else "wilson",
    )


def decision(
    year: int, comparator: Comparator, goal: Decimal, plan: MeasurementPlan
) -> YearDecision:
    """Return what one goal asks of a round of the planned size."""
    accepted = _acceptance(comparator, goal, plan)
    direction, operator = READS[comparator]
    return YearDecision(
        year=year,
        goal=goal,
        comparator=comparator,
        plan=plan,
        table=decision_table(
            plan.planned_n or 0,
            float(goal / HUNDRED),
            direction=direction,
            operator=operator,
            rule=plan.rule,
            level=float(plan.level),
            population=population_of(plan),
            plan=accepted,
            method=plan.interval_method,
        ),
        acceptance=accepted,
        smallest=smallest_sample(comparator, goal, plan),
    )


def chances(found: YearDecision, baseline: Decimal | None) -> tuple[Chance, ...]:
    """Return the chance of each verdict if the truth is the baseline, the goal or past.

    ``baseline`` is in percent; it counts only when it is a possible share.
    """
    step = BEYOND if found.table.direction == "increase" else -BEYOND
    truths = [found.goal, found.goal + step]
    if baseline is not None and baseline not in truths:
        truths.insert(0, baseline)
    return tuple(_chance(found, t) for t in truths if 0 <= t <= HUNDRED)


def often_wrong(found: YearDecision) -> float | None:
    """Return the chance (0-1) that a goal that is only just met is called not met.

    None where it is no more than half a percent point above what the parties agreed
    on, with the exact margin, and where not met is the answer in case of doubt.
    """
    plan = found.plan
    if plan.rule not in {Rule.CONFIRM, Rule.BENEFIT_OF_DOUBT} or is_census(plan):
        return None
    if plan.margin is Margin.EXACT:
        return None
    chance = _chance(found, _just_met(found)).not_met
    return chance if chance > (1 - float(plan.level)) / 2 + _A_LITTLE else None


def _just_met(found: YearDecision) -> Decimal:
    """Return the truth, in percent, that meets the goal with nothing to spare."""
    people = population_of(found.plan)
    if people is None:
        return found.goal
    direction, operator = READS[found.comparator]
    goal = Goal(float(found.goal / HUNDRED), direction, operator)
    near = int(found.goal * people / HUNDRED)
    around = [c for c in range(near - 1, near + 3) if 0 <= c <= people]
    met = [c for c in around if goal.reached_by(c / people)]
    count = min(met, default=people) if direction == "increase" else max(met, default=0)
    return HUNDRED * count / people


def acceptance_plan(
    n: int, failing: float, level: float, population: int | None = None
) -> Plan:
    """Return how many of n may fail, so that who is at the goal passes.

    The smallest number c with P(failures <= c) at least ``level`` when the share
    ``failing`` (0-1) that the goal allows is the truth: the producer's point of
    acceptance sampling (Hund, L., 2014, doi:10.1186/1742-7622-11-2).
    """
    spread = (
        binomial(n, failing)
        if population is None
        else hypergeometric(population, round(population * failing), n)
    )
    total = 0.0
    for failures, chance in enumerate(spread):
        total += chance
        if total >= level - _TIE:
            return Plan(n=n, max_failures=failures, population=population)
    return Plan(n=n, max_failures=n, population=population)


def allowed_failing(comparator: Comparator, goal: Decimal) -> float:
    """Return the share (0-1) of failures that a goal in percent allows."""
    reached = float(goal / HUNDRED)
    return 1 - reached if READS[comparator][0] == "increase" else reached


def _decisions(
    ambition: MeasuredAmbition, plan: MeasurementPlan
) -> Iterator[YearDecision]:
    for each in ambition.years:
        if each.goal is not None:
            yield decision(each.year, ambition.comparator, each.goal, plan)


def _fits(plan: MeasurementPlan) -> bool:
    return plan.planned_n is not None and 1 <= plan.planned_n <= LARGEST_SAMPLE


def _acceptance(
    comparator: Comparator, goal: Decimal, plan: MeasurementPlan
) -> Plan | None:
    if plan.rule is not Rule.PLAN:
        return None
    return acceptance_plan(
        plan.planned_n or 0,
        allowed_failing(comparator, goal),
        float(plan.level),
        population_of(plan),
    )


def _chance(found: YearDecision, truth: Decimal) -> Chance:
    direction, operator = READS[found.comparator]
    of = verdict_probabilities(
        found.table.n,
        float(found.goal / HUNDRED),
        float(truth / HUNDRED),
        direction=direction,
        operator=operator,
        rule=found.plan.rule,
        level=float(found.plan.level),
        population=population_of(found.plan),
        plan=found.acceptance,
        method=found.plan.interval_method,
    )
    return Chance(
        truth=truth,
        met=of[Verdict.MET],
        not_met=of[Verdict.NOT_MET],
        inconclusive=of[Verdict.INCONCLUSIVE],
    )
