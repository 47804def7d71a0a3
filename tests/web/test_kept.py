"""What was typed when a login ended is offered again, to who typed it and nobody else."""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    PASSWORD,
    Installation,
    fields_of,
    words_of,
)

SITE = {"Origin": "http://localhost"}
TYPED = {"name": "Zorgpad met een lange naam", "note": 'zei "samen" & <wij>'}


def ended(installation: Installation, email: str = HOSPITAL) -> FlaskClient:
    """Return a browser whose login ended while a page was open."""
    browser = installation.client(email)
    assert browser.get("/").status_code == 200
    installation.clock.move(hours=13)
    return browser


def again(browser: FlaskClient, page: TestResponse, email: str) -> TestResponse:
    """Log in on the page that a form was answered with."""
    fields = fields_of(page.text)
    return browser.post(
        "/login", data={**fields, "email": email, "password": PASSWORD}, headers=SITE
    )


def test_what_was_typed_waits_for_the_login(
    installation: Installation, agreement: str
) -> None:
    """A form sent after the login ended is offered again, whole, and then works."""
    browser = ended(installation)
    path = f"/agreements/{agreement}/kpis/sdm-q-9/talk"
    page = browser.post(path, data=TYPED, headers=SITE)
    assert page.status_code == 401
    assert "What you typed is kept" in words_of(page.text)
    offered = again(browser, page, HOSPITAL)
    assert offered.status_code == 200
    assert f'action="{path}"' in offered.text
    fields = fields_of(offered.text)
    fields.pop("csrf_token", None)
    assert fields == TYPED
    assert browser.get("/").status_code == 200


def test_what_was_typed_is_sent_with_a_token_that_works(
    installation: Installation, agreement: str
) -> None:
    """From the ended login to the saved remark, with form tokens as in real life."""
    browser = installation.client(HOSPITAL)
    installation.app.config["WTF_CSRF_ENABLED"] = True
    path = f"/agreements/{agreement}/frame"
    sent = {**fields_of(browser.get(path).text), "title": "Niet kwijt"}
    installation.clock.move(hours=13)
    page = browser.post(path, data=sent, headers=SITE)
    offered = again(browser, page, HOSPITAL)
    assert offered.status_code == 200
    answer = browser.post(path, data=fields_of(offered.text), headers=SITE)
    assert answer.status_code == 303
    assert "Niet kwijt" in browser.get(path).text


def test_a_wrong_password_does_not_lose_what_was_typed(
    installation: Installation,
) -> None:
    """It stays in the page until the login works."""
    browser = ended(installation)
    page = browser.post("/agreements/new", data=TYPED, headers=SITE)
    wrong = {**fields_of(page.text), "email": HOSPITAL, "password": "een twee drie"}
    second = browser.post("/login", data=wrong, headers=SITE)
    assert second.status_code == 422
    offered = again(browser, second, HOSPITAL)
    assert fields_of(offered.text).items() >= TYPED.items()


def test_nobody_else_is_shown_what_was_typed(installation: Installation) -> None:
    """Who logs in on the same machine with another account sees nothing of it."""
    browser = ended(installation)
    page = browser.post("/agreements/new", data=TYPED, headers=SITE)
    other = again(browser, page, INSURER)
    assert other.status_code == 303
    assert TYPED["name"] not in other.text


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        (TYPED, {}),
        (TYPED, {"Origin": "https://elsewhere.example"}),
        ({**TYPED, "password": PASSWORD}, SITE),
        ({**TYPED, "note": "x" * 1_000_001}, SITE),
    ],
    ids=["no origin", "another site", "a password", "too long"],
)
def test_what_must_not_be_kept_is_not(
    installation: Installation, fields: dict[str, str], headers: dict[str, str]
) -> None:
    """A form of another site, a password and a flood lead to the login alone."""
    browser = ended(installation)
    page = browser.post("/agreements/new", data=fields, headers=headers)
    assert page.status_code == 303
    assert "/login?next=" in page.headers["Location"]
    assert TYPED["name"] not in page.text


