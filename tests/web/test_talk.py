"""Talking about a KPI: all parties read it, nobody takes it back."""

import re
from dataclasses import fields

import pytest

from kpikit.actions import agreements
from kpikit.actions.reading import open_agreement
from kpikit.domain.access import Permission
from kpikit.domain.party import Contact, PartyRole
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    INSURER,
    INSURER_SIGNS,
    OTHER_INSURER,
    VOICE,
    Installation,
    words_of,
)

KPI = "PAT-04"
WORDS = "Kan dit ook voor kinderen onder de twaalf?"


@pytest.fixture
def talk(installation: Installation, agreement: str) -> str:
    """Return the address of the talk about a KPI on the table."""
    installation.propose(agreement, KPI)
    return f"/agreements/{agreement}/kpis/{KPI}/talk"


def said(
    installation: Installation, who: str, talk: str, seen: int, **more: str
) -> int:
    """Say something and return the status."""
    data = {"seen": f"{seen}", "words": WORDS, **more}
    return installation.client(who).post(talk, data=data).status_code


def test_all_parties_read_what_was_said(installation: Installation, talk: str) -> None:
    """Hospital, insurer and voice speak and read; the table tells how many remarks."""
    for seen, who in enumerate((HOSPITAL, INSURER, VOICE)):
        assert 303 == said(installation, who, talk, seen, words=f"{WORDS} {seen}")
    for who in (HOSPITAL, INSURER, VOICE, HOSPITAL_READER):
        page = words_of(installation.client(who).get(talk).text)
        assert all(f"{WORDS} {n}" in page for n in range(3)), who
    table = installation.client(INSURER).get(talk.removesuffix(f"/{KPI}/talk")).text
    assert "Talk (3)" in words_of(table)


def test_it_is_settled_and_opened_again(installation: Installation, talk: str) -> None:
    """Who settles it is named; then it can be opened again, and not settled twice."""
    said(installation, HOSPITAL, talk, 0)
    assert 303 == said(installation, INSURER, talk, 1, words="", step="resolved")
    page = words_of(installation.client(HOSPITAL).get(talk).text)
    assert "S. Bakker (Delta Zorgverzekeraar) takes this as settled" in page
    assert 422 == said(installation, INSURER, talk, 2, words="", step="resolved")
    assert 303 == said(installation, HOSPITAL, talk, 2, words="", step="reopened")
    assert 422 == said(installation, HOSPITAL, talk, 3, words="", step="reopened")


def test_a_remark_mentions_who_spoke_here_and_a_colleague(
    installation: Installation, talk: str
) -> None:
    """A name behind '@' is shown as a mention to all; who is not known stays words."""
    said(installation, INSURER, talk, 0)
    colleague = installation.people[HOSPITAL_ANALYST].name
    words = f"@s. bakker en @{colleague}, en @P. de Vries?"
    assert 303 == said(installation, HOSPITAL, talk, 1, words=words)
    page = installation.client(VOICE).get(talk).text
    assert ["@S. Bakker", f"@{colleague}"] == re.findall(r"<b>(@[^<]+)</b>", page)
    assert f"<b>@S. Bakker</b> en <b>@{colleague}</b>, en @P. de Vries?" in page


def test_whom_one_can_mention(installation: Installation, talk: str) -> None:
    """Colleagues who read it, and of others only whose name was seen; never an admin."""
    home = installation.people[HOSPITAL].organisation
    colleagues = {
        person.name
        for person in installation.people.values()
        if person.organisation == home and person.may(Permission.READ)
    }
    offered = colleagues - {installation.people[HOSPITAL].name}
    assert installation.people[HOSPITAL_ADMIN].name not in offered
    assert offered == _offered(installation, HOSPITAL, talk)
    said(installation, INSURER, talk, 0)
    speaker = installation.people[INSURER].name
    assert {*offered, speaker} == _offered(installation, HOSPITAL, talk)
    assert not _offered(installation, INSURER, talk) & {*colleagues, speaker}


