"""Scores of the shipped instruments, worked out by hand from their definitions."""

from decimal import Decimal
from fractions import Fraction

import pytest

from kpikit.domain.scoring import (
    Answers,
    Counted,
    Reading,
    declared_reading,
    enough,
    has_top_score,
    measured,
    rated,
    score,
    scores,
)
from kpikit.problems import Refused
from tests.domain.instruments import shipped, statistic_of

AGREE_IS_1 = Reading(coding_minimum=1, coding_maximum=5)
AGREE_IS_5 = Reading(coding_minimum=1, coding_maximum=5, reversed=True)
ZERO_TO_FOUR = Reading(coding_minimum=0, coding_maximum=4)


def declared(id_: str, *answers: int | None) -> Decimal | None:
    """Return the score of answers that were written as the instrument declares."""
    tool = shipped().instrument(id_)
    return score(tool, answers, declared_reading(tool))


VECTORS = [
    ("sdm-q-9", (5, 4, 4, 3, 5, 3, 3, 4, 5), 80),
    ("sdm-q-9", (0,) * 9, 0),
    ("sdm-q-9", (5,) * 9, 100),
    ("sdm-q-9", (5, 4, 4, 3, None, 3, 3, 4, 5), None),
    ("sdm-q-doc", (5, 4, 4, 3, 5, 3, 3, 4, 5), 80),
    ("collaborate", (9, 9, 9), 9),
    ("collaborate", (9, 9, None), None),
    ("option-5", (2, 1, 2, 1, 3), 45),
    ("option-5", (2, 1, None, 1, 3), None),
    ("option-12", (1,) * 12, 25),
    ("sure", (1, 1, 1, 1), 4),
    ("sure", (1, 1, 1, 0), 3),
    ("sure", (1, 1, 1, None), None),
    ("dcs", (1,) * 16, 25),
    ("drs", (1, 5, 1, 5, 1), 0),
    ("drs", (2, 4, 2, 4, 2), 25),
    ("drs", (2, 4, 3, 4, 2), 30),
    ("drs", (3, 3, 3, 3, 3), 50),
    ("drs", (5, 1, 5, 1, 5), 100),
    ("drs", (None, 5, 1, 5, 1), None),
    ("single-item", (1,), 1),
    ("single-item", (None,), None),
    ("observation-form", (0,), 0),
    ("control-preferences", (4,), 4),
    ("audit", (1, 1, 1, 1), 1),
    ("audit", (1, 1, 0, 1), 0),
    ("audit", (1, 1, None, 1), None),
    ("checklist", (1, 1, 1, 1, 1), 1),
    ("checklist", (1, None, 1, 1, 1), None),
    ("decision-aid-check", (1, 1, 1), 1),
    ("decision-aid-check", (1, None, 1), 0),
    ("decision-aid-check", (None, None, None), 0),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "answers", "expected"), VECTORS)
def test_a_worked_example_gives_its_score(
    id_: str, answers: Answers, expected: int | None
) -> None:
    """Answers in the declared coding give the score of the definition, to the digit."""
    tool = shipped().instrument(id_)
    assert expected == score(tool, answers, declared_reading(tool))


def test_a_collaborate_mean_lies_on_0_to_9() -> None:
    """9, 8, 9 is 26 ÷ 3 on 0-9, not 96.3 on 0-100, and is no top score."""
    tool = shipped().instrument("collaborate")
    found = declared("collaborate", 9, 8, 9)
    assert found is not None
    assert "8.667" == f"{found:.3f}"
    assert abs(Fraction(found) - Fraction(26, 3)) < Fraction(1, 10**26)
    assert has_top_score(tool, (9, 8, 9), declared_reading(tool)) is False


def test_five_answers_are_no_collaborate_of_this_kind() -> None:
    """No rule is known for the version with five answers, so it is not scored."""
    with pytest.raises(Refused) as refused:
        score(shipped().instrument("collaborate"), (4, 3, 4), ZERO_TO_FOUR)
    assert ["other-reading"] == [p.code for p in refused.value.problems]


