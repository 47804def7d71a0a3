"""The measurement plan: what is kept, advised and missing."""

import re
from decimal import Decimal

import pytest

from kpikit.actions.reading import open_agreement
from kpikit.domain.kpi import KpiId, Mode, SamplingMethod
from kpikit.domain.literal_question import LiteralQuestion
from kpikit.domain.measurement import Margin, MeasurementPlan
from kpikit.statistics.verdicts import Rule
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    Installation,
    words_of,
)

SHARE, STORY = "PAT-01", "PAT-10"
MEAN, WATCHED = "PAT-02", "KET-03"
FULL = {
    "revision": "0",
    "who_is_asked": "Patients after a choice",
    "method_of_sampling": "consecutive",
    "mode": "paper",
    "planned_n": "120",
    "minimum_n": "30",
    "rounds_per_year": "2",
    "moments": "Spring and autumn",
    "data_source": "Survey",
    "measured_by": "Outpatient clinic",
    "owner": "Quality",
}


@pytest.fixture
def talks(installation: Installation, agreement: str) -> str:
    """Return an agreement with a measured and a narrative KPI chosen."""
    installation.choose(agreement, SHARE, STORY)
    return agreement


def plan(installation: Installation, talks: str, kpi_id: str) -> MeasurementPlan | None:
    """Return what is recorded for a KPI."""
    opened = open_agreement(installation.desk, installation.people[HOSPITAL], talks)
    return opened.dossier.plan(KpiId(kpi_id))


def test_plan_is_kept_as_typed(installation: Installation, talks: str) -> None:
    """Every field of the plan of a measured KPI is kept, by an analyst too."""
    page = installation.client(HOSPITAL_ANALYST)
    assert (
        303
        == page.post(f"/agreements/{talks}/measurement/{SHARE}", data=FULL).status_code
    )
    assert MeasurementPlan(
        kpi_id=KpiId(SHARE),
        who_is_asked="Patients after a choice",
        method=SamplingMethod.CONSECUTIVE,
        mode=Mode.PAPER,
        planned_n=120,
        minimum_n=30,
        rounds_per_year=2,
        moments="Spring and autumn",
        measured_by="Outpatient clinic",
        owner="Quality",
        data_source="Survey",
    ) == plan(installation, talks, SHARE)
    listed = page.get(f"/agreements/{talks}/measurement").text
    assert "Patients after a choice" in listed
    assert "in order of arrival" in listed


def test_narrative_plan_has_moments_and_evidence(
    installation: Installation, talks: str
) -> None:
    """A narrative KPI is planned with moments and evidence, without numbers."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/measurement/{STORY}"
    assert 'name="planned_n"' not in page.get(url).text
    page.post(
        url, data={"revision": "0", "moments": "Four times", "owner": "Team lead"}
    )
    assert MeasurementPlan(
        kpi_id=KpiId(STORY), moments="Four times", owner="Team lead"
    ) == plan(installation, talks, STORY)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("minimum_n", "4"),
        ("planned_n", "20"),
        ("rounds_per_year", "53"),
        ("planned_n", "x"),
    ],
)
def test_what_cannot_be_right_stands_at_its_field(
    installation: Installation, talks: str, name: str, typed: str
) -> None:
    """Too small, under the minimum, too often or no number: said at the field."""
    page = installation.client(HOSPITAL)
    answer = page.post(
        f"/agreements/{talks}/measurement/{SHARE}", data={**FULL, name: typed}
    )
    assert 422 == answer.status_code
    assert f'href="#{name}"' in answer.text
    assert "Outpatient clinic" in answer.text
    assert plan(installation, talks, SHARE) is None


def test_advice_fills_only_what_is_empty(
    installation: Installation, talks: str
) -> None:
    """The button lays the library's advice in empty fields and saves nothing."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/measurement/{SHARE}"
    assert "advice: 100" in page.get(url).text
    sent = {"revision": "0", "take_over": "1", "planned_n": "150", "owner": "Quality"}
    answer = page.post(url, data=sent)
    assert 200 == answer.status_code
    assert 'value="150"' in answer.text
    assert 'value="25"' in answer.text, "the minimum that the library advises"
    assert plan(installation, talks, SHARE) is None


