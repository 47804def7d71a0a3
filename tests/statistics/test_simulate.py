"""The rules err no more often than they promise, and the manual shows the figures."""

from pathlib import Path
from typing import Final

from kpikit.statistics.simulate import (
    ErrorRate,
    error_rates,
    false_signals,
    report,
)

MANUAL: Final = Path(__file__).parents[2] / "docs" / "statistics.md"


def rates(words: str) -> list[ErrorRate]:
    """Return the simulated rates of the rules whose name ends so."""
    found = [rate for rate in error_rates(4_000) if rate.rule.endswith(words)]
    assert found
    return found


def test_exact_rules_and_plans_keep_their_promise_everywhere() -> None:
    """With the exact interval no situation errs more often than promised."""
    for rate in error_rates(4_000):
        if rate.nominal and rate.rule.endswith((", exact", "plan", ", mean")):
            draws = 800 if rate.rule.endswith("mean") else 4_000
            error = (rate.nominal * (1 - rate.nominal) / draws) ** 0.5
            assert rate.worst <= rate.nominal + 4 * error, rate


def test_wilson_keeps_its_promise_on_average_and_nearly_everywhere() -> None:
    """Wilson's errors average what is promised; the excess stays as documented."""
    for rate in rates(", wilson"):
        if rate.nominal:
            assert rate.mean <= rate.nominal + 0.005, rate
            assert rate.worst <= 0.07, rate


def test_a_rule_without_margin_is_a_coin() -> None:
    """On the target the point rule errs about half of the time, both ways."""
    for rate in rates("point"):
        assert 0.35 <= rate.mean <= 0.55


def test_stable_charts_are_mostly_silent() -> None:
    """The icon of the last point is false in under 4 %, the run analysis in under 6 %."""
    found = false_signals(600)
    assert found["icon of the last point"] < 0.04
    assert found["run analysis"] < 0.06
    assert found["any flag"] < 0.25


def test_the_manual_shows_what_the_command_prints() -> None:
    """Whoever runs the command finds the figures of the manual."""
    manual = MANUAL.read_text(encoding="utf-8")
    for line in report().splitlines():
        assert line in manual, line
