"""From rows to the figure of a KPI: counts, means, pairs, groups, raters, levels."""

from decimal import Decimal

import pytest

from kpikit.domain.instrument import Aggregate, MissingRule, Step, StepKind
from kpikit.domain.kpi import CutOff, MeasuredKpi, StatisticKind, Use
from kpikit.domain.scoring import (
    AnswerOption,
    Counted,
    Counts,
    Levels,
    Question,
    Rated,
    Reading,
    Roles,
    Scale,
    Summary,
    count,
    count_problems,
    declared_reading,
    in_top_box,
    levels,
    mean_problems,
    measured,
    meets,
    paired_differences,
    question_problems,
    rated,
    roles,
    same_group,
    scores,
    summary,
    top_box,
    unknown_answers,
)
from kpikit.problems import Refused
from tests.domain.instruments import (
    make_coding,
    make_instrument,
    make_scoring,
    shipped,
    statistic_of,
)

ROLES = Reading(coding_minimum=1, coding_maximum=5)
YES, NO, UNKNOWN = (
    AnswerOption(words="Ja, zeker", counts=Counts.ABOVE, code="3"),
    AnswerOption(words="Een beetje", counts=Counts.BELOW, code="2"),
    AnswerOption(words="Niet van toepassing", counts=Counts.LEFT_OUT, code="9"),
)
QUESTION = Question(words="Besliste u mee?", options=(YES, NO, UNKNOWN))


def test_two_items_count_without_the_others() -> None:
    """PAT-03: at least 4 on statements 2 and 7; another blank does not matter."""
    tool = shipped().instrument("sdm-q-9")
    rows = [
        (0, 4, 0, 0, 0, 0, 5, 0, 0),
        (5, 3, 5, 5, 5, 5, 5, 5, 5),
        (None, 5, None, None, None, None, 4, None, None),
        (5, None, 5, 5, 5, 5, 5, 5, 5),
        (5, 5, 5, 5, 5, 5, 3, 5, 5),
    ]
    found = measured(statistic_of("PAT-03"), tool, rows, declared_reading(tool))
    assert Counted(numerator=2, denominator=4, left_out=1) == found
    assert found.share == Decimal("0.5")


def test_a_cut_off_on_items_counts_in_the_declared_coding() -> None:
    """A 5 in a file of 1-6 is a 4 of 0-5, and so just enough."""
    tool = shipped().instrument("sdm-q-9")
    scale = Scale(tool, Reading(coding_minimum=1, coding_maximum=6))
    cut_off = CutOff(at_least=Decimal(4), items=(2, 7))
    assert meets(cut_off, scale, (1, 5, 1, 1, 1, 1, 5, 1, 1)) is True
    assert meets(cut_off, scale, (1, 4, 1, 1, 1, 1, 5, 1, 1)) is False


@pytest.mark.parametrize(
    ("cut_off", "expected"),
    [
        (CutOff(at_least=Decimal(4)), [False, True, True]),
        (CutOff(more_than=Decimal(4)), [False, False, True]),
        (CutOff(at_most=Decimal(4)), [True, True, False]),
        (CutOff(less_than=Decimal(4)), [True, False, False]),
    ],
)
def test_a_cut_off_is_exact_about_equality(
    cut_off: CutOff, expected: list[bool]
) -> None:
    """'More than 4' is not met at 4; an incomplete row does not count."""
    tool = make_instrument(2, make_coding(), make_scoring())
    scale = Scale(tool, declared_reading(tool))
    rows = [(1, 2), (2, 2), (3, 2)]
    assert expected == [meets(cut_off, scale, row) for row in rows]
    assert meets(cut_off, scale, (None, 2)) is None


def test_a_mean_kpi_gives_a_summary() -> None:
    """PAT-02: SDM-Q-9 sums of 36, 45 and 27 are 80, 100 and 60."""
    tool = shipped().instrument("sdm-q-9")
    rows = [(4,) * 9, (5,) * 9, (3,) * 9, (None, *(3,) * 8)]
    found = measured(statistic_of("PAT-02"), tool, rows, declared_reading(tool))
    assert (
        Summary(
            n=3,
            mean=Decimal(80),
            standard_deviation=Decimal(20),
            median=Decimal(80),
            left_out=1,
        )
        == found
    )


