"""A filled-in plan comes back: preview, then all of it or nothing, and never twice."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from kpikit.actions.improving import open_plan
from kpikit.actions.team_scanning import open_team_scans
from kpikit.domain.improvement.action import ImprovementAction
from kpikit.excel.plan_form import plan_workbook
from kpikit.text import Language
from kpikit.word.plan_form import plan_document
from tests.journeys.attacker import Rows, changed, tables
from tests.local_plans import FILLED
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
from tests.web.test_plan import write
from tests.web.test_plan_files import add_path

MACRO = b"xl/vbaProject.bin"


@pytest.fixture
def url(installation: Installation, agreement: str) -> str:
    """Return the address of the plan of an agreement with one care path."""
    add_path(installation, agreement)
    return f"/agreements/{agreement}/plan"


def kept(installation: Installation) -> Rows:
    """Return all rows but those of who is logged in."""
    return tables(installation, "sessions", "sqlite_sequence")


def template(installation: Installation, url: str, kind: str = "xlsx") -> bytes:
    """Return the plan as a file, as the page gives it."""
    answer = installation.client(HOSPITAL, "nl").get(f"{url}/files/1.{kind}")
    return bytes(answer.data)


def filled(data: bytes, cells: Mapping[str, str | int | date]) -> bytes:
    """Return a workbook with these cells filled in, by sheet and address."""
    book = openpyxl.load_workbook(BytesIO(data))
    for place, value in cells.items():
        title, address = place.split("!")
        book[title][address] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def send(
    installation: Installation, url: str, data: bytes, who: str = HOSPITAL
) -> tuple[int, str]:
    """Bring a file; return the status, and the address of its preview or the page."""
    sent = {"file": (BytesIO(data), "plan.xlsx")}
    answer = installation.client(who).post(
        f"{url}/upload", data=sent, content_type="multipart/form-data"
    )
    return answer.status_code, answer.headers.get("Location") or answer.text


def bring_in(
    installation: Installation, url: str, data: bytes, who: str = HOSPITAL
) -> int:
    """Bring a file in after its preview; return the status of the last step."""
    status, preview = send(installation, url, data, who)
    assert status == 303, words_of(preview)
    client = installation.client(who)
    page = client.get(preview).text
    return client.post(preview, data=fields_of(page)).status_code


def actions(installation: Installation, url: str) -> tuple[ImprovementAction, ...]:
    """Return the actions as the hospital reads them."""
    actor = installation.people[HOSPITAL]
    return open_plan(installation.desk, actor, url.split("/")[2]).actions


ROW: Mapping[str, str | int | date] = {
    "Verbeteracties!B6": "Nabespreken",
    "Verbeteracties!D6": date(2026, 3, 1),
    "Actie 2!B5": "Polikliniek",
    "Verbeterplan!B6": date(2026, 10, 1),
    "Verbeterplan!B12": 3,
    "Verbeterplan!D12": "Geheim van het team",
}


def test_what_was_filled_in_is_in_after_the_preview(
    installation: Installation, url: str
) -> None:
    """Nothing before; then the actions are for all and the scores for the hospital."""
    assert write(installation, url, 1, kpis=[]) == 303
    data = filled(template(installation, url), ROW)
    before = kept(installation)
    _, preview = send(installation, url, data)
    page = words_of(installation.client(HOSPITAL).get(preview).text)
    for words in ("Improvement action 2: new", "that stay as they are: 1"):
        assert words in page
    assert "Scores of the team for Astma in 2026: new" in page
    assert "Geheim van het team" in page
    assert set(changed(before, kept(installation))) == {"plan_uploads"}
    client = installation.client(HOSPITAL)
    sent = fields_of(client.get(preview).text)
    assert client.post(preview, data=sent).status_code == 303
    _, second = actions(installation, url)
    assert (second.name, second.owner) == ("Nabespreken", "Polikliniek")
    assert second.start == date(2026, 3, 1)
    agreement = url.split("/")[2]
    own, theirs = (
        open_team_scans(installation.desk, installation.people[who], agreement)
        for who in (HOSPITAL, INSURER)
    )
    assert [s.of("participation").score for s in own.seen] == [3]
    assert theirs.seen == ()
    for who in (HOSPITAL, INSURER):
        history = installation.client(who).get(f"/agreements/{agreement}/history").text
        assert "Brought a filled-in plan in" in words_of(history)
        assert "Improvement actions 2" in words_of(history).replace(":", "")
        assert "scores" not in words_of(history)
    assert client.get(preview).status_code == 404


def test_a_file_sent_twice_waits_once(installation: Installation, url: str) -> None:
    """A double click leads to one preview, of the organisation that sent it."""
    data = filled(template(installation, url), ROW)
    first, second = (send(installation, url, data) for _ in "12")
    assert (303, first) == (first[0], second)
    status, other = send(installation, url, data, INSURER)
    assert (303, True) == (status, other != first[1])


def test_the_same_file_twice_adds_nothing(installation: Installation, url: str) -> None:
    """The second time everything is there already; no line is added to the history."""
    data = filled(template(installation, url), ROW)
    assert bring_in(installation, url, data) == 303
    before = kept(installation)
    _, preview = send(installation, url, data)
    page = installation.client(HOSPITAL).get(preview).text
    assert "Nothing changes" in words_of(page)
    sent = fields_of(page)
    assert installation.client(HOSPITAL).post(preview, data=sent).status_code == 303
    assert changed(before, kept(installation)) == {}


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_whole_plan_comes_back_as_it_went_out(
    installation: Installation, url: str, kind: str, language: Language
) -> None:
    """Ten actions and six scores, every field, from either file in either language."""
    make = plan_workbook if kind == "xlsx" else plan_document
    plan = replace(FILLED, care_path="Astma")
    assert bring_in(installation, url, make(plan, language)) == 303
    found = actions(installation, url)
    assert [replace(a, revision=0) for a in found] == list(FILLED.actions)
    agreement = url.split("/")[2]
    actor = installation.people[HOSPITAL]
    (scan,) = open_team_scans(installation.desk, actor, agreement).own
    assert (scan.scores, scan.on) == (FILLED.scores, FILLED.on)
    data = template(installation, url, kind)
    before = kept(installation)
    assert bring_in(installation, url, data) == 303
    assert changed(before, kept(installation)) == {}


def test_with_one_problem_nothing_at_all_is_brought_in(
    installation: Installation, url: str
) -> None:
    """Each problem is told by sheet and cell, in the reader's language."""
    wrong = {**ROW, "Verbeteracties!E6": "ooit", "Actie 3!B6": "Iedereen"}
    data = filled(template(installation, url), wrong)
    _, preview = send(installation, url, data)
    before = kept(installation)
    client = installation.client(HOSPITAL, "nl")
    page = client.get(preview).text
    said = words_of(page)
    assert "Blad ‘Verbeteracties’, cel E6 (Einddatum): Schrijf een dag" in said
    assert "Blad ‘Actie 3’, cel B6 (Betrokkenen): Schrijf wat u gaat" in said
    english = words_of(installation.client(HOSPITAL).get(preview).text)
    assert "Sheet ‘Verbeteracties’, cell E6 (Einddatum): Write a day" in english
    assert client.post(preview, data=fields_of(page)).status_code == 422
    assert changed(before, kept(installation)) == {}


