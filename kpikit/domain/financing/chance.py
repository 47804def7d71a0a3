"""The chance that a party ends below its reference, from many seeded draws."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, cast

from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.course import course
from kpikit.domain.financing.number import HALF_A_MILLIONTH, Arithmetic, Number
from kpikit.domain.financing.outlook import outlook
from kpikit.domain.financing.scenario import Scenario
from kpikit.domain.financing.scope import DecisionScope
from kpikit.domain.financing.sensitivity import change
from kpikit.domain.financing.spread import SPREADS, ranges

DRAWS = 10_000
SEED = 20_260


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """Shares of the draws in 0-1: margin below, and spend above, the reference."""

    provider_below: float
    insurer_above: float
    draws: int
    seed: int


def chance(
    scope: DecisionScope,
    scenario: Scenario,
    arrangements: Sequence[Arrangement],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Chance:
    """Return how often each party ends below its reference, all years together.

    Every assumption is drawn evenly from its range, apart from the others; the same
    seed gives the same answer. The draws are binary numbers: this is a chance, and no
    amount is read from it.
    """
    from numpy.random import Generator, default_rng

    source: Generator = default_rng(seed)
    assumed = _in_floats(scope), _in_floats(scenario)
    for code, stated in ranges(scenario).items():
        drawn = source.uniform(float(stated.low), float(stated.high), draws)
        assumed = SPREADS[code].move(assumed, cast("Number", drawn))
    found = change(outlook(course(*assumed, drawn_arithmetic()), arrangements))
    return Chance(
        provider_below=_share(found.margin < 0, draws),
        insurer_above=_share(found.spend > 0, draws),
        draws=draws,
        seed=seed,
    )


def drawn_arithmetic() -> Arithmetic:
    """Return the operations on arrays of draws."""
    import numpy as np

    least_gap = cast("Number", -float(HALF_A_MILLIONTH))
    return Arithmetic(
        zero=cast("Number", 0.0),
        of=cast("Any", float),
        least=cast("Any", np.minimum),
        most=cast("Any", np.maximum),
        when=cast("Any", np.where),
        reaches=lambda one, other: one - other > least_gap,
    )


def _in_floats(value: Any) -> Any:  # noqa: ANN401 - scope, scenario and years alike
    """Return the same dataclass with every exact number as a binary one."""
    found = {f.name: getattr(value, f.name) for f in fields(value)}
    numbers: dict[str, object] = {
        name: float(v) for name, v in found.items() if isinstance(v, Decimal)
    }
    if "years" in found:
        numbers["years"] = tuple(_in_floats(year) for year in found["years"])
    return replace(value, **numbers)


def _share(hits: object, draws: int) -> float:
    import numpy as np

    return float(np.count_nonzero(np.broadcast_to(cast("Any", hits), draws))) / draws
