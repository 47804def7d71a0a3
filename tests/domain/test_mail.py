"""Mail: when it is due, and how often it is tried."""

from datetime import UTC, datetime, timedelta

import pytest

from kpikit.domain.mail import Trouble, Wish, due, next_try

NOW = datetime(2026, 11, 2, 13, 32, tzinfo=UTC)


def test_mail_goes_at_once_or_never() -> None:
    """Who said nothing special hears at once; who wants none has nothing due."""
    assert NOW == due(Wish.AT_ONCE, NOW)
    assert due(Wish.NEVER, NOW) is None


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-02T05:59:59", "2026-11-02T06:00:00"),  # winter: 7 o'clock is 6 UTC
        ("2026-11-02T06:00:00", "2026-11-03T06:00:00"),
        ("2026-07-01T05:00:00", "2026-07-02T05:00:00"),  # summer: 7 o'clock is 5 UTC
        ("2026-10-24T12:00:00", "2026-10-25T06:00:00"),  # that night it turns winter
        ("2026-12-31T23:30:00", "2027-01-01T06:00:00"),  # it is 2027 here already
    ],
)
def test_once_a_day_is_the_next_seven_o_clock_in_the_netherlands(
    at: str, expected: str
) -> None:
    """The moment follows the clock on the wall, in summer and in winter."""
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert due(Wish.DAILY, moment) == datetime.fromisoformat(expected).replace(
        tzinfo=UTC
    )


@pytest.mark.parametrize("trouble", [Trouble.UNREACHABLE, Trouble.REFUSED])
def test_the_wait_grows_until_it_is_given_up(trouble: Trouble) -> None:
    """After each failure the wait is as the manual says; after eight it is over."""
    minutes = [5, 15, 60, 240, 720, 1440, 1440]
    expected = [NOW + timedelta(minutes=m) for m in minutes]
    assert [*expected, None] == [next_try(trouble, n, NOW) for n in range(1, 9)]


def test_an_unknown_address_is_not_tried_again() -> None:
    """What the server does not know today it does not know tomorrow."""
    assert next_try(Trouble.ADDRESS, 1, NOW) is None
