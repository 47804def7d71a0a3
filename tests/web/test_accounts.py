"""Accounts: in, out, by invitation; nothing tells a stranger more than it should."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kpikit.actions import accounts, inviting
from kpikit.domain.access import Role
from kpikit.storage import users
from kpikit.web.app import create_app
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_READER,
    INSURER,
    PASSWORD,
    Installation,
    words_of,
)

NEW = "acht groene bussen"
INVITED = "new@oostpoort.example"
WRONG = "E-mail address or password is not right."


def log_in(
    browser: FlaskClient,
    email: str = HOSPITAL,
    password: str = PASSWORD,
    following: str = "",
) -> TestResponse:
    """Send the login form."""
    form = {"email": email, "password": password}
    return browser.post("/login", query_string={"next": following}, data=form)


def login_cookie(browser: FlaskClient) -> str:
    """Return the login token that a browser holds."""
    cookie = browser.get_cookie("kpikit")
    return cookie.value if cookie else ""


def invited(installation: Installation, *roles: Role, email: str = INVITED) -> str:
    """Return the token of a fresh invitation by the hospital's admin."""
    return inviting.invite(
        installation.desk,
        installation.people[HOSPITAL_ADMIN],
        email,
        frozenset(roles or {Role.READER}),
    )


def test_the_right_password_opens_the_home_page(installation: Installation) -> None:
    """A login leads home, with a cookie that no script can read."""
    browser = installation.client()
    answer = log_in(browser)
    assert (303, "/") == (answer.status_code, answer.headers["Location"])
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "kpikit=" in c)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie
    assert "Ziekenhuis Oostpoort" in browser.get("/").text


def test_capitals_and_spaces_in_the_address_do_not_matter(
    installation: Installation,
) -> None:
    """People type their address in many ways."""
    assert 303 == log_in(installation.client(), f" {HOSPITAL.upper()} ").status_code


def end_account(installation: Installation, email: str) -> None:
    """End an account without going through a page."""
    with installation.desk.database.write() as session:
        found = users.get(session, installation.people[email].user_id)
        assert found is not None
        users.save(session, replace(found, active=False))


def test_every_failure_looks_the_same(installation: Installation) -> None:
    """Unknown address, wrong password and ended account give one answer."""
    end_account(installation, HOSPITAL_READER)
    answers = [
        log_in(installation.client(), email, password)
        for email, password in (
            (HOSPITAL, "wrong"),
            (HOSPITAL_READER, PASSWORD),
            ("nobody@oostpoort.example", PASSWORD),
        )
    ]
    assert [422] * 3 == [answer.status_code for answer in answers]
    pages = {
        re.sub(r'value="[^"]*"', "", answer.text).replace("\n", "")
        for answer in answers
    }
    assert 1 == len(pages)
    assert WRONG in answers[0].text


def test_the_address_stays_and_the_password_does_not(
    installation: Installation,
) -> None:
    """What was typed is not lost, and a password is never sent back."""
    page = log_in(installation.client(), password="wrong one").text
    assert f'value="{HOSPITAL}"' in page
    assert "wrong one" not in page


def test_an_empty_form_says_what_is_missing(installation: Installation) -> None:
    """Each field has its message, and nothing counts as a failure."""
    answer = log_in(installation.client(), "", "")
    assert 422 == answer.status_code
    assert 2 <= answer.text.count("Fill this in.")


def test_a_page_asked_for_comes_after_the_login(installation: Installation) -> None:
    """A link that was mailed still leads there."""
    browser = installation.client()
    asked = browser.get("/library?words=nier&kind=measured")
    assert 303 == asked.status_code
    page = browser.get(asked.headers["Location"]).text
    form = re.search(r'action="(/login[^"]*)"', page)
    assert form is not None
    answer = browser.post(
        form.group(1).replace("&amp;", "&"),
        data={"email": HOSPITAL, "password": PASSWORD},
    )
    assert "/library?words=nier&kind=measured" == answer.headers["Location"]


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "/\t/evil.example/",
        "/\n/evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "evil.example",
        " //evil.example",
        "/library\\..\\//evil.example",
    ],
)
def test_no_login_leads_to_another_site(
    installation: Installation, target: str
) -> None:
    """An address outside becomes the home page, before and after the login."""
    browser = installation.client()
    answer = log_in(browser, following=target)
    assert (303, "/") == (answer.status_code, answer.headers["Location"])
    again = browser.get("/login", query_string={"next": target})
    assert (303, "/") == (again.status_code, again.headers["Location"])


