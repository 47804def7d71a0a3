"""Growth in the area: freed room is used for more patients in the region."""

from decimal import Decimal

from kpikit.domain.financing.base import (
    Arrangement,
    Certainty,
    Commitment,
    Kind,
    Parameter,
    ParameterKind,
)
from kpikit.domain.financing.commitments import every_year
from kpikit.domain.financing.flow import Flow, Year
from kpikit.domain.party import PartyRole
from kpikit.text import Text


def _commitments(arrangement: Arrangement) -> tuple[Commitment, ...]:
    return every_year(arrangement, "price", Certainty.PRICE, PartyRole.INSURER)


def _pays(arrangement: Arrangement, year: Year) -> Flow:
    """Pay extra patients, as many as agreed and never more than the freed room."""
    price = arrangement.given("price", year) or year.nothing
    agreed = arrangement.given("extra_patients", year) or year.nothing
    extra = year.arithmetic.least(agreed, year.avoided)
    return Flow(paid=price * extra, extra=extra)


KIND = Kind(
    code="area_growth",
    order=60,
    is_base=False,
    name=Text(nl="Groei in de regio", en="Growth in the area"),
    summary=Text(
        nl="Vrijgekomen ruimte gaat naar meer patiënten uit de regio.",
        en="Freed room goes to more patients from the area.",
    ),
    formula=Text(
        nl="betaling = prijs × extra patiënten, tot de vrijgekomen ruimte",
        en="payment = price × extra patients, up to the freed room",
    ),
    use_when=Text(
        nl="Als er in de regio mensen wachten die deze zorg nodig hebben.",
        en="When people in the area are waiting for this care.",
    ),
    risks=Text(
        nl="Het aantal behandelingen komt langs de achterdeur terug.",
        en="Volume comes back by the back door.",
    ),
    parameters=(
        Parameter(
            name="extra_patients",
            label=Text(nl="Extra patiënten per jaar", en="Extra patients per year"),
            kind=ParameterKind.COUNT,
            minimum=Decimal(1),
        ),
        Parameter(
            name="price",
            label=Text(nl="Prijs per patiënt", en="Price per patient"),
            kind=ParameterKind.MONEY,
            minimum=Decimal(0),
        ),
        Parameter(
            name="area",
            label=Text(nl="Regio en afspraak in de keten", en="Area and network"),
            kind=ParameterKind.WORDS,
            required=False,
        ),
    ),
    commitments=_commitments,
    pays=_pays,
)
