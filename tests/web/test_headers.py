"""Headers on every kind of answer: pages, redirects, refusals, faults and files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kpikit.domain.access import Permission
from kpikit.web.access import needs
from kpikit.web.app import create_app
from tests.web.installation import HOSPITAL, HOSPITAL_READER, Installation

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
POLICY = (
    "default-src 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)


def break_page(app: Flask) -> None:
    """Give the app a page that fails."""

    @app.get("/broken")
    @needs(Permission.PUBLIC)
    def broken() -> str:
        raise RuntimeError("secret detail")


def with_token(installation: Installation) -> TestResponse:
    """Send a form without its token."""
    installation.app.config["WTF_CSRF_ENABLED"] = True
    return installation.client(HOSPITAL).post("/logout")


def fault(installation: Installation) -> TestResponse:
    """Ask for a page that fails."""
    break_page(installation.app)
    return installation.client(HOSPITAL).get("/broken")


def download(installation: Installation) -> TestResponse:
    """Ask for a workbook."""
    agreement = installation.start()
    installation.choose(agreement, "PAT-01")
    browser = installation.client(HOSPITAL)
    return browser.get(f"/agreements/{agreement}/export/full.xlsx")


ANSWERS: dict[str, tuple[int, Callable[[Installation], TestResponse]]] = {
    "page": (200, lambda i: i.client(HOSPITAL).get("/")),
    "public page": (200, lambda i: i.client().get("/login")),
    "redirect": (303, lambda i: i.client().get("/")),
    "no token": (400, with_token),
    "forbidden": (403, lambda i: i.client(HOSPITAL_READER).get("/agreements/new")),
    "absent": (404, lambda i: i.client().get("/nothing/here")),
    "absent file": (404, lambda i: i.client().get("/static/nothing.css")),
    "wrong method": (405, lambda i: i.client().get("/logout")),
    "refused form": (422, lambda i: i.client().post("/login")),
    "fault": (500, fault),
    "health": (200, lambda i: i.client().get("/healthz")),
    "readiness": (200, lambda i: i.client().get("/readyz")),
    "stylesheet": (200, lambda i: i.client().get("/static/kpikit.css", buffered=True)),
    "picture": (200, lambda i: i.client().get("/static/icon.svg", buffered=True)),
    "download": (200, download),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_carries_the_headers(
    installation: Installation, kind: str
) -> None:
    """Nothing that leaves, whatever happened, lacks its protection."""
    status, ask = ANSWERS[kind]
    answer = ask(installation)
    assert status == answer.status_code
    assert ALWAYS == {name: answer.headers.get(name) for name in ALWAYS}
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy if kind == "picture" else POLICY == policy
    kept = kind in {"stylesheet", "picture"}
    assert ("no-store" in answer.headers["Cache-Control"]) is not kept
    assert "Strict-Transport-Security" not in answer.headers


def test_a_named_file_is_kept_for_ever(installation: Installation) -> None:
    """Its address holds its content, so it never has to be asked for again."""
    browser = installation.client()
    address = "/static/kpikit.css?v=abc"
    named = browser.get(address, buffered=True)
    assert "public, max-age=31536000, immutable" == named.headers["Cache-Control"]
    same = {"If-None-Match": named.headers["ETag"]}
    again = browser.get(address, headers=same, buffered=True)
    assert 304 == again.status_code
    assert named.headers["Cache-Control"] == again.headers["Cache-Control"]


def test_over_https_browsers_are_told_to_stay_there(
    installation: Installation,
) -> None:
    """Only an answer over https says so; over http it would mean nothing."""
    answer = installation.client().get("/login", base_url="https://localhost")
    assert (
        "max-age=31536000; includeSubDomains"
        == (answer.headers["Strict-Transport-Security"])
    )


def test_a_page_says_its_language(installation: Installation) -> None:
    """The header and the page agree."""
    for language in ("nl", "en"):
        answer = installation.client(language=language).get("/login")
        assert language == answer.headers["Content-Language"]
        assert f'<html lang="{language}">' in answer.text


def test_a_file_does_not_change_the_language_to_read_in(
    installation: Installation,
) -> None:
    """An English workbook is no wish to read English pages."""
    agreement = installation.start()
    installation.choose(agreement, "PAT-01")
    browser = installation.client(HOSPITAL, "nl")
    address = f"/agreements/{agreement}/export/full.xlsx?lang=en"
    assert 200 == browser.get(address).status_code
    assert '<html lang="nl">' in browser.get("/").text


def test_cookies_are_secure_behind_a_proxy(
    installation: Installation, tmp_path: Path
) -> None:
    """Over https the login cookie has the prefix that browsers guard."""
    settings = replace(
        installation.app.extensions["kpikit_settings"], secure_cookies=True
    )
    app = create_app(settings, own_desk=installation.desk)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.extensions["kpikit_passwords"] = installation.passwords
    answer = app.test_client().post(
        "/login?lang=en",
        base_url="https://localhost",
        data={"email": HOSPITAL, "password": "zeven blauwe fietsen"},
    )
    assert 303 == answer.status_code
    cookies = answer.headers.getlist("Set-Cookie")
    login = next(c for c in cookies if c.startswith("__Host-kpikit="))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(login.split("; "))
    page = app.test_client().get("/login?lang=en", base_url="https://localhost")
    cookies = page.headers.getlist("Set-Cookie")
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)
    form = next(c for c in cookies if c.startswith("__Host-kpikit_form="))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(form.split("; "))


def test_a_theme_is_served_at_its_own_address(
    installation: Installation, tmp_path: Path
) -> None:
    """The stylesheet of an installation lies over ours, named with its content."""
    theme = tmp_path / "theme.css"
    theme.write_text(":root { --accent: #123456; }")
    settings = replace(installation.app.extensions["kpikit_settings"], theme=theme)
    browser = create_app(settings, own_desk=installation.desk).test_client()
    page = browser.get("/login").text
    start = page.index('href="/theme.css?v=') + len('href="')
    answer = browser.get(page[start : page.index('"', start)])
    assert ":root { --accent: #123456; }" == answer.text
    assert "text/css" == answer.mimetype
    assert "immutable" in answer.headers["Cache-Control"]
    assert ALWAYS == {name: answer.headers.get(name) for name in ALWAYS}
    plain = installation.client()
    assert "theme.css" not in plain.get("/login").text
    assert 404 == plain.get("/theme.css").status_code