def test_hours_are_summed_and_gaps_named(
    installation: Installation, talks: str
) -> None:
    """The list sums the hours that are estimated: 14 and 40; and says what lacks."""
    page = installation.client(HOSPITAL).get(f"/agreements/{talks}/measurement").text
    assert "about 54 hours a year" in page
    assert f'href="/agreements/{talks}/measurement/{SHARE}"' in page
    assert "write down whom you ask and who sees to it." in page


def test_collision_shows_both(installation: Installation, talks: str) -> None:
    """Who is second sees both plans and overwrites knowingly."""
    url = f"/agreements/{talks}/measurement/{SHARE}"
    installation.client(INSURER).post(url, data={**FULL, "owner": "Delta"})
    ours = installation.client(HOSPITAL)
    answer = ours.post(url, data={**FULL, "owner": "Hospital"})
    assert 409 == answer.status_code
    assert "Delta" in answer.text
    assert 'name="revision" type="hidden" value="1"' in answer.text
    again = ours.post(url, data={**FULL, "owner": "Hospital", "revision": "1"})
    assert 303 == again.status_code
    found = plan(installation, talks, SHARE)
    assert found is not None
    assert "Hospital" == found.owner


def test_who_may_not(installation: Installation, talks: str) -> None:
    """A reader cannot write; another insurer finds nothing."""
    url = f"/agreements/{talks}/measurement/{SHARE}"
    reader = installation.client(HOSPITAL_READER)
    assert 'name="owner"' not in reader.get(url).text
    assert 403 == reader.post(url, data=FULL).status_code
    stranger = installation.client(OTHER_INSURER)
    assert (404, 404) == (stranger.get(url).status_code, stranger.post(url).status_code)


def test_pages_cost_few_statements(installation: Installation, talks: str) -> None:
    """A page asks the database at most ten things."""
    page = installation.client(HOSPITAL)
    for part in ("", f"/{SHARE}"):
        with installation.statements() as seen:
            page.get(f"/agreements/{talks}/measurement{part}")
        assert len(seen) <= 10


JUDGED = {
    **FULL,
    "rule": "proof",
    "level": "0.9",
    "margin": "exact",
    "population": "1,200",
    "expected_response": "40%",
    "unprovable_reason": "It is a start.",
}
RUBBISH = {
    "planned_n": "1e9999",
    "minimum_n": "-5",
    "rounds_per_year": "²",
    "population": "∞",
    "expected_response": "€ 12",
    "rule": "<script>",
    "level": "NaN",
    "margin": "<b>",
    "mode": "?",
    "method_of_sampling": "\x00",
    "revision": "9" * 50,
    "unprovable_reason": "x" * 20_000,
}


def aim(installation: Installation, talks: str, goal: str) -> None:
    """Record a goal of at least so many percent for 2029."""
    data = {"revision": "0", "baseline": "later", "comparator": "at_least"}
    url = f"/agreements/{talks}/ambitions/{SHARE}"
    sent = {**data, "goal_2029": goal}
    answer = installation.client(HOSPITAL).post(url, data=sent)
    assert 303 == answer.status_code


def test_how_a_result_is_judged_is_kept(installation: Installation, talks: str) -> None:
    """Rule, level, who is eligible, the response and the reason are part of the plan."""
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/measurement/{SHARE}"
    assert 303 == page.post(url, data=JUDGED).status_code
    kept = plan(installation, talks, SHARE)
    assert kept is not None
    assert (kept.rule, kept.level, kept.margin) == (
        Rule.PROOF,
        Decimal("0.9"),
        Margin.EXACT,
    )
    assert (1200, Decimal("0.4"), "It is a start.") == (
        kept.population,
        kept.expected_response,
        kept.unprovable_reason,
    )
    again = page.get(url).text
    for name, value in (("rule", "proof"), ("level", "0.9"), ("margin", "exact")):
        assert f'checked id="{name}-' in again
        assert f'name="{name}" type="radio" value="{value}"' in again
    assert 'value="40%"' in again
    read = words_of(installation.client(HOSPITAL_READER).get(url).text)
    assert "Decision rule Proof first Confidence 90%, Strict (exact)" in read
    assert "Expected response 40%" in read


