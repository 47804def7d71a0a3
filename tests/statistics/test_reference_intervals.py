"""Intervals agree with R on every reference case."""

from collections.abc import Callable

import pytest

from kpikit.statistics.intervals import (
    cluster_vif,
    difference_of_means,
    difference_of_proportions,
    finite_count_interval,
    mean_interval,
    proportion_interval,
)
from tests.statistics.reference import Row, agree, cases, floats, integers

NARROWED = {"CL0008", "CL0020"}
"""Cases whose clusters are more alike than chance: kpikit does not narrow (D5)."""


def proportion(row: Row) -> None:
    x, n, level = int(row["x"]), int(row["n"]), float(row["conf_level"])
    case = row["case_id"]
    two = proportion_interval(x, n, level=level)
    agree(case, row["wilson_lower"], two.lower)
    agree(case, row["wilson_upper"], two.upper)
    exact = proportion_interval(x, n, level=level, method="exact")
    agree(case, row["clopper_pearson_lower"], exact.lower)
    agree(case, row["clopper_pearson_upper"], exact.upper)
    low = proportion_interval(x, n, level=level, side="lower")
    high = proportion_interval(x, n, level=level, side="upper")
    agree(case, row["wilson_onesided_lower"], low.lower)
    agree(case, row["wilson_onesided_upper"], high.upper)
    low = proportion_interval(x, n, level=level, side="lower", method="exact")
    high = proportion_interval(x, n, level=level, side="upper", method="exact")
    agree(case, row["clopper_pearson_onesided_lower"], low.lower)
    agree(case, row["clopper_pearson_onesided_upper"], high.upper)
    assert (low.upper, high.lower) == (None, None), case


def finite_population(row: Row) -> None:
    x, n, size = int(row["x"]), int(row["n"]), int(row["N"])
    level, case = float(row["conf_level"]), row["case_id"]
    low, high = finite_count_interval(x, n, size, level=level)
    agree(case, row["hyper_cp_M_lower"], low)
    agree(case, row["hyper_cp_M_upper"], high)
    low, _ = finite_count_interval(x, n, size, level=level, side="lower")
    _, high = finite_count_interval(x, n, size, level=level, side="upper")
    agree(case, row["hyper_onesided_M_lower"], low)
    agree(case, row["hyper_onesided_M_upper"], high)
    if row["wilson_fpc_lower"]:
        found = proportion_interval(x, n, level=level, population=size)
        agree(case, row["wilson_fpc_lower"], found.lower)
        agree(case, row["wilson_fpc_upper"], found.upper)


def clusters(row: Row) -> None:
    xs, ns, case = integers(row["x"]), integers(row["n"]), row["case_id"]
    icc, vif = cluster_vif(xs, ns)
    agree(case, row["ratesci_icc"], icc)
    agree(case, row["ratesci_vif"], vif)
    level = float(row["conf_level"])
    found = proportion_interval(sum(xs), sum(ns), level=level, vif=vif)
    if case in NARROWED:
        assert vif is not None
        assert vif < 1, case
        plain = proportion_interval(sum(xs), sum(ns), level=level)
        assert (plain.lower, plain.upper) == (found.lower, found.upper), case
    else:
        agree(case, row["ratesci_wilson_lower"], found.lower, relative=1e-6)
        agree(case, row["ratesci_wilson_upper"], found.upper, relative=1e-6)


def mean(row: Row) -> None:
    values, level = floats(row["values"]), float(row["conf_level"])
    size, case = int(row["population_N"]), row["id"]
    found = mean_interval(values, level=level)
    agree(case, row["mean"], found.estimate)
    agree(case, row["t_lower"], found.lower)
    agree(case, row["t_upper"], found.upper)
    one = mean_interval(values, level=level, side="lower")
    agree(case, row["onesided_lower"], one.lower)
    finite = mean_interval(values, level=level, population=size)
    if size == len(values):
        assert (finite.lower, finite.upper) == (finite.estimate,) * 2, case
    else:
        agree(case, row["survey_fpc_t_lower"], finite.lower)
        agree(case, row["survey_fpc_t_upper"], finite.upper)


def two_means(row: Row) -> None:
    before, after = floats(row["baseline"]), floats(row["followup"])
    level, case = float(row["conf_level"]), row["id"]
    if row["welch_lower"]:
        found = difference_of_means(after, before, level=level)
        agree(case, row["difference_followup_minus_baseline"], found.estimate)
        agree(case, row["welch_lower"], found.lower)
        agree(case, row["welch_upper"], found.upper)
    if row["paired_lower"]:
        found = difference_of_means(after, before, level=level, paired=True)
        agree(case, row["difference_followup_minus_baseline"], found.estimate)
        agree(case, row["paired_lower"], found.lower)
        agree(case, row["paired_upper"], found.upper)


def two_proportions(row: Row) -> None:
    x1, n1, x2, n2 = (int(row[name]) for name in ("x1", "n1", "x2", "n2"))
    level, case = float(row["conf_level"]), row["case_id"]
    found = difference_of_proportions(x1, n1, x2, n2, level=level)
    agree(case, row["difference"], found.estimate)
    agree(case, row["newcombe_lower"], found.lower)
    agree(case, row["newcombe_upper"], found.upper)


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("proportion_ci", proportion),
        ("proportion_fpc", finite_population),
        ("proportion_cluster", clusters),
        ("mean_ci", mean),
        ("two_means", two_means),
        ("two_proportions", two_proportions),
    ],
)
def test_intervals_agree_with_the_reference(
    name: str, check: Callable[[Row], None]
) -> None:
    """Every row of the file is reproduced, to nine digits."""
    for row in cases(name):
        check(row)
