"""Talking about a KPI: all parties read it, nobody takes it back."""

import pytest

from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    VOICE,
    Installation,
    words_of,
)

KPI = "PAT-04"
WORDS = "Kan dit ook voor kinderen onder de twaalf?"


@pytest.fixture
def talk(installation: Installation, agreement: str) -> str:
    """Return the address of the talk about a KPI on the table."""
    installation.propose(agreement, KPI)
    return f"/agreements/{agreement}/kpis/{KPI}/talk"


def said(
    installation: Installation, who: str, talk: str, seen: int, **more: str
) -> int:
    """Say something and return the status."""
    data = {"seen": f"{seen}", "words": WORDS, "to": "", **more}
    return installation.client(who).post(talk, data=data).status_code


def test_all_parties_read_what_was_said(installation: Installation, talk: str) -> None:
    """Hospital, insurer and voice speak and read; the table tells how many remarks."""
    for seen, who in enumerate((HOSPITAL, INSURER, VOICE)):
        assert 303 == said(installation, who, talk, seen, words=f"{WORDS} {seen}")
    for who in (HOSPITAL, INSURER, VOICE, HOSPITAL_READER):
        page = words_of(installation.client(who).get(talk).text)
        assert all(f"{WORDS} {n}" in page for n in range(3)), who
    table = installation.client(INSURER).get(talk.removesuffix(f"/{KPI}/talk")).text
    assert "Talk (3)" in words_of(table)


def test_it_is_settled_and_opened_again(installation: Installation, talk: str) -> None:
    """Who settles it is named; then it can be opened again, and not settled twice."""
    said(installation, HOSPITAL, talk, 0)
    assert 303 == said(installation, INSURER, talk, 1, words="", step="resolved")
    page = words_of(installation.client(HOSPITAL).get(talk).text)
    assert "S. Bakker (Delta Zorgverzekeraar) takes this as settled" in page
    assert 422 == said(installation, INSURER, talk, 2, words="", step="resolved")
    assert 303 == said(installation, HOSPITAL, talk, 2, words="", step="reopened")
    assert 422 == said(installation, HOSPITAL, talk, 3, words="", step="reopened")


def test_a_remark_can_be_meant_for_somebody(
    installation: Installation, talk: str
) -> None:
    """Who spoke here can be named; a name from elsewhere is refused."""
    said(installation, INSURER, talk, 0)
    assert 303 == said(installation, HOSPITAL, talk, 1, to="S. Bakker")
    assert "for S. Bakker" in words_of(installation.client(VOICE).get(talk).text)
    assert 422 == said(installation, HOSPITAL, talk, 2, to="Iemand anders")


def test_the_same_form_twice_says_it_once(
    installation: Installation, talk: str
) -> None:
    """Sent again, it is told that somebody spoke, and what was typed stays."""
    said(installation, HOSPITAL, talk, 0)
    data = {"seen": "0", "words": WORDS, "to": ""}
    again = installation.client(HOSPITAL).post(talk, data=data)
    assert 409 == again.status_code
    assert WORDS in again.text.split('name="words"')[1]
    assert 1 == words_of(again.text).count(" New ")
    assert "Talk (1)" in words_of(
        installation.client(HOSPITAL).get(talk.removesuffix(f"/{KPI}/talk")).text
    )


@pytest.mark.parametrize("words", ["", "   ", "x" * 2_001])
def test_nothing_and_too_much_are_refused(
    installation: Installation, talk: str, words: str
) -> None:
    """An empty remark and one of a book are told what is wrong."""
    assert 422 == said(installation, HOSPITAL, talk, 0, words=words)


def test_outsiders_and_readers_say_nothing(
    installation: Installation, talk: str
) -> None:
    """A reader reads; another insurer finds nothing, not even the KPI."""
    assert 200 == installation.client(HOSPITAL_READER).get(talk).status_code
    assert 403 == said(installation, HOSPITAL_READER, talk, 0)
    assert 303 == said(installation, HOSPITAL_ANALYST, talk, 0)
    assert 404 == installation.client(OTHER_INSURER).get(talk).status_code
    assert 404 == said(installation, OTHER_INSURER, talk, 0)
    elsewhere = talk.replace(KPI, "PAT-01")
    assert 404 == installation.client(HOSPITAL).get(elsewhere).status_code
    assert 404 == said(installation, HOSPITAL, elsewhere, 0)


def test_the_history_tells_who_spoke(installation: Installation, talk: str) -> None:
    """What was said stands in the history of the agreement as well."""
    said(installation, HOSPITAL, talk, 0)
    history = talk.partition("/kpis/")[0] + "/history"
    page = words_of(installation.client(INSURER).get(history).text)
    assert "Said something about a KPI" in page
    assert WORDS in page