def test_a_form_without_a_rule_leaves_the_usual_one(
    installation: Installation, talks: str
) -> None:
    """A form sent by a page from before the rules changes nothing about them."""
    url = f"/agreements/{talks}/measurement/{SHARE}"
    installation.client(HOSPITAL).post(url, data=FULL)
    kept = plan(installation, talks, SHARE)
    assert kept is not None
    assert (Rule.CONFIRM, Decimal("0.95")) == (kept.rule, kept.level)
    assert kept.margin is Margin.WILSON


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("population", "100"),
        ("population", "0"),
        ("expected_response", "140%"),
        ("expected_response", "0"),
        ("rule", "plenty"),
        ("level", "0.5"),
        ("margin", "wide"),
    ],
)
def test_what_cannot_judge_stands_at_its_field(
    installation: Installation, talks: str, name: str, typed: str
) -> None:
    """Fewer eligible than planned, a response past 100 %, an unknown rule, level or margin."""
    url = f"/agreements/{talks}/measurement/{SHARE}"
    answer = installation.client(HOSPITAL).post(url, data={**JUDGED, name: typed})
    assert 422 == answer.status_code
    assert f'href="#{name}"' in answer.text
    assert plan(installation, talks, SHARE) is None


ITEM, YES_NO = "PAT-04", "KET-01"
ASKED = {
    **FULL,
    "question": "Did we choose together?",
    "answers": "Yes, fully\r\n\r\n A little \r\nNo\r\nNothing to choose",
    "top_answers": "Yes, fully",
    "left_out_answers": "nothing to choose",
}


def test_the_literal_question_is_kept_and_shown(
    installation: Installation, agreement: str
) -> None:
    """The question, its answers in order and which of them count are part of the plan."""
    installation.choose(agreement, ITEM)
    url = f"/agreements/{agreement}/measurement/{ITEM}"
    page = installation.client(HOSPITAL)
    assert 303 == page.post(url, data=ASKED).status_code
    kept = plan(installation, agreement, ITEM)
    assert kept is not None
    assert (
        LiteralQuestion(
            words="Did we choose together?",
            answers=("Yes, fully", "A little", "No", "Nothing to choose"),
            top=("Yes, fully",),
            left_out=("nothing to choose",),
        )
        == kept.question
    )
    again = page.get(url).text
    assert "Yes, fully\nA little\nNo\nNothing to choose</textarea>" in again
    for reader in (HOSPITAL_READER, INSURER):
        told = installation.client(reader).get(f"/agreements/{agreement}/settle").text
        read = words_of(told)
        assert "The exact question: Did we choose together?" in read
        assert "All answers: Yes, fully A little No Nothing to choose" in read
    read = words_of(installation.client(HOSPITAL_READER).get(url).text)
    assert "The exact question Did we choose together?" in read
    assert "Counts above the line Yes, fully Does not count nothing to choose" in read
    assert 404 == installation.client(OTHER_INSURER).get(url).status_code


def test_every_wrong_answer_stands_at_its_field_at_once(
    installation: Installation, agreement: str
) -> None:
    """One answer too few, one to count that is not there, and a number: in one round."""
    installation.choose(agreement, ITEM)
    url = f"/agreements/{agreement}/measurement/{ITEM}"
    wrong = {
        **ASKED,
        "answers": "Yes",
        "top_answers": "Sometimes <b>",
        "left_out_answers": "Never",
        "rounds_per_year": "53",
        "owner": "x" * 301,
    }
    answer = installation.client(HOSPITAL).post(url, data=wrong)
    assert 422 == answer.status_code
    named = ("owner", "answers", "top_answers", "left_out_answers", "rounds_per_year")
    assert set(named) == set(re.findall(r'href="#(\w+)">', answer.text)) - {"main"}
    assert "‘Sometimes &lt;b&gt;’ is not among the answers" in answer.text
    assert "Did we choose together?" in answer.text
    assert plan(installation, agreement, ITEM) is None


