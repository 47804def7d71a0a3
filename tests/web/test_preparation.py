"""Preparation: written by one party, read by nobody else."""

import pytest

from kpikit.actions.demo.signed import make_signed
from kpikit.storage import agreements, preparations
from kpikit.storage.scope import Scope
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    PASSWORD,
    Installation,
    fields_of,
    words_of,
)

FILLED = {
    "goals": "Meer rust in het gesprek",
    "lines": "Geen doel op aantallen",
    "done": ["why", "patients"],
    "PAT-01-position": "yes",
    "PAT-01-weight": "4",
    "PAT-01-lowest": "62.5",
    "PAT-01-note": "Zij willen vast 70.",
}


@pytest.fixture
def url(installation: Installation, agreement: str) -> str:
    """Return the address of the preparation of an agreement with two candidates."""
    installation.propose(agreement, "PAT-01", "PRO-05")
    return f"/agreements/{agreement}/preparation"


def sent(page: str, **changed: object) -> dict[str, object]:
    return {**fields_of(page), **FILLED, **changed}


def test_it_is_there_again_for_colleagues_alone(
    installation: Installation, url: str
) -> None:
    """Goals, lines, checks and a row per KPI; the other party has its own empty page."""
    page = installation.client(HOSPITAL)
    assert 303 == page.post(url, data=sent(page.get(url).text)).status_code
    again = installation.client(HOSPITAL_ANALYST).get(url).text
    for said in ("Meer rust in het gesprek", "Zij willen vast 70.", 'value="62.5"'):
        assert said in again
    assert 2 == again.count(" checked")
    theirs = installation.client(INSURER).get(url).text
    assert "Zij willen vast 70." not in theirs
    assert 'value="62.5"' not in theirs


def test_two_parties_prepare_apart(installation: Installation, url: str) -> None:
    """Each keeps its own; the one never overwrites the other."""
    ours, theirs = installation.client(HOSPITAL), installation.client(INSURER)
    ours.post(url, data=sent(ours.get(url).text))
    other = sent(theirs.get(url).text, goals="Lagere uitgaven")
    assert 303 == theirs.post(url, data=other).status_code
    assert "Meer rust in het gesprek" in ours.get(url).text
    assert "Lagere uitgaven" in theirs.get(url).text


def test_two_colleagues_at_once(installation: Installation, url: str) -> None:
    """The second one keeps the own words on the screen and can save again."""
    one, two = installation.client(HOSPITAL), installation.client(HOSPITAL_ANALYST)
    opened = sent(two.get(url).text, goals="Van de analist")
    one.post(url, data=sent(one.get(url).text))
    answer = two.post(url, data=opened)
    assert 409 == answer.status_code
    assert "Van de analist" in answer.text
    again = {**opened, "revision": fields_of(answer.text)["revision"]}
    assert 303 == two.post(url, data=again).status_code


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"PAT-01-lowest": "140"}, "outside the scale"),
        ({"PAT-01-lowest": "veel"}, "Write a number"),
        ({"PAT-01-weight": "9"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_right_is_told(
    installation: Installation, url: str, typed: dict[str, str], says: str
) -> None:
    """At its field, and nothing typed is lost."""
    page = installation.client(HOSPITAL)
    answer = page.post(url, data=sent(page.get(url).text, **typed))
    assert 422 == answer.status_code
    assert says in words_of(answer.text)
    assert "Zij willen vast 70." in answer.text


def test_a_narrative_kpi_has_no_number(installation: Installation, url: str) -> None:
    """Its row asks for a position, a weight and a note."""
    page = installation.client(HOSPITAL).get(url).text
    assert 'name="PRO-05-note"' in page
    assert 'name="PRO-05-lowest"' not in page


def test_after_signing_it_can_be_read(installation: Installation, url: str) -> None:
    """A signed agreement needs no preparing; what was written stays readable."""
    page = installation.client(HOSPITAL)
    page.post(url, data=sent(page.get(url).text))
    made = make_signed(
        installation.desk, installation.people, PASSWORD, installation.passwords
    )
    signed = f"/agreements/{made.id}/preparation"
    text = page.get(signed).text
    assert "The agreement is signed." in text
    assert 409 == page.post(signed, data={"revision": "0"}).status_code


def test_who_may_not(installation: Installation, url: str) -> None:
    """A reader reads no preparation, and another insurer finds no agreement."""
    assert 403 == installation.client(HOSPITAL_READER).get(url).status_code
    assert 404 == installation.client(OTHER_INSURER).get(url).status_code
    assert 404 == installation.client(OTHER_INSURER).post(url).status_code


def test_no_history_tells_of_it(
    installation: Installation, url: str, agreement: str
) -> None:
    """Not even that somebody prepared; what is withdrawn keeps its notes."""
    page = installation.client(HOSPITAL)
    history = f"/agreements/{agreement}/history"
    before = words_of(page.get(history).text)
    page.post(url, data=sent(page.get(url).text))
    page.get(url)  # here the page says that it was saved
    assert before == words_of(page.get(history).text)
    page.post(f"/agreements/{agreement}/kpis/PAT-01/withdraw")
    page.post(url, data={"goals": "x", "revision": "1"})
    actor = installation.people[HOSPITAL]
    with installation.desk.database.read() as session:
        scope = Scope(session, actor.organisation)
        kept = preparations.own(scope, agreements.get(scope, agreement))
    assert "Zij willen vast 70." in [k.note for k in kept.kpis]
