"""The survey of nurses, the obstacles and the cards, held against their documents."""

import pytest

from kpikit.domain.library import Library
from kpikit.domain.staff_survey import Beside, SurveyFigure, own_beside, ranked
from kpikit.library import load
from kpikit.resources import folder
from kpikit.text import Text

# Copied from the survey: question to (n of table 1, percent), per group in English.
ALL = {
    "skilled-sufficient": 53,
    "skilled-good": 35,
    "meaning": 75,
    "meaning-wishes": 15,
    "encourage": 87,
    "encourage-sometimes": 10,
    "family": 82,
    "family-sometimes": 16,
    "workload": 33,
    "workload-neutral": 30,
    "workload-no": 37,
    "outcomes": 12,
    "outcomes-sometimes": 23,
    "outcomes-rarely": 65,
    "skilled": 53 + 35,
    "skilled-moderate": 11,
    "skilled-not": 1,
    "obstacles": 60,
    "obstacles-none": 27,
    "supported": 44,
    "supported-well": 14,
    "supported-moderate": 29,
    "supported-not": 13,
    "line": 67,
    "line-no": 14,
    "team-talk": 60,
    "team-talk-no": 15,
    "patient-first": 31,
    "knowledge-first": 3,
    "equal": 53,
    "weighs-other": 12,
    "natural": 57,
    "rational": 32,
    "decider": 6,
    "attitude": 96,
}
NUMBERS = {
    "all respondents": 1427,
    "carers": 212,
    "nurses": 794,
    "nurse specialists": 162,
    "acute care": 21,
    "mental health care": 129,
    "disability care": 35,
    "general practice": 74,
    "public health": 16,
    "rehabilitation": 40,
    "nursing homes": 295,
    "district nursing": 393,
    "hospitals (academic and general)": 65 + 214,
}
PROFESSIONS = {
    "workload-rarely": (None, None, 49),
    "meaning": (72, None, 78),
    "encourage": (62, 82, 94),
    "family": (78, None, None),
    "workload": (46, 36, 17),
    "outcomes": (15, 9, 17),
    "skilled": (79, 86, 96),
    "line": (64, 66, 76),
    "team-talk": (47, None, 76),
    "patient-first": (37, None, 28),
    "natural": (46, 51, 70),
}
TABLE_2 = (181, 168, 49, 47, 42, 36, 29, 27)


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped library."""
    return load(folder("kpi_library"))[0]


def test_the_published_figures_are_those_of_the_survey(library: Library) -> None:
    """Every percentage of all respondents, with the n of each group."""
    found = {
        q.id: f.percent
        for q in library.survey
        for f in q.figures
        if f.group.en == "all respondents"
    }
    assert found == ALL
    for question in library.survey:
        assert question.sources == ("nurse-survey-2021",)
        for figure in question.figures:
            assert NUMBERS[figure.group.en] == figure.n


def test_the_professions_are_those_of_the_survey(library: Library) -> None:
    """Carers, nurses and nurse specialists, where the survey reports them apart."""
    for question in library.survey:
        by_group = {f.group.en: f.percent for f in question.figures}
        found = tuple(by_group.get(g) for g in list(NUMBERS)[1:4])
        assert PROFESSIONS.get(question.id, (None, None, None)) == found


def test_table_2_is_whole(library: Library) -> None:
    """Eight obstacles, as often as they were named."""
    assert tuple(o.mentioned for o in library.obstacles) == TABLE_2


def test_every_question_of_the_interview_has_a_card(library: Library) -> None:
    """'I do it already', 'what else can I do', 'no time' and 'you decide'."""
    found = [card.id for card in library.cards]
    assert ["already", "beyond-research", "no-time", "you-decide"] == found
    for card in library.cards:
        assert "motivating-clinicians-faq" in card.sources
        assert card.answer


@pytest.mark.parametrize(
    ("count", "n", "beside"),
    [
        (9, 9, Beside.TOO_FEW),
        (20, 20, Beside.HIGHER),
        (2, 20, Beside.LOWER),
        (12, 20, Beside.ALIKE),
    ],
)
def test_an_own_sample_is_judged_by_the_difference(
    count: int, n: int, beside: Beside
) -> None:
    """Too few is no judgement; higher or lower only beyond chance."""
    figure = SurveyFigure(group=Text(nl="allen", en="all"), percent=60, n=1427)
    assert beside is own_beside(figure, count, n).beside


def test_equal_votes_share_a_rank() -> None:
    """Most votes first; what got none is left out; equals keep their order."""
    names = [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")]
    found = ranked(names, {"a": 2, "b": 5, "c": 2, "d": 0})
    assert ((1, "B", 5), (2, "A", 2), (2, "C", 2)) == found
