"""The organisation scan: private to the hospital until it shows it."""

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

OTHERS = (INSURER, VOICE, HOSPITAL_READER)


@pytest.fixture
def url(agreement: str) -> str:
    """Return the address of the scans of an agreement in talks."""
    return f"/agreements/{agreement}/organisation-scan"


def fill(installation: Installation, address: str, **said: object) -> int:
    """Send the scan of a year as its page gave it, with these answers."""
    client = installation.client(HOSPITAL)
    sent = {**fields_of(client.get(address).text), **said}
    return client.post(address, data=sent).status_code


def test_it_stays_with_the_hospital_until_it_is_shown(
    installation: Installation, url: str
) -> None:
    """Who may write sees it; the others see what was shown, as it then was."""
    said = {"part-score": "3", "part-why": "Geheim teken"}
    assert fill(installation, f"{url}/2026", **said) == 303
    assert "Geheim teken" in installation.client(HOSPITAL_ANALYST).get(url).text
    assert "not shown yet" in installation.client(HOSPITAL).get(url).text
    for who in OTHERS:
        assert "Geheim teken" not in installation.client(who).get(url).text
    assert fill(installation, f"{url}/2026", **said, show="1") == 303
    assert fill(installation, f"{url}/2026", **{"part-why": "Nog geheim"}) == 303
    for who in OTHERS:
        page = installation.client(who).get(url).text
        assert "Geheim teken" in page
        assert "Nog geheim" not in page
    history = installation.client(INSURER).get(
        url.replace("organisation-scan", "history")
    )
    assert words_of(history.text).count("Showed an organisation scan") == 1


def test_years_stand_beside_each_other(installation: Installation, url: str) -> None:
    """A new scan shows the former score where one fills in, and what changed after."""
    assert fill(installation, f"{url}/2025", **{"time-score": "1"}) == 303
    client = installation.client(HOSPITAL)
    assert "In 2025: 1" in words_of(client.get(f"{url}/2026").text)
    assert fill(installation, f"{url}/2026", **{"time-score": "3"}) == 303
    seen = words_of(client.get(url).text)
    assert "Patients get enough time to think before they choose 1 3 +2" in seen
    assert "no validated measure" in seen


def test_only_the_hospital_fills_it_in(installation: Installation, url: str) -> None:
    """Others are refused; for a stranger it does not exist; a year to come neither."""
    page = installation.client(HOSPITAL).get(f"{url}/2026").text
    for who in OTHERS:
        client = installation.client(who)
        assert client.get(f"{url}/2026").status_code == 403
        assert client.post(f"{url}/2026", data=fields_of(page)).status_code == 403
    stranger = installation.client(OTHER_INSURER)
    assert stranger.get(url).status_code == 404
    assert installation.client(HOSPITAL).get(f"{url}/2031").status_code == 404
    assert fill(installation, f"{url}/2026", **{"time-score": "7"}) == 422


def test_what_a_colleague_changed_is_not_lost(
    installation: Installation, url: str
) -> None:
    """The second of two saves is told, and keeps its words on the screen."""
    client = installation.client(HOSPITAL)
    old = fields_of(client.get(f"{url}/2026").text)
    assert fill(installation, f"{url}/2026", **{"part-why": "Eerst"}) == 303
    answer = client.post(f"{url}/2026", data={**old, "part-why": "Daarna"})
    assert answer.status_code == 409
    assert "Daarna" in answer.text
