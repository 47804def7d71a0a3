"""A quality incentive: a small pool, linked to KPIs of the set."""

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
from kpikit.domain.financing.commitments import each_year
from kpikit.domain.financing.flow import Flow, Year
from kpikit.domain.party import PartyRole
from kpikit.text import Text


def _commitments(arrangement: Arrangement) -> tuple[Commitment, ...]:
    """Leave the first year out, unless the parties chose that it pays."""
    pool = each_year(arrangement, "pool", Certainty.CAP, PartyRole.INSURER)
    if arrangement.term("first_year").words == "pays":
        return pool
    return tuple(c for c in pool if c.year != arrangement.first_year)


def _pays(arrangement: Arrangement, year: Year) -> Flow:
    """Pay the part of the pool that the scenario expects; the first year reports."""
    pool = arrangement.given("pool", year)
    learns = arrangement.term("first_year").words != "pays"
    if pool is None or (learns and year.year == arrangement.first_year):
        return Flow()
    return Flow(paid=pool * year.quality)


KIND = Kind(
    code="quality_incentive",
    order=50,
    is_base=False,
    name=Text(nl="Kwaliteitsprikkel", en="Quality incentive"),
    summary=Text(
        nl="Een klein bedrag dat afhangt van enkele KPI’s.",
        en="A small amount that depends on a few KPIs.",
    ),
    formula=Text(
        nl="betaling = som van gewicht × bedrag × (resultaat − ondergrens) / (doel − "
        "ondergrens), tussen 0 en 1",
        en="payment = sum of weight × pool × (result − floor) / (goal − floor), "
        "between 0 and 1",
    ),
    use_when=Text(
        nl="Klein, met hooguit vijf KPI’s, en pas na een jaar leren.",
        en="Small, with at most five KPIs, and only after a year of learning.",
    ),
    risks=Text(
        nl="Meetbaar wint van merkbaar en registreren kost tijd.",
        en="What is measured wins from what is noticed, and registration takes time.",
    ),
    parameters=(
        Parameter(
            name="pool",
            label=Text(nl="Hoogste bedrag per jaar", en="Greatest amount per year"),
            kind=ParameterKind.MONEY_PER_YEAR,
            minimum=Decimal(0),
        ),
        Parameter(
            name="kpis",
            label=Text(nl="Gekoppelde KPI’s", en="Linked KPIs"),
            kind=ParameterKind.KPIS,
        ),
        Parameter(
            name="first_year",
            label=Text(nl="Eerste jaar", en="First year"),
            kind=ParameterKind.CHOICE,
            choices=(
                Choice(
                    code="report_only",
                    name=Text(
                        nl="alleen melden, geen geld", en="report only, no money"
                    ),
                ),
                Choice(code="pays", name=Text(nl="telt mee", en="counts")),
            ),
        ),
        CANNOT_TELL,
    ),
    commitments=_commitments,
    pays=_pays,
)
