"""A lump sum: a fixed amount a year, whatever the number of treatments."""

from decimal import Decimal

from kpikit.domain.financing.base import (
    Arrangement,
    Certainty,
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
    return each_year(arrangement, "amounts", Certainty.FIXED, PartyRole.INSURER)


def _pays(arrangement: Arrangement, year: Year) -> Flow:
    """Pay the amount, and the agreed share of what lies outside the band.

    The amount is also about other treatments at the provider, so they count in what is
    held against it: without an effect nothing lies outside.
    """
    amount, sums = arrangement.given("amounts", year), year.arithmetic
    if amount is None:
        return Flow()
    band, share = (arrangement.given(n, year) for n in ("band", "settle_share"))
    if band is None or share is None:
        return Flow(paid=amount)
    zero = sums.zero
    over = sums.most(year.fee - (1 + band) * amount, zero)
    under = sums.most((1 - band) * amount - year.fee, zero)
    return Flow(paid=amount + share * (over - under))


KIND = Kind(
    code="lump_sum",
    order=12,
    is_base=True,
    name=Text(nl="Aanneemsom", en="Lump sum"),
    summary=Text(
        nl="Een vast bedrag per jaar, ongeacht het aantal behandelingen.",
        en="A fixed amount a year, whatever the number of treatments.",
    ),
    formula=Text(
        nl="omzet = bedrag van het jaar, met een verrekening buiten de band",
        en="revenue = amount of the year, with a settlement outside the band",
    ),
    use_when=Text(
        nl="Bij onderling vertrouwen, stabiele cijfers en een visie van de raad van "
        "bestuur.",
        en="With mutual trust, stable figures and a vision of the board.",
    ),
    risks=Text(
        nl="Te weinig behandelen, doorverwijzen, of kosten die niet meedalen. Spreek "
        "een band en een moment van herijken af.",
        en="Treating too little, referring away, or cost that does not fall along. "
        "Agree on a band and a moment to re-base.",
    ),
    parameters=(
        Parameter(
            name="amounts",
            label=Text(nl="Aanneemsom per jaar", en="Lump sum per year"),
            kind=ParameterKind.MONEY_PER_YEAR,
            minimum=Decimal(0),
        ),
        Parameter(
            name="band",
            label=Text(nl="Band rond het bedrag", en="Band around the amount"),
            hint=Text(
                nl="Binnen de band wordt niets verrekend.",
                en="Inside the band nothing is settled.",
            ),
            kind=ParameterKind.SHARE,
            required=False,
            minimum=Decimal(0),
            maximum=Decimal(1),
        ),
        Parameter(
            name="settle_share",
            label=Text(
                nl="Verrekend deel buiten de band", en="Share settled outside the band"
            ),
            kind=ParameterKind.SHARE,
            required=False,
            minimum=Decimal(0),
            maximum=Decimal(1),
        ),
    ),
    commitments=_commitments,
    pays=_pays,
)
