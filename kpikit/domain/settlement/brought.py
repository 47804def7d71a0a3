"""From the results that both parties took as theirs to what a settlement asks."""

from collections.abc import Sequence
from dataclasses import replace

from kpikit.domain.agreement import Dossier
from kpikit.domain.finding.agreed import agreed_on
from kpikit.domain.finding.judging import Judged, Why, judge
from kpikit.domain.finding.pooling import pooled
from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.result.figure import AnyFigure, CountFigure, LevelFigure
from kpikit.domain.result.result import Presence, Result
from kpikit.domain.result.schedule import kpi_periods
from kpikit.domain.settlement.facts import Finding, KpiOutcome, Standing
from kpikit.statistics.rules import Rule, Verdict

_FINDINGS: dict[Verdict | None, Finding] = {
    Verdict.MET: Finding.MET,
    Verdict.NOT_MET: Finding.NOT_MET,
    Verdict.INCONCLUSIVE: Finding.CANNOT_TELL,
    Verdict.NOT_JUDGED: Finding.CANNOT_TELL,
}
_TOO_THIN = frozenset({Why.TOO_FEW, Why.NO_CASES})
_FOR_PEOPLE = frozenset({Why.NO_SPREAD, Why.OFF_PLAN})


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
    kpi = next((k for k in dossier.kpis if k.id == kpi_id), None)
    if measured and kpi is not None:
        return _judged(dossier, kpi, year, measured)
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


def _judged(
    dossier: Dossier, kpi: AnyKpi, year: int, results: list[Result]
) -> KpiOutcome:
    found = KpiOutcome(kpi_id=KpiId(kpi.id), standing=Standing.DELIVERED)
    figure = pooled([r.figure for r in results if r.figure is not None])
    if figure is None or len({r.mode for r in results}) > 1:
        return found  # ways of asking are never added up
    if isinstance(figure, LevelFigure):  # held and discussed; never paid for its level
        return replace(found, finding=_held(figure))
    agreed = agreed_on(dossier, kpi, year)
    judged = judge(agreed, figure, len(results))
    if judged.why in _TOO_THIN:  # too few to say anything, so nothing is said
        return replace(found, finding=Finding.CANNOT_TELL)
    by_value = agreed.plan.rule is Rule.POINT
    return replace(
        found,
        value=judged.value,
        n=judged.n,
        low=None if by_value else judged.low,
        high=None if by_value else judged.high,
        finding=_told(judged, figure),
    )


def _held(figure: LevelFigure) -> Finding:
    return Finding.CANNOT_TELL if figure.level is None else Finding.MET


def _told(judged: Judged, figure: AnyFigure) -> Finding | None:
    """Return what the verdict comes to; without a rule or goal people have to say."""
    by_people = judged.why in _FOR_PEOPLE or isinstance(figure, CountFigure)
    return None if by_people else _FINDINGS.get(judged.verdict)
