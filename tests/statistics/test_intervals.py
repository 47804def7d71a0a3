"""Edges of intervals: nothing, one, everything, and what is refused."""

import pytest

from kpikit.statistics.errors import StatisticsInputError
from kpikit.statistics.intervals import (
    cluster_vif,
    difference_of_means,
    finite_count_interval,
    mean_interval,
    proportion_interval,
)


def test_wilson_ends_are_exact_at_the_edges() -> None:
    """None gives exactly 0 below, all exactly 1 above; z^2 / (n + z^2) opposite."""
    none, every = proportion_interval(0, 10), proportion_interval(10, 10)
    assert (0.0, 1.0) == (none.lower, every.upper)
    assert none.upper is not None
    assert round(3.841459 / 13.841459, 6) == round(none.upper, 6)


def test_a_census_has_no_margin() -> None:
    """All of the population: the share, the mean, the count themselves."""
    share = proportion_interval(3, 4, population=4)
    assert (0.75, 0.75, "census") == (share.lower, share.upper, share.method)
    mean = mean_interval([4.0, 6.0], population=2)
    assert (5.0, 5.0) == (mean.lower, mean.upper)
    assert 5.0 == mean_interval([5.0], population=1).lower
    assert (3, 3) == finite_count_interval(3, 4, 4)
    assert (0, 9) == finite_count_interval(0, 0, 9)


@pytest.mark.parametrize(
    ("xs", "ns"), [([], []), ([1], [2]), ([1, 0], [1, 1]), ([2, 3], [2, 3])]
)
def test_clusters_that_say_nothing_have_no_inflation(
    xs: list[int], ns: list[int]
) -> None:
    """One cluster, one answer each, or no variation: not defined."""
    assert (None, None) == cluster_vif(xs, ns)


def test_equal_groups_differ_by_exactly_nothing() -> None:
    """Without any variation the difference is known."""
    found = difference_of_means([4.0, 4.0], [3.0, 3.0])
    assert (1.0, 1.0) == (found.lower, found.upper)
    paired = difference_of_means([4.0, 4.0], [4.0, 4.0], paired=True)
    assert (0.0, 0.0) == (paired.lower, paired.upper)


def test_what_is_no_sample_is_refused() -> None:
    """More successes than answers, unknown methods, unequal pairs, no numbers."""
    with pytest.raises(StatisticsInputError, match="x_above_n"):
        proportion_interval(5, 4)
    with pytest.raises(StatisticsInputError, match="vif_with_exact"):
        proportion_interval(2, 4, method="exact", vif=1.2)
    with pytest.raises(StatisticsInputError, match="unequal_length"):
        difference_of_means([1.0], [1.0, 2.0], paired=True)
    with pytest.raises(StatisticsInputError, match="values_or_summary"):
        mean_interval()
    with pytest.raises(StatisticsInputError, match="not_finite"):
        mean_interval([1.0, float("inf")])
    with pytest.raises(StatisticsInputError, match="n_above_population"):
        finite_count_interval(1, 5, 4)
