"""Turn the terms of an arrangement into what is committed per year."""

from collections.abc import Sequence
from decimal import Decimal

from kpikit.domain.financing.base import Arrangement, Certainty, Commitment
from kpikit.domain.party import PartyRole


def each_year(
    arrangement: Arrangement, name: str, certainty: Certainty, payer: PartyRole
) -> tuple[Commitment, ...]:
    """Return one commitment for each year that a per-year term is filled for."""
    return tuple(
        Commitment(year=a.year, payer=payer, certainty=certainty, amount=a.amount)
        for a in arrangement.term(name).per_year
    )


def every_year(
    arrangement: Arrangement, name: str, certainty: Certainty, payer: PartyRole
) -> tuple[Commitment, ...]:
    """Return the same commitment for every year that the arrangement runs."""
    number = arrangement.number(name)
    if number is None:
        return ()
    return tuple(
        Commitment(year=year, payer=payer, certainty=certainty, amount=number)
        for year in arrangement.years
    )


def fixed_total(commitments: Sequence[Commitment], year: int) -> Decimal | None:
    """Return the sum of fixed amounts in a year, in euro; ``None`` without any.

    Caps, shares and prices are never added: nobody has promised them.
    """
    fixed = [
        c.amount
        for c in commitments
        if c.year == year and c.certainty is Certainty.FIXED
    ]
    return sum(fixed, Decimal(0)) if fixed else None
