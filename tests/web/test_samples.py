"""Drawing whom to ask over the pages: in the open, once, and to be repeated."""

import pytest

from kpikit.actions.demo.signed import make_signed
from tests.web.installation import (
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    PASSWORD,
    VOICE,
    Installation,
    words_of,
)

GIVEN = {"turn": "1", "eligible": "240", "n": "60"}


@pytest.fixture
def page(installation: Installation) -> str:
    """Return the address of the draw for one KPI and period of a signed agreement."""
    made = make_signed(
        installation.desk, installation.people, PASSWORD, installation.passwords
    )
    return f"/agreements/{made.id}/results/2026-Q1/PAT-04/sample"


def drawn_lines(installation: Installation, email: str, page: str) -> list[int]:
    """Return the line numbers that the file of the first draw gives somebody."""
    answer = installation.client(email).get(f"{page}/1.csv")
    assert "text/csv" == answer.mimetype
    return [int(line) for line in answer.text.split()[1:]]


def test_both_parties_see_the_same_draw(installation: Installation, page: str) -> None:
    """The hospital draws; insurer and voice read who drew what, and the same lines."""
    browser = installation.client(HOSPITAL_ANALYST)
    assert "Nothing was drawn" in words_of(browser.get(page).text)
    assert 303 == browser.post(page, data=GIVEN).status_code
    lines = drawn_lines(installation, HOSPITAL_ANALYST, page)
    assert 60 == len(set(lines))
    assert lines == sorted(lines)
    assert {True} == {1 <= line <= 240 for line in lines}
    for email in (INSURER, VOICE):
        shown = words_of(installation.client(email).get(page).text)
        assert "Draw 1: 60 of 240" in shown
        assert ", ".join(map(str, lines)) in shown
        assert lines == drawn_lines(installation, email, page)
    assert 404 == installation.client(OTHER_INSURER).get(page).status_code
    assert 404 == browser.get(f"{page}/2.csv").status_code


def test_a_second_draw_says_why_and_the_first_stays(
    installation: Installation, page: str
) -> None:
    """Without a reason it is refused; with one, both draws are there."""
    browser = installation.client(HOSPITAL_ANALYST)
    browser.post(page, data=GIVEN)
    again = {**GIVEN, "turn": "2", "reason": ""}
    assert 422 == browser.post(page, data=again).status_code
    again["reason"] = "Er stonden dubbele regels op."
    assert 303 == browser.post(page, data=again).status_code
    shown = words_of(installation.client(INSURER).get(page).text)
    assert "Draw 1: 60 of 240" in shown
    assert "Draw 2: 60 of 240" in shown
    assert "Er stonden dubbele regels op." in shown


def test_pressing_twice_draws_once(installation: Installation, page: str) -> None:
    """The same form sent again is told that somebody drew, and draws nothing."""
    browser = installation.client(HOSPITAL_ANALYST)
    browser.post(page, data=GIVEN)
    once_more = browser.post(page, data={**GIVEN, "reason": "Nog eens."})
    assert 409 == once_more.status_code
    assert "Draw 2" not in words_of(browser.get(page).text)


@pytest.mark.parametrize("wrong", [{"n": "240"}, {"eligible": "9"}, {"n": "veel"}])
def test_what_cannot_be_drawn_is_refused_with_what_was_typed(
    installation: Installation, page: str, wrong: dict[str, str]
) -> None:
    """The page says what is wrong, and what was typed is still there."""
    browser = installation.client(HOSPITAL_ANALYST)
    answer = browser.post(page, data={**GIVEN, **wrong})
    assert 422 == answer.status_code
    assert f'value="{next(iter(wrong.values()))}"' in answer.text
    assert 'class="error"' in answer.text


def test_who_may_not_enter_results_draws_nothing(
    installation: Installation, page: str
) -> None:
    """A reader sees the draws and has no form; sent all the same, it is refused."""
    reader = installation.client(HOSPITAL_READER)
    assert 'id="sample"' not in reader.get(page).text
    assert 403 == reader.post(page, data=GIVEN).status_code


def test_the_history_tells_of_the_draw(installation: Installation, page: str) -> None:
    """Who drew, for what and how many stands in the history."""
    installation.client(HOSPITAL_ANALYST).post(page, data=GIVEN)
    agreement = page.split("/results/", maxsplit=1)[0]
    told = words_of(installation.client(INSURER).get(f"{agreement}/history").text)
    assert "Drew whom to ask" in told