def test_the_language_switch_works_before_the_login(
    installation: Installation,
) -> None:
    """The login page speaks both languages and keeps where you were going."""
    page = installation.app.test_client().get("/login?next=/library").text
    assert '<html lang="nl">' in page
    link = re.search(r'href="([^"]+)"[^>]*hreflang="en"', page)
    assert link is not None
    address = urljoin("/login", link.group(1).replace("&amp;", "&"))
    english = installation.app.test_client().get(address).text
    assert '<html lang="en">' in english
    assert "next=/library" in english.replace("%2F", "/")


def test_a_login_starts_anew(installation: Installation) -> None:
    """Neither the login nor the form token of before survives a login."""
    installation.app.config["WTF_CSRF_ENABLED"] = True
    browser = installation.client()

    def form_token() -> str:
        browser.get("/login")
        with browser.session_transaction() as session:
            return str(session["csrf_token"])

    def send() -> None:
        page = browser.get("/login").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token is not None
        form = {"email": HOSPITAL, "password": PASSWORD, "csrf_token": token.group(1)}
        assert 303 == browser.post("/login", data=form).status_code

    before = form_token()
    send()
    with browser.session_transaction() as session:
        assert "csrf_token" not in session
    first = login_cookie(browser)
    browser.set_cookie("kpikit", "planted")
    send()
    assert login_cookie(browser) not in {first, "planted", ""}
    browser.get("/account")
    with browser.session_transaction() as session:
        assert before != session["csrf_token"]


def test_logging_in_again_ends_the_login_of_before(
    installation: Installation,
) -> None:
    """A browser that logs in as somebody else leaves no login behind."""
    browser = installation.client()
    log_in(browser)
    first = login_cookie(browser)
    log_in(browser, HOSPITAL_READER)
    other = installation.client()
    other.set_cookie("kpikit", first)
    assert 303 == other.get("/account").status_code


def test_a_logout_ends_the_login_for_good(installation: Installation) -> None:
    """A copy of the cookie is worth nothing after a logout."""
    browser = installation.client()
    log_in(browser)
    copy = login_cookie(browser)
    answer = browser.post("/logout")
    assert (303, "/login") == (answer.status_code, answer.headers["Location"])
    assert "You are logged out." in browser.get("/login").text
    assert "" == login_cookie(browser)
    thief = installation.client()
    thief.set_cookie("kpikit", copy)
    assert 303 == thief.get("/account").status_code


def test_a_logout_is_never_a_link(installation: Installation) -> None:
    """No picture on another page can log somebody out."""
    assert 405 == installation.client(HOSPITAL).get("/logout").status_code


@pytest.mark.parametrize(
    ("minutes", "status"), [((29,), 200), ((31,), 303), ((25,) * 20, 303)]
)
def test_a_login_grows_old(
    installation: Installation, minutes: tuple[int, ...], status: int
) -> None:
    """It ends after half an hour of nothing, and after eight hours in any case."""
    browser = installation.client(HOSPITAL)
    seen = []
    for pause in minutes:
        installation.clock.move(minutes=pause)
        seen.append(browser.get("/account").status_code)
    assert status == seen[-1]


@pytest.fixture
def second(installation: Installation) -> Iterator[FlaskClient]:
    """Give a browser at a second worker of the same installation."""
    settings = installation.app.extensions["kpikit_settings"]
    desk = replace(
        installation.desk,
        database=type(installation.desk.database).open(settings.database_url),
    )
    app = create_app(settings, own_desk=desk)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.extensions["kpikit_passwords"] = installation.passwords
    yield app.test_client()
    desk.database.close()


