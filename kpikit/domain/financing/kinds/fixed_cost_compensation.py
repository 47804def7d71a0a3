"""Compensation of fixed cost for a while, when revenue falls; it tapers off."""

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
    capped = each_year(arrangement, "caps", Certainty.CAP, PartyRole.INSURER)
    shares = each_year(arrangement, "coverage", Certainty.SHARE, PartyRole.INSURER)
    with_cap = {c.year for c in capped}
    rest = [s for s in shares if s.year not in with_cap]
    return tuple(sorted((*capped, *rest), key=lambda c: c.year))


def _pays(arrangement: Arrangement, year: Year) -> Flow:
    """Pay a part of the contribution to fixed cost that fewer treatments cost."""
    coverage = arrangement.given("coverage", year) or year.nothing
    paid = coverage * (year.price - year.variable_cost) * year.avoided
    cap = arrangement.given("caps", year)
    return Flow(paid=paid if cap is None else year.arithmetic.least(paid, cap))


KIND = Kind(
    code="fixed_cost_compensation",
    order=30,
    is_base=False,
    name=Text(nl="Vaste lasten bij omzetdaling", en="Fixed-cost compensation"),
    summary=Text(
        nl="Een vangnet dat elk jaar kleiner wordt.",
        en="A safety net that gets smaller every year.",
    ),
    formula=Text(
        nl="betaling = vergoed deel × (prijs − variabele kosten) × minder "
        "behandelingen",
        en="payment = coverage × (price − variable cost) × fewer treatments",
    ),
    use_when=Text(
        nl="In de startfase, samen met een plan om kosten echt te laten dalen.",
        en="In the start phase, together with a plan to really let cost fall.",
    ),
    risks=Text(
        nl="Zonder afbouwplan blijven de kosten staan.",
        en="Without a release plan the cost stays.",
    ),
    parameters=(
        Parameter(
            name="coverage",
            label=Text(nl="Vergoed deel per jaar", en="Coverage per year"),
            kind=ParameterKind.SHARE_PER_YEAR,
            minimum=Decimal(0),
            maximum=Decimal(1),
        ),
        Parameter(
            name="caps",
            label=Text(nl="Hoogste bedrag per jaar", en="Greatest amount per year"),
            kind=ParameterKind.MONEY_PER_YEAR,
            required=False,
            minimum=Decimal(0),
        ),
        Parameter(
            name="release_plan",
            label=Text(nl="Hoe de vaste lasten dalen", en="How fixed cost will fall"),
            kind=ParameterKind.WORDS,
            required=False,
        ),
    ),
    commitments=_commitments,
    pays=_pays,
    eases_drop=True,
    is_spend=True,
)