@pytest.mark.parametrize(
    ("id_", "answers", "expected"),
    [
        ("collaborate", (9, 9, 9), True),
        ("collaborate", (9, 9, None), None),
        ("sdm-q-9", (5,) * 9, True),
        ("sdm-q-9", (5, 5, 5, 5, 5, 5, 5, 5, 4), False),
        ("sure", (1, 1, 1, 1), True),
        ("sure", (1, 1, 1, 0), False),
        ("option-5", (4, 4, 4, 4, 4), None),
    ],
)
def test_the_top_score_is_the_best_answer_on_every_item(
    id_: str,
    answers: Answers,
    expected: bool | None,
) -> None:
    """An incomplete form has none, nor has an instrument that declares none."""
    tool = shipped().instrument(id_)
    assert expected is has_top_score(tool, answers, declared_reading(tool))


def test_an_incomplete_form_is_neither_above_nor_below_the_line() -> None:
    """One top score, one without, one incomplete: 1 of 2."""
    tool = shipped().instrument("collaborate")
    rows = [(9, 9, 9), (9, 8, 9), (9, 9, None)]
    found = measured(statistic_of("PAT-01"), tool, rows, declared_reading(tool))
    assert Counted(numerator=1, denominator=2, left_out=1) == found


def test_24_complete_forms_are_too_few() -> None:
    """The developers of CollaboRATE ask 25 complete forms; incomplete ones do not help."""
    tool = shipped().instrument("collaborate")
    rows = [(9, 9, 9)] * 24 + [(9, 9, None)] * 10
    found = scores(tool, rows, declared_reading(tool))
    assert (24, 10) == (found.complete, found.incomplete)
    assert not enough(tool.show_from, found.complete)
    assert enough(tool.show_from, 25)
    assert not enough(tool.compare_from, 234)
    assert enough(tool.compare_from, 235)
    assert enough(shipped().instrument("sdm-q-9").show_from, 1)


@pytest.mark.parametrize(
    ("answers", "reading"),
    [
        ((1,) * 16, ZERO_TO_FOUR),
        ((2,) * 16, AGREE_IS_1),
        ((3,) * 16, Reading(coding_minimum=0, coding_maximum=4, reversed=True)),
        ((4,) * 16, AGREE_IS_5),
    ],
)
def test_sixteen_times_agree_is_25_however_it_is_written(
    answers: Answers, reading: Reading
) -> None:
    """DCS: 'agree' is 1 of 0-4 or 2 of 1-5, or 3 of 0-4 where 4 is strongly agree."""
    assert 25 == score(shipped().instrument("dcs"), answers, reading)


def test_a_wrong_direction_turns_no_regret_into_the_greatest() -> None:
    """DRS 1, 5, 1, 5, 1 is 0 where 1 means agree, and 100 where 5 does."""
    drs = shipped().instrument("drs")
    answers = (1, 5, 1, 5, 1)
    assert 0 == score(drs, answers, AGREE_IS_1)
    assert 100 == score(drs, answers, AGREE_IS_5)


def test_items_that_were_turned_already_are_not_turned_again() -> None:
    """DRS 1, 1, 1, 1, 1 is no regret in a file whose maker turned items 2 and 4."""
    drs = shipped().instrument("drs")
    recoded = Reading(coding_minimum=1, coding_maximum=5, recoded=True)
    assert 0 == score(drs, (1, 1, 1, 1, 1), recoded)
    assert 40 == score(drs, (1, 1, 1, 1, 1), AGREE_IS_1)


def test_regret_counts_only_above_25() -> None:
    """PAT-06: 25 is mild, 30 counts; 0 does not; incomplete is left out."""
    drs = shipped().instrument("drs")
    rows = [(1, 5, 1, 5, 1), (2, 4, 2, 4, 2), (2, 4, 3, 4, 2), (2, 4, None, 4, 2)]
    found = measured(statistic_of("PAT-06"), drs, rows, AGREE_IS_1)
    assert Counted(numerator=1, denominator=3, left_out=1) == found


def test_two_raters_who_differ_by_10_are_told() -> None:
    """OPTION-5 rated 45 and 55: 50, and further apart than the band of 9."""
    tool = shipped().instrument("option-5")
    found = rated(tool, (Decimal(45), Decimal(55)))
    assert found is not None
    assert (Decimal(50), Decimal(10)) == (found.score, found.difference)
    assert 2 == found.raters
    assert found.beyond_band is True
