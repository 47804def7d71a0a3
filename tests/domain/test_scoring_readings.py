"""How numbers in a file may have been written: every reading that fits, no guess."""

from decimal import Decimal

import pytest

from kpikit.domain.instrument import Aggregate
from kpikit.domain.scoring import (
    Answers,
    Reading,
    answer_problems,
    declared_reading,
    described,
    possible_readings,
    previews,
    readings,
    score,
)
from kpikit.problems import Refused
from kpikit.text import Text, same
from tests.domain.instruments import (
    make_coding,
    make_instrument,
    make_scoring,
    shipped,
)


def reading(low: int, high: int, *, turned: bool = False) -> Reading:
    return Reading(coding_minimum=low, coding_maximum=high, reversed=turned)


SHIFTED = [reading(1, 6), reading(1, 6, turned=True)]
DECLARED = [reading(0, 5), reading(0, 5, turned=True)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((0, 1, 2, 3, 4, 5, 5, 5, 5), DECLARED),
        ((6, 1, 2, 3, 4, 5, 5, 5, 5), SHIFTED),
        ((1, 1, 2, 3, 4, 5, 5, 5, 5), DECLARED + SHIFTED),
        ((None,) * 9, DECLARED + SHIFTED),
        ((0, 1, 2, 3, 4, 5, 5, 5, 6), []),
        ((0, 1, 2, 3, 4, 5, 5, 5, 7), []),
    ],
)
def test_a_reading_is_possible_when_all_answers_fit(
    row: Answers, expected: list[Reading]
) -> None:
    """SDM-Q-9 may be 0-5 or 1-6, and either way round; the declared one comes first."""
    tool = shipped().instrument("sdm-q-9")
    assert expected == list(possible_readings(tool, [row]))


def test_the_whole_file_decides() -> None:
    """A 6 in the last row rules out 0-5 for the first."""
    tool = shipped().instrument("sdm-q-9")
    assert SHIFTED == list(possible_readings(tool, [(1,) * 9, (6,) * 9]))


def test_reversed_items_may_have_been_turned_already() -> None:
    """An instrument with reversed items has twice as many readings."""
    tool = shipped().instrument("drs")
    found = [r for r in readings(tool) if r.coding_minimum == 1]
    assert [(False, False), (False, True), (True, False), (True, True)] == [
        (r.reversed, r.recoded) for r in found
    ]
    assert declared_reading(tool) == readings(tool)[0]


def test_answers_outside_every_reading_are_told_with_row_and_item() -> None:
    """A 55, a 3.5 and a -1 are no answers; each is told where it stands."""
    tool = shipped().instrument("sure")
    rows: list[Answers] = [(1, 0, 1, 1), (55, 0, Decimal("0.5"), 1), (1, 0, -1, None)]
    found = answer_problems(tool, rows)
    assert [
        ("answer-outside", "2.1"),
        ("answer-outside", "2.3"),
        ("answer-outside", "3.3"),
    ] == [(p.code, p.where) for p in found]
    assert (
        "0,5 is geen antwoord van dit meetinstrument. De antwoorden zijn hele getallen: "
        "0 tot en met 1 of 1 tot en met 2." == found[1].text.nl
    )


def test_answers_that_do_not_go_together_are_told_against_the_most() -> None:
    """One 6 among answers from 0 is the odd one out, and so is one 0 among sixes."""
    tool = shipped().instrument("sdm-q-9")
    zeros, sixes = (0,) * 9, (6,) * 9
    one_six = answer_problems(tool, [zeros, (0,) * 8 + (6,)])
    assert [("answers-disagree", "2.9")] == [(p.code, p.where) for p in one_six]
    one_zero = answer_problems(tool, [sixes, (0,) + (6,) * 8])
    assert [("answers-disagree", "2.1")] == [(p.code, p.where) for p in one_zero]
    assert (
        "Most answers run from 1 to 6; 0 does not go with them." == one_zero[0].text.en
    )


def test_a_row_of_another_length_is_told_as_a_whole() -> None:
    """Too few and too many answers are told by row, in the caller's own words."""
    tool = shipped().instrument("collaborate")
    found = answer_problems(
        tool,
        [(9, 9), (9, 9, 9), (9, 9, 9, 9)],
        lambda row, item: f"Sheet1!A{row + 1}" if item is None else "a cell",
    )
    assert [("items-differ", "Sheet1!A2"), ("items-differ", "Sheet1!A4")] == [
        (p.code, p.where) for p in found
    ]


def test_without_a_number_of_items_all_rows_are_as_long_as_the_first() -> None:
    """The parties decide how many parts an audit has; a file keeps to it."""
    audit = shipped().instrument("audit")
    found = answer_problems(audit, [(1, 1, 1), (1, 1, 1), (1, 1)])
    assert ["3"] == [p.where for p in found]
    assert () == answer_problems(audit, [])


def test_a_good_file_has_no_problems() -> None:
    """Answers that fit, blanks and whole decimals among them, give no problem."""
    tool = shipped().instrument("collaborate")
    assert () == answer_problems(tool, [(9, Decimal(3), None), (0, Decimal("9.0"), 1)])


