"""Short ways to say what the demo says often."""

from collections.abc import Sequence
from decimal import Decimal

from kpikit.actions import choosing
from kpikit.actions.desk import Actor, Desk
from kpikit.domain.ambition import YearAmbition
from kpikit.domain.financing.base import YearAmount
from kpikit.domain.kpi import KpiId, Mode, SamplingMethod
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.selection import Position
from kpikit.statistics.verdicts import Rule


def both_say_yes(
    desk: Desk, actors: Sequence[Actor], agreement_id: str, kpi_id: KpiId
) -> None:
    """Let both parties choose a KPI."""
    for actor in actors:
        choosing.take_a_position(desk, actor, agreement_id, kpi_id, Position.YES)


def years_of(
    *rows: tuple[int, Decimal | None, Decimal | None],
) -> tuple[YearAmbition, ...]:
    """Return the ambition per year from (year, floor, goal)."""
    return tuple(YearAmbition(year=y, floor=f, goal=g) for y, f, g in rows)


def per_year(years: Sequence[int], *euro: str) -> tuple[YearAmount, ...]:
    """Return an amount in euro for each year."""
    return tuple(
        YearAmount(year=year, amount=Decimal(amount))
        for year, amount in zip(years, euro, strict=True)
    )


def survey_plan(
    kpi_id: KpiId,
    *,
    who: str,
    n: int,
    minimum: int,
    response: str,
    owner: str,
    source: str,
) -> MeasurementPlan:
    """Return the plan of a survey that runs every quarter; response in 0-1."""
    return MeasurementPlan(
        kpi_id=kpi_id,
        who_is_asked=who,
        method=SamplingMethod.CONSECUTIVE,
        mode=Mode.DIGITAL,
        planned_n=n,
        minimum_n=minimum,
        rounds_per_year=4,
        moments="Elk kwartaal",
        measured_by="Polikliniek kindergeneeskunde",
        owner=owner,
        data_source=source,
        expected_response=Decimal(response),
        revision=0,
    )


def audit_plan(
    kpi_id: KpiId, *, who: str, n: int, minimum: int, owner: str
) -> MeasurementPlan:
    """Return the plan of a look into records every quarter, counting failures."""
    return MeasurementPlan(
        kpi_id=kpi_id,
        who_is_asked=who,
        method=SamplingMethod.RANDOM,
        mode=Mode.RECORDS,
        planned_n=n,
        minimum_n=minimum,
        rounds_per_year=4,
        moments="Elk kwartaal",
        measured_by="Verpleegkundig consulent",
        owner=owner,
        data_source="Elektronisch patiëntendossier",
        rule=Rule.PLAN,
        revision=0,
    )