def test_failures_count_over_all_workers(
    installation: Installation, second: FlaskClient
) -> None:
    """Five failures at one worker and five at another close both for a while."""
    first = installation.client()
    for browser in (first, second):
        for _ in range(5):
            assert 422 == log_in(browser, password="wrong").status_code
    for browser in (first, second):
        assert 429 == log_in(browser).status_code
    assert "Too many attempts." in log_in(first).text
    installation.clock.move(minutes=6)
    assert 303 == log_in(second).status_code


def test_failures_count_per_network_address(installation: Installation) -> None:
    """Trying one password on many accounts is stopped too."""
    browser = installation.client()
    for number in range(10):
        assert 422 == log_in(browser, f"n{number}@x.example", "wrong").status_code
    assert 429 == log_in(browser).status_code


def test_a_success_forgets_the_failures_of_the_account(
    installation: Installation,
) -> None:
    """Nine slips and a success, seen from changing places, close nothing."""
    browser = installation.client()
    for _ in range(2):
        for slip in range(9):
            browser.environ_base["REMOTE_ADDR"] = f"10.0.0.{slip}"
            assert 422 == log_in(browser, password="wrong").status_code
        assert 303 == log_in(installation.client()).status_code


def test_an_invitation_makes_an_account(installation: Installation) -> None:
    """The link shows for whom and what; the form logs in; it works once."""
    address = f"/invitations/{invited(installation, Role.ANALYST)}"
    browser = installation.client()
    page = browser.get(address).text
    for words in ("Ziekenhuis Oostpoort", INVITED, "analyst"):
        assert words in page
    answer = browser.post(address, data={"name": "New One", "password": NEW})
    assert (303, "/") == (answer.status_code, answer.headers["Location"])
    assert "Welcome. Your account is ready." in browser.get("/").text
    account = browser.get("/account").text
    for words in ("New One", INVITED, "analyst"):
        assert words in account
    assert 404 == installation.client().get(address).status_code
    assert 303 == log_in(installation.client(), INVITED, NEW).status_code


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [
        ("", NEW, "Fill this in."),
        ("New One", "too short", "12 to 256"),
        ("New One", "wachtwoord12345", "too easy"),
        ("New One", "aaaaaaaaaaaaaa", "too easy"),
    ],
)
def test_a_weak_start_is_refused(
    installation: Installation, name: str, password: str, words: str
) -> None:
    """The reason stands on the page, and the invitation can still be used."""
    address = f"/invitations/{invited(installation)}"
    browser = installation.client()
    answer = browser.post(address, data={"name": name, "password": password})
    assert 422 == answer.status_code
    assert words in answer.text
    assert "" == login_cookie(browser)
    assert 200 == browser.get(address).status_code


def test_an_invitation_expires(installation: Installation) -> None:
    """After fourteen days the link leads nowhere, as an unknown one does."""
    address = f"/invitations/{invited(installation)}"
    installation.clock.now += timedelta(days=15)
    assert 404 == installation.client().get(address).status_code
    assert 404 == installation.client().get("/invitations/unknown").status_code


def test_the_account_page_tells_who_you_are(installation: Installation) -> None:
    """Name, organisation and roles, in words."""
    page = installation.client(HOSPITAL, "nl").get("/account").text
    for words in ("J. de Boer", "Ziekenhuis Oostpoort", "onderhandelaar"):
        assert words in page


def test_the_language_is_kept_with_the_account(installation: Installation) -> None:
    """It counts in this browser at once, and in every other browser later."""
    browser = installation.client(HOSPITAL, "nl")
    answer = browser.post("/account/language", data={"language": "en"})
    assert 303 == answer.status_code
    assert '<html lang="en">' in browser.get("/account").text
    other = installation.app.test_client()
    log_in(other)
    assert '<html lang="en">' in other.get("/account").text


