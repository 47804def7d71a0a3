"""The overview: every signed agreement of an organisation, and of nobody else."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kpikit.actions import overview as actions
from kpikit.actions.demo.measured import bring_results
from kpikit.actions.demo.signed import make_signed
from tests.domain.finding.test_comparing import SIX, compared
from tests.web.installation import (
    HOSPITAL,
    INSURER,
    OTHER_INSURER,
    PASSWORD,
    VOICE,
    Installation,
    words_of,
)

if TYPE_CHECKING:
    from kpikit.actions.desk import Actor, Desk
    from kpikit.actions.overview import Overview


@pytest.fixture
def measured(installation: Installation) -> str:
    """Return the id of a signed agreement with eleven quarters of results."""
    made = make_signed(
        installation.desk, installation.people, PASSWORD, installation.passwords
    )
    bring_results(installation.desk, installation.people, made.id)
    return made.id


def test_what_is_due_and_what_cannot_be_told(
    installation: Installation, measured: str
) -> None:
    """Verdicts are counted, and KPIs without a certain one are named."""
    for email in (HOSPITAL, INSURER, VOICE):
        page = words_of(installation.client(email).get("/results").text)
        assert "Samen beslissen in de kindergeneeskunde" in page
        assert "Question on deciding together" in page or "cannot be told yet" in page
        assert "met: 1" in page
    text = installation.client(HOSPITAL).get("/results").text
    assert f"/agreements/{measured}/results" in text


def test_nothing_of_another_insurer(installation: Installation, measured: str) -> None:
    """The page of an organisation without a signed agreement says what it is for."""
    page = installation.client(OTHER_INSURER).get("/results").text
    assert "No signed agreement yet" in page
    assert measured not in page


def test_providers_side_by_side_for_their_insurer_alone(
    installation: Installation, measured: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six providers are drawn with their numbers; a hospital sees no other one."""
    look_over = actions.look_over

    def with_six(desk: "Desk", actor: "Actor") -> "Overview":
        found = look_over(desk, actor)
        assert not found.compared  # one provider is no comparison
        if actor.party != "insurer":
            return found
        return replace(found, compared=compared(*SIX))

    monkeypatch.setattr("kpikit.web.pages.overview.look_over", with_six)
    page = installation.client(INSURER).get("/results").text
    (address,) = re.findall(r'src="(/results/charts/[^"]+)"', page)
    drawn = installation.client(INSURER).get(address)
    assert b"<svg" in drawn.data
    assert "no ranking" in words_of(page)
    assert 404 == installation.client(HOSPITAL).get(address).status_code
    assert "no ranking" not in installation.client(HOSPITAL).get("/results").text
    assert measured in page


def test_before_signing_there_is_nothing_to_look_back_on(
    installation: Installation, agreement: str
) -> None:
    """The page says what it is for; a review has no address yet."""
    page = words_of(installation.client(HOSPITAL).get(reviews(agreement)).text)
    assert "possible once both have signed" in page
    assert (
        404 == installation.client(HOSPITAL).get(f"{reviews(agreement)}/1").status_code
    )


def reviews(agreement: str) -> str:
    return f"/agreements/{agreement}/reviews"
