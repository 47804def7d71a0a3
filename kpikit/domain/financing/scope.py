"""What a scenario is about: one choice that patients make, in numbers and euro."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.financing.limits import Limits, outside
from kpikit.problems import Problem
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionScope:
    """A choice, such as an operation for worn hips, in the year before the scenario.

    ``patients`` have the choice each year and ``volume`` are treated. Money is in
    euro: ``price`` and ``variable_cost`` per treatment, ``fixed_cost`` a year. A
    patient who chooses otherwise costs the provider ``alternative_cost`` and brings
    ``alternative_price``, or is treated by another provider, which costs the insurer
    ``elsewhere``. ``market_share`` is this insurer's part of the patients, in 0-1. Of
    patients above a ceiling ``diversion_rate`` goes elsewhere, at ``diversion_price``.
    """

    name: str
    patients: Decimal
    volume: Decimal
    price: Decimal
    variable_cost: Decimal
    fixed_cost: Decimal
    elsewhere: Decimal = Decimal(0)
    alternative_price: Decimal = Decimal(0)
    alternative_cost: Decimal = Decimal(0)
    market_share: Decimal = Decimal(1)
    diversion_rate: Decimal = Decimal(1)
    diversion_price: Decimal | None = None
    source: str = ""

    @property
    def fixed_share(self) -> Decimal:
        """The part of the yearly cost that is fixed, in 0-1."""
        whole = self.fixed_cost + self.variable_cost * self.volume
        return self.fixed_cost / whole if whole else Decimal(0)

    @property
    def contribution(self) -> Decimal:
        """What one treatment leaves towards the fixed cost, in euro."""
        return self.price - self.variable_cost


def problems(scope: DecisionScope) -> tuple[Problem, ...]:
    """Return everything that cannot be right about a scope, per field."""
    return tuple(_problems(scope))


def _problems(scope: DecisionScope) -> Iterator[Problem]:
    if not scope.name.strip():
        yield Problem(code="required", where="name", text=_NAME)
    for field, limits in LIMITS.items():
        value = getattr(scope, field)
        if value is not None:
            yield from outside(field, value, limits)
    known = scope.patients.is_finite() and scope.volume.is_finite()
    if known and scope.patients < scope.volume:
        yield Problem(code="patients", where="patients", text=_PATIENTS)


_PEOPLE = Limits(Decimal(1), Decimal(1_000_000))
_EACH = Limits(Decimal(0), Decimal(1_000_000))
_SHARE = Limits(Decimal(0), Decimal(1), share=True)
LIMITS = {
    "patients": _PEOPLE,
    "volume": _PEOPLE,
    "price": Limits(Decimal(1), Decimal(1_000_000)),
    "variable_cost": _EACH,
    "fixed_cost": Limits(Decimal(0), Decimal(10_000_000_000)),
    "elsewhere": _EACH,
    "alternative_price": _EACH,
    "alternative_cost": _EACH,
    "market_share": Limits(Decimal("0.01"), Decimal(1), share=True),
    "diversion_rate": _SHARE,
    "diversion_price": _EACH,
}
_NAME = Text(nl="Geef de keuze een naam.", en="Give the choice a name.")
_PATIENTS = Text(
    nl="Er kunnen niet minder patiënten zijn dan behandelingen.",
    en="There cannot be fewer patients than treatments.",
)
