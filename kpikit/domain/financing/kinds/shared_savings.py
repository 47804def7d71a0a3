"""Shared savings: afterwards, part of what was spent less goes to the provider."""

from decimal import Decimal

from kpikit.domain.financing.base import (
    Arrangement,
    Certainty,
    Choice,
    Commitment,
    Kind,
    Parameter,
    ParameterKind,
)
from kpikit.domain.financing.cannot_tell import CANNOT_TELL
from kpikit.domain.financing.commitments import every_year
from kpikit.domain.party import PartyRole
from kpikit.text import Text


def _commitments(arrangement: Arrangement) -> tuple[Commitment, ...]:
    return every_year(arrangement, "rate", Certainty.SHARE, PartyRole.INSURER)


KIND = Kind(
    code="shared_savings",
    order=40,
    is_base=False,
    name=Text(nl="Gedeelde besparing", en="Shared savings"),
    summary=Text(
        nl="Achteraf, als uitkomst en niet als eis.",
        en="Afterwards, as an outcome and not as a demand.",
    ),
    formula=Text(
        nl="betaling = deel × (benchmark − uitgaven), als de besparing groter is dan "
        "het ruisfilter",
        en="payment = share × (benchmark − spend), when the saving passes the noise "
        "filter",
    ),
    use_when=Text(
        nl="Als extra, nooit als enige afspraak.",
        en="As an extra, never as the only arrangement.",
    ),
    risks=Text(
        nl="Bij hoge vaste lasten is het deel te klein. Kleine groepen geven toeval.",
        en="With high fixed cost the share is too small. Small groups give chance.",
    ),
    parameters=(
        Parameter(
            name="rate",
            label=Text(nl="Deel voor de zorgaanbieder", en="Share for the provider"),
            kind=ParameterKind.SHARE,
            minimum=Decimal(0),
            maximum=Decimal(1),
        ),
        Parameter(
            name="benchmark",
            label=Text(nl="Waarmee wordt vergeleken", en="What it is compared with"),
            kind=ParameterKind.WORDS,
        ),
        Parameter(
            name="minimum_savings_rate",
            label=Text(nl="Ruisfilter", en="Noise filter"),
            hint=Text(
                nl="Een kleinere besparing kan toeval zijn en telt niet mee. Dit is "
                "geen eis.",
                en="A smaller saving may be chance and does not count. This is not a "
                "demand.",
            ),
            kind=ParameterKind.SHARE,
            required=False,
            minimum=Decimal(0),
            maximum=Decimal(1),
        ),
        Parameter(
            name="cap",
            label=Text(
                nl="Hoogste deel van de benchmark", en="Greatest share of the benchmark"
            ),
            kind=ParameterKind.SHARE,
            required=False,
            minimum=Decimal(0),
            maximum=Decimal(1),
        ),
        Parameter(
            name="sides",
            label=Text(nl="Delen in", en="Sharing in"),
            kind=ParameterKind.CHOICE,
            choices=(
                Choice(code="one", name=Text(nl="alleen winst", en="gains only")),
                Choice(
                    code="two", name=Text(nl="winst en verlies", en="gains and losses")
                ),
            ),
        ),
        Parameter(
            name="gate",
            label=Text(nl="KPI’s die op orde moeten zijn", en="KPIs to be in order"),
            hint=Text(
                nl="Nooit een volume-KPI. Ontbreken de gegevens, dan volgt geen "
                "betaling.",
                en="Never a volume KPI. When data are missing, nothing is paid.",
            ),
            kind=ParameterKind.KPIS,
            required=False,
            held_counts=True,
        ),
        CANNOT_TELL,
    ),
    commitments=_commitments,
)
