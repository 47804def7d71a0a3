"""The term of a signed agreement: from the years and the day, nothing is stored."""

from datetime import date

import pytest

from kpikit.domain.agreement import State
from kpikit.domain.term import STAGE_NAMES, Stage, months_left, stage


@pytest.mark.parametrize(
    ("state", "today", "expected"),
    [
        (State.DRAFT, date(2027, 5, 1), Stage.DRAFT),
        (State.SETTLING, date(2031, 5, 1), Stage.SETTLING),
        (State.SIGNED, date(2026, 12, 31), Stage.SIGNED),
        (State.SIGNED, date(2027, 1, 1), Stage.RUNNING),
        (State.SIGNED, date(2029, 12, 31), Stage.RUNNING),
        (State.SIGNED, date(2030, 1, 1), Stage.ENDED),
    ],
)
def test_the_stage_follows_from_years_and_day(
    state: State, today: date, expected: Stage
) -> None:
    """It begins on the first and ends on the last day of its years."""
    assert expected is stage(state, 2027, 2029, today)
    assert STAGE_NAMES[expected].nl


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2029, 6, 30), None),
        (date(2029, 7, 1), 5),
        (date(2029, 12, 1), 0),
        (date(2029, 12, 31), 0),
        (date(2030, 1, 1), None),
        (date(2028, 12, 31), None),
    ],
)
def test_the_end_is_told_half_a_year_before(today: date, months: int | None) -> None:
    """From July of the last year the months left are told, until it is over."""
    assert months == months_left(State.SIGNED, 2029, today)
    assert months_left(State.DRAFT, 2029, today) is None
