"""Questions between teams of one organisation: nobody else finds them."""

from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    INSURER,
    VOICE,
    Installation,
    fields_of,
    words_of,
)

URL = "/organisation/peers"
ASKED, ANSWERED = "Hoe geeft u de keuzehulp mee?", "Een week vooraf per post."


def say(installation: Installation, who: str, words: str, question: int = 0) -> int:
    """Send the form as its page gave it; return the status."""
    client = installation.client(who)
    page = client.get(f"{URL}?question={question}").text
    sent = {**fields_of(page), "place": "Locatie Noord", "words": words}
    return client.post(URL, data=sent).status_code


def test_a_colleague_answers_and_both_can_be_read(installation: Installation) -> None:
    """With who said it and where; the log tells that, and not what was said."""
    assert 303 == say(installation, HOSPITAL, ASKED)
    page = words_of(installation.client(HOSPITAL_ANALYST).get(URL).text)
    assert f"{ASKED} J. de Boer, Locatie Noord" in page
    assert "Nobody answered yet." in page
    assert 303 == say(installation, HOSPITAL_ANALYST, ANSWERED, 1)
    page = words_of(installation.client(HOSPITAL).get(URL).text)
    assert f"{ANSWERED} A. Yılmaz, Locatie Noord" in page
    log = words_of(installation.client(HOSPITAL_ADMIN).get("/organisation/log").text)
    assert "Asked another team something" in log
    assert "Answered a question of another team" in log
    assert ASKED not in log


def test_what_is_sent_twice_is_said_once(installation: Installation) -> None:
    """A double click on a question or an answer; other words are another one."""
    for _ in "12":
        assert 303 == say(installation, HOSPITAL, ASKED)
        assert 303 == say(installation, HOSPITAL_ANALYST, ANSWERED, 1)
    page = words_of(installation.client(HOSPITAL).get(URL).text)
    assert 2 == page.count(", Locatie Noord")
    assert 303 == say(installation, HOSPITAL, f"{ASKED} Echt?")
    assert 303 == say(installation, HOSPITAL, ANSWERED, 1)
    page = words_of(installation.client(HOSPITAL).get(URL).text)
    assert 4 == page.count(", Locatie Noord")


def test_a_question_that_waits_is_told_beside_the_cards(
    installation: Installation,
) -> None:
    """Until somebody answers it; only to who may."""
    at, said = "/library/conversation", "1 question waits for an answer"
    assert said not in installation.client(HOSPITAL).get(at).text
    assert 303 == say(installation, HOSPITAL, ASKED)
    assert said in installation.client(HOSPITAL_ANALYST).get(at).text
    for who in (HOSPITAL_READER, INSURER, VOICE):
        assert "for an answer" not in installation.client(who).get(at).text
    assert 303 == say(installation, HOSPITAL_ANALYST, ANSWERED, 1)
    assert said not in installation.client(HOSPITAL).get(at).text


def test_nobody_outside_the_teams_of_a_provider_reads_along(
    installation: Installation,
) -> None:
    """Readers, admins, insurers and patients are refused, and nothing is kept."""
    assert 303 == say(installation, HOSPITAL, ASKED)
    for who in (HOSPITAL_READER, HOSPITAL_ADMIN, INSURER, VOICE):
        client = installation.client(who)
        answer = client.get(URL)
        assert 403 == answer.status_code
        assert ASKED not in answer.text
        sent = {"place": "Elders", "words": "Ik lees mee", "question": "1"}
        assert 303 != client.post(URL, data=sent).status_code
    assert "Ik lees mee" not in installation.client(HOSPITAL).get(URL).text


def test_what_cannot_be_is_told_and_what_was_typed_stays(
    installation: Installation,
) -> None:
    """No place, and a question that is not there."""
    client = installation.client(HOSPITAL)
    sent = fields_of(client.get(URL).text)
    answer = client.post(URL, data={**sent, "place": "", "words": ASKED})
    assert 422 == answer.status_code
    assert ASKED in answer.text
    late = {**sent, "place": "Noord", "words": ANSWERED, "question": "9"}
    answer = client.post(URL, data=late)
    assert 422 == answer.status_code
    assert "There is no such question." in words_of(answer.text)
