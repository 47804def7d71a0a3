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
from kpikit.domain.financing.flow import Flow, Year
from kpikit.domain.financing.number import Number
from kpikit.domain.financing.sharing import Sharing, shared
from kpikit.domain.party import PartyRole
from kpikit.text import Text

Side = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Names of the terms of one side: part, filter and cap; the first that is filled."""
GAIN: Side = (("rate",), ("minimum_savings_rate",), ("cap",))
LOSS: Side = (
    ("loss_rate", "rate"),
    ("minimum_loss_rate", "minimum_savings_rate"),
    ("loss_cap", "cap"),
)


def _commitments(arrangement: Arrangement) -> tuple[Commitment, ...]:
    return every_year(arrangement, "rate", Certainty.SHARE, PartyRole.INSURER)


def _pays(arrangement: Arrangement, year: Year) -> Flow:
    """Share the saving when the KPIs are in order, and the loss when agreed so."""
    saving = year.benchmark - year.spend
    gain = _shared(arrangement, year, saving, GAIN) if year.gate_met else year.nothing
    if arrangement.term("sides").words != "two":
        return Flow(paid=gain)
    return Flow(paid=gain - _shared(arrangement, year, -saving, LOSS))


def _shared(
    arrangement: Arrangement, year: Year, difference: Number, side: Side
) -> Number:
    rate, least, cap = (_first(arrangement, year, names) for names in side)
    terms = Sharing(
        rate=year.nothing if rate is None else rate,
        filter_rate=year.nothing if least is None else least,
        cap=cap,
        first_euro=arrangement.term("counted_from").words != "above_filter",
    )
    return shared(difference, year.benchmark, terms, year.arithmetic)


def _first(
    arrangement: Arrangement, year: Year, names: tuple[str, ...]
) -> Number | None:
    for name in names:
        found = arrangement.given(name, year)
        if found is not None:
            return found
    return None


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
            name="loss_rate",
            label=Text(nl="Deel van een verlies", en="Share of a loss"),
            hint=Text(
                nl="Vult u niets in, dan is het deel even groot als bij winst.",
                en="When you fill in nothing, it equals the share of a gain.",
            ),
            kind=ParameterKind.SHARE,
            required=False,
            minimum=Decimal(0),
            maximum=Decimal(1),
        ),
        Parameter(
            name="minimum_loss_rate",
            label=Text(nl="Ruisfilter bij verlies", en="Noise filter for a loss"),
            kind=ParameterKind.SHARE,
            required=False,
            minimum=Decimal(0),
            maximum=Decimal(1),
        ),
        Parameter(
            name="loss_cap",
            label=Text(
                nl="Hoogste verlies, als deel van de benchmark",
                en="Greatest loss, as a share of the benchmark",
            ),
            kind=ParameterKind.SHARE,
            required=False,
            minimum=Decimal(0),
            maximum=Decimal(1),
        ),
        Parameter(
            name="counted_from",
            label=Text(nl="Wat telt mee", en="What counts"),
            kind=ParameterKind.CHOICE,
            required=False,
            choices=(
                Choice(
                    code="first_euro",
                    name=Text(
                        nl="de hele besparing, zodra zij het filter haalt",
                        en="the whole saving, once it passes the filter",
                    ),
                ),
                Choice(
                    code="above_filter",
                    name=Text(
                        nl="alleen wat boven het filter komt",
                        en="only what lies above the filter",
                    ),
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
    pays=_pays,
)
