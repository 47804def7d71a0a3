"""The team scan: nobody sees another's before handing in, no party before it is shown."""

from io import BytesIO

import openpyxl
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

SECRET = "Geheim van een collega"


@pytest.fixture
def url(installation: Installation, agreement: str) -> str:
    """Return the address of the team scans of an agreement with one care path."""
    client = installation.client(HOSPITAL)
    page = client.get(f"/agreements/{agreement}/frame").text
    sent = {**fields_of(page), "care_path_0": "Astma", "moments_0": ""}
    assert client.post(f"/agreements/{agreement}/frame", data=sent).status_code == 303
    return f"/agreements/{agreement}/team-scan"


def fill(
    installation: Installation, address: str, who: str = HOSPITAL, **said: object
) -> int:
    """Send a form as its page gave it, with these answers; return the status."""
    client = installation.client(who)
    sent = {**fields_of(client.get(address).text), **said}
    return client.post(address, data=sent).status_code


def hand_in(installation: Installation, url: str, who: str, score: int) -> None:
    """Hand in one score and one remark."""
    said = {"value-score": f"{score}", "value-well": f"{SECRET} {score}"}
    sent = {**said, "hand-in": "1"}
    assert fill(installation, f"{url}/1/2026/own", who, **sent) == 303


def test_nobody_sees_another_before_handing_in(
    installation: Installation, url: str
) -> None:
    """A draft is of one person; what was handed in is for who handed in, unnamed."""
    own, joint = f"{url}/1/2026/own", f"{url}/1/2026"
    assert fill(installation, own, **{"value-well": f"{SECRET} 4"}) == 303
    colleague = installation.client(HOSPITAL_ANALYST)
    hand_in(installation, url, HOSPITAL, 4)
    for address in (url, own):
        assert SECRET not in colleague.get(address).text
    assert 404 == colleague.get(joint).status_code
    assert "1 person handed in" in words_of(colleague.get(url).text)
    hand_in(installation, url, HOSPITAL_ANALYST, 1)
    page = words_of(colleague.get(joint).text)
    assert f"{SECRET} 4" in page
    assert "2 people: median 2.5, lowest 1, highest 4" in page
    assert "Jansen" not in page.split(SECRET)[1]


def test_a_draft_of_a_colleague_is_never_counted(
    installation: Installation, url: str
) -> None:
    """What is saved and not handed in stays out of the spread."""
    own = f"{url}/1/2026/own"
    assert fill(installation, own, HOSPITAL_ANALYST, **{"value-score": "0"}) == 303
    hand_in(installation, url, HOSPITAL, 4)
    page = words_of(installation.client(HOSPITAL).get(f"{url}/1/2026").text)
    assert "1 person: 4" in page


def test_what_was_handed_in_stays(installation: Installation, url: str) -> None:
    """A second handing in is refused in words, and the page has no form any more."""
    own = f"{url}/1/2026/own"
    client = installation.client(HOSPITAL)
    opened = fields_of(client.get(own).text)
    hand_in(installation, url, HOSPITAL, 4)
    late = client.post(own, data={**opened, "value-score": "5", "revision": "1"})
    assert 422 == late.status_code
    assert "nothing in it changes" in words_of(late.text)
    assert 'name="value-score"' not in client.get(own).text


def test_recorded_together_it_is_private_until_shown(
    installation: Installation, url: str
) -> None:
    """The hospital sees it at once, the others when it is shown, as it then was."""
    hand_in(installation, url, HOSPITAL, 4)
    joint = f"{url}/1/2026"
    said = {"value-score": "3", "value-better": "Vaker vragen", "on": "2026-01-02"}
    assert fill(installation, joint, **said) == 303
    assert "Vaker vragen" in installation.client(HOSPITAL_ANALYST).get(url).text
    others = (INSURER, VOICE, HOSPITAL_READER)
    for who in others:
        assert "Vaker vragen" not in installation.client(who).get(url).text
    assert fill(installation, joint, show="1") == 303
    assert fill(installation, joint, **{"value-better": "Nog geheim"}) == 303
    for who in others:
        page = words_of(installation.client(who).get(url).text)
        assert "Vaker vragen" in page
        assert "Nog geheim" not in page
        assert SECRET not in page
        assert "1 person: 4" in page
    history = installation.client(INSURER).get(url.replace("team-scan", "history"))
    assert 1 == words_of(history.text).count("Showed a team scan")
    late = f"{url}/1/2026/own"
    assert "recorded this year together" in words_of(
        installation.client(HOSPITAL_ANALYST).get(late).text
    )


