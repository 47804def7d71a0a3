"""What of an ambition and a plan may carry numbers: the parts that can be right."""

from dataclasses import replace

from kpikit.domain import ambition as ambitions
from kpikit.domain import measurement
from kpikit.domain.ambition import AnyAmbition, Baseline, MeasuredAmbition
from kpikit.domain.kpi import AnyKpi, MeasuredKpi
from kpikit.domain.measurement import MeasurementPlan

_OF_ALL = {"goal", "comparator"}


def sound_ambition(
    ambition: AnyAmbition | None, kpi: AnyKpi, years: tuple[int, ...]
) -> MeasuredAmbition | None:
    """Return an ambition without the years and the baseline that cannot be right.

    None when nothing of it can be: another unit, or a comparison that does not fit.
    """
    if not isinstance(ambition, MeasuredAmbition) or not isinstance(kpi, MeasuredKpi):
        return None
    wrong = {p.where for p in ambitions.problems(ambition, kpi, years)}
    if wrong & _OF_ALL:
        return None
    unsure = wrong & {"baseline_value", "baseline_n"}
    return replace(
        ambition,
        baseline=Baseline() if unsure else ambition.baseline,
        years=tuple(
            y
            for y in ambition.years
            if not wrong & {f"goal_{y.year}", f"floor_{y.year}"}
        ),
    )


def sound_plan(plan: MeasurementPlan | None, kpi: AnyKpi) -> MeasurementPlan | None:
    """Return a plan without the numbers that cannot be right.

    None when there is no plan, or when its rule or level cannot judge this KPI.
    """
    if plan is None or plan.rule not in measurement.fitting_rules(kpi):
        return None
    wrong = {p.where for p in measurement.problems(plan)}
    if "level" in wrong:
        return None
    return replace(
        plan,
        planned_n=None if "planned_n" in wrong else plan.planned_n,
        minimum_n=None if "minimum_n" in wrong else plan.minimum_n,
        rounds_per_year=None if "rounds_per_year" in wrong else plan.rounds_per_year,
        population=None if "population" in wrong else plan.population,
        expected_response=(
            None if "expected_response" in wrong else plan.expected_response
        ),
    )