def test_a_changed_parcel_is_not_opened(installation: Installation) -> None:
    """Nobody can make the login offer a form that was not typed here."""
    browser = ended(installation)
    page = browser.post("/agreements/new", data=TYPED, headers=SITE)
    fields = fields_of(page.text)
    changed = {**fields, "kept": fields["kept"][:-2] + "AA"}
    form = {**changed, "email": HOSPITAL, "password": PASSWORD}
    assert browser.post("/login", data=form, headers=SITE).status_code == 303


def test_a_form_of_before_this_login_can_be_sent_again(
    installation: Installation,
) -> None:
    """A stale form token costs nothing that was typed; the new page has a fresh one."""
    browser = installation.client(HOSPITAL)
    installation.app.config["WTF_CSRF_ENABLED"] = True
    stale = {**TYPED, "csrf_token": "of-before"}
    page = browser.post("/agreements/new", data=stale, headers=SITE)
    assert page.status_code == 400
    fields = fields_of(page.text)
    assert fields.pop("csrf_token") != "of-before"
    assert fields == TYPED


def test_a_fragment_sends_the_whole_page_to_the_login(
    installation: Installation, agreement: str
) -> None:
    """What htmx asks leads the page to the login and back to where it was."""
    browser = ended(installation)
    path = f"/agreements/{agreement}/kpis"
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{path}?show=x"}
    page = browser.post(f"{path}/sdm-q-9/position", headers=headers)
    assert page.status_code == 204
    assert page.headers["HX-Redirect"].endswith(quote(f"{path}?show=x", safe="/?"))


@pytest.mark.parametrize("came", ["http://[", "http://localhost.example/x", "x"])
def test_a_strange_address_of_before_leads_home(
    installation: Installation, came: str
) -> None:
    """What a browser names as the page before is never followed when it is not ours."""
    browser = ended(installation)
    answer = browser.post("/agreements/new", data=TYPED, headers={"Referer": came})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/login?next=/"


def test_what_was_typed_about_something_gone_can_be_copied(
    installation: Installation, agreement: str
) -> None:
    """Who takes part reads the own sentences again; it says nothing of what was there."""
    browser = installation.client(HOSPITAL)
    typed = {"words": "Dit wilde ik nog zeggen.", "seen": "0"}
    installation.propose(agreement, "PAT-04")
    where = f"/agreements/{agreement}/kpis"
    gone = installation.client(INSURER).post(f"{where}/PAT-04/withdraw")
    assert 303 == gone.status_code
    answer = browser.post(f"{where}/PAT-04/talk", data=typed, headers=SITE)
    never = browser.post(f"{where}/PAT-10/talk", data=typed, headers=SITE)
    assert (404, 404) == (answer.status_code, never.status_code)
    assert typed["words"] in words_of(answer.text)
    assert words_of(never.text) == words_of(answer.text)
    other = installation.client(OTHER_INSURER)
    unknown = f"/agreements/{'f' * 32}/kpis/PAT-04/talk"
    theirs = other.post(f"{where}/PAT-04/talk", data=typed, headers=SITE)
    nobodys = other.post(unknown, data=typed, headers=SITE)
    assert (404, 404) == (theirs.status_code, nobodys.status_code)
    assert typed["words"] not in theirs.text
    assert theirs.text == nobodys.text


def test_who_may_no_longer_write_can_copy_what_was_typed(
    installation: Installation, agreement: str
) -> None:
    """A reader of the agreement gets the own sentences back; a stranger a bare page."""
    typed = {"reason": "Dit wilde ik nog zeggen."}
    where = f"/agreements/{agreement}/kpis/overrule/narrative"
    reader = installation.client(HOSPITAL_READER)
    answer = reader.post(where, data=typed, headers=SITE)
    assert 403 == answer.status_code
    assert typed["reason"] in words_of(answer.text)
    elsewhere = reader.post("/agreements/new", data=typed, headers=SITE)
    assert typed["reason"] not in elsewhere.text
