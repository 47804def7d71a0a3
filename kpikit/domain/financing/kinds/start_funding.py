"""Start funding: temporary money for training, tools and people to begin with."""

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
    """Count only what the insurer pays itself; a grant is nobody's promise here."""
    if arrangement.term("source").words not in ("", "insurer"):
        return ()
    return each_year(arrangement, "amounts", Certainty.FIXED, PartyRole.INSURER)


def _pays(arrangement: Arrangement, year: Year) -> Flow:
    """Give the amount of the year, on the assumption that the milestone is there."""
    amount = arrangement.given("amounts", year) or year.nothing
    if arrangement.term("source").words in ("", "insurer"):
        return Flow(paid=amount)
    return Flow(granted=amount)


KIND = Kind(
    code="start_funding",
    order=20,
    is_base=False,
    name=Text(nl="Startgeld", en="Start funding"),
    summary=Text(
        nl="Tijdelijk geld voor scholing, hulpmiddelen en begeleiding.",
        en="Temporary money for training, tools and guidance.",
    ),
    formula=Text(
        nl="betaling = bedrag van het jaar, als de mijlpaal er is",
        en="payment = amount of the year, once the milestone is there",
    ),
    use_when=Text(
        nl="Bij de start, voor wat eenmalig nodig is.",
        en="At the start, for what is needed once.",
    ),
    risks=Text(
        nl="Stopt het project, dan stopt het effect. Spreek af wat blijft.",
        en="When the project ends, the effect ends. Agree on what stays.",
    ),
    parameters=(
        Parameter(
            name="amounts",
            label=Text(nl="Startgeld per jaar", en="Start funding per year"),
            kind=ParameterKind.MONEY_PER_YEAR,
            minimum=Decimal(0),
        ),
        Parameter(
            name="purpose",
            label=Text(nl="Waarvoor", en="What for"),
            kind=ParameterKind.WORDS,
        ),
        Parameter(
            name="source",
            label=Text(nl="Wie betaalt", en="Who pays"),
            hint=Text(
                nl="De landelijke transformatiegelden zijn op: alleen voor lopende "
                "plannen.",
                en="The national transformation money is spent: only for running "
                "plans.",
            ),
            kind=ParameterKind.CHOICE,
            choices=(
                Choice(
                    code="insurer", name=Text(nl="de zorgverzekeraar", en="the insurer")
                ),
                Choice(
                    code="transformation",
                    name=Text(
                        nl="transformatiegeld (lopend plan)",
                        en="transformation money (running plan)",
                    ),
                ),
                Choice(code="grant", name=Text(nl="een subsidie", en="a grant")),
            ),
        ),
    ),
    commitments=_commitments,
    pays=_pays,
)