def test_only_a_single_question_is_written_by_the_parties(
    installation: Installation, agreement: str
) -> None:
    """A questionnaire has its own questions: a question sent for one is not kept."""
    installation.choose(agreement, SHARE, STORY, YES_NO)
    page = installation.client(HOSPITAL)
    at = f"/agreements/{agreement}/measurement"
    shown = [
        'name="top_answers"' in page.get(f"{at}/{kpi}").text
        for kpi in (SHARE, STORY, YES_NO)
    ]
    assert [False, False, True] == shown
    assert 303 == page.post(f"{at}/{SHARE}", data=ASKED).status_code
    kept = plan(installation, agreement, SHARE)
    assert kept is not None
    assert kept.question.is_empty


def test_half_a_question_can_wait_until_settling(
    installation: Installation, agreement: str
) -> None:
    """A question without answers is kept, and told of as missing."""
    installation.choose(agreement, ITEM)
    page, at = installation.client(HOSPITAL), f"/agreements/{agreement}/measurement"
    half = {**FULL, "question": "Did we choose together?"}
    assert 303 == page.post(f"{at}/{ITEM}", data=half).status_code
    lacks = (
        "write down the exact question, all answers, and which count above the line."
    )
    assert lacks in page.get(at).text
    assert 303 == page.post(f"{at}/{ITEM}", data={**ASKED, "revision": "1"}).status_code
    assert lacks not in page.get(at).text


def test_only_a_share_counts_failures(
    installation: Installation, agreement: str
) -> None:
    """A mean has no failures to count; what is only watched is not judged."""
    installation.choose(agreement, MEAN, WATCHED)
    page = installation.client(HOSPITAL)
    mean = page.get(f"/agreements/{agreement}/measurement/{MEAN}").text
    assert 'name="rule" type="radio" value="proof"' in mean
    assert 'value="plan"' not in mean
    assert (
        'name="rule"'
        not in page.get(f"/agreements/{agreement}/measurement/{WATCHED}").text
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "With 60 completed questionnaires you must have at least 52 to call ‘at least 75%’ met",
        ),
        (
            "nl",
            "Met 60 ingevulde vragenlijsten moet u er minstens 52 hebben om ‘minstens 75%’ gehaald te noemen",
        ),
    ],
)
def test_advice_comes_while_typing(
    installation: Installation, talks: str, language: str, words: str
) -> None:
    """The typed size is judged before it is kept, and nothing is kept by asking."""
    aim(installation, talks, "75%")
    page = installation.client(HOSPITAL, language)
    url = f"/agreements/{talks}/measurement/{SHARE}"
    sent = {**FULL, "planned_n": "60", "expected_response": "40"}
    answer = page.post(f"{url}/advice", data=sent)
    assert 200 == answer.status_code
    assert words in words_of(answer.text)
    assert "150" in words_of(answer.text), "60 answers at 40 % are 150 invitations"
    assert "<html" not in answer.text
    assert plan(installation, talks, SHARE) is None
    whole = page.get(url).text
    assert f'hx-post="{url}/advice"' in whole
    assert '<div id="advice" aria-live="polite">' in whole


@pytest.mark.parametrize(
    ("language", "low", "hidden"),
    [
        ("nl", "minstens 25", "ziet de andere partij het cijfer niet"),
        ("en", "at least 25", "the other party does not see the figure"),
    ],
)
def test_a_low_minimum_and_a_hidden_round_are_told_and_kept(
    installation: Installation, talks: str, language: str, low: str, hidden: str
) -> None:
    """Below 25 CollaboRATE forms, or 10 of anything, it is said; it is no block."""
    page = installation.client(HOSPITAL, language)
    url = f"/agreements/{talks}/measurement/{SHARE}"
    for planned, minimum, told in (
        ("24", "24", (True, False)),
        ("9", "8", (True, True)),
        ("25", "25", (False, False)),
    ):
        sent = {**FULL, "planned_n": planned, "minimum_n": minimum}
        words = words_of(page.post(f"{url}/advice", data=sent).text)
        assert told == (low in words, hidden in words)
    sent = {**FULL, "planned_n": "9", "minimum_n": "8"}
    assert 303 == page.post(url, data=sent).status_code
    assert low in words_of(page.get(url).text)


