"""A bundle: one price for all care of a patient, or of a procedure."""

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
from kpikit.domain.financing.commitments import every_year
from kpikit.domain.financing.flow import Flow, Year
from kpikit.domain.financing.sharing import kept_within
from kpikit.domain.party import PartyRole
from kpikit.text import Text


def _commitments(arrangement: Arrangement) -> tuple[Commitment, ...]:
    return every_year(arrangement, "price", Certainty.PRICE, PartyRole.INSURER)


def _pays(arrangement: Arrangement, year: Year) -> Flow:
    """Pay the price per patient or procedure, with the gain and loss that are kept."""
    price = arrangement.given("price", year) or year.nothing
    per_patient = arrangement.term("unit").words != "procedure"
    paid = price * (year.patients if per_patient else year.volume)
    done = year.production + (year.otherwise if per_patient else year.nothing)
    gain, loss = (arrangement.given(n, year) for n in ("stop_gain", "stop_loss"))
    sums = year.arithmetic
    paid = done + kept_within(paid - done, gain=gain, loss=loss, arithmetic=sums)
    if not per_patient:
        paid = paid + year.otherwise
    return Flow(paid=paid, all_inside=per_patient)


KIND = Kind(
    code="bundle",
    order=13,
    is_base=True,
    name=Text(nl="Bundel", en="Bundle"),
    summary=Text(
        nl="Eén prijs voor alle zorg bij een aandoening of ingreep.",
        en="One price for all care around a condition or procedure.",
    ),
    formula=Text(
        nl="omzet = bundelprijs × aantal patiënten (of ingrepen)",
        en="revenue = bundle price × number of patients (or procedures)",
    ),
    use_when=Text(
        nl="Bij een duidelijke aandoening waarin echt iets te kiezen is.",
        en="For a clear condition with a real choice.",
    ),
    risks=Text(
        nl="Alleen lichte patiënten aannemen en veel werk aan de omschrijving. Per "
        "ingreep beloont een bundel opereren opnieuw.",
        en="Taking only light patients, and much work on the definition. Per "
        "procedure a bundle rewards operating again.",
    ),
    parameters=(
        Parameter(
            name="unit",
            label=Text(nl="Prijs per", en="Price per"),
            kind=ParameterKind.CHOICE,
            choices=(
                Choice(
                    code="patient",
                    name=Text(
                        nl="patiënt met de aandoening", en="patient with the condition"
                    ),
                ),
                Choice(code="procedure", name=Text(nl="ingreep", en="procedure")),
            ),
        ),
        Parameter(
            name="price",
            label=Text(nl="Bundelprijs", en="Bundle price"),
            kind=ParameterKind.MONEY,
            minimum=Decimal(0),
        ),
        Parameter(
            name="stop_gain",
            label=Text(nl="Hoogste winst", en="Greatest gain"),
            kind=ParameterKind.MONEY,
            required=False,
            minimum=Decimal(0),
        ),
        Parameter(
            name="stop_loss",
            label=Text(nl="Hoogste verlies", en="Greatest loss"),
            kind=ParameterKind.MONEY,
            required=False,
            minimum=Decimal(0),
        ),
    ),
    commitments=_commitments,
    pays=_pays,
)
