"""Blind rating: each party alone, opened at once, twice; and sets that suit both."""

import pytest

from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    Installation,
    fields_of,
    words_of,
)

KPIS = ("PAT-01", "PAT-02", "PAT-04", "PRO-05", "TEA-01", "PAT-10")
CRITERIA = ("about_deciding", "within_reach", "bearable", "checkable", "noticeable")


@pytest.fixture
def table(installation: Installation, agreement: str) -> str:
    """Return the address of an agreement with six candidates on the table."""
    installation.propose(agreement, *KPIS)
    return f"/agreements/{agreement}/kpis"


def rate(
    installation: Installation, email: str, table: str, score: int, **more: str
) -> int:
    """Give every candidate one score; return the status."""
    page = installation.client(email)
    sent = fields_of(page.get(f"{table}/ratings").text)
    sent |= {f"{kpi}-{c}": str(score) for kpi in KPIS for c in CRITERIA}
    return page.post(f"{table}/ratings", data={**sent, **more}).status_code


def seen(installation: Installation, email: str, table: str) -> str:
    return words_of(installation.client(email).get(f"{table}/ratings").text)


def test_nobody_sees_the_other_before_both_handed_in(
    installation: Installation, table: str
) -> None:
    """Saved is private, handed in waits, and with both in everything is open."""
    assert 303 == rate(installation, HOSPITAL, table, 8)
    assert 303 == rate(installation, HOSPITAL, table, 8, **{"hand-in": "1"})
    page = seen(installation, INSURER, table)
    assert "What was said" not in page
    assert "Still to hand in: Delta Zorgverzekeraar." in page
    assert 303 == rate(installation, INSURER, table, 3, **{"hand-in": "1"})
    for email in (HOSPITAL, INSURER):
        page = seen(installation, email, table)
        assert "What was said in round 1" in page
        assert "8 3 Says something about deciding together" in page


def test_what_is_handed_in_stays(installation: Installation, table: str) -> None:
    """Nothing changes after handing in, and the form is gone."""
    rate(installation, HOSPITAL, table, 8, **{"hand-in": "1"})
    page = installation.client(HOSPITAL).get(f"{table}/ratings").text
    assert "hand-in" not in page
    assert 422 == rate(installation, HOSPITAL, table, 2, round="1", revision="1")
    assert 303 == rate(installation, INSURER, table, 8, **{"hand-in": "1"})
    assert "in the same way" in seen(installation, HOSPITAL, table)


def test_a_second_round_after_talking(installation: Installation, table: str) -> None:
    """It starts from what was said in the first, and then it is done."""
    for email, score in ((HOSPITAL, 8), (INSURER, 3)):
        rate(installation, email, table, score, **{"hand-in": "1"})
    page = installation.client(HOSPITAL).get(f"{table}/ratings").text
    assert "Round 2 of 2" in page
    assert '<option selected value="8">' in page
    for email in (HOSPITAL, INSURER):
        rate(installation, email, table, 6, **{"hand-in": "1"})
    page = seen(installation, INSURER, table)
    assert "What was said in round 2" in page
    assert "Round 2 of 2" not in page
    assert 422 == rate(installation, HOSPITAL, table, 1, round="2", revision="1")
    assert 404 == rate(installation, HOSPITAL, table, 1, round="3")


def test_two_colleagues_at_once(installation: Installation, table: str) -> None:
    """The second one keeps the own scores on the screen."""
    two = installation.client(HOSPITAL_ANALYST)
    opened = fields_of(two.get(f"{table}/ratings").text)
    rate(installation, HOSPITAL, table, 8)
    answer = two.post(f"{table}/ratings", data={**opened, "PAT-01-bearable": "2"})
    assert 409 == answer.status_code
    assert "Put two changes together" in answer.text
    assert "2" == fields_of(answer.text)["PAT-01-bearable"]


def test_sets_that_suit_both(installation: Installation, table: str) -> None:
    """Nothing before both rated; then sets, with pins in the address."""
    before = installation.client(HOSPITAL).get(f"{table}/suggestion").text
    assert "Nothing to suggest yet" in before
    for email, score in ((HOSPITAL, 7), (INSURER, 6)):
        rate(installation, email, table, score, **{"hand-in": "1"})
    page = words_of(installation.client(INSURER).get(f"{table}/suggestion").text)
    assert "Set 1" in page
    assert "Worth 7 to Ziekenhuis Oostpoort and 6 to Delta Zorgverzekeraar" in page
    pinned = f"{table}/suggestion?out=PAT-10&out=PRO-05"
    none = words_of(installation.client(INSURER).get(pinned).text)
    assert "No set keeps to all advice" in none  # both narrative ones are out


def test_who_may_not(installation: Installation, table: str) -> None:
    """A reader reads, rates nothing; another insurer finds nothing."""
    reader = installation.client(HOSPITAL_READER)
    assert 200 == reader.get(f"{table}/ratings").status_code
    assert 403 == reader.post(f"{table}/ratings").status_code
    stranger = installation.client(OTHER_INSURER)
    for page in ("ratings", "suggestion"):
        assert 404 == stranger.get(f"{table}/{page}").status_code
