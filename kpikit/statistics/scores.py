"""From answers to scores, and what those who did not answer could change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kpikit.statistics.errors import finite, positive, require, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class TopScore:
    """How many complete rows have the best answer on every item.

    Attributes:
        x: rows with the top answer throughout.
        n: complete rows.
        dropped: rows with a missing item.
    """

    x: int
    n: int
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SumScores:
    """The score of each row.

    Attributes:
        scores: one per row, in order; None where too many items are missing.
        n: rows with a score.
        dropped: rows without.
    """

    scores: tuple[float | None, ...]
    n: int
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The share if all who did not answer were negative, or all were positive."""

    lower: float
    upper: float


def top_score(
    rows: Sequence[Sequence[float | None]], top: float | Collection[float]
) -> TopScore:
    """Return how many complete rows have a top answer on every item.

    For CollaboRATE: 9 on all three items, incomplete rows dropped (Barr, P.J., and
    others, 2014, J Med Internet Res 16:e2, doi:10.2196/jmir.3085).

    Args:
        rows: one per respondent; None is a missing item; a row without items is
            incomplete.
        top: the top answer, or the answers that count as top.
    """
    best = set(top) if isinstance(top, Collection) else {top}
    complete = [row for row in rows if row and None not in row]
    return TopScore(
        x=sum(best.issuperset(row) for row in complete),
        n=len(complete),
        dropped=len(rows) - len(complete),
    )


def sum_score(
    rows: Sequence[Sequence[float | None]], factor: float = 1.0, max_missing: int = 0
) -> SumScores:
    """Return the sum of the items of each row, times a factor.

    A row with at most `max_missing` missing items counts with the mean of its answered
    items in their place; one with more has no score. SDM-Q-9: factor 100 / 45;
    OPTION-5: factor 5. Use 0 for `max_missing` unless the instrument has such a rule.

    Args:
        rows: one per respondent or consult; None is a missing item.
        factor: from the sum to the scale of the score.
        max_missing: missing items that the instrument allows.

    Raises:
        StatisticsInputError: `factor`, `count`, `not_finite`.
    """
    positive(factor, "factor")
    allowed = whole(max_missing)
    scores = tuple(_score(row, factor, allowed) for row in rows)
    n = sum(score is not None for score in scores)
    return SumScores(scores=scores, n=n, dropped=len(rows) - n)


def nonresponse_bounds(x: int, n: int, invited: int) -> Bounds | None:
    """Return the share if those who did not answer were all negative, or all positive.

    x / m and (x + m - n) / m, with m those invited who could answer (Manski, C.F.,
    1989, Anatomy of the selection problem, J Hum Resour 24:343-360,
    doi:10.2307/145818). None when nobody was invited.

    Args:
        x: successes.
        n: valid answers.
        invited: invited, without those who turned out not to be eligible.

    Raises:
        StatisticsInputError: `count`, `x_above_n`, `n_above_invited`.
    """
    x, n, m = whole(x), whole(n), whole(invited)
    require(x <= n, "x_above_n")
    require(n <= m, "n_above_invited")
    return Bounds(lower=x / m, upper=(x + m - n) / m) if m else None


def response_rate(complete: int, invited: int, ineligible: int = 0) -> float | None:
    """Return complete answers over those invited who could answer.

    Those of whom nothing is known count as eligible: response rate 1 of AAPOR, 2023,
    Standard Definitions, 10th ed. None when nobody could answer.

    Args:
        complete: complete answers.
        invited: all invited.
        ineligible: invited who could not be reached or did not belong.

    Raises:
        StatisticsInputError: `count`, `ineligible_above_invited`, `n_above_invited`.
    """
    eligible = whole(invited) - whole(ineligible)
    require(eligible >= 0, "ineligible_above_invited")
    require(whole(complete) <= eligible, "n_above_invited")
    return complete / eligible if eligible else None


def _score(
    row: Sequence[float | None], factor: float, max_missing: int
) -> float | None:
    """Return the score of a row, None if too much of it is missing."""
    answered = finite(value for value in row if value is not None)
    if not answered or len(row) - len(answered) > max_missing:
        return None
    return sum(answered) * len(row) / len(answered) * factor
