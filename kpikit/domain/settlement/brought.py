"""From the results that both parties took as theirs to what a settlement asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.agreement import Dossier
from kpikit.domain.ambition import Comparator, MeasuredAmbition
from kpikit.domain.kpi import KpiId, SamplingMethod
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.result.figure import (
    CountFigure,
    LevelFigure,
    MeanFigure,
    ShareFigure,
    TwoSharesFigure,
    value_of,
)
from kpikit.domain.result.result import Presence, Result
from kpikit.domain.result.schedule import kpi_periods
from kpikit.domain.settlement.facts import Finding, KpiOutcome, Standing
from kpikit.statistics.interval import Interval
from kpikit.statistics.intervals import mean_interval, proportion_interval
from kpikit.statistics.rules import Operator, Rule, Verdict
from kpikit.statistics.verdicts import judge_mean, judge_target

_FINDINGS = {
    Verdict.MET: Finding.MET,
    Verdict.NOT_MET: Finding.NOT_MET,
    Verdict.INCONCLUSIVE: Finding.CANNOT_TELL,
    Verdict.NOT_JUDGED: Finding.CANNOT_TELL,
}
_OPERATORS: dict[Comparator, tuple[Operator, bool]] = {
    Comparator.AT_LEAST: (">=", True),
    Comparator.MORE_THAN: (">", True),
    Comparator.AT_MOST: ("<=", False),
    Comparator.LESS_THAN: ("<", False),
}
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Agreed:
    """What was agreed beforehand about one KPI in one year."""

    plan: MeasurementPlan
    comparator: Comparator | None
    goal: Decimal | None

    @property
    def sampled(self) -> bool:
        """Whether there is a margin of chance; not when all were counted."""
        census = self.plan.method is SamplingMethod.CENSUS
        return not census and self.plan.rule is not Rule.POINT


def outcome_of(
    dossier: Dossier, kpi_id: KpiId, year: int, results: Sequence[Result]
) -> KpiOutcome:
    """Return the result of a KPI over a year, judged by the rule agreed beforehand.

    Counts of several rounds are added up, percentages are never averaged. Without a
    round planned in the year nothing is due; a round without a figure was not
    delivered. What has to be judged by people is left open.
    """
    mine = [r for r in results if r.kpi_id == kpi_id and r.period.year == year]
    measured = [r for r in mine if r.presence is Presence.MEASURED]
    if measured:
        return _judged(_agreed(dossier, kpi_id, year), measured)
    planned = any(p.year == year for p in kpi_periods(dossier, kpi_id))
    elsewhere = bool(mine) and all(r.presence is Presence.NOT_APPLICABLE for r in mine)
    standing = Standing.NOT_DELIVERED if planned else Standing.NOT_DUE
    return KpiOutcome(
        kpi_id=kpi_id, standing=Standing.NOT_DUE if elsewhere else standing
    )


def without_figures(outcome: KpiOutcome) -> KpiOutcome:
    """Return an outcome that says what was found, and no number of a small group."""
    return KpiOutcome(
        kpi_id=outcome.kpi_id,
        standing=outcome.standing,
        finding=outcome.finding
        or (Finding.CANNOT_TELL if outcome.value is not None else None),
    )


def _agreed(dossier: Dossier, kpi_id: KpiId, year: int) -> _Agreed:
    plan = dossier.plan(kpi_id) or MeasurementPlan(kpi_id=kpi_id)
    ambition = dossier.ambition(kpi_id)
    if not isinstance(ambition, MeasuredAmbition):
        return _Agreed(plan, None, None)
    return _Agreed(plan, ambition.comparator, ambition.goal_in(year))


def _judged(agreed: _Agreed, results: list[Result]) -> KpiOutcome:
    if len({r.mode for r in results}) > 1:  # ways of asking are never added up
        return _delivered(agreed)
    figures = [r.figure for r in results]
    shares = [f for f in figures if isinstance(f, ShareFigure)]
    means = [f for f in figures if isinstance(f, MeanFigure)]
    if shares:
        return _of_share(
            agreed, sum(f.numerator for f in shares), sum(f.denominator for f in shares)
        )
    if means:
        return _of_mean(agreed, means)
    last = figures[-1]
    found = _delivered(agreed)
    if isinstance(last, LevelFigure):  # held and discussed; never paid for its level
        told = Finding.CANNOT_TELL if last.level is None else Finding.MET
        return KpiOutcome(kpi_id=found.kpi_id, standing=found.standing, finding=told)
    if isinstance(last, TwoSharesFigure) and len(figures) > 1:
        return found  # which rounds stand against each other is for people to say
    counted = (f.count for f in figures if isinstance(f, CountFigure))
    value = value_of(last) if last is not None else None
    if isinstance(last, CountFigure):
        value = Decimal(sum(counted))
    return KpiOutcome(kpi_id=found.kpi_id, standing=found.standing, value=value)


def _of_share(agreed: _Agreed, hits: int, people: int) -> KpiOutcome:
    plan, found = agreed.plan, _delivered(agreed)
    if people < (plan.minimum_n or 1):  # too few to say anything, so nothing is said
        return KpiOutcome(
            kpi_id=found.kpi_id, standing=found.standing, finding=Finding.CANNOT_TELL
        )
    value = _HUNDRED * hits / people
    if not agreed.sampled:
        return KpiOutcome(
            kpi_id=found.kpi_id, standing=found.standing, value=value, n=people
        )
    interval = proportion_interval(hits, people, level=float(plan.level))
    low, high = _bounds(interval, value, _HUNDRED)
    return KpiOutcome(
        kpi_id=found.kpi_id,
        standing=found.standing,
        value=value,
        n=people,
        low=low,
        high=high,
        finding=_finding_of_share(agreed, hits, people),
    )


def _finding_of_share(agreed: _Agreed, hits: int, people: int) -> Finding | None:
    known = _OPERATORS.get(agreed.comparator) if agreed.comparator else None
    if known is None or agreed.goal is None or agreed.plan.rule is Rule.PLAN:
        return None
    operator, rising = known
    verdict = judge_target(
        hits,
        people,
        float(agreed.goal / _HUNDRED),
        direction="increase" if rising else "decrease",
        operator=operator,
        rule=agreed.plan.rule,
        level=float(agreed.plan.level),
        minimum=agreed.plan.minimum_n or 1,
    ).verdict
    return _FINDINGS[verdict]


def _of_mean(agreed: _Agreed, means: list[MeanFigure]) -> KpiOutcome:
    plan, found = agreed.plan, _delivered(agreed)
    people = sum(m.n for m in means)
    if people < max(plan.minimum_n or 2, 2):
        return KpiOutcome(
            kpi_id=found.kpi_id, standing=found.standing, finding=Finding.CANNOT_TELL
        )
    value = sum((m.mean * m.n for m in means), Decimal(0)) / people
    unknown = any(m.standard_deviation is None for m in means)
    if unknown or not agreed.sampled:  # no margin to be told, or none at all
        return KpiOutcome(
            kpi_id=found.kpi_id, standing=found.standing, value=value, n=people
        )
    squares = sum(
        float(m.standard_deviation or 0) ** 2 * (m.n - 1)
        + m.n * float(m.mean - value) ** 2
        for m in means
    )
    interval = mean_interval(
        mean=float(value),
        sd=(squares / (people - 1)) ** 0.5,
        n=people,
        level=float(plan.level),
    )
    known = _OPERATORS.get(agreed.comparator) if agreed.comparator else None
    finding = None
    if known and agreed.goal is not None and plan.rule is not Rule.PLAN:
        operator, rising = known
        finding = _FINDINGS[
            judge_mean(
                interval,
                float(agreed.goal),
                direction="increase" if rising else "decrease",
                operator=operator,
                rule=plan.rule,
                minimum=plan.minimum_n or 1,
            ).verdict
        ]
    low, high = _bounds(interval, value, Decimal(1))
    return KpiOutcome(
        kpi_id=found.kpi_id,
        standing=found.standing,
        value=value,
        n=people,
        low=low,
        high=high,
        finding=finding,
    )


def _delivered(agreed: _Agreed) -> KpiOutcome:
    return KpiOutcome(kpi_id=agreed.plan.kpi_id, standing=Standing.DELIVERED)


def _bounds(
    interval: Interval, value: Decimal, unit: Decimal
) -> tuple[Decimal, Decimal]:
    """Return the ends of an interval, which the value never lies outside of."""
    ends = (value / unit if end is None else end for end in _ends(interval))
    low, high = (Decimal(str(end)) * unit for end in ends)
    return min(low, value), max(high, value)


def _ends(interval: Interval) -> tuple[float | None, float | None]:
    return interval.lower, interval.upper
