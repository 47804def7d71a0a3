"""News: an open page hears within seconds that somebody else changed something."""

from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from tests.web.installation import (
    HOSPITAL,
    INSURER,
    OTHER_INSURER,
    VOICE,
    Installation,
    words_of,
)

POLL = {"HX-Request": "true"}


def ask(
    installation: Installation, agreement: str, email: str, since: datetime | str
) -> TestResponse:
    """Ask for news as a page does."""
    words = since if isinstance(since, str) else since.isoformat()
    address = f"/agreements/{agreement}/news?since={quote(words)}"
    return installation.client(email).get(address, headers=POLL)


def test_a_change_of_the_other_party_is_news(
    installation: Installation, agreement: str
) -> None:
    """Who did it and what, with the moment from which to ask on; not to who did it."""
    opened = installation.clock.now
    assert 204 == ask(installation, agreement, INSURER, opened).status_code
    installation.clock.move(seconds=3)
    installation.propose(agreement, "PAT-04")
    told = ask(installation, agreement, INSURER, opened)
    assert "J. de Boer changed something" in words_of(told.text)
    assert "Proposed a KPI" in words_of(told.text)
    assert 204 == ask(installation, agreement, HOSPITAL, opened).status_code
    later = opened + timedelta(seconds=3)
    assert 204 == ask(installation, agreement, INSURER, later).status_code


def test_a_voice_hears_that_and_not_what(
    installation: Installation, agreement: str
) -> None:
    """What changed may be money, so a patient organisation is only told to look."""
    opened = installation.clock.now
    installation.clock.move(seconds=3)
    installation.propose(agreement, "PAT-04")
    told = words_of(ask(installation, agreement, VOICE, opened).text)
    assert "J. de Boer changed something" in told
    assert "Proposed" not in told


def test_a_stranger_hears_nothing(installation: Installation, agreement: str) -> None:
    """An agreement of others gives what an unknown one gives."""
    since = installation.clock.now
    theirs = ask(installation, agreement, OTHER_INSURER, since)
    nobodys = ask(installation, "f" * 32, OTHER_INSURER, since)
    assert (404, 404) == (theirs.status_code, nobodys.status_code)


@pytest.mark.parametrize("since", ["", "x", "2026-99-01", "2026-11-02"])
def test_a_mangled_moment_is_no_fault(
    installation: Installation, agreement: str, since: str
) -> None:
    """What is no moment, or one without a zone, is now: so nothing is new."""
    answer = ask(installation, agreement, INSURER, since)
    assert 204 == answer.status_code


def test_asking_keeps_nobody_logged_in(
    installation: Installation, agreement: str
) -> None:
    """Half an hour without a click ends a login, however often its page asks.

    Then the page hears nothing, and keeps what is typed on it.
    """
    browser = installation.client(INSURER)
    address = f"/agreements/{agreement}/news?since=2100-01-01"
    for _ in range(4):
        installation.clock.move(minutes=9)
        assert 204 == browser.get(address, headers=POLL).status_code
    assert 303 == browser.get(f"/agreements/{agreement}").status_code


def test_without_script_it_is_a_page(
    installation: Installation, agreement: str
) -> None:
    """Opened by itself the address is a page like any other."""
    browser = installation.client(INSURER)
    page = browser.get(f"/agreements/{agreement}/news?since=2000-01-01T00:00Z").text
    assert "What changed meanwhile" in words_of(page)
    assert "Started the agreement" in words_of(page)


def test_every_page_of_an_agreement_asks(
    installation: Installation, agreement: str
) -> None:
    """The pages on which two people can work hold the address, the table its own."""
    browser = installation.client(INSURER)
    for place in ("", "/frame", "/ambitions", "/measurement", "/financing", "/settle"):
        page = browser.get(f"/agreements/{agreement}{place}").text
        assert f"/agreements/{agreement}/news?since=" in page, place
    assert "/news?" not in browser.get(f"/agreements/{agreement}/kpis").text