def test_an_audit_counts_whole_records() -> None:
    """TEA-06: half a record is no record, and one that does not apply is left out."""
    tool = shipped().instrument("audit")
    rows = [(1, 1, 1, 1), (1, 1, 1, 0), (0, 0, 0, 0), (1, 1, 1, None)]
    found = measured(statistic_of("TEA-06"), tool, rows, declared_reading(tool))
    assert Counted(numerator=1, denominator=3, left_out=1) == found


def test_an_aid_not_yet_checked_stays_below_the_line() -> None:
    """ORG-03: what nobody checked is no good aid, and no reason to forget it."""
    tool = shipped().instrument("decision-aid-check")
    rows = [(1, 1, 1), (1, 1, None), (None, None, None)]
    found = measured(statistic_of("ORG-03"), tool, rows, declared_reading(tool))
    assert Counted(numerator=1, denominator=3) == found


def test_each_group_of_a_difference_is_counted_by_itself() -> None:
    """PAT-09: the top score of one group; the gap is made from both counts."""
    tool = shipped().instrument("collaborate")
    rows = [(9, 9, 9), (9, 9, 8)]
    found = measured(statistic_of("PAT-09"), tool, rows, declared_reading(tool))
    assert Counted(numerator=1, denominator=2) == found


def test_what_does_not_say_how_rows_count_is_refused() -> None:
    """PRO-04 is a difference between pairs: rows of one questionnaire are not enough."""
    tool = shipped().instrument("sdm-q-doc")
    with pytest.raises(Refused) as refused:
        measured(statistic_of("PRO-04"), tool, [(5,) * 9], declared_reading(tool))
    assert ["not-from-rows"] == [p.code for p in refused.value.problems]


def test_every_shipped_kpi_on_a_score_says_how_kpikit_counts() -> None:
    """Each active share of a scored questionnaire has a cut-off that computes."""
    library = shipped()
    lacking = [
        kpi.id
        for kpi in library.kpis.values()
        if isinstance(kpi, MeasuredKpi) and kpi.use is not Use.NONE
        if kpi.statistic.kind in {StatisticKind.SHARE, StatisticKind.DIFFERENCE}
        if kpi.instrument is not None
        if (scoring := library.instrument(kpi.instrument).scoring) is not None
        if scoring.aggregate in {Aggregate.SUM, Aggregate.MEAN}
        if kpi.statistic.cut_off_value is None and kpi.statistic.paired_with is None
    ]
    assert [] == lacking


def test_pairs_are_joined_by_their_key() -> None:
    """PRO-04: patient minus professional per consult; half a pair is left out."""
    assert "sdm-q-9" == statistic_of("PRO-04").paired_with
    patient, doctor = shipped().instrument("sdm-q-9"), shipped().instrument("sdm-q-doc")
    of = scores(patient, [(5,) * 9, (4,) * 9, (3,) * 9], declared_reading(patient))
    minus = scores(doctor, [(4,) * 9, (None,) * 9, (5,) * 9], declared_reading(doctor))
    found = paired_differences(
        dict(zip(("c1", "c2", "c3"), of.scores, strict=True)),
        dict(zip(("c1", "c2", "c4"), minus.scores, strict=True)),
    )
    assert {"c1": Decimal(20)} == found.differences
    assert 3 == found.unpaired
    assert Decimal(20) == summary(found.differences.values()).mean


def test_a_summary_follows_the_textbook() -> None:
    """2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 32, so the deviation is sqrt(32 / 7)."""
    found = summary(Decimal(n) for n in (9, 2, 4, 4, 5, 4, 7, 5))
    assert (Decimal(5), Decimal("4.5")) == (found.mean, found.median)
    assert 8 == found.n
    assert found.standard_deviation is not None
    assert abs(found.standard_deviation**2 - Decimal(32) / 7) < Decimal("1E-26")


def test_few_values_give_few_figures() -> None:
    """One value has no deviation; none has no mean; zero is a value."""
    one = summary([Decimal(0), None])
    assert (Decimal(0), Decimal(0)) == (one.mean, one.median)
    assert one.standard_deviation is None
    assert (1, 1) == (one.n, one.left_out)
    none = summary([None])
    assert (None, None, 1) == (none.mean, none.median, none.left_out)
    assert Counted(numerator=0, denominator=0, left_out=2) == count([None, None])
    assert count([None]).share is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (3, 5, []),
        (0, 0, []),
        (5, 5, []),
        (6, 5, [("count-larger", "numerator")]),
        (-1, 5, [("count-negative", "numerator")]),
        (-1, -2, [("count-negative", "numerator"), ("count-negative", "denominator")]),
    ],
)
def test_typed_counts_must_be_possible(
    numerator: int, denominator: int, expected: list[tuple[str, str]]
) -> None:
    """No more above the line than below it, and nothing under zero."""
    found = count_problems(numerator, denominator)
    assert expected == [(p.code, p.where) for p in found]


