"""Scopes, scenarios and arrangements for tests, with figures that may be given."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kpikit.domain.financing.base import Arrangement, Term, YearAmount
from kpikit.domain.financing.course import course
from kpikit.domain.financing.outlook import Outlook, outlook
from kpikit.domain.financing.scenario import Scenario, YearAssumption
from kpikit.domain.financing.scope import DecisionScope

FIRST = 2027
SCOPE_FIGURES = {
    "price": "price",
    "variable_cost": "variable_cost",
    "fixed_cost": "fixed_cost",
    "base_volume": "volume",
    "alt_cost_insurer": "elsewhere",
}


def money(value: object) -> Decimal:
    return Decimal(str(value))


def base_scope(**figures: object) -> DecisionScope:
    """Return the base case of the financing facts, section 5.5."""
    values = {
        "patients": 1000,
        "volume": 1000,
        "price": 10_000,
        "variable_cost": 2_000,
        "fixed_cost": 7_600_000,
        "elsewhere": 1_500,
        **figures,
    }
    return DecisionScope(name="Heupartrose", **{n: money(v) for n, v in values.items()})  # type: ignore[arg-type]


def scope_of(inputs: Mapping[str, Any]) -> DecisionScope:
    found = {field: inputs[name] for name, field in SCOPE_FIGURES.items()}
    return base_scope(**{**found, "patients": found["volume"]})


def scenario_of(
    effects: Sequence[Decimal],
    release: Sequence[object] = (),
    *,
    gate_met: bool = True,
    quality: object = 0,
) -> Scenario:
    releases = [money(r) for r in release] or [Decimal(0)] * len(effects)
    pairs = zip(effects, releases, strict=True)
    years = tuple(YearAssumption(effect=e, release=r) for e, r in pairs)
    return Scenario(
        name="verwacht",
        first_year=FIRST,
        years=years,
        gate_met=gate_met,
        quality=money(quality),
    )


def volumes(*wanted: object, base: object = 1000) -> Sequence[Decimal]:
    """Return the effects that lead to these volumes without growth."""
    return [1 - money(v) / money(base) for v in wanted]


def arranged(kind: str, years: int = 1, **terms: object) -> Arrangement:
    """Return an arrangement over the scenario's years; a list is one term per year."""
    return Arrangement(
        id=kind,
        kind=kind,
        first_year=FIRST,
        last_year=FIRST + years - 1,
        terms=tuple(_term(name, value) for name, value in terms.items()),
    )


def _term(name: str, value: object) -> Term:
    if isinstance(value, str):
        return Term(name=name, words=value)
    if isinstance(value, list):
        each = enumerate(value)
        amounts = tuple(YearAmount(year=FIRST + n, amount=money(v)) for n, v in each)
        return Term(name=name, per_year=amounts)
    return Term(name=name, number=money(value))


def seen(
    scope: DecisionScope, scenario: Scenario, *arrangements: Arrangement
) -> Outlook:
    return outlook(course(scope, scenario), arrangements)
