"""Sample sizes and power agree with the reference on every case."""

import math
from collections.abc import Callable
from typing import Literal

import pytest

from kpikit.statistics.sampling import (
    design_effect,
    power_target,
    power_two_proportions,
    sample_size_mean,
    sample_size_means,
    sample_size_proportion,
    sample_size_target,
    sample_size_two_proportions,
    sample_size_two_unequal,
)
from tests.statistics.reference import Row, agree, cases

KINDS: dict[str, Literal["two", "one", "paired"]] = {
    "two.sample": "two",
    "one.sample": "one",
    "paired": "paired",
}
SIDES = {"two.sided": 2, "one.sided": 1}


def population(row: Row) -> int | None:
    return int(row["N"]) if row["N"] else None


def pipeline(row: Row) -> None:
    size = sample_size_proportion if row["kind"] == "proportion" else sample_size_mean
    found = size(
        float(row["p_or_sd"]),
        float(row["margin"]),
        level=1 - float(row["alpha"]),
        population=population(row),
        deff=float(row["deff"]),
        response_rate=float(row["response_rate"]),
    )
    case = row["case_id"]
    assert int(row["n0"]) == found.n0, case
    assert int(row["n1_after_deff"]) == found.after_deff, case
    assert int(row["n2_after_fpc"]) == found.after_fpc, case
    artifact = int(row["peer_float_artifact"])
    assert int(row["n_invite"]) - artifact == found.invite, case


def proportion(row: Row) -> None:
    found = sample_size_proportion(
        float(row["p"]),
        float(row["e"]),
        level=float(row["conf_level"]),
        population=population(row),
    )
    agree(row["case_id"], row["n_fractional_Nminus1"], found.unrounded)
    if row["n_epir57_Nminus1"]:
        agree(row["case_id"], row["n_epir57_Nminus1"], math.ceil(found.unrounded))


def mean(row: Row) -> None:
    found = sample_size_mean(
        float(row["sd"]),
        float(row["e"]),
        level=float(row["conf_level"]),
        population=population(row),
    )
    if row["n_epir94_Nminus1"]:
        agree(row["case_id"], row["n_epir94_Nminus1"], math.ceil(found.unrounded))


def cluster(row: Row) -> None:
    effect = design_effect(float(row["m"]), float(row["icc"]), float(row["cv"]))
    agree(row["case_id"], row["design_effect"], effect)
    found = sample_size_proportion(
        float(row["p"]), float(row["e"]), level=float(row["conf_level"]), deff=effect
    )
    agree(row["case_id"], row["n_patients_fractional"], found.unrounded)


def target(row: Row) -> None:
    p0, pa, alpha = float(row["p0"]), float(row["pa"]), float(row["alpha"])
    power, case = float(row["power"]), row["case_id"]
    first = sample_size_target(p0, pa, alpha=alpha, power=power, stable=False)
    stable = sample_size_target(p0, pa, alpha=alpha, power=power)
    agree(case, row["n_exact_first"], first)
    agree(case, row["n_exact_stable"], stable)
    agree(case, row["power_at_first"], power_target(first, p0, pa, alpha))
    agree(case, row["power_at_stable"], power_target(stable, p0, pa, alpha))


def target_power(row: Row) -> None:
    found = power_target(
        int(row["n"]), float(row["p0"]), float(row["pa"]), float(row["alpha"])
    )
    agree(row["case_id"], row["power_exact"], found)


def two_proportions(row: Row) -> None:
    found = sample_size_two_proportions(
        float(row["p1"]),
        float(row["p2"]),
        alpha=float(row["alpha"]),
        power=float(row["power"]),
        sides=SIDES[row["sides"]],
    )
    agree(row["case_id"], row["n_per_group_fractional"], found)


def two_proportions_power(row: Row) -> None:
    for sides, column in ((2, "power_two_sided"), (1, "power_one_sided")):
        found = power_two_proportions(
            int(row["n_per_group"]),
            float(row["p1"]),
            float(row["p2"]),
            alpha=float(row["alpha"]),
            sides=sides,
        )
        agree(row["case_id"], row[column], found)


def unequal(row: Row) -> None:
    n1, n2 = sample_size_two_unequal(
        float(row["p1"]),
        float(row["p2"]),
        float(row["fraction_group1"]),
        alpha=float(row["alpha"]),
        power=float(row["power"]),
    )
    agree(row["case_id"], row["n1_fractional"], n1)
    agree(row["case_id"], row["n2_fractional"], n2)


def means(row: Row) -> None:
    found = sample_size_means(
        float(row["delta"]),
        float(row["sd"]),
        kind=KINDS[row["type"]],
        alpha=float(row["alpha"]),
        power=float(row["power"]),
        sides=SIDES[row["sides"]],
    )
    agree(row["case_id"], row["n_fractional"], found)


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("size_pipeline", pipeline),
        ("size_proportion", proportion),
        ("size_mean", mean),
        ("size_cluster", cluster),
        ("size_one_sample_target", target),
        ("power_one_sample_target", target_power),
        ("size_two_proportions", two_proportions),
        ("power_two_proportions", two_proportions_power),
        ("size_two_proportions_unequal", unequal),
        ("size_means", means),
    ],
)
def test_sizes_agree_with_the_reference(
    name: str, check: Callable[[Row], None]
) -> None:
    """Every row of the file is reproduced, to nine digits."""
    for row in cases(name):
        check(row)
