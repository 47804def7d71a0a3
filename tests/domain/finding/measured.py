"""An agreement on one KPI with accepted results, for tests of findings."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpikit.domain.agreement import Dossier
from kpikit.domain.ambition import (
    Baseline,
    Comparator,
    MeasuredAmbition,
    YearAmbition,
)
from kpikit.domain.finding.finding import KpiFinding, finding_of
from kpikit.domain.kpi import Direction, KpiId, MeasuredKpi, Mode, StatisticKind, Unit
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.result.disclosing import disclosed
from kpikit.domain.result.figure import (
    AnyFigure,
    CountFigure,
    MeanFigure,
    ShareFigure,
)
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Presence, Result
from kpikit.statistics.rules import Rule
from tests.domain.builders import TOP_SCORE, make_dossier, make_measured, make_statistic

YEAR = 2027
KIND = make_measured(TOP_SCORE)
END = date(YEAR, 12, 31)


def kpi(
    kind: StatisticKind = StatisticKind.SHARE,
    unit: Unit = Unit.PERCENT,
    direction: Direction = Direction.HIGHER,
) -> MeasuredKpi:
    """Return a measured KPI of this statistic."""
    ends = (Decimal(0), Decimal(100)) if unit is Unit.PERCENT else (Decimal(0), None)
    return replace(KIND, statistic=make_statistic(kind, unit, ends, direction))


def agreement(
    measured: MeasuredKpi | None = None,
    *,
    comparator: Comparator = Comparator.MORE_THAN,
    floor: Decimal | None = None,
    goal: Decimal | None = Decimal(75),
    baseline: Baseline | None = None,
    **plan: object,
) -> Dossier:
    """Return a dossier of one KPI, four rounds a year, with a minimum of 25."""
    chosen = measured or kpi()
    ambition = MeasuredAmbition(
        kpi_id=TOP_SCORE,
        unit=chosen.statistic.unit,
        comparator=comparator,
        baseline=baseline or Baseline(),
        years=(YearAmbition(year=YEAR, floor=floor, goal=goal),),
    )
    wanted: dict[str, object] = {
        "planned_n": 60,
        "minimum_n": 25,
        "rounds_per_year": 4,
        "mode": Mode.DIGITAL,
        "rule": Rule.CONFIRM,
        **plan,
    }
    made = MeasurementPlan(kpi_id=TOP_SCORE, **wanted)  # type: ignore[arg-type]
    return replace(make_dossier(), kpis=(chosen,), ambitions=(ambition,), plans=(made,))


def share(x: int, n: int) -> ShareFigure:
    """Return x of n."""
    return ShareFigure(numerator=x, denominator=n)


def mean(value: str, deviation: str | None, n: int) -> MeanFigure:
    """Return a mean with its spread."""
    spread = None if deviation is None else Decimal(deviation)
    return MeanFigure(mean=Decimal(value), standard_deviation=spread, n=n)


def count(number: int) -> CountFigure:
    """Return a plain count."""
    return CountFigure(count=number)


def rounds(
    *figures: AnyFigure | None, mode: Mode = Mode.DIGITAL, year: int = YEAR
) -> tuple[Result, ...]:
    """Return the first quarters of the year; ``None`` was not measured."""
    return tuple(
        Result(
            kpi_id=TOP_SCORE,
            period=Period(
                year=year + (number - 1) // 4, number=(number - 1) % 4 + 1, of=4
            ),
            presence=Presence.MISSING if figure is None else Presence.MEASURED,
            figure=figure,
            mode=mode if figure is not None else None,
        )
        for number, figure in enumerate(figures, start=1)
    )


def found(
    dossier: Dossier, results: tuple[Result, ...], on: date = END, limit: int = 10
) -> KpiFinding:
    """Return the finding of the one KPI on a day."""
    (chosen,) = dossier.kpis
    shown = disclosed(results, limit)
    return finding_of(dossier, chosen, results, shown, on=on, limit=limit)


ID = KpiId(TOP_SCORE)
