"""Withdrawing an agreement: before it is signed, with a reason, for both parties."""

import pytest
from flask.testing import FlaskClient

from kpikit.actions import agreements, settling
from kpikit.domain.agreement import State
from kpikit.domain.settling import Locked
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_READER,
    INSURER,
    VOICE,
    Installation,
    words_of,
)

WHY = "Er is dit jaar geen ruimte."


def withdraw(installation: Installation, agreement: str, reason: str = WHY) -> int:
    """Withdraw as the insurer; return the status."""
    browser = installation.client(INSURER)
    address = f"/agreements/{agreement}/withdraw"
    return browser.post(address, data={"reason": reason}).status_code


def test_both_parties_read_who_withdrew_and_why(
    installation: Installation, agreement: str
) -> None:
    """The hub says it to everybody who takes part, and leads to a new beginning."""
    assert 303 == withdraw(installation, agreement)
    for email in (HOSPITAL, INSURER, HOSPITAL_READER):
        page = words_of(installation.client(email).get(f"/agreements/{agreement}").text)
        assert "Withdrawn by Delta Zorgverzekeraar" in page
        assert WHY in page
        assert "Withdraw this agreement" not in page
    history = installation.client(HOSPITAL).get(f"/agreements/{agreement}/history").text
    assert "Withdrew the agreement" in words_of(history)


def test_it_is_asked_first_with_what_is_lost(
    installation: Installation, agreement: str
) -> None:
    """The page before names the loss, and without a reason nothing happens."""
    browser = installation.client(INSURER)
    asked = words_of(browser.get(f"/agreements/{agreement}/withdraw").text)
    assert "nobody can change, accept or sign it any more" in asked
    answer = browser.post(f"/agreements/{agreement}/withdraw", data={"reason": " "})
    assert 422 == answer.status_code
    assert "Write why you withdraw the agreement." in words_of(answer.text)
    assert State.DRAFT is state_of(installation, agreement)


def test_nothing_changes_afterwards(installation: Installation, agreement: str) -> None:
    """No form of it works any more, and a second withdrawal neither."""
    withdraw(installation, agreement)
    browser = installation.client(HOSPITAL)
    for place, data in (
        ("frame", {"title": "X", "revision": "1"}),
        ("settle/hand-over", {"message": "x"}),
        ("settle/accept", {"shown_hash": "a" * 64}),
        ("withdraw", {"reason": "x"}),
        ("talk/PAT-04", {"words": "x"}),
    ):
        answer = browser.post(f"/agreements/{agreement}/{place}", data=data)
        assert answer.status_code in {404, 409}, place
    with pytest.raises(Locked):
        settling.withdraw(
            installation.desk, installation.people[HOSPITAL], agreement, "x"
        )


def test_every_page_of_it_still_opens(
    installation: Installation, agreement: str
) -> None:
    """What was talked about stays readable for who could read it."""
    installation.propose(agreement, "PAT-04")
    withdraw(installation, agreement)
    browser = installation.client(HOSPITAL)
    for place in ("", "/kpis", "/ambitions", "/measurement", "/financing", "/settle",
                  "/history", "/export", "/export/full.xlsx", "/versions"):  # fmt: skip
        assert 200 == browser.get(f"/agreements/{agreement}{place}").status_code, place


def test_the_list_says_so_and_nothing_waits(
    installation: Installation, agreement: str
) -> None:
    """Home shows it as withdrawn, finds it by that state, and asks nobody for a step."""
    withdraw(installation, agreement)
    browser = installation.client(HOSPITAL)
    assert "withdrawn" in home(browser, "?state=withdrawn")
    assert agreement in browser.get("/?state=withdrawn").text
    assert agreement not in browser.get("/?state=draft").text
    assert agreement not in browser.get("/waiting").text


def test_a_voice_cannot(installation: Installation, agreement: str) -> None:
    """A patient organisation ends no talks of others."""
    answer = installation.client(VOICE).post(
        f"/agreements/{agreement}/withdraw", data={"reason": "x"}
    )
    assert 403 == answer.status_code
    assert State.DRAFT is state_of(installation, agreement)


def home(browser: FlaskClient, query: str = "") -> str:
    return words_of(browser.get(f"/{query}").text)


def state_of(installation: Installation, agreement: str) -> State:
    found = agreements.my_agreements(
        installation.desk, installation.people[HOSPITAL], page=1, waits=5
    ).found
    return next(line.state for line in found.lines if line.id == agreement)
