"""The settled year of the demo: 2024, final, agreed by both. Figures are made up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from kpikit.actions import settlements
from kpikit.actions.demo.clock import Clock
from kpikit.actions.demo.signed import CARE_PATH, YEARS
from kpikit.actions.desk import Actor, Desk
from kpikit.domain.financing.base import Condition
from kpikit.domain.settlement.facts import CareFigures, Facts, Phase
from kpikit.domain.settlement.reckoning import running

_MOMENT = datetime(2025, 9, 4, 9, 0, tzinfo=UTC)


def settle_first_year(
    desk: Desk, people: Mapping[str, Actor], agreement_id: str
) -> None:
    """Settle the first year with all claims in; both parties agree."""
    then = replace(desk, clock=Clock(_MOMENT))
    insurer = people["s.bakker@delta.example"]
    hospital = people["j.deboer@oostpoort.example"]
    settled = settlements.open_settlements(then, insurer, agreement_id)
    year = YEARS[0]
    dossier = settled.opened.dossier
    facts = Facts(
        year=year,
        phase=Phase.FINAL,
        run_out_months=8,
        care=(_CARE,),
        results=settled.brought(year),
        met=tuple(
            a.id for a in running(dossier, year) if a.condition is not Condition.NONE
        ),
        paid=Decimal(2_400_000),
        remark="De startfinanciering volgt met deze afrekening.",
    )
    proposed = settlements.propose(then, insurer, agreement_id, facts, 0)
    for actor in (insurer, hospital):
        settlements.agree(
            then, actor, agreement_id, year, Phase.FINAL, proposed.content_hash
        )


_CARE = CareFigures(
    care_path=CARE_PATH,
    price=Decimal(1_500),
    expected=Decimal(1_600),
    volume=Decimal(1_548),
    variable_cost=Decimal(350),
)
