"""The financing model beside bare numpy that works out the same amounts."""

from decimal import Decimal
from typing import Any

import numpy as np

from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.chance import DRAWS, SEED, Chance, chance
from kpikit.domain.financing.course import course
from kpikit.domain.financing.outlook import Outlook, outlook
from kpikit.domain.financing.scenario import (
    Scenario,
    Variant,
    YearAssumption,
    variants,
)
from tests.domain.financing.scenarios import arranged, base_scope

YEARS = 10
SCOPE = base_scope(market_share="0.6")
VARIANTS = (Variant.NO_EFFECT, Variant.EXPECTED, Variant.RISE)
EFFECT, RELEASE, INDEX, GROWTH = 0.1, 1, 0.02, 0.01
COVERAGE = [0.75 - 0.075 * n for n in range(YEARS)]
LUMP = [6_000_000 * 0.98**n for n in range(YEARS)]


def scenario() -> Scenario:
    """Return ten years in which one in ten chooses otherwise."""
    year = YearAssumption(
        growth=Decimal(str(GROWTH)),
        effect=Decimal(str(EFFECT)),
        release=Decimal(str(RELEASE)),
        price_index=Decimal(str(INDEX)),
    )
    return Scenario(name="verwacht", first_year=2027, years=(year,) * YEARS)


def stacks() -> list[list[Arrangement]]:
    """Return four ways of paying, from the base alone to three on top of it."""
    sharing = arranged(
        "shared_savings",
        YEARS,
        rate=Decimal("0.5"),
        minimum_savings_rate=Decimal("0.02"),
        cap=Decimal("0.1"),
        sides="two",
    )
    cover = arranged("fixed_cost_compensation", YEARS, coverage=[*COVERAGE])
    lump = arranged(
        "lump_sum",
        YEARS,
        amounts=[*LUMP],
        band=Decimal("0.05"),
        settle_share=Decimal("0.5"),
    )
    pxq = arranged("pxq", YEARS)
    return [[pxq], [lump], [pxq, cover, sharing], [pxq, sharing]]


def modelled() -> list[Outlook]:
    """Return what the model says of four stacks in three variants over ten years."""
    each = variants(MADE)
    courses = [course(SCOPE, each[v]) for v in VARIANTS]
    return [outlook(stretches, stack) for stretches in courses for stack in STACKS]


def bare() -> dict[str, Any]:
    """Return the same margins and spend, written out in numpy for these stacks."""
    effects = np.array([0.0, EFFECT, -0.05])[:, None]
    return _worked_out(
        effects, np.full(YEARS, GROWTH), RELEASE, (2000, 7_600_000, 1500)
    )


def _worked_out(
    effects: Any,  # noqa: ANN401 - arrays of numpy
    growth: Any,  # noqa: ANN401 - the same
    release: Any,  # noqa: ANN401 - the same
    costs: tuple[Any, Any, Any],
) -> dict[str, Any]:
    variable, fixed, elsewhere = costs
    expected = 1000 * np.cumprod(1 + growth, axis=-1)
    price = 10_000 * np.cumprod(np.full(YEARS, 1 + INDEX))
    volume = expected * (1 - effects)
    mine, theirs = 0.6 * volume, 0.4 * volume
    avoided = np.maximum(0.6 * expected - mine, 0)
    done, alternative = price * mine, elsewhere * avoided
    idle = np.maximum(1 - volume / 1000, 0)
    cost = fixed * (1 - release * idle) + variable * volume
    lump = np.array(LUMP)
    over = np.maximum(done - 1.05 * lump, 0)
    under = np.maximum(0.95 * lump - done, 0)
    cover = np.array(COVERAGE) * (price - variable) * avoided
    mark = price * 0.6 * expected
    paid = {
        "pxq": done,
        "lump": lump + 0.5 * (over - under),
        "cover": done + cover + _shared(mark, done + alternative + cover),
        "sharing": done + _shared(mark, done + alternative),
    }
    others = price * theirs
    return {
        name: (each + others - cost, each + alternative) for name, each in paid.items()
    }


def _shared(mark: Any, spend: Any) -> Any:  # noqa: ANN401 - arrays of numpy
    saving = mark - spend
    gain = np.minimum(0.5 * np.maximum(saving, 0), 0.1 * mark)
    loss = np.minimum(0.5 * np.maximum(-saving, 0), 0.1 * mark)
    bar = 0.02 * mark
    return np.where(saving >= bar, gain, 0) - np.where(-saving >= bar, loss, 0)


def drawn() -> Chance:
    """Return the chances under three arrangements from ten thousand draws."""
    return chance(SCOPE, MADE, STACKS[2])


def bare_draws() -> tuple[float, float]:
    """Return the same chances, drawn and worked out in numpy alone."""
    source = np.random.default_rng(SEED)
    ends = ((0.5, 1.5), (-0.01, 0.01), (0, 1), (0.8, 1.2), (0.875, 1.125), (0.5, 1.5))
    effect, growth, release, variable, fixed, elsewhere = (
        source.uniform(low, high, DRAWS)[:, None] for low, high in ends
    )
    costs = 2000 * variable, 7_600_000 * fixed, 1500 * elsewhere
    grown = np.broadcast_to(GROWTH + growth, (DRAWS, YEARS))
    with_it = _worked_out(EFFECT * effect, grown, RELEASE * release, costs)
    without = _worked_out(np.zeros((DRAWS, 1)), grown, RELEASE * release, costs)
    margin = (with_it["cover"][0] - without["pxq"][0]).sum(axis=1)
    spend = (with_it["cover"][1] - without["pxq"][1]).sum(axis=1)
    return float((margin < 0).mean()), float((spend > 0).mean())


MADE = scenario()
STACKS = stacks()


def alike() -> bool:
    """Tell whether both sides come to the same, or the comparison means nothing."""
    ours = [o.total for o in modelled()]
    theirs = bare()
    for place, result in enumerate(ours):
        variant, stack = divmod(place, len(STACKS))
        margin, spend = list(theirs.values())[stack]
        if abs(float(result.margin) - margin[variant].sum()) > 1:
            return False
        if abs(float(result.spend) - spend[variant].sum()) > 1:
            return False
    found = drawn()
    return bare_draws() == (found.provider_below, found.insurer_above)
