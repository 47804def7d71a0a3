"""Recorded consults: how long, how scored, and from when a team has a figure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpikit.domain.consult.consult import Consult, is_overdue, last_day
from kpikit.domain.consult.figure import (
    chosen,
    least,
    possible_totals,
    team_figure,
    total_of,
)
from kpikit.domain.instrument import Threshold
from kpikit.domain.result.incoming.personal import seems_personal
from tests.domain.instruments import shipped

OPTION = shipped().instruments["option-5"]


def consult(nr: int = 1, *scores: int, team: str = "Noord") -> Consult:
    """Return a consult of a day in March with the scores of its raters."""
    first, second = (*map(Decimal, scores), None, None)[:2]
    on = date(2027, 3, nr)
    return Consult(
        id=f"{nr}",
        team=team,
        code=f"N-{nr}",
        recorded_on=on,
        first=first,
        second=second,
    )


@pytest.mark.parametrize(
    ("recorded", "last"),
    [
        (date(2026, 3, 5), date(2027, 9, 5)),
        (date(2026, 8, 31), date(2028, 2, 29)),
        (date(2025, 8, 31), date(2027, 2, 28)),
        (date(2026, 6, 30), date(2027, 12, 30)),
        (date(2026, 7, 1), date(2028, 1, 1)),
    ],
)
def test_a_recording_is_kept_eighteen_months(recorded: date, last: date) -> None:
    """Where that day is not in the calendar, until the last one of the month."""
    assert last == last_day(recorded)


def test_overdue_is_from_the_day_after_until_it_is_deleted() -> None:
    """Without a day nothing is overdue."""
    due = replace(consult(), delete_by=date(2027, 5, 1))
    assert not is_overdue(due, date(2027, 5, 1))
    assert is_overdue(due, date(2027, 5, 2))
    gone = replace(due, deleted_on=date(2027, 5, 2))
    assert not is_overdue(gone, date(2027, 5, 2))
    assert not is_overdue(consult(), date(2099, 1, 1))


@pytest.mark.parametrize(
    ("typed", "total"),
    [
        ("55", 55),
        (" 0 ", 0),
        ("2 1 3 2 2", 50),
        ("4,4,4,4,4", 100),
        ("0; 0; 0; 0; 1", 5),
        ("2 1 3 2", None),
        ("2 1 5 2 2", None),
        ("-1 1 1 1 1", None),
        ("goed", None),
        ("NaN", None),
        ("Infinity", None),
        ("", None),
        (f"{'9' * 300} 1 1 1 1", None),
    ],
)
def test_a_rater_types_a_total_or_all_ratings(typed: str, total: int | None) -> None:
    """Five ratings of 0 to 4 are added up and multiplied by 5."""
    assert (None if total is None else Decimal(total)) == total_of(typed, OPTION)


def test_totals_go_by_fives() -> None:
    """The sum of five ratings of 0 to 4 is 0 to 20, times 5."""
    assert {Decimal(5 * n) for n in range(21)} == set(possible_totals(OPTION))


def test_the_higher_of_both_minimums_counts() -> None:
    """That of the instrument where a source gives one, and of small numbers."""
    known = replace(
        OPTION, show_from=Threshold(n=25, standing=OPTION.show_from.standing)
    )
    assert (10, 25, 30) == (least(OPTION, 10), least(known, 10), least(known, 30))


def test_a_figure_needs_scored_consults() -> None:
    """Unscored ones count for nothing; two raters of one consult count once."""
    every = [consult(n, 40, 60) for n in range(1, 10)]
    assert team_figure([*every, consult(10)], OPTION, 10) is None
    found = team_figure([*every, consult(10, 60)], OPTION, 10)
    assert found is not None
    assert (10, Decimal(51)) == (found.summary.n, found.summary.mean)
    assert (9, False) == (found.twice, found.indicative)


def test_few_pairs_say_nothing_of_agreement() -> None:
    """From five on: the mean difference, and how often it is beyond the band of 9."""
    alone = [consult(n, 40) for n in range(10, 20)]
    four = [consult(n, 40, 50) for n in range(1, 5)]
    found = team_figure([*alone, *four], OPTION, 10)
    assert found is not None
    assert found.agreement is None
    fifth = consult(5, 60, 60)
    found = team_figure([*alone, *four, fifth], OPTION, 10)
    assert found is not None
    assert found.agreement is not None
    compared = found.agreement
    assert (5, 8.0, 4) == (compared.pairs, compared.apart, compared.beyond)


def test_under_one_in_five_is_indicative() -> None:
    """Two of ten is enough; one of ten is not."""
    for twice, expected in ((1, True), (2, False)):
        every = [consult(n, 40, *[45] * (n <= twice)) for n in range(1, 11)]
        found = team_figure(every, OPTION, 10)
        assert found is not None
        assert expected is found.indicative


def test_a_team_and_days_are_chosen() -> None:
    """Both ends count; without an end everything does."""
    every = [consult(n) for n in range(1, 6)] + [consult(3, team="Zuid")]
    days = chosen(every, "Noord", date(2027, 3, 2), date(2027, 3, 4))
    assert ["N-2", "N-3", "N-4"] == [each.code for each in days]
    assert ["N-3"] == [each.code for each in chosen(every, "Zuid", None, None)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("111222333", True),
        ("team 111222333", True),
        ("j.jansen@zh.example", True),
        ("06-12345678", True),
        ("12-03-1961", True),
        ("MC-014", False),
        ("Mammacare Oost 2", False),
    ],
)
def test_words_of_a_person_are_seen(words: str, *, expected: bool) -> None:
    """A BSN, mail address, phone number or birth date; 111222333 passes the 11-test."""
    assert expected is seems_personal(words)
