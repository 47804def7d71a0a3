"""Export: who may have which workbook, under which name."""

from io import BytesIO

import openpyxl
import pytest
from werkzeug.http import parse_options_header

from tests.web.installation import HOSPITAL, OTHER_INSURER, VOICE, Installation


@pytest.mark.parametrize("pack", ["full", "board", "open"])
def test_every_pack_is_a_workbook(
    installation: Installation, agreement: str, pack: str
) -> None:
    """Each pack answers with a workbook that opens and is never kept by a browser."""
    installation.choose(agreement, "PAT-01")
    page = installation.client(HOSPITAL)
    answer = page.get(f"/agreements/{agreement}/export/{pack}.xlsx")
    assert 200 == answer.status_code
    assert "no-store" == answer.headers["Cache-Control"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert openpyxl.load_workbook(BytesIO(answer.data)).sheetnames


def test_name_is_that_of_the_workbook(installation: Installation) -> None:
    """A title with other letters than ASCII still names the file for every browser."""
    agreement = installation.start("Zorg voor ouderen – één lijn")
    answer = installation.client(HOSPITAL).get(
        f"/agreements/{agreement}/export/full.xlsx?language=en"
    )
    _, options = parse_options_header(answer.headers["Content-Disposition"])
    assert options["filename"].endswith(".xlsx")
    assert "ouderen" in options["filename"]


def test_language_of_the_workbook_is_not_that_of_the_page(
    installation: Installation, agreement: str
) -> None:
    """An English workbook leaves a Dutch reader's pages Dutch."""
    page = installation.client(HOSPITAL, "nl")
    nl, en = (
        page.get(f"/agreements/{agreement}/export/full.xlsx?language={code}")
        for code in ("nl", "en")
    )
    assert nl.data != en.data
    assert not [h for h in en.headers.getlist("Set-Cookie") if "language" in h]


def test_index_offers_what_the_reader_may_have(
    installation: Installation, agreement: str
) -> None:
    """A party is offered every pack, a voice the open one alone."""
    url = f"/agreements/{agreement}/export"
    party = installation.client(HOSPITAL).get(url).text
    voice = installation.client(VOICE).get(url).text
    for pack, offered in (("full", False), ("board", False), ("open", True)):
        assert f"{url}/{pack}.xlsx" in party
        assert offered == (f"{url}/{pack}.xlsx" in voice)


def test_who_may_not(installation: Installation, agreement: str) -> None:
    """A voice gets no confidential pack; a stranger, a wrong pack or version: 404."""
    url = f"/agreements/{agreement}/export"
    voice = installation.client(VOICE)
    assert 403 == voice.get(f"{url}/full.xlsx").status_code
    assert 200 == voice.get(f"{url}/open.xlsx").status_code
    stranger = installation.client(OTHER_INSURER)
    assert 404 == stranger.get(url).status_code
    assert 404 == stranger.get(f"{url}/open.xlsx").status_code
    page = installation.client(HOSPITAL)
    for part in ("nothing.xlsx", "full.xlsx?version=1", "full.xlsx?version=x"):
        assert 404 == page.get(f"{url}/{part}").status_code


def test_page_costs_few_statements(installation: Installation, agreement: str) -> None:
    """The page asks the database at most twelve things, a workbook too."""
    page = installation.client(HOSPITAL)
    for part in ("", "/full.xlsx"):
        with installation.statements() as seen:
            page.get(f"/agreements/{agreement}/export{part}")
        assert len(seen) <= 12