def workbook_text(installation: Installation, url: str, who: str, pack: str) -> str:
    """Return all words of a workbook, the text that it carries among them."""
    address = url.replace("team-scan", f"export/{pack}.xlsx")
    answer = installation.client(who).get(f"{address}?language=en")
    sheets = openpyxl.load_workbook(BytesIO(answer.data))
    rows = (r for sheet in sheets for r in sheet.iter_rows(values_only=True))
    return "\n".join(str(value) for row in rows for value in row if value is not None)


def test_a_workbook_holds_what_was_shown_and_no_more(
    installation: Installation, url: str
) -> None:
    """Neither party's workbook has a scan before it is shown, nor what came after."""
    hand_in(installation, url, HOSPITAL, 4)
    hand_in(installation, url, HOSPITAL_ANALYST, 1)
    joint = f"{url}/1/2026"
    said = {"value-score": "3", "value-better": "Vaker vragen", "on": "2026-01-02"}
    assert fill(installation, joint, **said) == 303
    private = [
        workbook_text(installation, url, who, pack)
        for who in (HOSPITAL, INSURER)
        for pack in ("full", "review", "board", "open")
    ]
    assert not [text for text in private if "Vaker vragen" in text or SECRET in text]
    assert fill(installation, joint, show="1") == 303
    assert fill(installation, joint, **{"value-better": "Nog geheim"}) == 303
    for who in (HOSPITAL, INSURER):
        for pack in ("full", "review", "board", "open"):
            text = workbook_text(installation, url, who, pack)
            shown = pack != "open"  # the proof of every other pack carries it
            assert shown == ("Vaker vragen" in text)
            spread = "2 people: median 2.5, lowest 1, highest 4"
            assert (pack in ("full", "review")) == (spread in text)
            assert "Nog geheim" not in text
            assert SECRET not in text


def test_a_new_year_stands_next_to_the_former(
    installation: Installation, url: str
) -> None:
    """Both scores and the change, each scan with its day."""
    for year, score in ((2025, 1), (2026, 4)):
        sent = {"value-score": f"{score}", "hand-in": "1"}
        assert fill(installation, f"{url}/1/{year}/own", **sent) == 303
        day = {"value-score": f"{score}", "on": f"{year}-01-02"}
        assert fill(installation, f"{url}/1/{year}", **day) == 303
    page = installation.client(HOSPITAL).get(url).text
    assert "+3" in page
    assert "2 January 2025" in words_of(page)
    assert "2 January 2026" in words_of(page)


@pytest.mark.parametrize("where", ["/2/2026/own", "/1/2031/own", "/0/2026/own"])
def test_a_path_or_year_that_cannot_be_is_not_found(
    installation: Installation, url: str, where: str
) -> None:
    """There is one care path, and no scan of a year to come."""
    assert 404 == installation.client(HOSPITAL).get(url + where).status_code


def test_only_the_team_writes(installation: Installation, url: str) -> None:
    """Readers and the other party are refused; a stranger finds nothing."""
    for who in (HOSPITAL_READER, INSURER, VOICE):
        client = installation.client(who)
        assert 403 == client.get(f"{url}/1/2026/own").status_code
    assert 404 == installation.client(OTHER_INSURER).get(url).status_code


def test_a_scan_without_a_day_or_score_is_refused(
    installation: Installation, url: str
) -> None:
    """The words stand at the field and what was typed is kept."""
    assert 422 == fill(installation, f"{url}/1/2026/own", **{"hand-in": "1"})
    hand_in(installation, url, HOSPITAL, 4)
    client = installation.client(HOSPITAL)
    sent = {**fields_of(client.get(f"{url}/1/2026").text), "on": "2024-01-01"}
    answer = client.post(f"{url}/1/2026", data={**sent, "value-score": "2"})
    assert 422 == answer.status_code
    assert "Choose a day in the year of the scan" in words_of(answer.text)
