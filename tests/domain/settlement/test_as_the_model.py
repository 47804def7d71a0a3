"""A settled year pays what the scenario of that same year said that it would."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.financing.base import Arrangement
from kpikit.domain.settlement.facts import CareFigures, Facts
from kpikit.domain.settlement.lines import to_the_cent
from kpikit.domain.settlement.reckoning import settle
from tests.domain.builders import PATH, make_dossier
from tests.domain.financing.scenarios import (
    FIRST,
    arranged,
    base_scope,
    scenario_of,
    seen,
    volumes,
)

SHARING: dict[str, Any] = {
    "rate": Decimal("0.5"),
    "minimum_savings_rate": Decimal("0.02"),
    "cap": Decimal("0.1"),
}
STACKS = {
    "pxq": (arranged("pxq"),),
    "ceiling": (arranged("ceiling", amounts=[9_500_000], obligation="no"),),
    "stopped": (
        arranged("ceiling", amounts=[9_500_000], obligation="no"),
        arranged("fixed_cost_compensation", coverage=[Decimal("0.75")]),
        arranged("shared_savings", sides="two", **SHARING),
        arranged("area_growth", price=4_000, extra_patients=40),
    ),
    "excess": (
        arranged(
            "ceiling", amounts=[9_500_000], obligation="yes", excess_rate=Decimal("0.3")
        ),
    ),
    "lump_sum": (
        arranged(
            "lump_sum",
            amounts=[9_800_000],
            band=Decimal("0.05"),
            settle_share=Decimal("0.5"),
        ),
    ),
    "patient": (arranged("bundle", unit="patient", price=7_300),),
    "limits": (
        arranged(
            "bundle", unit="patient", price=7_300, stop_gain=50_000, stop_loss=9_000
        ),
    ),
    "procedure": (arranged("bundle", unit="procedure", price=9_000),),
    "growth": (
        arranged("pxq"),
        arranged("area_growth", price=4_000, extra_patients=40),
    ),
    "all": (
        arranged("pxq"),
        arranged("start_funding", amounts=[120_000], source="insurer"),
        arranged("fixed_cost_compensation", coverage=[Decimal("0.75")], caps=[700_000]),
        arranged(
            "shared_savings",
            sides="two",
            **SHARING,
        ),
    ),
    "beyond": (
        arranged("pxq"),
        arranged(
            "shared_savings",
            sides="two",
            counted_from="above_filter",
            loss_rate=Decimal("0.4"),
            minimum_loss_rate=Decimal("0.01"),
            loss_cap=Decimal("0.05"),
            **SHARING,
        ),
    ),
}


def modelled(stack: tuple[Arrangement, ...], volume: int) -> list[Decimal]:
    scope = base_scope(patients=1_400, alternative_price=550)
    year = seen(scope, scenario_of(volumes(volume)), *stack).years[0]
    return [to_the_cent(payment.amount) for payment in year.payments]


def settled(stack: tuple[Arrangement, ...], volume: int) -> list[Decimal]:
    otherwise = 550 * (1_400 - min(volume, 1_400))
    room = (Decimal(9_500_000) - otherwise) / 10_000
    stops = stack[0].term("obligation").words == "no"
    turned_away = max(volume - room, Decimal(0)) if stops else Decimal(0)
    care = CareFigures(
        care_path=PATH,
        price=Decimal(10_000),
        expected=Decimal(1_000),
        volume=volume - turned_away,
        turned_away=turned_away,
        turned_away_cost=10_000 * turned_away,
        variable_cost=Decimal(2_000),
        alternative=Decimal(1_500),
        patients=Decimal(1_400),
        alternative_price=Decimal(550),
        extra_patients=Decimal(40),
    )
    dossier = replace(make_dossier(), arrangements=stack)
    parts = settle(dossier, Facts(year=FIRST, care=(care,))).parts
    return [part.due for part in parts]


@pytest.mark.parametrize("name", STACKS)
@given(volume=st.integers(600, 1_300))
def test_as_the_model(name: str, volume: int) -> None:
    """Each arrangement comes to the same cent in the scenario and when settled."""
    assert modelled(STACKS[name], volume) == settled(STACKS[name], volume)
