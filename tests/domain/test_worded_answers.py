"""Answers in the words of a question of the parties' own: read, refused and counted."""

from dataclasses import replace
from datetime import date

import pytest

from kpikit.domain.agreement import Dossier
from kpikit.domain.instrument import InstrumentKind
from kpikit.domain.kpi import Mode, StatisticKind
from kpikit.domain.literal_question import LiteralQuestion, as_question, counted_by
from kpikit.domain.result.figure import ShareFigure
from kpikit.domain.result.incoming.context import Context
from kpikit.domain.result.incoming.grid import Grid, PlainCell
from kpikit.domain.result.incoming.importing import plan_import
from kpikit.domain.result.incoming.plan import ImportPlan
from kpikit.domain.result.incoming.worded import answer_of, coded, share_of
from kpikit.domain.result.schedule import schedule
from kpikit.problems import Refused
from tests.domain.finding.measured import agreement, kpi, rounds, share
from tests.domain.instruments import make_instrument

ASKED = LiteralQuestion(
    words="Koos u samen?",
    answers=("Ja", "Soms", "Nee", "10", "N.v.t."),
    top=("Ja", "10"),
    left_out=("N.v.t.",),
)
QUESTION = as_question(ASKED)
ITEM = replace(make_instrument(1), id="own-item", kind=InstrumentKind.ITEM)
NUMBERS = {f"{n}": "[1]" for n in range(1, 4)}


def _dossier(asked: LiteralQuestion = ASKED) -> Dossier:
    dossier = agreement(replace(kpi(), instrument=ITEM.id))
    (plan,) = dossier.plans
    return replace(dossier, plans=(replace(plan, question=asked),))


def _imported(
    *answers: str, asked: LiteralQuestion = ASKED, kept: dict[str, str] | None = None
) -> ImportPlan:
    """Return what a sheet with these answers would do to a result that is there."""
    dossier = _dossier(asked)
    (draft,) = rounds(share(40, 60))
    draft = replace(draft, eligible=90, invited=80, responded=70, mode=Mode.PAPER)
    heads = ("KPI-code", "Periode", "Volgnummer", "Vraag 1")
    rows = [
        (f"{draft.kpi_id}", draft.period.id, f"{number}", said)
        for number, said in enumerate(answers, start=1)
    ]
    sheet = Grid(
        "Antwoorden", [[("s", cell) for cell in row] for row in (heads, *rows)]
    )
    context = Context(
        dossier=dossier,
        instruments={ITEM.id: ITEM},
        today=date(dossier.agreement.last_year, 12, 31),
        drafts={(draft.kpi_id, draft.period): draft},
        kept=lambda _kpi, _period: kept or {},
    )
    return plan_import([sheet], context, {})


def test_the_top_box_of_answers_in_words_becomes_the_result() -> None:
    """Three of five: what does not apply and what is empty count neither way."""
    plan = _imported("ja", "Soms ", "10", "N.V.T.", "", "Nee", "Ja")
    assert plan.ready
    (result,) = plan.results
    assert ShareFigure(numerator=3, denominator=5) == result.after.figure
    (answers,) = plan.answers
    assert '["Soms"]' == answers.rows["2"]
    assert "[null]" == answers.rows["5"]
    assert answers.reading is None


def test_an_answer_that_the_question_has_not_is_told_at_its_cell() -> None:
    """Both are told, by row and column; nothing is brought in."""
    plan = _imported("Ja", "Misschien", "Nee", "1")
    assert not plan.ready
    assert ["Antwoorden!D3", "Antwoorden!D5"] == [p.where for p in plan.problems]
    assert "‘Misschien’" in plan.problems[0].text.nl


def test_answers_to_another_question_are_not_added_up() -> None:
    """What was kept as numbers, or to a question of before, has to go first."""
    plan = _imported("Ja", kept=NUMBERS)
    assert ["other-question"] == [p.code for p in plan.problems]
    assert () == plan.results


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(("s", " ja"), "Ja"), (("n", "10"), "10"), (("n", "10.0"), "10")],
)
def test_an_answer_is_known_by_its_words(cell: PlainCell, expected: str) -> None:
    """Capitals and spaces make no difference, nor does the type of a number."""
    assert expected == answer_of(QUESTION, cell)


@pytest.mark.parametrize(
    "cell", [("f", "=A1"), ("n", "1E+999999"), ("n", "NaN"), ("s", "4" * 9_999)]
)
def test_no_other_cell_is_an_answer(cell: PlainCell) -> None:
    """A formula, a number without end and a long text are refused in few words."""
    with pytest.raises(Refused) as refused:
        answer_of(QUESTION, cell)
    assert len(refused.value.problems[0].text.nl) < 150


def test_nobody_who_counts_gives_no_share() -> None:
    """Only answers that are left out are no zero."""
    assert share_of(QUESTION, [("N.v.t.",), (None,)]) is None


def test_words_are_never_read_as_numbers() -> None:
    """Rows of a question that is gone are refused, rows of numbers stay as they are."""
    assert [(1, None)] == coded([(1, None)])
    with pytest.raises(Refused):
        coded([(1,), ("Ja",)])


def test_only_a_whole_question_about_a_share_counts() -> None:
    """Half a question, a mean and a questionnaire take no answers in words."""
    assert counted_by(kpi(), ITEM, ASKED) == QUESTION
    half = replace(ASKED, top=())
    assert counted_by(kpi(), ITEM, half) is None
    assert counted_by(kpi(StatisticKind.MEAN), ITEM, ASKED) is None
    assert counted_by(kpi(), make_instrument(9), ASKED) is None
    assert "no-answers" in {p.code for p in _imported("Ja", asked=half).problems}
    assert schedule(_dossier())
