"""The scenario of the demo: what the arrangements do when children choose otherwise.

Hospital and figures are made up.
"""

from collections.abc import Sequence
from decimal import Decimal

from kpikit.actions import scenarios
from kpikit.actions.desk import Actor, Desk
from kpikit.domain.financing.scenario import Scenario, YearAssumption
from kpikit.domain.financing.scope import DecisionScope
from kpikit.domain.financing.study import AGREED, Study

_EFFECTS = ("0.03", "0.06", "0.08")
_RELEASE = ("0", "0.25", "0.5")


def share_a_scenario(
    desk: Desk, actor: Actor, agreement_id: str, care_path: str, years: Sequence[int]
) -> None:
    """Work out what was agreed beside two other ways, and show it to both parties."""
    study = Study(
        id=desk.new_id(),
        scope=_scope(care_path),
        scenario=_scenario(years),
        options=("fee", "lump_sum_band", AGREED),
        revision=0,
    )
    kept = scenarios.save_study(desk, actor, agreement_id, study)
    scenarios.share_study(desk, actor, agreement_id, kept.id, kept.revision)


def _scope(care_path: str) -> DecisionScope:
    return DecisionScope(
        name=care_path,
        patients=Decimal(2_000),
        volume=Decimal(1_600),
        price=Decimal(1_500),
        variable_cost=Decimal(350),
        fixed_cost=Decimal(1_750_000),
        elsewhere=Decimal(200),
        source="Verzonnen cijfers, om te laten zien hoe het werkt.",
    )


def _scenario(years: Sequence[int]) -> Scenario:
    pairs = zip(_EFFECTS, _RELEASE, strict=True)
    return Scenario(
        name="Zoals wij verwachten",
        first_year=years[0],
        years=tuple(
            YearAssumption(effect=Decimal(effect), release=Decimal(release))
            for effect, release in pairs
        ),
        evidence="Een aanname. De literatuur loopt uiteen, van geen effect tot een "
        "derde minder.",
    )
