"""The improvement plan as a file: for each party what it may read, for others nothing."""

import sys
from io import BytesIO

import docx
import pytest

from kpikit.actions import team_scanning
from kpikit.domain.improvement.team_scan import MemberScan, TeamScan, ThemeScore
from kpikit.excel.reader import read
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    VOICE,
    Installation,
    fields_of,
    words_of,
)
from tests.web.test_plan import url, write

__all__ = ["url"]
FILES = ("files/1.xlsx", "files/1.docx")


def said(data: bytes) -> str:
    """Return all that a workbook or a document says, as one text."""
    if data.startswith(b"PK") and b"word/document.xml" in data:
        made = docx.Document(BytesIO(data))
        cells = (c.text for t in made.tables for row in t.rows for c in row.cells)
        return "\n".join(cells)
    found = read(data)
    assert found.problems == ()
    return "\n".join(t for cells in found.sheets.values() for _, t in cells.values())


def add_path(installation: Installation, agreement: str) -> None:
    """Give the agreement the care path Astma."""
    client = installation.client(HOSPITAL)
    page = client.get(f"/agreements/{agreement}/frame").text
    sent = {**fields_of(page), "care_path_0": "Astma", "moments_0": ""}
    assert client.post(f"/agreements/{agreement}/frame", data=sent).status_code == 303


@pytest.mark.parametrize(("file", "program"), [(FILES[0], "Excel"), (FILES[1], "Word")])
def test_who_took_it_along_stands_in_the_own_history(
    installation: Installation, agreement: str, url: str, file: str, program: str
) -> None:
    """In what, which language and of which care path; the other party sees nothing."""
    add_path(installation, agreement)
    at = f"{url}/{file}?language=nl"
    assert 200 == installation.client(HOSPITAL_READER).get(at).status_code
    assert 404 == installation.client(HOSPITAL).get(at.replace("1.", "9.")).status_code
    history = f"/agreements/{agreement}/history"
    own = words_of(installation.client(HOSPITAL).get(history).text)
    assert 1 == own.count("Took the improvement plan along")
    assert f"{program}, Dutch" in own
    assert "Took the improvement plan along Astma" in own
    theirs = words_of(installation.client(INSURER).get(history).text)
    assert "Took the improvement plan" not in theirs
    log = installation.client(HOSPITAL_ADMIN).get("/organisation/log?part=exports")
    assert "Took the improvement plan along" in words_of(log.text)


@pytest.mark.parametrize("file", FILES)
def test_every_party_takes_it_and_a_voice_without_the_means(
    installation: Installation, url: str, file: str
) -> None:
    """Whoever reads the plan has it as a file too; nobody else finds it."""
    assert write(installation, url, 1) == 303
    for who in (HOSPITAL, INSURER, HOSPITAL_READER):
        answer = installation.client(who).get(f"{url}/{file}")
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Keuzehulp meegeven" in said(answer.data)
        assert "Twaalfduizend" in said(answer.data)
    voice = said(installation.client(VOICE).get(f"{url}/{file}").data)
    assert "Keuzehulp meegeven" in voice
    assert "Twaalfduizend" not in voice
    gone = installation.client(OTHER_INSURER).get(f"{url}/{file}")
    unknown = url.replace(url.split("/")[2], "f" * 32)
    none = installation.client(OTHER_INSURER).get(f"{unknown}/{file}")
    assert (gone.status_code, none.status_code) == (404, 404)
    assert words_of(gone.text) == words_of(none.text)
    assert installation.client(HOSPITAL_ADMIN).get(f"{url}/{file}").status_code != 200


@pytest.mark.parametrize("file", FILES)
def test_an_empty_plan_gives_the_template(
    installation: Installation, url: str, file: str
) -> None:
    """Before anything is written there is a template, in the reader's language."""
    for language, word in (("nl", "Zorgpad"), ("en", "Care path")):
        client = installation.client(HOSPITAL, language)
        empty = said(client.get(f"{url}/{file}").data)
        assert word in empty
        assert not {"02-11-2026", "2026-11-02", "46328"} & set(empty.split("\n"))
    assert write(installation, url, 1) == 303
    begun = said(installation.client(HOSPITAL, "nl").get(f"{url}/{file}").data)
    assert {"02-11-2026", "46328"} & set(begun.split("\n"))
    client = installation.client(HOSPITAL)
    assert client.get(f"{url}/{file.replace('1', '2')}").status_code == 404


def test_scores_of_the_team_stay_with_the_hospital_until_shown(
    installation: Installation, url: str
) -> None:
    """The file of the hospital holds its last scan; that of the insurer not yet."""
    agreement = url.split("/")[2]
    scores = (ThemeScore(code="support", score=4, better="Vaker nabespreken"),)
    add_path(installation, agreement)
    where = installation.desk, installation.people[HOSPITAL], agreement
    alone = MemberScan(care_path="Astma", year=2026, scores=scores, handed_in=True)
    team_scanning.give_scores(*where, alone)
    on = installation.clock.now.date()
    scan = TeamScan(care_path="Astma", year=2026, on=on, scores=scores)
    team_scanning.record_together(*where, scan)
    for file in FILES:
        own = said(installation.client(HOSPITAL).get(f"{url}/{file}").data)
        other = said(installation.client(INSURER).get(f"{url}/{file}").data)
        assert "Vaker nabespreken" in own
        assert "Vaker nabespreken" not in other


def test_without_its_extra_the_page_says_that_word_is_not_there(
    installation: Installation, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel stays, Word is said to be absent, and its address leads back."""
    client = installation.client(HOSPITAL)
    assert "makes no Word documents" not in words_of(client.get(url).text)
    monkeypatch.setitem(sys.modules, "docx", None)
    page = client.get(url).text
    assert "makes no Word documents" in words_of(page)
    assert "files/1.docx" not in page
    assert client.get(f"{url}/files/1.xlsx").status_code == 200
    answer = client.get(f"{url}/files/1.docx", follow_redirects=True)
    assert (answer.status_code, answer.request.path) == (200, url)
    assert "Choose Excel" in words_of(answer.text)
    other = installation.client(OTHER_INSURER).get(f"{url}/files/1.docx")
    assert other.status_code == 404
