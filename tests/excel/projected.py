"""A shared scenario to export: the base case under four ways of paying."""

from dataclasses import replace
from decimal import Decimal

from kpikit.domain.financing.scenario import Scenario
from kpikit.domain.financing.scope import DecisionScope
from kpikit.excel.annex import Annex, Projection, Stack
from kpikit.excel.export import Export
from kpikit.text import Language, Text
from tests.domain.financing.scenarios import arranged, base_scope, scenario_of
from tests.excel.dossiers import export

YEARS = (2027, 2028, 2029)
SCOPE = base_scope(patients=1_400, market_share="0.6", alternative_price=550)
SCENARIO = scenario_of(
    [Decimal("0.03"), Decimal("0.06"), Decimal("0.1")], ["0", "0.25", "0.5"]
)
STACKS = (
    Stack(name=Text(nl="Prijs maal aantal", en="Price times quantity")),
    Stack(
        name=Text(nl="Meerjarige aanneemsom met band", en="Lump sum with a band"),
        arrangements=(
            arranged(
                "lump_sum",
                3,
                amounts=[5_880_000, 5_762_400, 5_647_152],
                band=Decimal("0.05"),
                settle_share=Decimal("0.5"),
            ),
        ),
    ),
    Stack(
        name=Text(nl="Startfase", en="Start phase"),
        arrangements=(
            arranged("ceiling", 3, amounts=[6_000_000] * 3, obligation="no"),
            arranged(
                "start_funding", 3, amounts=[120_000, 80_000, 0], source="insurer"
            ),
            arranged(
                "fixed_cost_compensation",
                3,
                coverage=[Decimal("0.75"), Decimal("0.5"), Decimal("0.25")],
                caps=[90_000, 900_000, 900_000],
            ),
            arranged(
                "shared_savings",
                3,
                rate=Decimal("0.5"),
                minimum_savings_rate=Decimal("0.02"),
                cap=Decimal("0.1"),
                sides="two",
            ),
        ),
    ),
    Stack(
        name=Text(nl="Bundel per patiënt", en="Bundle per patient"),
        arrangements=(
            arranged("bundle", 3, unit="patient", price=7_300, stop_gain=200_000),
            arranged("area_growth", 3, price=4_000, extra_patients=40),
        ),
    ),
)


def projected(
    scope: DecisionScope = SCOPE, scenario: Scenario = SCENARIO
) -> Projection:
    """Return the scenario under every stack."""
    return Projection(scope=scope, scenario=scenario, stacks=STACKS)


def projected_export(
    pack: str = "full",
    language: Language = "nl",
    projection: Projection | None = None,
) -> Export:
    """Return the export of a signed dossier with one shared scenario."""
    annex = Annex(projections=(projection or projected(),))
    return replace(export(pack, language), annex=annex)
