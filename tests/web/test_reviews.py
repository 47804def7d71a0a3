"""Reviews over the pages: start, rate blind, judge, decide, confirm, and stay as it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kpikit.actions.demo.looked_back import hold_reviews
from kpikit.actions.demo.measured import bring_results
from kpikit.actions.demo.signed import make_signed
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    PASSWORD,
    VOICE,
    Installation,
    Ready,
    fields_of,
    make_installation,
    words_of,
)

NARRATIVE, SHARE, TIME = "PRO-05", "PAT-04", "TEA-04"
FRAME = {
    "held_on": "2026-11-02",
    "people": "J. de Boer\nS. Bakker",
    "next_on": "2027-05-01",
    "remark": "",
}


@dataclass(frozen=True, slots=True)
class Past:
    """A database with two held reviews and an open one, and the agreement's id."""

    ready: Ready
    agreement: str


@pytest.fixture(scope="session")
def past(ready: Ready, tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Sign, bring results in and hold the reviews, once for all tests."""
    folder = tmp_path_factory.mktemp("reviewed")
    with make_installation(ready, folder) as made:
        signed = make_signed(made.desk, made.people, PASSWORD, made.passwords)
        bring_results(made.desk, made.people, signed.id)
        hold_reviews(made.desk, made.people, signed.id)
    return Past(replace(ready, file=folder / "kpikit.sqlite3"), signed.id)


@pytest.fixture
def installation(past: Past, tmp_path: Path) -> Iterator[Installation]:
    """Give an installation of its own to each test, with the reviews in it."""
    with make_installation(past.ready, tmp_path) as made:
        yield made


@pytest.fixture
def reviewed(past: Past) -> str:
    """Return the id of the agreement with the reviews."""
    return past.agreement


def at(agreement: str, *parts: object) -> str:
    return "/".join([f"/agreements/{agreement}/reviews", *map(str, parts)])


def send(
    installation: Installation, email: str, url: str, form: str = "", **typed: str
) -> tuple[int, str]:
    """Fill in the form of a page and send it; return the status and the text."""
    page = installation.client(email)
    sent = {**fields_of(page.get(form or url).text), **typed}
    answer = page.post(url, data=sent)
    return answer.status_code, words_of(answer.text)


def complete(installation: Installation, agreement: str, number: int) -> None:
    """Fill in everything that has to be there before anybody confirms."""
    url = at(agreement, number)
    assert 303 == send(installation, HOSPITAL, f"{url}/frame", **FRAME)[0]
    page = installation.client(HOSPITAL).get(url).text
    for kpi in sorted(set(re.findall(r"/kpis/([A-Z0-9-]+)", page))):
        where = f"{url}/kpis/{kpi}"
        sent = {"decision": "continue", "together": "goed"}
        assert 303 == send(installation, INSURER, where, **sent)[0]


def confirm(installation: Installation, email: str, url: str) -> tuple[int, str]:
    """Confirm what is on the screen now."""
    shown = fields_of(installation.client(email).get(url).text)["shown_hash"]
    answer = installation.client(email).post(
        f"{url}/confirm", data={"shown_hash": shown}
    )
    return answer.status_code, words_of(answer.text)


def test_a_held_review_shows_findings_judgements_and_decisions(
    installation: Installation, reviewed: str
) -> None:
    """Computed, judged together and told stand apart; n, margin and rule stand by."""
    page = words_of(installation.client(INSURER).get(at(reviewed, 2)).text)
    for said in (
        "Whether the goal is met cannot be told yet.",
        "122 of 171, margin 64–78%",
        "Wij zien verbetering sinds de training.",
        "Judge only when sure enough",
        "Seen together: 3, embedded.",
        "The goal is met.",
        "not measured",
        "Confirmed by both parties",
    ):
        assert said in page, said
    assert "Judge and decide" not in page


def test_the_patients_voice_reads_along_and_rates(
    installation: Installation, reviewed: str
) -> None:
    """It sees the review without money, rates, and writes or confirms nothing."""
    voice = installation.client(VOICE)
    assert 200 == voice.get(at(reviewed, 3)).status_code
    where = at(reviewed, 3, "kpis", NARRATIVE)
    page = voice.get(where).text
    assert "rating-level" in page
    assert "What changes" not in page
    for part in (f"kpis/{SHARE}", "frame", "confirm", "remove"):
        assert 403 == voice.post(at(reviewed, 3, part)).status_code, part
    sent = {"rating-level": "1", "rating-why": "", "rating-revision": "0"}
    assert 303 == voice.post(f"{where}/rate", data=sent).status_code


def test_ratings_are_blind_until_all_have_rated(
    installation: Installation, reviewed: str
) -> None:
    """Nobody reads the hospital's 3 before the last one rated; then all at once."""
    where = at(reviewed, 3, "kpis", NARRATIVE)
    for email in (INSURER, VOICE):
        text = installation.client(email).get(where).text
        assert "Elk team doet het nu zelf." not in text
        overview = installation.client(email).get(at(reviewed, 3)).text
        assert "Elk team doet het nu zelf." not in overview
        assert "Still to rate" in words_of(text)
    sent = {"rating-level": "1", "rating-why": "w", "rating-revision": "0"}
    for email in (INSURER, VOICE):
        answer = installation.client(email).post(f"{where}/rate", data=sent)
        assert 303 == answer.status_code
    page = words_of(installation.client(INSURER).get(where).text)
    assert "Elk team doet het nu zelf." in page
    assert "Middle of the ratings: 1. Spread: 2." in page
    assert "talk about it" in page
    late = installation.client(HOSPITAL).post(
        f"{where}/rate", data={**sent, "rating-revision": "1"}
    )
    assert 422 == late.status_code


def test_a_rating_needs_a_level(installation: Installation, reviewed: str) -> None:
    """Nothing chosen is told at the field, and what was typed stays."""
    where = at(reviewed, 3, "kpis", NARRATIVE)
    sent = {"rating-level": "", "rating-why": "omdat", "rating-revision": "0"}
    answer = installation.client(INSURER).post(f"{where}/rate", data=sent)
    assert 422 == answer.status_code
    assert "Choose a level." in answer.text
    assert "omdat" in answer.text
    other = at(reviewed, 3, "kpis", SHARE, "rate")
    assert 404 == installation.client(INSURER).post(other, data=sent).status_code


def test_both_confirm_and_nothing_changes_any_more(
    installation: Installation, reviewed: str
) -> None:
    """The second word closes the review, and it stays as it was shown."""
    complete(installation, reviewed, 3)
    url = at(reviewed, 3)
    assert 303 == confirm(installation, HOSPITAL, url)[0]
    again, said = confirm_again(installation, HOSPITAL, url)
    assert (422, True) == (again, "agreed already" in said)
    assert 303 == confirm(installation, INSURER, url)[0]
    before = words_of(installation.client(INSURER).get(url).text)
    assert "Confirmed by both parties" in before
    sent = {"decision": "stop", "revision": "1"}
    for part in (f"kpis/{SHARE}", "frame", "remove", "confirm"):
        answer = installation.client(HOSPITAL).post(f"{url}/{part}", data=sent)
        assert 409 == answer.status_code, part
    late = {**sent, "decision": "continue", "together": "Te laat getypt."}
    answer = installation.client(HOSPITAL).post(f"{url}/kpis/{SHARE}", data=late)
    assert late["together"] in words_of(answer.text)
    assert before == words_of(installation.client(INSURER).get(url).text)


def confirm_again(installation: Installation, email: str, url: str) -> tuple[int, str]:
    """Confirm once more what this party confirmed already."""
    page = installation.client(email).get(url).text
    shown = re.sub(r"\s", "", re.findall(r"<code[^>]*>([0-9a-f ]+)</code>", page)[-1])
    answer = installation.client(email).post(
        f"{url}/confirm", data={"shown_hash": shown}
    )
    return answer.status_code, words_of(answer.text)


def test_a_change_lifts_what_was_confirmed(
    installation: Installation, reviewed: str
) -> None:
    """The other party changes a word: both have to confirm again, and read why."""
    complete(installation, reviewed, 3)
    url = at(reviewed, 3)
    shown = fields_of(installation.client(INSURER).get(url).text)["shown_hash"]
    assert 303 == confirm(installation, HOSPITAL, url)[0]
    where = f"{url}/kpis/{SHARE}"
    assert 303 == send(installation, INSURER, where, together="anders")[0]
    page = words_of(installation.client(HOSPITAL).get(url).text)
    assert "A confirmation was lifted" in page
    stale = installation.client(INSURER).post(
        f"{url}/confirm", data={"shown_hash": shown}
    )
    assert 409 == stale.status_code
    assert "no longer what you saw" in words_of(stale.text)


def test_what_is_missing_is_named_with_a_link(
    installation: Installation, reviewed: str
) -> None:
    """Nobody confirms a review without a day, people and decisions."""
    url = at(reviewed, 3)
    page = installation.client(HOSPITAL).get(url).text
    assert "shown_hash" not in page
    for said in ("Fill in when the review was held.", "choose a decision"):
        assert said in words_of(page)
    answer = installation.client(HOSPITAL).post(
        f"{url}/confirm", data={"shown_hash": "a" * 64}
    )
    assert 422 == answer.status_code


def test_what_is_written_of_a_kpi_is_checked_in_one_round(
    installation: Installation, reviewed: str
) -> None:
    """A name too long, no words and no day with a stop are said together."""
    where = f"{at(reviewed, 3)}/kpis/{SHARE}"
    sent = {"decision": "stop", "owner": "A" * 301, "together": "goed"}
    status, page = send(installation, INSURER, where, **sent)
    assert 422 == status
    for problem in ("Write what changes.", "At most 300 characters.", "Name a date."):
        assert problem in page
    assert "goed" in page


def test_what_cannot_be_right_is_told_at_its_field(
    installation: Installation, reviewed: str
) -> None:
    """A future day, a decision without an owner: 422, and nothing typed is lost."""
    url = at(reviewed, 3)
    tomorrow = (datetime.now(UTC) + timedelta(days=400)).date().isoformat()
    typed = {**FRAME, "held_on": tomorrow}
    status, said = send(installation, HOSPITAL, f"{url}/frame", **typed)
    assert (422, True) == (status, "This day has not come yet." in said)
    typed = {**FRAME, "held_on": "2001-05-01"}
    status, said = send(installation, HOSPITAL, f"{url}/frame", **typed)
    assert (422, True) == (status, "A review cannot be before that." in said)
    status, said = send(
        installation,
        HOSPITAL,
        f"{url}/kpis/{TIME}",
        decision="adjust",
        story="verteld",
    )
    assert 422 == status
    for problem in ("Write what changes.", "Name who does this.", "Name a date."):
        assert problem in said
    assert "verteld" in said


def test_two_who_write_about_the_same_kpi(
    installation: Installation, reviewed: str
) -> None:
    """The second one reads both texts, keeps the own one, and can save again."""
    where = at(reviewed, 3, "kpis", SHARE)
    ours = installation.client(HOSPITAL)
    opened = fields_of(ours.get(where).text)
    first = {"together": "van hen", "decision": "continue"}
    assert 303 == send(installation, INSURER, where, **first)[0]
    answer = ours.post(where, data={**opened, "together": "van ons"})
    assert 409 == answer.status_code
    assert "van hen" in answer.text
    assert "van ons" in answer.text
    again = {**fields_of(answer.text), "together": "samen"}
    assert 303 == ours.post(where, data=again).status_code


def test_limits_start_anew_only_with_a_reason(
    installation: Installation, reviewed: str
) -> None:
    """The round from which, and why; both confirm it with the review."""
    where = at(reviewed, 3, "kpis", SHARE)
    typed = {"decision": "continue", "rebase_from": "2025-Q1"}
    status, said = send(installation, HOSPITAL, where, **typed)
    assert (422, True) == (status, "Write why the limits start anew." in said)
    typed["rebase_reason"] = "Andere training"
    assert 303 == send(installation, HOSPITAL, where, **typed)[0]
    page = words_of(installation.client(INSURER).get(at(reviewed, 3)).text)
    assert "from 2025-Q1: Andere training" in page


def test_one_review_at_a_time(installation: Installation, reviewed: str) -> None:
    """A new review starts when both confirmed the last one."""
    answer = installation.client(HOSPITAL).post(at(reviewed))
    assert 422 == answer.status_code
    assert "not confirmed by both parties yet" in answer.text


def test_a_review_started_twice_is_one(
    installation: Installation, reviewed: str
) -> None:
    """A double click, or both parties at once, leads to the one that was started."""
    pages = [installation.client(e) for e in (HOSPITAL, INSURER)]
    gone = pages[0].get(at(reviewed, 3, "remove"))
    pages[0].post(at(reviewed, 3, "remove"), data=fields_of(gone.text))
    sent = [fields_of(page.get(at(reviewed)).text) for page in pages]
    answers = [
        page.post(at(reviewed), data=form)
        for page, form in zip((*pages, pages[0]), (*sent, sent[0]), strict=True)
    ]
    assert [303] * 3 == [a.status_code for a in answers]
    assert 1 == len({a.headers["Location"] for a in answers})
    assert 404 == pages[0].get(at(reviewed, 4)).status_code


def test_an_open_review_can_be_removed_after_a_question(
    installation: Installation, reviewed: str
) -> None:
    """The page names what is lost; a confirmed review cannot go."""
    url = at(reviewed, 3, "remove")
    page = installation.client(HOSPITAL).get(url)
    assert "ratings of all parties" in page.text
    sent = fields_of(page.text)
    assert 303 == installation.client(HOSPITAL).post(url, data=sent).status_code
    assert 404 == installation.client(HOSPITAL).get(at(reviewed, 3)).status_code
    assert (
        404 == installation.client(HOSPITAL).get(at(reviewed, 2, "remove")).status_code
    )


def test_charts_have_the_address_of_what_they_show(
    installation: Installation, reviewed: str
) -> None:
    """The picture of each KPI is there, kept for ever, and gone for other content."""
    browser = installation.client(INSURER)
    page = browser.get(at(reviewed, 2)).text
    charts = charts_of(page)
    assert 5 == len(charts)
    for address in charts:
        answer = browser.get(address)
        assert 200 == answer.status_code
        assert "immutable" in answer.headers["Cache-Control"]
    assert 404 == browser.get(charts[0].replace(".svg", "0.svg")).status_code


def test_an_action_is_on_the_chart_at_once(
    installation: Installation, reviewed: str
) -> None:
    """An action that starts later gives its chart another picture, also after a look."""
    browser = installation.client(HOSPITAL)
    before = charts_of(browser.get(at(reviewed, 3)).text)
    url = f"/agreements/{reviewed}/plan/actions/1"
    sent = {**fields_of(browser.get(url).text), "name": "Iets nieuws"}
    sent |= {"start": "2025-05-01", "kpis": SHARE}
    assert 303 == browser.post(url, data=sent).status_code
    after = charts_of(browser.get(at(reviewed, 3)).text)
    assert 1 == len(set(after) - set(before))
    assert {200} == {browser.get(address).status_code for address in after}


def charts_of(page: str) -> list[str]:
    """Return the addresses of the charts on a page."""
    return re.findall(r'src="(/agreements/[^"]+\.svg)"', page)


@pytest.mark.parametrize("email", [OTHER_INSURER])
def test_nothing_is_there_for_another_insurer(
    installation: Installation, reviewed: str, email: str
) -> None:
    """Its pages, forms and charts are the same 404 as of what does not exist."""
    browser = installation.client(email)
    for url in (at(reviewed), at(reviewed, 1), at(reviewed, 3, "kpis", SHARE)):
        assert 404 == browser.get(url).status_code
    for url in (at(reviewed), at(reviewed, 3, "frame"), at(reviewed, 3, "confirm")):
        assert 404 == browser.post(url).status_code


def test_a_reader_reads(installation: Installation, reviewed: str) -> None:
    """A reader of a party sees the review and no form."""
    browser = installation.client(HOSPITAL_READER)
    page = browser.get(at(reviewed, 3, "kpis", SHARE)).text
    assert 'name="together"' not in page
    assert 403 == browser.post(at(reviewed)).status_code