def test_a_language_that_is_none_changes_nothing(installation: Installation) -> None:
    """Only Dutch and English can be chosen."""
    browser = installation.client(HOSPITAL, "nl")
    browser.post("/account/language", data={"language": "xx"})
    assert '<html lang="nl">' in browser.get("/account").text


def test_a_new_password_ends_other_logins(installation: Installation) -> None:
    """This login stays, another one ends, and only the new password works."""
    browser, other = installation.client(), installation.client()
    log_in(browser)
    log_in(other)
    form = {"old": PASSWORD, "password": NEW}
    answer = browser.post("/account/password", data=form)
    assert (303, "/account") == (answer.status_code, answer.headers["Location"])
    assert "Your password is changed." in browser.get("/account").text
    assert 303 == other.get("/account").status_code
    assert 422 == log_in(installation.client()).status_code
    assert 303 == log_in(installation.client(), password=NEW).status_code


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("wrong", NEW, "This password is not right."),
        (PASSWORD, "short", "12 to 256"),
        ("", "", "Fill this in."),
    ],
)
def test_a_password_is_not_changed_without_cause(
    installation: Installation, old: str, new: str, words: str
) -> None:
    """The old one has to be right and the new one good enough."""
    browser = installation.client(HOSPITAL)
    answer = browser.post("/account/password", data={"old": old, "password": new})
    assert 422 == answer.status_code
    assert words in answer.text
    assert 303 == log_in(installation.client()).status_code


def test_spaces_belong_to_a_password(installation: Installation) -> None:
    """A password is taken exactly as it was typed."""
    browser = installation.client(HOSPITAL)
    form = {"old": PASSWORD, "password": f"  {NEW}  "}
    assert 303 == browser.post("/account/password", data=form).status_code
    assert 422 == log_in(installation.client(), password=NEW).status_code
    assert 303 == log_in(installation.client(), password=f"  {NEW}  ").status_code


def test_guesses_at_the_old_password_are_counted(
    installation: Installation, second: FlaskClient
) -> None:
    """Ten slips, spread over two workers, close the form for a while; only that."""
    first = installation.client(HOSPITAL)
    second.set_cookie("kpikit", login_cookie(first))
    second.set_cookie("kpikit_language", "en")
    form = {"old": "wrong", "password": NEW}
    for browser in (first, second):
        for _ in range(5):
            assert 422 == browser.post("/account/password", data=form).status_code
    right = {"old": PASSWORD, "password": NEW}
    for browser in (first, second):
        answer = browser.post("/account/password", data=right)
        assert 429 == answer.status_code
        assert "Too many attempts." in answer.text
    assert 303 == log_in(installation.client()).status_code
    colleague = installation.client(HOSPITAL_READER)
    assert 303 == colleague.post("/account/password", data=right).status_code
    installation.clock.move(minutes=6)
    assert 303 == first.post("/account/password", data=right).status_code


def test_a_new_password_that_is_too_easy_is_no_failed_guess(
    installation: Installation,
) -> None:
    """Only a wrong old password counts."""
    browser = installation.client(HOSPITAL)
    easy = {"old": PASSWORD, "password": "short"}
    for _ in range(11):
        assert 422 == browser.post("/account/password", data=easy).status_code
    form = {"old": PASSWORD, "password": NEW}
    assert 303 == browser.post("/account/password", data=form).status_code


def test_the_account_page_tells_where_you_are_logged_in(
    installation: Installation,
) -> None:
    """Logins that are alive, this one first; nobody else's, and none that is over."""
    installation.client(HOSPITAL)
    installation.clock.move(hours=9)
    installation.client(HOSPITAL)
    installation.client(HOSPITAL_READER)
    installation.clock.move(minutes=10)
    browser = installation.client(HOSPITAL)
    installation.clock.move(minutes=10)
    page = words_of(browser.get("/account").text)
    assert (
        "2 November 2026, 23:42 2 November 2026, 23:52 here "
        "2 November 2026, 23:32 2 November 2026, 23:32 elsewhere" in page
    )
    assert 1 == page.count("elsewhere ")