@pytest.mark.parametrize(
    ("id_", "mean", "expected"),
    [
        ("dcs", "2.3", ["raw-mean"]),
        ("dcs", "5", ["raw-mean"]),
        ("dcs", "25", []),
        ("sdm-q-9", "3.87", ["raw-mean"]),
        ("sdm-q-9", "77.4", []),
        ("sdm-q-9", "101", ["mean-outside"]),
        ("sdm-q-9", "NaN", ["mean-outside"]),
        ("collaborate", "8.7", []),
        ("collaborate", "88.9", ["mean-outside"]),
        ("sure", "2", []),
        ("count", "2", []),
    ],
)
def test_a_mean_of_answers_is_not_taken_for_a_mean_score(
    id_: str, mean: str, expected: list[str]
) -> None:
    """Older papers print a DCS mean of 1-5: that is no score of 0-100."""
    found = mean_problems(shipped().instrument(id_), Decimal(mean))
    assert expected == [p.code for p in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (1, 2, True),
        (2, 3, False),
        (3, 3, True),
        (5, 4, True),
        (None, 3, None),
        (3, None, None),
    ],
)
def test_roles_agree_when_they_fall_in_one_of_three_groups(
    before: int | None,
    after: int | None,
    expected: bool | None,
) -> None:
    """PAT-07: 1-2 active, 3 shared, 4-5 passive; both choices are needed."""
    tool = shipped().instrument("control-preferences")
    assert expected is same_group(tool, before, after, ROLES)


def test_roles_show_which_way_they_shift() -> None:
    """A smaller role than wanted lies toward the professional, whichever way written."""
    tool = shipped().instrument("control-preferences")
    pairs = [(1, 2), (3, 5), (2, 3), (4, 1), (None, 1)]
    found = roles(tool, pairs, ROLES)
    assert Roles(same=1, toward_low=1, toward_high=2, left_out=1) == found
    assert Counted(numerator=1, denominator=4, left_out=1) == found.counted
    turned = Reading(coding_minimum=1, coding_maximum=5, reversed=True)
    assert (1, 2, 1) == (
        (other := roles(tool, pairs, turned)).same,
        other.toward_low,
        other.toward_high,
    )


def test_an_instrument_without_groups_has_no_same_group() -> None:
    """Nothing says which answers of a plain questionnaire belong together."""
    tool = make_instrument(1, make_coding(), make_scoring(scale=(0, 4)))
    with pytest.raises(Refused) as refused:
        same_group(tool, 1, 2, declared_reading(tool))
    assert ["no-group"] == [p.code for p in refused.value.problems]


@pytest.mark.parametrize(
    ("scores_", "expected"),
    [
        ((45, 54), Rated(score=Decimal("49.5"), raters=2, difference=Decimal(9), beyond_band=False)),
        ((55, 45), Rated(score=Decimal(50), raters=2, difference=Decimal(10), beyond_band=True)),
        ((45, None), Rated(score=Decimal(45), raters=1, difference=Decimal(0), beyond_band=None)),
        ((None, None), None),
    ],
)  # fmt: skip
def test_raters_are_averaged_and_their_difference_is_told(
    scores_: tuple[int | None, ...], expected: Rated | None
) -> None:
    """Beyond the band means more than it; with one rater there is nothing to compare."""
    given = [None if each is None else Decimal(each) for each in scores_]
    assert expected == rated(shipped().instrument("option-5"), given)


def test_without_a_declared_band_nobody_is_beyond_it() -> None:
    """OPTION-12 names no band: the difference is shown and not judged."""
    found = rated(shipped().instrument("option-12"), (Decimal(10), Decimal(90)))
    assert found is not None
    assert Decimal(80) == found.difference
    assert found.beyond_band is None


