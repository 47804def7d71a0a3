"""Deny by default: each view says who may see it, and each form proves itself."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from kpikit.domain.access import Permission
from kpikit.web import pages
from kpikit.web.access import Undeclared, permission_of
from kpikit.web.app import create_app
from tests.journeys.attacker import tables
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_READER,
    PASSWORD,
    VOICE,
    Installation,
)

PUBLIC = {
    "accounts.join",
    "accounts.login",
    "accounts.logout",
    "glossary.index",
    "health.alive",
    "health.ready",
    "static",
}


def any_value(rule: Rule, name: str) -> str:
    """Return something that fits a part of an address."""
    return min(getattr(rule._converters[name], "items", {"1"}))


def addresses(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Yield method, address and endpoint of every route."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: any_value(rule, name) for name in rule.arguments}
        address = adapter.build(rule.endpoint, values, force_external=False)
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield method, address, rule.endpoint


def test_only_these_pages_are_public(installation: Installation) -> None:
    """A page is added to this list on purpose, never by forgetting."""
    app = installation.app
    found = {
        endpoint
        for endpoint in app.view_functions
        if permission_of(app, endpoint) is Permission.PUBLIC
    }
    assert PUBLIC == found


def test_without_a_login_every_other_page_leads_to_it(
    installation: Installation, agreement: str
) -> None:
    """No route shows or does anything for a stranger."""
    browser = installation.client()
    for method, address, endpoint in addresses(installation.app):
        if endpoint not in PUBLIC:
            answer = browser.open(address, method=method)
            assert 303 == answer.status_code, (method, address)
            assert answer.headers["Location"].startswith("/login?next="), address


def test_an_old_cookie_is_no_login(installation: Installation) -> None:
    """A token that nobody has leads to the login too."""
    browser = installation.client()
    browser.set_cookie("kpikit", "made-up")
    assert 303 == browser.get("/account").status_code


@pytest.mark.parametrize("email", [HOSPITAL_READER, HOSPITAL_ADMIN, VOICE])
def test_only_negotiators_of_the_two_parties_start_an_agreement(
    installation: Installation, email: str
) -> None:
    """Others get a refusal, not a form that would fail later."""
    browser = installation.client(email)
    assert 403 == browser.get("/agreements/new").status_code
    assert 403 == browser.post("/agreements/new").status_code


@pytest.fixture
def undeclared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Add a module with a view that does not say who may see it."""
    name = "zz_undeclared"
    (tmp_path / f"{name}.py").write_text(
        "from flask import Blueprint\n"
        f"PAGES = Blueprint('{name}', __name__)\n"
        f"PAGES.add_url_rule('/{name}', 'index', lambda: 'secret')\n"
    )
    monkeypatch.setattr(pages, "__path__", [*pages.__path__, str(tmp_path)])
    yield name
    sys.modules.pop(f"{pages.__name__}.{name}", None)


def test_an_app_with_an_undeclared_view_does_not_start(
    installation: Installation, undeclared: str
) -> None:
    """Forgetting to declare a page stops everything, and names the page."""
    settings = installation.app.extensions["kpikit_settings"]
    with pytest.raises(Undeclared, match=undeclared):
        create_app(settings, own_desk=installation.desk)


def forms(installation: Installation) -> list[tuple[str | None, str, dict[str, str]]]:
    """Return every form of these pages as somebody would send it."""
    browser = installation.client(HOSPITAL_ADMIN)
    invitation = {"email": "new@oostpoort.example", "roles": "reader"}
    page = browser.post("/organisation/invitations", data=invitation).text
    other = {"email": "another@oostpoort.example", "roles": "reader"}
    browser.post("/organisation/invitations", data=other)
    third = {"email": "third@oostpoort.example", "roles": "reader"}
    link = re.search(r"/invitations/[\w-]+", page)
    revoke = re.search(r'"(/[^"]+/revoke)"', browser.get("/organisation").text)
    assert link is not None
    assert revoke is not None
    colleague = installation.people[HOSPITAL_READER].user_id
    person = f"/organisation/people/{colleague}"
    password = {"old": PASSWORD, "password": "acht groene bussen"}
    return [
        (None, "/login", {"email": HOSPITAL, "password": PASSWORD}),
        (None, link.group(), {"name": "New", "password": "acht groene bussen"}),
        (HOSPITAL, "/logout", {}),
        (HOSPITAL, "/account/language", {"language": "en"}),
        (HOSPITAL, "/account/mail", {"mail": "daily"}),
        (HOSPITAL, "/account/password", password),
        (HOSPITAL, "/account/elsewhere", {}),
        (HOSPITAL_ADMIN, "/organisation/invitations", third),
        (HOSPITAL_ADMIN, revoke.group(1), {}),
        (HOSPITAL_ADMIN, person, {"roles": "negotiator"}),
        (HOSPITAL_ADMIN, f"{person}/password", {}),
        (HOSPITAL_ADMIN, f"{person}/end", {}),
    ]


def test_no_form_works_without_its_token(installation: Installation) -> None:
    """Without a token, or with another browser's, nothing at all changes."""
    sent = forms(installation)
    installation.app.config["WTF_CSRF_ENABLED"] = True
    stranger = installation.client()
    token = re.search(r'csrf_token" value="([^"]+)', stranger.get("/login").text)
    assert token is not None
    for email, address, form in sent:
        browser = installation.client(email)
        before = tables(installation)
        for wrong in ({}, {"csrf_token": "wrong"}, {"csrf_token": token.group(1)}):
            answer = browser.post(address, data={**form, **wrong})
            assert 400 == answer.status_code, address
            assert "This request is not right" in answer.text
        assert before == tables(installation), address


def test_each_form_works_with_its_token(installation: Installation) -> None:
    """The same forms, sent from the browser that they were shown in, do their work."""
    sent = forms(installation)
    installation.app.config["WTF_CSRF_ENABLED"] = True
    for email, address, form in sent:
        browser = installation.client(email)
        page = browser.get("/account" if email else "/login").text
        token = re.search(r'csrf_token" value="([^"]+)', page)
        assert token is not None
        before = tables(installation)
        answer = browser.post(address, data={**form, "csrf_token": token.group(1)})
        assert answer.status_code in {200, 303}, address
        assert before != tables(installation), address


def test_every_route_that_writes_is_among_the_forms(
    installation: Installation,
) -> None:
    """A new form on these pages has to be added to the list above."""
    adapter = installation.app.url_map.bind("localhost")
    tested = {adapter.match(path, "POST")[0] for _, path, _ in forms(installation)}
    mine = {"accounts", "home", "library", "organisation", "glossary", "health"}
    writing = {
        endpoint
        for method, _, endpoint in addresses(installation.app)
        if method == "POST" and endpoint.split(".")[0] in mine
    }
    assert writing == tested