def test_what_changed_after_the_preview_is_shown_first(
    installation: Installation, url: str
) -> None:
    """A colleague's words are not overwritten by a preview that did not show them."""
    assert write(installation, url, 2, name="Oud", kpis=[]) == 303
    data = filled(template(installation, url), ROW)
    _, preview = send(installation, url, data)
    client = installation.client(HOSPITAL)
    sent = fields_of(client.get(preview).text)
    assert (
        write(installation, url, 2, name="Oud", effect="Van een collega", kpis=[])
        == 303
    )
    answer = client.post(preview, data=sent)
    assert answer.status_code == 409
    assert "Van een collega" in words_of(answer.text)
    assert [a.effect for a in actions(installation, url)] == ["Van een collega"]
    again = client.post(preview, data=fields_of(answer.text))
    assert again.status_code == 303
    assert [a.name for a in actions(installation, url)] == ["Nabespreken"]


def test_throwing_away_leaves_everything(installation: Installation, url: str) -> None:
    """The file is gone and the plan as it was."""
    data = filled(template(installation, url), ROW)
    before = kept(installation)
    _, preview = send(installation, url, data)
    client = installation.client(HOSPITAL)
    assert client.post(preview, data={"drop": "1"}).status_code == 303
    assert changed(before, kept(installation)) == {}