@pytest.mark.parametrize(
    ("ratings", "expected", "median", "to_discuss"),
    [
        ([2, 2, 3], Levels(lower=2, upper=2, spread=1, rated=3, insufficient=0), 2, False),
        ([0, 2], Levels(lower=0, upper=2, spread=2, rated=2, insufficient=0), None, True),
        ([2, 3], Levels(lower=2, upper=3, spread=1, rated=2, insufficient=0), None, False),
        ([4, 1, 3], Levels(lower=3, upper=3, spread=3, rated=3, insufficient=0), 3, True),
        ([3, None], Levels(lower=3, upper=3, spread=0, rated=1, insufficient=1), 3, True),
        ([None, None], Levels(lower=None, upper=None, spread=0, rated=0, insufficient=2), None, False),
        ([], Levels(lower=None, upper=None, spread=0, rated=0, insufficient=0), None, False),
    ],
)  # fmt: skip
def test_levels_have_a_median_and_no_decimals(
    ratings: list[int | None], expected: Levels, median: int | None, to_discuss: bool
) -> None:
    """Two levels apart, or evidence for some and not for others, is to be discussed."""
    found = levels(ratings)
    assert expected == found
    assert (median, to_discuss) == (found.median, found.to_discuss)


def test_a_level_that_is_not_on_the_ladder_is_refused() -> None:
    """The ladder runs from 0 to 4."""
    with pytest.raises(Refused) as refused:
        levels([2, 5, -1])
    assert ["-1", "5"] == [p.where for p in refused.value.problems]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Ja, zeker", True),
        ("  ja,  ZEKER ", True),
        ("3", True),
        ("Een beetje", False),
        ("niet van toepassing", None),
        ("9", None),
        ("", None),
        (None, None),
    ],
)
def test_an_answer_is_known_by_its_words_or_its_code(
    answer: str | None,
    expected: bool | None,
) -> None:
    """Capitals and spaces make no difference; what does not apply does not count."""
    assert expected is in_top_box(QUESTION, answer)


def test_the_top_box_is_counted_out_of_what_counts() -> None:
    """PAT-04: two of three; two do not count; an answer nobody named is told."""
    answers = ["ja, zeker", "3", "2", "9", None]
    assert Counted(numerator=2, denominator=3, left_out=2) == top_box(QUESTION, answers)
    assert () == unknown_answers(QUESTION, answers)
    found = unknown_answers(QUESTION, [*answers, "Misschien"])
    assert [("unknown-answer", "6")] == [(p.code, p.where) for p in found]
    with pytest.raises(Refused):
        top_box(QUESTION, ["Misschien"])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (QUESTION, []),
        (Question(words=" ", options=(YES, NO)), [("no-question", "words")]),
        (Question(words="Wat?", options=(YES, UNKNOWN)), [("too-few-options", "options")]),
        (Question(words="Wat?", options=(NO, AnswerOption(words="Nee", counts=Counts.BELOW))), [("no-top", "options")]),
        (Question(words="Wat?", options=(YES, NO, NO)), [("option-twice", "options.3")]),
        (Question(words="Wat?", options=(YES, NO, AnswerOption(words="3", counts=Counts.BELOW))), [("option-twice", "options.3")]),
        (Question(words="Wat?", options=(YES, NO, AnswerOption(words="", counts=Counts.BELOW))), [("empty-option", "options.3")]),
    ],
)  # fmt: skip
def test_a_question_must_be_complete_before_it_is_counted(
    question: Question, expected: list[tuple[str, str]]
) -> None:
    """The literal words, at least two answers that count, one of them on top."""
    assert expected == [(p.code, p.where) for p in question_problems(question)]


def test_steps_are_taken_in_the_order_in_which_they_stand() -> None:
    """(3 + 3 + 2 - 1) ÷ 3, rounded only at the end."""
    steps = (
        Step(kind=StepKind.ADD, by=Decimal(2)),
        Step(kind=StepKind.SUBTRACT, by=Decimal(1)),
        Step(kind=StepKind.DIVIDE, by=Decimal(3)),
        Step(kind=StepKind.MULTIPLY, by=Decimal("1.5")),
    )
    tool = make_instrument(2, make_coding(), make_scoring(steps=steps))
    found = scores(tool, [(3, 3)], declared_reading(tool))
    assert (Decimal("3.5"),) == found.values


def test_missing_as_no_keeps_a_row_in_the_count() -> None:
    """Where what is missing counts as a no, an unfinished row is complete and 0."""
    scoring = make_scoring(Aggregate.YES, scale=(0, 1))
    strict = make_instrument(2, make_coding(0, 1), scoring)
    lenient = make_instrument(2, make_coding(0, 1), scoring, MissingRule.COUNTS_AS_NO)
    rows = [(1, None), (1, 1)]
    assert (None, Decimal(1)) == scores(strict, rows, declared_reading(strict)).scores
    assert (Decimal(0), Decimal(1)) == scores(
        lenient, rows, declared_reading(lenient)
    ).scores
