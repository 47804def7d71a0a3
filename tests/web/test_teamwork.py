"""For teams: cards, the survey with an own sample beside it, obstacles ranked."""

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest

from kpikit.domain.kpi import KpiId
from kpikit.text import LANGUAGES, Language
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ANALYST,
    INSURER,
    Installation,
    fields_of,
    words_of,
)
from tests.web.signed import price_times_quantity, sign_money

SAMPLE = "/library/staff-survey?figure=encourage.0&count={}&n={}"


def read(installation: Installation, address: str, status: int = 200) -> str:
    answer = installation.client(HOSPITAL).get(address)
    assert status == answer.status_code
    return words_of(answer.text)


def test_every_card_and_obstacle_is_shown(installation: Installation) -> None:
    """With its words in the language of the reader, and its evidence."""
    page = read(installation, "/library/conversation")
    for card in installation.desk.library.cards:
        assert card.objection.en in page
        assert card.evidence.en in page
    page = read(installation, "/library/obstacles")
    for each in installation.desk.library.obstacles:
        assert each.name.en in page


@pytest.mark.parametrize(
    ("count", "n", "says"),
    [
        (30, 30, "more often so"),
        (3, 30, "less often so"),
        (26, 30, "can be chance"),
        (5, 5, "nothing can be said"),
    ],
)
def test_an_own_sample_stands_beside_it(
    installation: Installation, count: int, n: int, says: str
) -> None:
    """A plain sentence with both numbers, the interval and n."""
    page = read(installation, SAMPLE.format(count, n))
    assert says in page
    assert f"You: {count} of {n}" in page
    assert "Survey: 87%, n = 1,427" in page


@pytest.mark.parametrize("typed", [("9", "3"), ("0", "0"), ("x", "3"), ("-1", "3")])
def test_what_cannot_be_right_is_told(
    installation: Installation, typed: tuple[str, str]
) -> None:
    """More than all, of none, no number: told, and nothing compared."""
    assert "You:" not in read(installation, SAMPLE.format(*typed), 422)


def test_a_short_pulse_stands_beside_the_survey(installation: Installation) -> None:
    """Each answered question with its share, interval, reference and plain sentence."""
    typed = "c-encourage=26&n-encourage=30&c-workload=20&n-workload=22&c-line=&n-line="
    page = read(installation, f"/library/pulse?{typed}")
    assert 8 == sum(q.pulse for q in installation.desk.library.survey)
    for question in installation.desk.library.survey:
        assert not question.pulse or question.asked.en in page
    # Wilson: 26 of 30 is 70 to 95, 20 of 22 is 72 to 97
    assert "87% 26 of 30 70–95% 87% n = 1,427 The difference" in page
    assert "91% 20 of 22 72–97% 33% n = 1,427 In your sample this is more often" in page
    assert 2 == page.count("n = 1,427 ")
    assert "70 tot 95" in book_of(installation, f"{typed}&language=nl")


@pytest.mark.parametrize(
    ("count", "n"),
    [("9", "3"), ("", "3"), ("3", ""), ("x", "3"), ("-1", "3"), ("0", "0")],
)
def test_what_cannot_be_right_in_a_pulse_is_told(
    installation: Installation, count: str, n: str
) -> None:
    """By question; what is right beside it is compared all the same."""
    typed = f"c-line={count}&n-line={n}&c-family=3&n-family=20"
    page = read(installation, f"/library/pulse?{typed}", 422)
    assert "Something is not right yet" in page
    assert 1 == page.count("write two whole numbers")
    assert "15% 3 of 20" in page


def test_the_pulse_leads_back_to_the_result_that_asked_for_it(
    installation: Installation,
) -> None:
    """Only at the question of that KPI."""
    typed = "agreement=a&period=2027&c-line=26&n-line=30&c-family=3&n-family=20"
    page = installation.client(HOSPITAL).get(f"/library/pulse?{typed}").text
    to = "/agreements/a/results/2027/PRO-06?count=26&amp;n=30"
    assert (1, 1) == (page.count(to), page.count("Take these counts to the result"))


