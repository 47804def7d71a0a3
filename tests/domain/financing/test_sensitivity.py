"""How far assumptions are moved: never past what they can be."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kpikit.domain.financing import spread
from kpikit.domain.financing.course import course
from kpikit.domain.financing.scenario import Range
from kpikit.domain.financing.sensitivity import tornado
from kpikit.domain.financing.sharing import neutral_rate
from kpikit.domain.financing.spread import SPREADS
from tests.domain.financing.scenarios import base_scope, scenario_of


def test_no_end_treats_fewer_than_nobody() -> None:
    """An effect of 70% cannot become 105%: at its high end nobody is treated.

    Then the provider misses all of 10,000 x 1,000 and saves 2,000 on each: 8,000,000.
    """
    bars = tornado(base_scope(), scenario_of([Decimal("0.7")]), ())
    effect = next(bar for bar in bars if bar.code == "effect")
    assert Decimal(-8_000_000) == effect.high.margin


def test_no_more_is_let_go_than_lies_idle() -> None:
    """Release moved to twice all of it is all of it."""
    scenario = scenario_of([Decimal("0.1")], [Decimal(1)])
    stated = Range(code="release", low=Decimal(1), high=Decimal(2))
    moved = SPREADS["release"].move((base_scope(), scenario), stated.high)
    (once,), (twice,) = course(base_scope(), scenario), course(*moved)
    assert once.release == twice.release == 1


def test_what_rounding_leaves_is_no_saving() -> None:
    """Less than a cent cannot be shared; a cent can."""
    assert neutral_rate(Decimal(4), Decimal("1e-27")) is None
    assert Decimal(400) == neutral_rate(Decimal(4), Decimal("0.01"))


@pytest.mark.parametrize(
    ("code", "low", "high", "wrong"),
    [
        ("effect", "-1", "10", set()),
        ("growth", "-0.5", "0.5", set()),
        ("effect", "2", "1", {"low_effect"}),
        ("effect", "-1.1", "10.1", {"low_effect", "high_effect"}),
        ("fixed_cost", "-0.1", "1", {"low_fixed_cost"}),
        ("growth", "0", "0.6", {"high_growth"}),
        ("release", "NaN", "Infinity", {"low_release", "high_release"}),
    ],
)
def test_a_range_is_refused_at_its_ends(
    code: str, low: str, high: str, wrong: set[str]
) -> None:
    """Only an effect may turn round; what is upside down is said at the lowest."""
    stated = Range(code=code, low=Decimal(low), high=Decimal(high))
    scenario = replace(scenario_of([Decimal(0)]), ranges=(stated,))
    assert wrong == {p.where for p in spread.problems(scenario)}
