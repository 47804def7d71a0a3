"""Scores from answers, response, and what those who did not answer could change."""

import pytest

from kpikit.statistics.errors import StatisticsInputError
from kpikit.statistics.reliability import agreement, cronbach_alpha, icc, kappa
from kpikit.statistics.scores import (
    Bounds,
    nonresponse_bounds,
    response_rate,
    sum_score,
    top_score,
)


def test_the_top_score_asks_the_best_answer_on_every_item() -> None:
    """Of three complete forms one is 9-9-9; the incomplete one is dropped."""
    found = top_score([[9, 9, 9], [9, 9, 8], [9, None, 9], [7, 9, 9], []], 9)
    assert (1, 3, 2) == (found.x, found.n, found.dropped)


def test_the_top_can_be_several_answers() -> None:
    """'Agree' and 'agree fully' of five together are the top two."""
    found = top_score([[4], [5], [3], [None]], {4, 5})
    assert (2, 3, 1) == (found.x, found.n, found.dropped)


def test_a_sum_score_is_the_sum_on_its_scale() -> None:
    """Nine items of 5 are 45, which is 100; incomplete rows have no score."""
    found = sum_score([[5] * 9, [4] * 9, [5] * 8 + [None]], 100 / 45)
    assert found.scores[2] is None
    assert [100.0, 80.0] == [round(s, 9) for s in found.scores if s is not None]
    assert (2, 1) == (found.n, found.dropped)


def test_allowed_missing_items_take_the_mean_of_the_others() -> None:
    """Four items of 3 and one missing are five of 3; two missing are too many."""
    found = sum_score([[3, 3, 3, 3, None], [3, 3, 3, None, None]], 5, 1)
    assert (75.0, None) == found.scores


def test_who_did_not_answer_could_turn_the_result() -> None:
    """40 of 50 answers of 100 invited: between 40 % and 90 %."""
    assert Bounds(lower=0.4, upper=0.9) == nonresponse_bounds(40, 50, 100)
    assert nonresponse_bounds(0, 0, 0) is None
    with pytest.raises(StatisticsInputError, match="n_above_invited"):
        nonresponse_bounds(1, 3, 2)


def test_the_response_counts_the_unknown_as_eligible() -> None:
    """30 complete of 110 invited, of whom 10 did not belong: 30 %."""
    assert 0.3 == response_rate(30, 110, 10)
    assert response_rate(0, 5, 5) is None
    with pytest.raises(StatisticsInputError, match="ineligible_above_invited"):
        response_rate(0, 5, 6)


def test_raters_without_variation_have_no_kappa() -> None:
    """Always the same category: full agreement, but no kappa and no error."""
    assert kappa([1, 1, 1], [1, 1, 1], [0, 1]) is None
    assert 1.0 == agreement([1, 1, 1], [1, 1, 1], [0, 1]).share
    assert kappa([], [], [0, 1]) is None
    assert agreement([], [], [0, 1]).share is None
    with pytest.raises(StatisticsInputError, match="category"):
        kappa([2], [1], [0, 1])


def test_weighted_kappa_counts_steps_of_the_full_list() -> None:
    """By hand: raters 0 0 1 4 and 0 1 1 4 of 0 to 4.

    Observed squared distance 1 in 4 pairs. Expected, over all 16 pairs of marginals:
    first {0: 2, 1: 1, 4: 1}, second {0: 1, 1: 2, 4: 1} gives 2*2*1 + 2*16 + 1*1 + 1*9
    + 1*16 + 1*2*9 = 80. So 1 - (1 / 4) / (80 / 16) = 0.95.
    """
    found = kappa([0, 0, 1, 4], [0, 1, 1, 4], [0, 1, 2, 3, 4])
    assert found is not None
    assert 0.95 == round(found, 12)


def test_missing_ratings_leave_their_row_out() -> None:
    """A rating that is missing takes its pair or row along, nothing more."""
    rows = [[1.0, 2.0], [3.0, 3.0], [5.0, 4.0], [2.0, 2.0]]
    assert icc(rows) == icc([*rows, [None, 4.0]])
    assert kappa([0, 1, None], [0, 1, 1], [0, 1]) == kappa([0, 1], [0, 1], [0, 1])
    full = [[1.0, 2.0], [2.0, 3.0], [3.0, 3.0]]
    assert cronbach_alpha(full) == cronbach_alpha([*full, [None, 1.0]])


@pytest.mark.parametrize(
    "ratings",
    [[], [[1.0, 2.0]], [[1.0], [2.0]], [[3.0, 3.0]] * 4, [[1.0, None], [None, 2.0]]],
)
def test_reliability_is_total(ratings: list[list[float | None]]) -> None:
    """Too little, or nothing that varies, gives no coefficient and no error."""
    found = icc(ratings)
    for interval in (found.one_way, found.agreement, found.average_agreement):
        assert (None, None, None) == (
            interval.estimate,
            interval.lower,
            interval.upper,
        )
    assert cronbach_alpha(ratings) is None


def test_perfect_raters_have_a_coefficient_without_an_interval() -> None:
    """All the same per consult: 1, and the F distribution has nothing to say."""
    found = icc([[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]])
    assert (1.0, None, None) == (
        found.agreement.estimate,
        found.agreement.lower,
        found.agreement.upper,
    )
