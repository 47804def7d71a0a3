"""A ceiling: price times quantity up to a greatest amount a year."""

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
from kpikit.domain.financing.commitments import each_year
from kpikit.domain.financing.flow import Flow, Year
from kpikit.domain.party import PartyRole
from kpikit.text import Text


def _commitments(arrangement: Arrangement) -> tuple[Commitment, ...]:
    return each_year(arrangement, "amounts", Certainty.CAP, PartyRole.INSURER)


def _pays(arrangement: Arrangement, year: Year) -> Flow:
    """Pay what is done up to the ceiling; above it a share, or it goes elsewhere.

    Everything that price times quantity would pay is held against the ceiling, so other
    treatments at the provider too: it is the most that may be declared.
    """
    ceiling, sums = arrangement.given("amounts", year), year.arithmetic
    if ceiling is None:
        return Flow(paid=year.fee)
    below = sums.least(year.fee, ceiling)
    if arrangement.term("obligation").words == "yes":
        rate = arrangement.given("excess_rate", year) or sums.zero
        return Flow(paid=below + rate * (year.fee - below))
    room = sums.most(ceiling - year.otherwise, sums.zero)
    delivered = sums.least(year.volume, room / year.price)
    moved = year.diversion_rate * (year.volume - delivered)
    return Flow(
        paid=below,
        delivered=delivered,
        diverted=moved * year.diversion_price,
    )


KIND = Kind(
    code="ceiling",
    order=11,
    is_base=True,
    name=Text(nl="Omzetplafond", en="Ceiling"),
    summary=Text(
        nl="Betalen per behandeling, tot een hoogste bedrag per jaar.",
        en="Paid per treatment, up to a greatest amount a year.",
    ),
    formula=Text(
        nl="omzet = het laagste van prijs × aantal en het plafond, plus een deel van "
        "wat daarboven komt",
        en="revenue = the lower of price × quantity and the ceiling, plus a share of "
        "what comes above",
    ),
    use_when=Text(
        nl="Als tussenstap voor één jaar, wanneer meer nog niet lukt.",
        en="As a step for one year, when more is not yet possible.",
    ),
    risks=Text(
        nl="Wachtlijsten of een patiëntenstop boven het plafond. Het plafond beschermt "
        "niet als het aantal daalt.",
        en="Waiting lists or a stop on patients above the ceiling. It gives no "
        "protection when volume falls.",
    ),
    parameters=(
        Parameter(
            name="amounts",
            label=Text(nl="Plafond per jaar", en="Ceiling per year"),
            kind=ParameterKind.MONEY_PER_YEAR,
            minimum=Decimal(0),
        ),
        Parameter(
            name="obligation",
            label=Text(nl="Doorleverplicht", en="Duty to deliver"),
            hint=Text(
                nl="Moet de zorgaanbieder boven het plafond doorgaan met behandelen?",
                en="Must the provider go on treating above the ceiling?",
            ),
            kind=ParameterKind.CHOICE,
            choices=(
                Choice(code="yes", name=Text(nl="ja", en="yes")),
                Choice(code="no", name=Text(nl="nee", en="no")),
            ),
        ),
        Parameter(
            name="excess_rate",
            label=Text(nl="Vergoed deel boven het plafond", en="Share paid above it"),
            kind=ParameterKind.SHARE,
            required=False,
            minimum=Decimal(0),
            maximum=Decimal(1),
        ),
    ),
    commitments=_commitments,
    pays=_pays,
    caution=Text(
        nl="Een plafond steunt samen beslissen niet: daalt het aantal, dan daalt de "
        "omzet net zo hard.",
        en="A ceiling does not support shared decision making: when volume falls, "
        "revenue falls just as fast.",
    ),
)