def test_only_who_may_improve_brings_in_and_others_find_nothing(
    installation: Installation, url: str
) -> None:
    """An analyst may; readers and the patient organisation not; outsiders see 404."""
    data = filled(template(installation, url), ROW)
    status, preview = send(installation, url, data, HOSPITAL_ANALYST)
    assert status == 303
    for who in (HOSPITAL_READER, VOICE):
        assert send(installation, url, data, who)[0] == 403
        for address in (f"{url}/upload", preview):
            assert installation.client(who).get(address).status_code == 403
    for who in (INSURER, OTHER_INSURER):
        assert installation.client(who).get(preview).status_code == 404
        assert installation.client(who).post(preview).status_code == 404
    assert send(installation, url, data, OTHER_INSURER)[0] == 404


def test_the_insurer_brings_actions_in_and_no_scores(
    installation: Installation, url: str
) -> None:
    """Scores belong to the hospital: they are left, and the page says so."""
    data = filled(template(installation, url), ROW)
    _, preview = send(installation, url, data, INSURER)
    client = installation.client(INSURER)
    page = client.get(preview).text
    assert "they belong to the hospital" in words_of(page)
    assert client.post(preview, data=fields_of(page)).status_code == 303
    assert [a.name for a in actions(installation, url)] == ["Nabespreken"]
    actor = installation.people[HOSPITAL]
    scans = open_team_scans(installation.desk, actor, url.split("/")[2])
    assert scans.own == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"Nr;Naam\n1;A", "neither an Excel file"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "protected with a password"),
        (b"PK\x03\x04" + bytes(50), "not an Excel file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    installation: Installation, url: str, data: bytes, words: str
) -> None:
    """Nothing of it is kept."""
    before = kept(installation)
    status, page = send(installation, url, data)
    assert status == 422
    assert words in words_of(page)
    assert changed(before, kept(installation)) == {}


def test_damage_and_macros_are_refused_in_words(
    installation: Installation, url: str, tmp_path: Path
) -> None:
    """Half a file is no file, and one that can run is not read."""
    from zipfile import ZipFile

    whole = template(installation, url)
    macro = tmp_path / "a.xlsm"
    macro.write_bytes(whole)
    with ZipFile(macro, "a") as archive:
        archive.writestr(MACRO.decode(), b"x")
    status, page = send(installation, url, macro.read_bytes())
    assert (status, "holds macros" in words_of(page)) == (422, True)
    for data in (
        whole[: len(whole) // 2],
        re.sub(b"xl/workbook", b"xl/w0rkb00k", whole),
    ):
        assert send(installation, url, data)[0] == 422


def test_nasty_words_come_in_and_go_out_as_words(
    installation: Installation, url: str
) -> None:
    """What would be a formula in Excel is kept, and written again, as words."""
    made = docx.Document(BytesIO(template(installation, url, "docx")))
    made.tables[2].cell(1, 1).text = "=HYPERLINK(1)"
    data = BytesIO()
    made.save(data)
    assert bring_in(installation, url, data.getvalue()) == 303
    assert [a.name for a in actions(installation, url)] == ["=HYPERLINK(1)"]
    book = openpyxl.load_workbook(BytesIO(template(installation, url)))
    cell = book["Verbeteracties"]["B5"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
