"""Organise and reward: answers stay private until they are shown."""

import pytest

from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    Installation,
    fields_of,
    words_of,
)

FILLED = {"does": "Wij trainen al", "will_do": "Wij gaan verder", "asks": "Doe mee"}


@pytest.fixture
def url(agreement: str) -> str:
    """Return the address of the recommendations of an agreement in talks."""
    return f"/agreements/{agreement}/recommendations"


def sent(page: str, **changed: object) -> dict[str, object]:
    return {**fields_of(page), **FILLED, **changed}


def test_it_stays_with_the_own_party_until_it_is_shown(
    installation: Installation, url: str
) -> None:
    """Colleagues read what was saved; the other party and readers only what is shown."""
    ours, theirs = installation.client(HOSPITAL), installation.client(INSURER)
    one = f"{url}/3"
    assert 303 == ours.post(one, data=sent(ours.get(one).text)).status_code
    assert "Wij trainen al" in installation.client(HOSPITAL_ANALYST).get(one).text
    assert "not shown yet" in words_of(ours.get(url).text)
    for email in (INSURER, HOSPITAL_READER):
        for address in (one, url):
            assert "Wij trainen al" not in installation.client(email).get(address).text
    ours.post(one, data=sent(ours.get(one).text, show="1"))
    for email in (INSURER, HOSPITAL_READER):
        assert "Wij trainen al" in installation.client(email).get(one).text
    assert "not shown yet" not in words_of(ours.get(url).text)
    assert "Doe mee" in words_of(theirs.get(url).text)
    ours.post(one, data=sent(ours.get(one).text, does="Nog geheim"))
    assert "Nog geheim" not in theirs.get(one).text
    assert "Wij trainen al" in theirs.get(one).text


def test_the_index_names_all_of_them(installation: Installation, url: str) -> None:
    """Each recommendation, what serves it, the four levels and the agenda."""
    page = words_of(installation.client(HOSPITAL).get(url).text)
    for each in installation.desk.library.recommendations:
        assert each.title.en in page
    for words in ("tools", "behaviour and culture", "process", "conditions"):
        assert words in page
    assert "For the next talk" in page


def test_two_colleagues_at_once(installation: Installation, url: str) -> None:
    """The second one keeps the own words on the screen and can save again."""
    one, two = installation.client(HOSPITAL), installation.client(HOSPITAL_ANALYST)
    opened = sent(two.get(f"{url}/1").text, does="Van de analist")
    one.post(f"{url}/1", data=sent(one.get(f"{url}/1").text))
    answer = two.post(f"{url}/1", data=opened)
    assert 409 == answer.status_code
    assert "Van de analist" in answer.text
    again = {**opened, "revision": fields_of(answer.text)["revision"]}
    assert 303 == two.post(f"{url}/1", data=again).status_code


def test_too_long_is_told_and_kept(installation: Installation, url: str) -> None:
    """A text that is too long is refused at its field, with all that was typed."""
    page = installation.client(HOSPITAL)
    long = sent(page.get(f"{url}/1").text, does="x" * 20_000)
    answer = page.post(f"{url}/1", data=long)
    assert 422 == answer.status_code
    assert "Wij gaan verder" in answer.text


def test_who_may_not(installation: Installation, url: str) -> None:
    """Another insurer finds nothing, a reader writes nothing, number 12 is none."""
    hospital = installation.client(HOSPITAL)
    for address in (url, f"{url}/1"):
        assert 404 == installation.client(OTHER_INSURER).get(address).status_code
    assert 404 == installation.client(OTHER_INSURER).post(f"{url}/1").status_code
    assert 403 == installation.client(HOSPITAL_READER).post(f"{url}/1").status_code
    assert 404 == hospital.get(f"{url}/12").status_code
    assert 404 == hospital.post(f"{url}/12").status_code


def test_an_improvement_action_counts_where_it_says_that_it_serves(
    installation: Installation, url: str
) -> None:
    """It stands beside the recommendation that it names, and at no other."""
    client = installation.client(HOSPITAL)
    address = url.replace("/recommendations", "/plan/actions/1")
    page = client.get(address).text
    said = {**fields_of(page), "name": "Training", "recommendations": ["3", "4"]}
    assert client.post(address, data=said).status_code == 303
    for number, there in ((3, True), (4, True), (5, False)):
        seen = words_of(client.get(f"{url}/{number}").text)
        assert ("improvement action 1" in seen) is there
    wrong = {**said, "recommendations": ["12"]}
    assert client.post(address, data=wrong).status_code == 422