def test_advice_on_what_is_kept_needs_no_script(
    installation: Installation, talks: str
) -> None:
    """The page itself holds the advice on the stored plan, for a reader too."""
    aim(installation, talks, "75%")
    url = f"/agreements/{talks}/measurement/{SHARE}"
    installation.client(HOSPITAL).post(url, data={**FULL, "planned_n": "60"})
    for email in (HOSPITAL, HOSPITAL_READER):
        shown = words_of(installation.client(email).get(url).text)
        assert "at least 52 to call ‘at least 75%’ met; up to 38" in shown


def test_a_goal_that_cannot_be_shown_is_listed_until_a_reason(
    installation: Installation, talks: str
) -> None:
    """It may be saved; the list names it until somebody writes why."""
    aim(installation, talks, "90%")
    page = installation.client(HOSPITAL)
    url = f"/agreements/{talks}/measurement/{SHARE}"
    few = {**FULL, "planned_n": "30", "rounds_per_year": "1"}
    assert 303 == page.post(url, data=few).status_code
    assert (
        "can never turn out as met" in page.get(f"/agreements/{talks}/measurement").text
    )
    assert "That takes at least 35." in words_of(page.get(url).text)
    page.post(url, data={**few, "revision": "1", "unprovable_reason": "A first year."})
    assert "can never turn out as met" not in (
        page.get(f"/agreements/{talks}/measurement").text
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_rubbish_gets_no_numbers_and_no_fault(
    installation: Installation, talks: str, language: str
) -> None:
    """Whatever is typed, alone or all at once: an answer, and nothing that rests on it."""
    aim(installation, talks, "75%")
    page = installation.client(HOSPITAL, language)
    url = f"/agreements/{talks}/measurement/{SHARE}/advice"
    for sent in (
        RUBBISH,
        {},
        *({**FULL, name: typed} for name, typed in RUBBISH.items()),
    ):
        answer = page.post(url, data=sent)
        assert 200 == answer.status_code
        assert "<script>" not in answer.text
    wrong = page.post(url, data={**FULL, "planned_n": "60x"}).text
    assert "60" not in words_of(wrong)
    few = page.post(url, data={**FULL, "population": "10"}).text
    assert " 10 " not in words_of(few), "fewer eligible than planned is no population"
    under = page.post(url, data={**FULL, "planned_n": "12", "minimum_n": "25"}).text
    said = {
        "nl": ("kleiner dan het minimum", "nog geen steekproef"),
        "en": ("smaller than the minimum", "No sample is planned"),
    }[language]
    assert [True, False] == [words in words_of(under) for words in said]
    odd = page.post(url, data={**FULL, "rule": "x"}).text
    assert "120" not in words_of(odd), "by no rule there is nothing to say of 120"


def test_who_may_not_ask_gets_no_advice(installation: Installation, talks: str) -> None:
    """For another insurer there is no such agreement, and no such KPI for anybody."""
    url = f"/agreements/{talks}/measurement"
    stranger = installation.client(OTHER_INSURER)
    assert 404 == stranger.post(f"{url}/{SHARE}/advice", data=FULL).status_code
    ours = installation.client(HOSPITAL)
    assert 404 == ours.post(f"{url}/PAT-09/advice", data=FULL).status_code
    with installation.statements() as seen:
        ours.post(f"{url}/{SHARE}/advice", data=FULL)
    assert len(seen) <= 10
    assert all(text.startswith("SELECT") for text in seen.texts)
