"""The improvement plan: written by both parties, read along by all."""

import pytest

from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    VOICE,
    Installation,
    fields_of,
    words_of,
)

ACTION = {
    "name": "Keuzehulp meegeven",
    "effect": "Er valt iets te kiezen",
    "start": "2027-02-01",
    "end": "2027-06-01",
    "means": "Twaalfduizend euro",
    "kpis": ["PAT-01"],
    "themes": ["support"],
    "levels": ["tools"],
}


@pytest.fixture
def url(installation: Installation, agreement: str) -> str:
    """Return the address of the plan of an agreement with a chosen KPI."""
    installation.choose(agreement, "PAT-01")
    return f"/agreements/{agreement}/plan"


def test_a_day_in_an_absurd_year_is_not_kept(
    installation: Installation, url: str
) -> None:
    """Each date of an action lies in a year that the agreement can be about."""
    for field in ("start", "end", "done_on", "effect_on"):
        assert 422 == write(installation, url, 1, **{field: "0026-12-31"})
        assert 422 == write(installation, url, 1, **{field: "2101-01-01"})


def write(installation: Installation, url: str, number: int, **changed: object) -> int:
    """Send the form of an action as the page gave it; return the answer's status."""
    client = installation.client(HOSPITAL)
    page = client.get(f"{url}/actions/{number}").text
    sent = {**fields_of(page), **ACTION, **changed}
    return client.post(f"{url}/actions/{number}", data=sent).status_code


def test_every_party_reads_it_and_a_voice_no_means(
    installation: Installation, url: str
) -> None:
    """Both parties see the whole; nobody outside finds the page."""
    assert write(installation, url, 1) == 303
    for who in (HOSPITAL, INSURER, HOSPITAL_READER):
        assert "Keuzehulp meegeven" in installation.client(who).get(url).text
    insurer = installation.client(INSURER).get(f"{url}/actions/1").text
    assert "Twaalfduizend" in insurer
    assert installation.client(OTHER_INSURER).get(url).status_code == 404
    voice = installation.client(VOICE).get(f"{url}/actions/1").text
    assert "Keuzehulp meegeven" in voice
    assert "Twaalfduizend" not in voice


def test_a_theme_or_level_without_an_action_is_plain(
    installation: Installation, url: str
) -> None:
    """What the actions work on stands with their numbers; what nobody works on too."""
    assert write(installation, url, 1) == 303
    assert write(installation, url, 4, themes=["support", "value"], levels=[]) == 303
    page = words_of(installation.client(INSURER).get(url).text)
    shown = page[page.index("What the actions work on") :]
    shown = shown[: shown.index("The plan as a file")]
    assert "Use of decision support 1 . Keuzehulp meegeven , 4 . Keuzehulp" in shown
    assert "Experienced value 4 . Keuzehulp" in shown
    assert "Patient participation none yet" in shown
    assert "tools 1 . Keuzehulp" in shown
    assert "behaviour and culture none yet" in shown


def test_problems_stand_at_their_fields(installation: Installation, url: str) -> None:
    """An end before the start is told, and nothing is kept."""
    assert write(installation, url, 1, end="2027-01-01") == 422
    assert "Keuzehulp" not in installation.client(HOSPITAL).get(url).text
    assert write(installation, url, 1, name="") == 422


def test_the_eleventh_action_does_not_exist(
    installation: Installation, url: str
) -> None:
    """A plan has at most ten actions."""
    for number in range(1, 11):
        assert write(installation, url, number) == 303
    page = words_of(installation.client(HOSPITAL).get(url).text)
    assert "Add an action" not in page
    for number in (0, 11):
        answer = installation.client(HOSPITAL).get(f"{url}/actions/{number}")
        assert answer.status_code == 404


def test_what_a_colleague_changed_is_not_lost(
    installation: Installation, url: str
) -> None:
    """The second of two saves is told, and removing asks first."""
    assert write(installation, url, 1) == 303
    client = installation.client(HOSPITAL)
    old = fields_of(client.get(f"{url}/actions/1").text)
    assert write(installation, url, 1, name="Anders") == 303
    nothing = client.post(f"{url}/actions/1", data={**old, **ACTION})
    assert nothing.status_code == 303
    answer = client.post(f"{url}/actions/1", data={**old, **ACTION, "name": "Nog iets"})
    assert answer.status_code == 409
    assert "Nog iets" == fields_of(answer.text)["name"]
    asked = client.get(f"{url}/actions/1/remove").text
    assert "Anders" in asked
    gone = client.post(f"{url}/actions/1/remove", data=fields_of(asked))
    assert gone.status_code == 303
    assert "Anders" not in client.get(url).text


def test_a_reader_changes_nothing(installation: Installation, url: str) -> None:
    """Only negotiators and analysts of the two parties write."""
    assert write(installation, url, 1) == 303
    page = installation.client(HOSPITAL).get(f"{url}/actions/1").text
    sent = {**fields_of(page), **ACTION}
    for who in (HOSPITAL_READER, VOICE):
        answer = installation.client(who).post(f"{url}/actions/1", data=sent)
        assert answer.status_code in (400, 403)
        assert answer.status_code != 303
