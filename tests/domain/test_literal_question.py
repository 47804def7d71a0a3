"""The literal question of a KPI: what can be wrong with it, and what it counts."""

from dataclasses import replace

import pytest

from kpikit import snapshot
from kpikit.domain.instrument import InstrumentKind
from kpikit.domain.literal_question import (
    NOT_ASKED,
    LiteralQuestion,
    as_question,
    has_question,
    problems,
)
from kpikit.domain.measurement import MeasurementPlan
from kpikit.domain.measurement import problems as plan_problems
from kpikit.domain.scoring import Counted, question_problems, top_box
from tests.domain.builders import make_measured, make_narrative, make_plan
from tests.domain.instruments import make_instrument

ASKED = LiteralQuestion(
    words="Koos u samen?",
    answers=("Ja, helemaal", "Een beetje", "Nee", "Niet van toepassing"),
    top=("Ja, helemaal", "een  BEETJE"),
    left_out=("Niet van toepassing",),
)
ELEVEN = tuple(f"{n}" for n in range(11))
STRANGE = ("unknown-answer", "top_answers")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (NOT_ASKED, []),
        (ASKED, []),
        (LiteralQuestion(words="Koos u samen?"), []),
        (LiteralQuestion(answers=("Ja", "Nee")), []),
        (LiteralQuestion(answers=ELEVEN, top=("10",)), []),
        (LiteralQuestion(answers=("Ja",)), [("how-many-answers", "answers")]),
        (LiteralQuestion(answers=(*ELEVEN, "11")), [("how-many-answers", "answers")]),
        (LiteralQuestion(answers=("Ja", "N" * 150)), []),
        (LiteralQuestion(answers=("Ja", "N" * 151)), [("long-answer", "answers")]),
        (LiteralQuestion(answers=("Ja", "Nee", "ja ")), [("answer-twice", "answers")]),
        (LiteralQuestion(top=("Ja",)), [STRANGE]),
        (replace(ASKED, top=("Soms", "Nee", "Vaak")), [STRANGE, STRANGE]),
        (replace(ASKED, left_out=("?",)), [("unknown-answer", "left_out_answers")]),
        (replace(ASKED, left_out=("Een beetje",)), [("both-ways", "left_out_answers")]),
        (replace(ASKED, top=ASKED.answers[:3]), [("no-top", "top_answers")]),
        (
            replace(ASKED, answers=("Ja",), left_out=()),
            [("how-many-answers", "answers"), STRANGE, STRANGE],
        ),
    ],
)
def test_what_cannot_be_right_about_a_question(
    asked: LiteralQuestion, expected: list[tuple[str, str]]
) -> None:
    """Two to eleven different answers; what counts is among them and leaves one below."""
    assert expected == [(p.code, p.where) for p in problems(asked)]
    told = plan_problems(replace(make_plan(), question=asked))
    assert expected == [(p.code, p.where) for p in told]


def test_the_top_box_counts_what_the_parties_put_there() -> None:
    """Three of four count above the line; what does not apply counts neither way."""
    answers = [
        "ja, helemaal",
        "Een beetje",
        "Ja, helemaal",
        "Nee",
        "niet van toepassing",
    ]
    question = as_question(ASKED)
    assert () == question_problems(question)
    assert Counted(numerator=3, denominator=4, left_out=1) == top_box(question, answers)


def test_only_a_measured_kpi_with_a_single_question_has_one() -> None:
    """A questionnaire brings its own questions; a story and no instrument have none."""
    item = replace(make_instrument(1), kind=InstrumentKind.ITEM)
    assert has_question(make_measured(), item)
    assert not has_question(make_narrative(), item)
    assert not has_question(make_measured(), None)
    assert not has_question(make_measured(), make_instrument(9))


def test_a_question_is_read_back_as_it_was_kept() -> None:
    """Its answers stay in their order."""
    plan = replace(make_plan(), question=ASKED)
    assert plan == snapshot.load(MeasurementPlan, snapshot.dump(plan))
