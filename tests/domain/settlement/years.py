"""A year to settle: the base case of the worked examples, changed in one thing."""

from dataclasses import replace
from decimal import Decimal

from kpikit.domain.agreement import Dossier
from kpikit.domain.ambition import YearAmbition
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.settlement.facts import (
    CareFigures,
    Facts,
    Finding,
    KpiOutcome,
    Standing,
)
from kpikit.domain.settlement.lines import Outcome
from kpikit.domain.settlement.reckoning import settle
from tests.domain.builders import (
    PATH,
    TOP_SCORE,
    YEARS,
    make_ambition,
    make_dossier,
)

SECOND = YEARS[1]


def make_care(volume: int | str = 900, **changes: object) -> CareFigures:
    """Price 10,000, variable cost 2,000, 1,000 expected, 1,500 for other care."""
    care = CareFigures(
        care_path=PATH,
        price=Decimal(10_000),
        expected=Decimal(1_000),
        volume=Decimal(volume),
        variable_cost=Decimal(2_000),
        alternative=Decimal(1_500),
    )
    return replace(care, **changes)  # type: ignore[arg-type]


def make_facts(
    *results: KpiOutcome, care: CareFigures | None = None, year: int = SECOND
) -> Facts:
    return Facts(year=year, care=(care or make_care(),), results=results)


def measured(
    value: int | str | None,
    finding: Finding | None = Finding.MET,
    *,
    low: int | None = None,
    high: int | None = None,
) -> KpiOutcome:
    return KpiOutcome(
        kpi_id=TOP_SCORE,
        standing=Standing.DELIVERED,
        value=None if value is None else Decimal(value),
        n=None if low is None else 170,
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        finding=finding,
    )


def aiming(floor: int | None, goal: int, *arrangements: Arrangement) -> Dossier:
    """Return a dossier that aims from a floor to a goal, each year alike."""
    marks = tuple(
        YearAmbition(
            year=year,
            floor=None if floor is None else Decimal(floor),
            goal=Decimal(goal),
        )
        for year in YEARS
    )
    return replace(
        make_dossier(), ambitions=(make_ambition(*marks),), arrangements=arrangements
    )


def due(*arrangements: Arrangement, facts: Facts | None = None) -> list[Decimal]:
    """Return what each arrangement comes to, in stacking order."""
    return [part.due for part in outcome(*arrangements, facts=facts).parts]


def outcome(*arrangements: Arrangement, facts: Facts | None = None) -> Outcome:
    dossier = aiming(50, 75, *arrangements)
    return settle(dossier, facts or make_facts())