def test_a_team_ranks_obstacles_with_own_ones(installation: Installation) -> None:
    """Votes of the list and of own lines in one order; nonsense counts as none."""
    own = "Lawaai%3B+4%0AGeen+kamer"
    page = read(
        installation, f"/library/obstacles?v-time=6&v-family=2&v-view=x&own={own}"
    )
    ranking = page[page.index("What weighs most") : page.index("Named in the survey")]
    places = [ranking.index(w) for w in ("time", "Lawaai", "Family", "Geen kamer")]
    assert sorted(places) == places
    assert "Another view" not in ranking


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_is_on_the_pages(
    installation: Installation, language: Language
) -> None:
    """Every question, figure, obstacle, card and recommendation can be read."""
    client = installation.client(HOSPITAL, language)
    library = installation.desk.library
    pages = ("staff-survey", "obstacles", "conversation", "recommendations")
    text = "\n".join(words_of(client.get(f"/library/{p}").text) for p in pages)
    said = [t for q in library.survey for t in (q.asked, q.counts)]
    said += [each.name for each in library.obstacles]
    said += [t for c in library.cards for t in (c.objection, *c.answer, c.evidence)]
    said += [t for a in library.recommendations for t in (a.title, *a.points)]
    assert [t for t in said if t.in_(language) not in text] == []
    for question in library.survey:
        for figure in question.figures:
            row = f"{figure.group.in_(language)} {figure.percent}%"
            assert row in text, question.id


def test_answers_and_votes_of_the_address_go_along(installation: Installation) -> None:
    """The pages link to a workbook that holds what was typed, in the asked language."""
    typed = "figure=encourage.0&count=26&n=30"
    client = installation.client(HOSPITAL)
    page = client.get(f"/library/staff-survey?{typed}").text
    assert f'/library/team-book.xlsx?{typed.replace("&", "&amp;")}"' in page
    text = book_of(installation, f"{typed}&v-time=6&own=%3DLawaai%3B+4&language=nl")
    assert "70 tot 95" in text
    assert "=Lawaai" in text
    assert "70 tot 95" not in book_of(installation, "figure=x&count=26&n=30")


def book_of(installation: Installation, query: str) -> list[object]:
    """Return the values of the working book; it is never kept by a browser."""
    address = f"/library/team-book.xlsx?{query}"
    answer = installation.client(HOSPITAL).get(address)
    assert (200, "no-store") == (answer.status_code, answer.headers["Cache-Control"])
    sheets = openpyxl.load_workbook(BytesIO(answer.data))
    assert not [c for s in sheets for r in s for c in r if c.data_type == "f"]
    return [v for s in sheets for r in s.iter_rows(values_only=True) for v in r]


def test_a_pulse_becomes_a_result_when_somebody_saves_it(
    installation: Installation, agreement: str
) -> None:
    """From the result to the pulse and back; nothing is kept before it is saved."""
    pulse = KpiId("PRO-06")
    sign_money(installation, agreement, price_times_quantity(), pulse, ("reuse",))
    installation.clock.now = datetime(2028, 1, 10, 9, 0, tzinfo=UTC)
    browser = installation.client(HOSPITAL_ANALYST)
    entry = f"/agreements/{agreement}/results/2027/{pulse}"
    survey = f"/library/staff-survey?figure=line.0&agreement={agreement}&period=2027"
    assert survey.replace("&", "&amp;") in browser.get(entry).text
    compared = browser.get(f"{survey}&count=26&n=30").text
    back = f"{entry}?count=26&n=30"
    assert f'href="{back.replace("&", "&amp;")}"' in compared
    opened = browser.get(back).text
    assert "Nothing is kept until you save" in opened
    sent = fields_of(opened)
    assert ("26", "30") == (sent["numerator"], sent["denominator"])
    assert "Pulse of the own team" in sent["note"]
    assert "26" != fields_of(browser.get(entry).text)["numerator"]
    people = {"eligible": "40", "invited": "40", "responded": "30", "mode": "digital"}
    assert 303 == browser.post(entry, data={**sent, **people}).status_code
    assert "26" == fields_of(browser.get(entry).text)["numerator"]
    theirs = installation.client(INSURER)
    for address in (entry, f"/agreements/{agreement}/results/2027"):
        assert "Pulse of the own team" not in theirs.get(address).text


@pytest.mark.parametrize("query", ["count=31&n=30", "count=x&n=30", "count=0&n=0"])
def test_counts_that_cannot_be_are_not_filled_in(
    installation: Installation, agreement: str, query: str
) -> None:
    """The form opens empty, and does not speak of a pulse."""
    pulse = KpiId("PRO-06")
    sign_money(installation, agreement, price_times_quantity(), pulse, ("reuse",))
    installation.clock.now = datetime(2028, 1, 10, 9, 0, tzinfo=UTC)
    entry = f"/agreements/{agreement}/results/2027/{pulse}?{query}"
    page = installation.client(HOSPITAL_ANALYST).get(entry).text
    assert "Nothing is kept until you save" not in page
    assert "" == fields_of(page)["numerator"]
