"""All financing kinds by code, in their fixed stacking order."""

from functools import cache

from kpikit.domain.financing import kinds
from kpikit.domain.financing.base import Arrangement, Commitment, Condition, Kind
from kpikit.plugins import collect


@cache
def all_kinds() -> dict[str, Kind]:
    """Return every kind by its code, base arrangements first."""
    found: dict[str, Kind] = collect(kinds, "KIND")
    return dict(sorted(found.items(), key=lambda item: item[1].order))


def kind_of(arrangement: Arrangement) -> Kind:
    """Return the kind of an arrangement.

    Raises:
        KeyError: no module declares this kind.
    """
    return all_kinds()[arrangement.kind]


def commitments(arrangement: Arrangement) -> tuple[Commitment, ...]:
    """Return what is committed under an arrangement, per year and payer."""
    return kind_of(arrangement).commitments(arrangement)


def has_condition(arrangement: Arrangement) -> bool:
    """Tell whether money waits for a condition; a base arrangement never does."""
    waits = arrangement.condition is not Condition.NONE
    return waits and not kind_of(arrangement).is_base
