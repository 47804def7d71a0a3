"""The step plan: written by the hospital, read along by the others."""

from collections.abc import Mapping

import pytest

from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    VOICE,
    Installation,
    fields_of,
    words_of,
)

PATH = {
    "ambition": "Ieder kind beslist mee",
    "objective": "In 2028 minstens 75%",
    "kpi": "PAT-01",
    "phases": "Onderzoek: bloed; foto\nBehandeling: thuis",
    "representatives": "Twee ouders",
    "chances": ["energy"],
    "obstacles": ["literacy"],
}
MOMENT = {
    "name": "Een medicijn verandert",
    "phases": ["Behandeling"],
    "medical": "Longfunctie",
    "reported": "Klachten",
    "wishes": "Sporten",
    "support": "Keuzehulp astma",
    "handed_out_by": "Consulent",
    "discussed_by": "Kinderarts",
}


@pytest.fixture
def url(installation: Installation, agreement: str) -> str:
    """Return the address of the step plans of an agreement with one care path."""
    installation.choose(agreement, "PAT-01")
    client = installation.client(HOSPITAL)
    page = client.get(f"/agreements/{agreement}/frame").text
    sent = {**fields_of(page), "care_path_0": "Astma", "moments_0": ""}
    answer = client.post(f"/agreements/{agreement}/frame", data=sent)
    assert answer.status_code == 303
    return f"/agreements/{agreement}/steps"


def write(
    installation: Installation,
    address: str,
    said: Mapping[str, object],
    who: str = HOSPITAL,
) -> int:
    """Send a form as its page gave it, with these answers; return the status."""
    client = installation.client(who)
    page = client.get(address)
    sent = {**fields_of(page.text), **said} if page.status_code == 200 else dict(said)
    return client.post(address, data=sent).status_code


def fill(installation: Installation, url: str) -> None:
    """Write the care path, a key moment and a line of the first checklist."""
    assert write(installation, f"{url}/1/path", PATH) == 303
    assert write(installation, f"{url}/1/moments/0", MOMENT) == 303
    done = {"team-done_on": "2027-01-04", "team-by": "Teamleider"}
    assert write(installation, f"{url}/1/checklists/1", done, HOSPITAL_ANALYST) == 303


def test_every_party_reads_the_whole_plan(installation: Installation, url: str) -> None:
    """Path, moment and checklist are on the page of each of them, and of nobody else."""
    fill(installation, url)
    for who in (HOSPITAL, HOSPITAL_READER, INSURER, VOICE):
        seen = words_of(installation.client(who).get(f"{url}/1").text)
        for said in (*MOMENT.values(), "Ieder kind beslist mee", "4 January 2027"):
            assert (said if isinstance(said, str) else said[0]) in seen
        assert "The hospital writes this." in seen
        assert "1 of 9 done" in seen
    stranger = installation.client(OTHER_INSURER)
    for address in (url, f"{url}/1", f"{url}/1/path"):
        assert stranger.get(address).status_code in (403, 404)
    assert stranger.get(f"{url}/1").status_code == 404


def test_only_the_hospital_writes(installation: Installation, url: str) -> None:
    """The insurer, the patient organisation and a reader are refused in words."""
    for who in (INSURER, VOICE, HOSPITAL_READER):
        for part in ("path", "moments/0", "checklists/1"):
            assert installation.client(who).get(f"{url}/1/{part}").status_code == 403
            assert write(installation, f"{url}/1/{part}", {"name": "x"}, who) == 403
        page = installation.client(who).get(f"{url}/1").text
        assert "Change the care path" not in page


def test_colleagues_write_different_parts_at_the_same_time(
    installation: Installation, url: str
) -> None:
    """Each part is kept; who writes over the same part is told, and loses nothing."""
    client = installation.client(HOSPITAL)
    pages = {p: client.get(f"{url}/1/{p}").text for p in ("path", "checklists/2")}
    fill(installation, url)
    sent = {**fields_of(pages["checklists/2"]), "support-by": "Consulent"}
    assert client.post(f"{url}/1/checklists/2", data=sent).status_code == 303
    old = {**fields_of(pages["path"]), "ambition": "Iets anders"}
    answer = client.post(f"{url}/1/path", data=old)
    assert answer.status_code == 409
    assert "Iets anders" in answer.text
    seen = client.get(f"{url}/1").text
    assert "Ieder kind beslist mee" in seen
    assert "Consulent" in seen


def test_an_action_can_be_linked_to_a_moment_that_was_found_later(
    installation: Installation, url: str
) -> None:
    """The action is named at its moment, until the moment is removed."""
    fill(installation, url)
    action = url.replace("/steps", "/plan/actions/1")
    linked = {"name": "Keuzehulp meegeven", "key_moments": [MOMENT["name"]]}
    assert write(installation, action, linked) == 303
    client = installation.client(HOSPITAL)
    assert "Keuzehulp meegeven" in client.get(f"{url}/1").text
    asked = client.get(f"{url}/1/moments/1/remove")
    assert "Een medicijn verandert" in asked.text
    gone = client.post(f"{url}/1/moments/1/remove", data=fields_of(asked.text))
    assert gone.status_code == 303
    assert "Keuzehulp meegeven" not in client.get(f"{url}/1").text


def test_problems_stand_at_their_fields(installation: Installation, url: str) -> None:
    """A phase twice, a moment without a name and a step six are refused."""
    twice = {**PATH, "phases": "Onderzoek\nOnderzoek: bloed"}
    assert write(installation, f"{url}/1/path", twice) == 422
    assert write(installation, f"{url}/1/moments/0", {**MOMENT, "name": ""}) == 422
    client = installation.client(HOSPITAL)
    for address in ("2", "1/checklists/6", "1/moments/2", "1/moments/1/remove"):
        assert client.get(f"{url}/{address}").status_code == 404


def test_the_picture_has_an_address_of_its_own(
    installation: Installation, url: str
) -> None:
    """It is an image beside its table; an address of another picture is not there."""
    fill(installation, url)
    client = installation.client(HOSPITAL)
    page = client.get(f"{url}/1").text
    address = page.split('<img src="')[1].split('"')[0]
    answer = client.get(address)
    assert answer.mimetype == "image/svg+xml"
    assert client.get(address.replace(".svg", "0.svg")).status_code == 404
    assert installation.client(OTHER_INSURER).get(address).status_code == 404


def test_what_should_have_been_done_is_told(
    installation: Installation, url: str
) -> None:
    """Overdue begins the day after the planned day, and ends when it was done."""
    client = installation.client(HOSPITAL)
    for day, late in (("2026-11-01", True), ("2026-11-02", False)):
        assert (
            write(installation, f"{url}/1/checklists/1", {"team-planned_on": day})
            == 303
        )
        assert ("not yet, and overdue" in client.get(f"{url}/1").text) is late
    done = {"team-planned_on": "2026-10-01", "team-done_on": "2026-11-02"}
    assert write(installation, f"{url}/1/checklists/1", done) == 303
    assert "overdue" not in client.get(f"{url}/1").text


def test_each_part_adds_a_line_to_the_history(
    installation: Installation, url: str
) -> None:
    """Who wrote which part can be read back by both parties."""
    fill(installation, url)
    history = installation.client(INSURER).get(url.replace("/steps", "/history"))
    seen = words_of(history.text)
    assert seen.count("Wrote the step plan") == 3
    assert "Een medicijn verandert" in seen
