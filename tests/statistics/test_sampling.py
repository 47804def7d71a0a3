"""Advice on samples: rounding, census, what two waves can show, refusals."""

import hashlib
import math
from itertools import product

import pytest

from kpikit.statistics.errors import StatisticsInputError
from kpikit.statistics.sampling import (
    design_effect,
    detectable_difference,
    draw_sample,
    lqas_plan,
    operating_curve,
    power_target,
    power_two_proportions,
    sample_size_means,
    sample_size_proportion,
    sample_size_target,
    sample_size_two_proportions,
)


def test_every_step_is_rounded_up() -> None:
    """75 % within 10 points, 20 per clinician, ICC 0.05, of 300, 40 % response.

    72.03 -> 73; times 1.95 is 142.35 -> 143; 143 * 300 / 442 is 97.06 -> 98; over 0.4
    is 245.
    """
    found = sample_size_proportion(
        0.75,
        0.10,
        population=300,
        deff=design_effect(20, 0.05),
        response_rate=0.4,
    )
    steps = found.n0, found.after_deff, found.after_fpc, found.invite
    assert (73, 143, 98, 245) == steps
    assert not found.census
    assert 0.4 == found.inputs["response_rate"]


def test_more_invitations_than_people_is_a_census() -> None:
    """Of 60 consults all are invited, and the margin to expect is said."""
    found = sample_size_proportion(0.75, 0.05, population=60, response_rate=0.5)
    assert found.census
    assert found.invite > 60
    assert found.expected_margin is not None
    expected = 1.959964 * (0.75 * 0.25 / 30 * 30 / 59) ** 0.5
    assert round(expected, 6) == round(found.expected_margin, 6)


def test_floating_point_invites_nobody_extra() -> None:
    """42 answers at 35 % response are 120 invitations, not 121."""
    found = sample_size_proportion(0.5, 0.1515, response_rate=0.35)
    assert (42, 120) == (found.after_fpc, found.invite)


@pytest.mark.parametrize(
    ("pa", "first", "stable"), [(0.85, 103, 117), (0.90, 45, 50), (0.95, 23, None)]
)
def test_exact_power_is_a_saw(pa: float, first: int, stable: int | None) -> None:
    """75 % against 85, 90 and 95 %: the first size, and the one that stays enough."""
    assert first == sample_size_target(0.75, pa, stable=False)
    found = sample_size_target(0.75, pa)
    assert stable in {None, found}
    assert all(power_target(n, 0.75, pa) >= 0.8 for n in range(found, found + 200))
    assert found == 1 or power_target(found - 1, 0.75, pa) < 0.8


def test_certain_truths_are_no_special_case() -> None:
    """A target of nothing, and a truth of all: 0.5^5 is the first below 5 %."""
    assert 5 == sample_size_target(0.5, 1.0)
    assert 1 == sample_size_target(0.0, 1.0)
    assert 0.0 == power_target(0, 0.5, 0.6)


def test_sixty_against_seventy_five_needs_152_per_wave() -> None:
    """The known figure; and 152 per wave can show a rise of 15 points from 60 %."""
    assert 152 == round(sample_size_two_proportions(0.60, 0.75) + 0.5)
    assert round(power_two_proportions(30, 0.60, 0.75), 2) == 0.23
    found = detectable_difference(152, 0.60, 152)
    assert found is not None
    assert 0.150 == round(found, 3)
    assert found == pytest.approx(
        detectable_difference(152, 0.40, 152, direction="decrease")
    )
    assert detectable_difference(5, 0.9, 5) is None
    assert detectable_difference(0, 0.5, 10) is None
    assert detectable_difference(50, 1.0, 50) is None


def test_ten_points_with_sd_15_need_37_per_wave() -> None:
    """The known figures for means: 5 points 143, 10 points 37."""
    sizes = [sample_size_means(delta, 15) for delta in (5, 10)]
    assert [143, 37] == [-int(-size // 1) for size in sizes]
    assert 2 == sample_size_means(1000, 1, kind="one", alpha=0.5)


def test_plans_keep_both_promises() -> None:
    """90 against 70 % of 100: at most 5 % error at either level, and none smaller."""
    plan = lqas_plan(0.9, 0.7, population=100)
    assert plan is not None
    assert (30, 5) == (plan.n, plan.max_failures)
    good, poor = operating_curve(plan, [0.1, 0.3])
    assert good >= 0.95
    assert poor <= 0.05
    assert lqas_plan(0.751, 0.75) is None
    assert lqas_plan(0.9, 0.7, population=2) is not None
    assert lqas_plan(0.9, 0.7, population=0) is None


def test_a_draw_is_even() -> None:
    """Over 2,000 seeds each of ten is among the three about 600 times."""
    counts = dict.fromkeys(range(10), 0)
    for seed in range(2_000):
        for one in draw_sample(range(10), 3, seed):
            counts[one] += 1
    assert all(520 <= times <= 680 for times in counts.values())


def test_a_draw_is_the_same_tomorrow() -> None:
    """SHA-256 of '7:2026-Q1:' and the id, smallest first: fixed for ever."""
    ids = [f"c{i:02d}" for i in range(20)]
    ranked = sorted(
        ids, key=lambda i: hashlib.sha256(f"7:2026-Q1:{i}".encode()).digest()
    )
    assert ["c11", "c04", "c12"] == ranked[:3] == draw_sample(ids, 3, "2026-Q1")
    with pytest.raises(StatisticsInputError, match="duplicate_id"):
        draw_sample(["1", 1], 1, "s")


def test_what_cannot_be_planned_is_refused() -> None:
    """A target equal to the truth, a margin of nothing, a level reversed."""
    with pytest.raises(StatisticsInputError, match="no_difference"):
        sample_size_target(0.75, 0.75)
    with pytest.raises(StatisticsInputError, match="too_close"):
        sample_size_target(0.75, 0.7501)
    with pytest.raises(StatisticsInputError, match="margin"):
        sample_size_proportion(0.5, 0)
    with pytest.raises(StatisticsInputError, match="poor_not_below_good"):
        lqas_plan(0.7, 0.9)
    with pytest.raises(StatisticsInputError, match="response_rate"):
        sample_size_proportion(0.5, 0.1, response_rate=0)


def test_plans_are_the_smallest_by_brute_force() -> None:
    """In small populations, counting every way to draw finds no smaller plan."""
    for size, good, poor in product((4, 9, 20), (1.0, 0.9, 0.7), (0.5, 0.25, 0.0)):
        failing = round(size * (1 - good)), round(size * (1 - poor))

        def accepted(n: int, c: int, marked: int, size: int = size) -> float:
            ways = sum(
                math.comb(marked, k) * math.comb(size - marked, n - k)
                for k in range(c + 1)
            )
            return ways / math.comb(size, n)

        expected = next(
            (n, c)
            for n in range(1, size + 1)
            for c in range(n + 1)
            if accepted(n, c, failing[0]) >= 0.9 - 1e-12
            and (c == 0 or accepted(n, c - 1, failing[0]) < 0.9 - 1e-12)
            and accepted(n, c, failing[1]) <= 0.1 + 1e-12
        )
        found = lqas_plan(good, poor, 0.1, 0.1, size)
        assert found is not None
        assert expected == (found.n, found.max_failures), (size, good, poor)


def test_one_person_is_known_without_margin() -> None:
    """A population of one that answers leaves nothing to estimate."""
    found = sample_size_proportion(0.5, 0.1, population=1)
    assert (1, 0.0) == (found.after_fpc, found.expected_margin)
    assert sample_size_proportion(1.0, 0.1).expected_margin is None