@pytest.mark.parametrize(
    "strange", [Decimal("NaN"), Decimal("Infinity"), Decimal("1E999")]
)
def test_what_is_no_number_fits_nowhere(strange: Decimal) -> None:
    """A cell that is not a number, or without end, is an answer outside every reading."""
    tool = shipped().instrument("single-item")
    assert () == possible_readings(tool, [(strange,)])
    assert ["answer-outside"] == [p.code for p in answer_problems(tool, [(strange,)])]


def test_a_preview_shows_what_each_reading_gives() -> None:
    """DRS: the same file means no regret, or the greatest, or something between."""
    tool = shipped().instrument("drs")
    rows = [(1, 5, 1, 5, 1), (1, 5, 1, 5, 2), (None, 5, 1, 5, 1)]
    found = {(p.reading.reversed, p.reading.recoded): p for p in previews(tool, rows)}
    assert {
        (False, False): Decimal("2.5"),
        (False, True): Decimal("42.5"),
        (True, False): Decimal("97.5"),
        (True, True): Decimal("57.5"),
    } == {key: preview.mean for key, preview in found.items()}
    assert {(2, 1)} == {(p.complete, p.incomplete) for p in found.values()}
    assert {None} == {p.top_share for p in found.values()}


def test_a_preview_counts_top_scores() -> None:
    """CollaboRATE: two of three are top scores as declared, none the other way round."""
    tool = shipped().instrument("collaborate")
    rows = [(9, 9, 9), (9, 9, 9), (0, 9, 9)]
    straight, turned = previews(tool, rows)
    assert (2, Decimal(8)) == (straight.top_scores, straight.mean)
    assert "0.667" == f"{straight.top_share:.3f}"
    assert 0 == turned.top_scores
    assert (Decimal(0), Decimal(1)) == (turned.top_share, turned.mean)


def test_a_preview_of_a_choice_counts_groups() -> None:
    """A mean role means nothing: how many chose an active, shared or passive one does."""
    tool = shipped().instrument("control-preferences")
    straight, turned = previews(tool, [(1,), (2,), (3,), (5,), (None,)])
    assert (None, (2, 1, 1)) == (straight.mean, straight.in_groups)
    assert (1, 1, 2) == turned.in_groups
    assert (4, 1) == (straight.complete, straight.incomplete)


def test_a_reading_is_told_in_words() -> None:
    """Whoever chooses sees what the lowest and the highest number stand for."""
    tool = make_instrument(3, make_coding(0, 4, (2,)), make_scoring(scale=(0, 12)))
    straight = Reading(coding_minimum=1, coding_maximum=5)
    assert Text(
        nl="1 = oneens, 5 = eens; vraag 2 keert kpikit om",
        en="1 = disagree, 5 = agree; kpikit turns item 2",
    ) == described(tool, straight)
    turned = Reading(coding_minimum=0, coding_maximum=4, reversed=True, recoded=True)
    assert Text(
        nl="0 = eens, 4 = oneens; vraag 2 is in het bestand al omgekeerd",
        en="0 = agree, 4 = disagree; item 2 has already been turned in the file",
    ) == described(tool, turned)
    plain = make_instrument(2, make_coding(0, 4), make_scoring())
    assert "1 = disagree, 5 = agree" == described(plain, straight).en


@pytest.mark.parametrize(
    ("id_", "code"),
    [("prem-item", "no-coding"), ("teamscan", "no-scoring"), ("ladder", "no-scoring")],
)
def test_what_has_no_score_is_refused(id_: str, code: str) -> None:
    """A scan is a profile and a ladder a level: neither has a score to work out."""
    with pytest.raises(Refused) as refused:
        score(shipped().instrument(id_), (1,), reading(0, 4))
    assert [code] == [p.code for p in refused.value.problems]


def test_an_aggregate_of_none_gives_no_score() -> None:
    """An instrument may declare in so many words that its answers are not combined."""
    tool = make_instrument(2, make_coding(), make_scoring(Aggregate.NONE))
    with pytest.raises(Refused) as refused:
        score(tool, (1, 2), reading(0, 4))
    assert ["no-scoring"] == [p.code for p in refused.value.problems]


def test_answers_outside_the_chosen_reading_are_refused() -> None:
    """Scoring does not go on with a number that the reading does not have."""
    tool = make_instrument(3, make_coding(), make_scoring(scale=(0, 12)))
    with pytest.raises(Refused) as refused:
        score(tool, (0, Decimal("2.5"), 5), reading(1, 5))
    assert [("answer-outside", "1"), ("answer-outside", "2")] == [
        (p.code, p.where) for p in refused.value.problems
    ]
    with pytest.raises(Refused) as refused:
        score(tool, (1, 2), reading(1, 5))
    assert ["items-differ"] == [p.code for p in refused.value.problems]


def test_a_turned_scale_keeps_its_top_score_at_the_good_end() -> None:
    """Where the best answer is written as the lowest number, that is the top score."""
    scoring = make_scoring(top_score=same("4-4"))
    tool = make_instrument(2, make_coding(), scoring)
    straight, turned, *_ = previews(tool, [(0, 0), (0, 1)])
    assert (0, 1) == (straight.top_scores, turned.top_scores)