def test_only_who_is_mentioned_and_reads_it_is_told(
    installation: Installation, talk: str
) -> None:
    """Not who is unknown here, nor who only looks after accounts; nobody twice."""
    told = {e: _notices(installation, e) for e in (INSURER, INSURER_SIGNS, VOICE)}
    names = (installation.people[e].name for e in (HOSPITAL_ADMIN, INSURER_SIGNS))
    said(installation, INSURER, talk, 0)
    words = " ".join(f"@{name}" for name in ("S. Bakker", "S. Bakker", *names))
    assert 303 == said(installation, HOSPITAL, talk, 1, words=words)
    now = {e: _notices(installation, e) for e in told}
    assert {**told, INSURER: told[INSURER] + 1} == now


def test_one_remark_mentions_ten_people_at_most(
    installation: Installation, agreement: str, talk: str
) -> None:
    """More is told at the field, and nothing is said."""
    people = [f"Persoon {n}" for n in "abcdefghijk"]
    contacts = tuple(Contact(role=PartyRole.INSURER, name=name) for name in people)
    _with_contacts(installation, agreement, contacts)
    many = " ".join(f"@{name}" for name in people)
    assert 422 == said(installation, HOSPITAL, talk, 0, words=many)
    few = " ".join(f"@{name}" for name in people[:10])
    assert 303 == said(installation, HOSPITAL, talk, 0, words=few)


def _with_contacts(
    installation: Installation, agreement: str, contacts: tuple[Contact, ...]
) -> None:
    desk, actor = installation.desk, installation.people[HOSPITAL]
    now = open_agreement(desk, actor, agreement).agreement
    names = [each.name for each in fields(agreements.Frame)]
    frame = agreements.Frame(
        **{n: getattr(now, n) for n in names if n != "contacts"}, contacts=contacts
    )
    agreements.change_frame(desk, actor, agreement, frame, now.revision)


def _offered(installation: Installation, who: str, talk: str) -> set[str]:
    """Return the names that stand beside the field."""
    page = installation.client(who).get(talk).text
    return set(re.findall(r"<li>@([^<]+)</li>", page))


def _notices(installation: Installation, who: str) -> int:
    page = words_of(installation.client(who).get("/notices?lang=en").text)
    return page.count("mentioned you in a talk")


def test_the_same_form_twice_says_it_once(
    installation: Installation, talk: str
) -> None:
    """Sent again, it is told that somebody spoke, and what was typed stays."""
    said(installation, HOSPITAL, talk, 0)
    data = {"seen": "0", "words": WORDS}
    again = installation.client(HOSPITAL).post(talk, data=data)
    assert 409 == again.status_code
    assert WORDS in again.text.split('name="words"')[1]
    assert 1 == words_of(again.text).count(" New ")
    assert "Talk (1)" in words_of(
        installation.client(HOSPITAL).get(talk.removesuffix(f"/{KPI}/talk")).text
    )


@pytest.mark.parametrize("words", ["", "   ", "x" * 2_001])
def test_nothing_and_too_much_are_refused(
    installation: Installation, talk: str, words: str
) -> None:
    """An empty remark and one of a book are told what is wrong."""
    assert 422 == said(installation, HOSPITAL, talk, 0, words=words)


def test_outsiders_and_readers_say_nothing(
    installation: Installation, talk: str
) -> None:
    """A reader reads; another insurer finds nothing, not even the KPI."""
    assert 200 == installation.client(HOSPITAL_READER).get(talk).status_code
    assert 403 == said(installation, HOSPITAL_READER, talk, 0)
    assert 303 == said(installation, HOSPITAL_ANALYST, talk, 0)
    assert 404 == installation.client(OTHER_INSURER).get(talk).status_code
    assert 404 == said(installation, OTHER_INSURER, talk, 0)
    elsewhere = talk.replace(KPI, "PAT-01")
    assert 404 == installation.client(HOSPITAL).get(elsewhere).status_code
    assert 404 == said(installation, HOSPITAL, elsewhere, 0)


def test_the_history_tells_who_spoke(installation: Installation, talk: str) -> None:
    """What was said stands in the history of the agreement as well."""
    said(installation, HOSPITAL, talk, 0)
    history = talk.partition("/kpis/")[0] + "/history"
    page = words_of(installation.client(INSURER).get(history).text)
    assert "Said something about a KPI" in page
    assert WORDS in page