def test_one_button_logs_out_everywhere_else(installation: Installation) -> None:
    """This login stays, the others are over, those of colleagues stay."""
    browser, other = installation.client(HOSPITAL), installation.client(HOSPITAL)
    colleague = installation.client(HOSPITAL_READER)
    assert "/account/elsewhere" in browser.get("/account").text
    assert 405 == browser.get("/account/elsewhere").status_code
    answer = browser.post("/account/elsewhere")
    assert (303, "/account") == (answer.status_code, answer.headers["Location"])
    page = browser.get("/account").text
    assert "You are logged out everywhere else." in page
    assert "You are logged in nowhere else." in page
    assert "/account/elsewhere" not in page
    assert 303 == other.get("/account").status_code
    assert 200 == colleague.get("/account").status_code


def test_the_account_page_stays_within_its_budget(installation: Installation) -> None:
    """At most ten statements, however many logins there are."""
    browsers = [installation.client(HOSPITAL) for _ in range(12)]
    with installation.statements() as seen:
        browsers[0].get("/account")
    assert len(seen) <= 10


def test_the_bar_leads_to_the_own_account(installation: Installation) -> None:
    """The name is the link, and is marked on the page that it leads to alone."""
    browser = installation.client(HOSPITAL)
    link = '<a href="/account"{}>J. de Boer</a>'
    assert link.format("") in browser.get("/organisation").text
    page = browser.get("/account").text
    assert link.format(' aria-current="page"') in page
    assert 1 == page.count('aria-current="')
    assert 'href="/account"' not in installation.client().get("/login").text


def test_the_login_page_says_what_to_do_without_password(
    installation: Installation,
) -> None:
    """No mail is sent: a person helps, and the page says who."""
    page = installation.client().get("/login").text
    assert "Lost your password? Ask the admin of your organisation" in page


@pytest.fixture
def lost(installation: Installation) -> str:
    """Return the address with which J. de Boer chooses a new password."""
    admin = installation.people[HOSPITAL_ADMIN]
    person = installation.people[HOSPITAL].user_id
    token = inviting.new_password_link(installation.desk, admin, person)
    return f"/invitations/{token}"


def test_a_lost_password_is_chosen_anew(installation: Installation, lost: str) -> None:
    """The name is shown and not asked, logins end, roles stay; it works once."""
    before = installation.client(HOSPITAL)
    browser = installation.client()
    page = browser.get(lost).text
    for words in ("J. de Boer", HOSPITAL, "Ziekenhuis Oostpoort"):
        assert words in page
    assert 'name="name"' not in page
    assert 200 == before.get("/account").status_code
    answer = browser.post(lost, data={"password": NEW, "name": "Somebody Else"})
    assert (303, "/") == (answer.status_code, answer.headers["Location"])
    assert "Your new password is set." in browser.get("/").text
    account = browser.get("/account").text
    for words in ("J. de Boer", "negotiator"):
        assert words in account
    assert "Somebody Else" not in account
    assert 303 == before.get("/account").status_code
    assert 422 == log_in(installation.client()).status_code
    assert 303 == log_in(installation.client(), password=NEW).status_code
    for method in ("GET", "POST"):
        again = installation.client().open(lost, method=method, data={"password": NEW})
        assert 404 == again.status_code


def test_a_new_password_forgets_the_guesses_of_before(
    installation: Installation, lost: str
) -> None:
    """Whoever tried until the door closed gets in with the new password at once."""
    for slip in range(10):
        browser = installation.client()
        browser.environ_base["REMOTE_ADDR"] = f"10.0.0.{slip}"
        log_in(browser, password="wrong")
    assert 429 == log_in(installation.client()).status_code
    assert 303 == installation.client().post(lost, data={"password": NEW}).status_code
    assert 303 == log_in(installation.client(), password=NEW).status_code


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Fill this in."),
        ("short", "12 to 256"),
        ("wachtwoord12345", "too easy"),
        (f"ik ben {HOSPITAL}", "too easy"),
        ("ik ben J. de Boer!", "too easy"),
    ],
)
def test_a_weak_new_password_is_refused(
    installation: Installation, lost: str, password: str, words: str
) -> None:
    """The reason stands on the page, nothing changed, and the link still works."""
    answer = installation.client().post(lost, data={"password": password})
    assert 422 == answer.status_code
    assert words in answer.text
    assert 303 == log_in(installation.client()).status_code
    assert 200 == installation.client().get(lost).status_code


