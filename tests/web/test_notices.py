"""Notices: who is concerned is told, in the own language, and nobody else."""

from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    VOICE,
    Installation,
    words_of,
)

KPI = "PAT-04"
SECRET = "Ons bod is geheim 4711"
TURN = "gave the turn to you"


def shown(installation: Installation, who: str) -> str:
    """Return the words of the page with notices of one person."""
    return words_of(installation.client(who).get("/notices?lang=en").text)


def hand_over(installation: Installation, agreement: str) -> None:
    """Let the hospital give the turn to the insurer, with a message."""
    address = f"/agreements/{agreement}/settle/hand-over"
    data = {"message": SECRET}
    assert installation.client(HOSPITAL).post(address, data=data).status_code == 303


def test_without_notices_the_page_says_what_comes(installation: Installation) -> None:
    """Somebody who was told nothing reads what stands here later."""
    assert "No notices yet" in shown(installation, HOSPITAL)


def test_the_other_party_is_told_of_its_turn(
    installation: Installation, agreement: str
) -> None:
    """The insurer is told, with the message left out; no other person is."""
    hand_over(installation, agreement)
    page = shown(installation, INSURER)
    assert TURN in page
    assert SECRET not in page
    for who in (HOSPITAL, HOSPITAL_ANALYST, HOSPITAL_READER, OTHER_INSURER, VOICE):
        assert TURN not in shown(installation, who), who


def test_the_words_are_in_the_language_of_the_reader(
    installation: Installation, agreement: str
) -> None:
    """The same notice reads in Dutch and in English."""
    hand_over(installation, agreement)
    browser = installation.client(INSURER)
    assert "gaf de beurt aan u" in words_of(browser.get("/notices?lang=nl").text)
    assert TURN in words_of(browser.get("/notices?lang=en").text)


def test_read_is_only_what_was_on_the_page(
    installation: Installation, agreement: str
) -> None:
    """Marking as read keeps what came later as new, and is of one person alone."""
    hand_over(installation, agreement)
    browser = installation.client(INSURER)
    assert "1 new" in words_of(browser.get("/?lang=en").text)
    assert (
        303
        == browser.post(
            "/notices", data={"last": "2026-11-02T00:00:00+00:00"}
        ).status_code
    )
    assert "1 new" in words_of(browser.get("/?lang=en").text)
    assert (
        303
        == browser.post(
            "/notices", data={"last": "2100-01-01T00:00:00+00:00"}
        ).status_code
    )
    assert "1 new" not in words_of(browser.get("/?lang=en").text)
    assert "You read everything." in shown(installation, INSURER)


def test_who_is_named_in_a_talk_is_told(
    installation: Installation, agreement: str
) -> None:
    """Only the person whom a remark mentions is told, without its words."""
    installation.propose(agreement, KPI)
    talk = f"/agreements/{agreement}/kpis/{KPI}/talk"
    first = {"seen": "0", "words": "Ja."}
    assert 303 == installation.client(VOICE).post(talk, data=first).status_code
    name = installation.people[VOICE].name
    second = {"seen": "1", "words": f"{SECRET} @{name}"}
    assert 303 == installation.client(HOSPITAL).post(talk, data=second).status_code
    told = installation.client(VOICE).get("/notices?lang=en").text
    assert "mentioned you in a talk" in words_of(told)
    assert f'href="{talk}"' in told
    assert SECRET not in told
    assert "mentioned you in a talk" not in shown(installation, INSURER)


def test_only_an_admin_reads_no_notices(installation: Installation) -> None:
    """Who only looks after accounts has no page of notices."""
    assert 403 == installation.client(HOSPITAL_ADMIN).get("/notices").status_code