def test_a_link_to_a_password_expires(installation: Installation, lost: str) -> None:
    """It works on the fourteenth day and not after it."""
    installation.clock.move(days=14)
    assert 200 == installation.client().get(lost).status_code
    installation.clock.move(minutes=1)
    for method in ("GET", "POST"):
        answer = installation.client().open(lost, method=method, data={"password": NEW})
        assert 404 == answer.status_code


def test_a_password_changed_by_oneself_ends_the_link(
    installation: Installation, lost: str
) -> None:
    """Who found the password back needs no link lying about."""
    form = {"old": PASSWORD, "password": NEW}
    installation.client(HOSPITAL).post("/account/password", data=form)
    assert 404 == installation.client().get(lost).status_code


def test_an_ended_account_has_no_link(installation: Installation, lost: str) -> None:
    """Ending an account ends its link, also when the account opens again later."""
    admin = installation.people[HOSPITAL_ADMIN]
    person = installation.people[HOSPITAL].user_id
    for active in (False, True):
        accounts.change_colleague(
            installation.desk, admin, person, frozenset({Role.READER}), active=active
        )
        answer = installation.client().post(lost, data={"password": NEW})
        assert 404 == answer.status_code
    assert 303 == log_in(installation.client()).status_code


def join_page(installation: Installation, email: str) -> list[TestResponse]:
    """Return how a link of the hospital for an address answers: page and form."""
    token = invited(installation, email=email)
    form = {"name": "New One", "password": NEW}
    browser = installation.client()
    return [
        browser.get(f"/invitations/{token}"),
        browser.post(f"/invitations/{token}", data=form),
    ]


def test_an_invitation_tells_nothing_of_an_account_elsewhere(
    installation: Installation,
) -> None:
    """An insurer's user looks like a stranger, and keeps account and password."""
    page, sent = join_page(installation, INSURER)
    assert "S. Bakker" not in page.text + sent.text
    assert "Delta" not in page.text + sent.text
    stranger = join_page(installation, "stranger@x.example")[0].text
    cut = re.compile(r'/invitations/[\w-]+|csrf_token" value="[^"]+"')

    def bare(text: str, email: str) -> str:
        return cut.sub("", text.replace(email, "-"))

    assert bare(stranger, "stranger@x.example") == bare(page.text, INSURER)
    assert 422 == sent.status_code
    assert "There is an account with this e-mail address already." in sent.text
    assert 303 == log_in(installation.client(), INSURER).status_code


def test_an_invitation_of_before_tells_nothing_of_an_ended_account(
    installation: Installation,
) -> None:
    """An account that was made and ended meanwhile opens with no link."""
    token = invited(installation)
    joined = take_the_address(installation)
    end_account(installation, joined)
    browser = installation.client()
    page = browser.get(f"/invitations/{token}").text
    assert "L. Jansen" not in page
    form = {"name": "New One", "password": NEW}
    answer = browser.post(f"/invitations/{token}", data=form)
    assert 422 == answer.status_code
    assert 422 == log_in(installation.client(), INVITED, NEW).status_code
    assert 422 == log_in(installation.client(), INVITED).status_code


def take_the_address(installation: Installation) -> str:
    """Give the reader the address that was invited; return who that is."""
    with installation.desk.database.write() as session:
        found = users.get(session, installation.people[HOSPITAL_READER].user_id)
        assert found is not None
        users.save(session, replace(found, email=INVITED))
    return HOSPITAL_READER
