"""Refusals and faults: a page in plain words, and never a word about the inside."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from kpikit.storage.database import Database
from kpikit.web.app import create_app
from tests.web.installation import HOSPITAL, OTHER_INSURER, Installation
from tests.web.test_headers import ALWAYS, break_page

INSIDE = ("secret detail", "Traceback", "RuntimeError", "sqlite", "sqlalchemy", ".py")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Something went wrong"), ("nl", "Er ging iets mis")],
)
def test_a_fault_shows_no_internals(
    installation: Installation,
    language: str,
    words: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The reader gets words and a way back; the log gets the reason."""
    break_page(installation.app)
    answer = installation.client(HOSPITAL, language).get("/broken")
    assert 500 == answer.status_code
    assert f'<html lang="{language}">' in answer.text
    assert words in answer.text
    for inside in INSIDE:
        assert inside not in answer.text
    assert "secret detail" in caplog.text


@pytest.fixture
def without_tables(installation: Installation, tmp_path: Path) -> Iterator[Flask]:
    """Give an app whose database lost all its tables."""
    database = Database.open(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    settings = installation.app.extensions["kpikit_settings"]
    app = create_app(settings, own_desk=replace(installation.desk, database=database))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close()


@pytest.mark.parametrize(
    "address", ["/", "/library", "/login", "/nothing", "/glossary"]
)
def test_without_a_database_there_is_still_a_page(
    without_tables: Flask, address: str
) -> None:
    """Whoever was logged in reads that it is our mistake."""
    browser = without_tables.test_client()
    browser.set_cookie("kpikit", "a login")
    browser.set_cookie("kpikit_language", "en")
    answer = browser.get(address)
    assert 500 == answer.status_code
    assert "Something went wrong" in answer.text
    assert all(inside not in answer.text for inside in INSIDE)
    assert ALWAYS == {name: answer.headers.get(name) for name in ALWAYS}


def test_alive_does_not_ask_the_database(without_tables: Flask) -> None:
    """A broken database is no reason to start the process again."""
    browser = without_tables.test_client()
    browser.set_cookie("kpikit", "a login")
    answer = browser.get("/healthz")
    assert (200, "ok\n") == (answer.status_code, answer.text)


def test_ready_tells_whether_the_database_is(
    installation: Installation,
    without_tables: Flask,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Ready with current tables; not without, and not without a database at all."""
    ready = installation.client().get("/readyz")
    assert (200, "ok\n") == (ready.status_code, ready.text)
    answer = without_tables.test_client().get("/readyz")
    assert (503, "not ready\n") == (answer.status_code, answer.text)
    absent = Database.open("postgresql+psycopg://nobody@127.0.0.1:1/none")
    settings = installation.app.extensions["kpikit_settings"]
    app = create_app(settings, own_desk=replace(installation.desk, database=absent))
    answer = app.test_client().get("/readyz")
    assert (503, "not ready\n") == (answer.status_code, answer.text)
    assert "not ready" in caplog.text


def normal(page: str, address: str) -> str:
    """Return a page without what differs by the clock and the address."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.replace(address, "…"))


@pytest.mark.parametrize(
    "path", ["", "/kpis", "/ambitions", "/financing", "/settle", "/export", "/history"]
)
def test_what_is_not_yours_looks_like_what_does_not_exist(
    installation: Installation, agreement: str, path: str
) -> None:
    """Another insurer gets byte for byte the page of an agreement that never was."""
    browser = installation.client(OTHER_INSURER)
    browser.get("/")  # so that no answer below is the first, which sets a cookie
    pages = set()
    for id_ in (agreement, "f" * 32):
        address = f"/agreements/{id_}{path}"
        answer = browser.get(address)
        assert 404 == answer.status_code
        pages.add((normal(answer.text, address), *sorted(answer.headers.keys())))
    assert 1 == len(pages)
    assert "This page does not exist" in next(iter(pages))[0]


def test_a_wrong_method_keeps_saying_which_are_right(
    installation: Installation,
) -> None:
    """The page is in plain words and the header names the method."""
    answer = installation.client().get("/logout")
    assert 405 == answer.status_code
    assert "POST" in answer.headers["Allow"]


def test_a_page_too_large_is_refused(installation: Installation) -> None:
    """What is sent is limited, and the refusal is a page."""
    answer = installation.client().post("/login", data={"email": "x" * 11_000_000})
    assert 413 == answer.status_code
    assert "too large" in answer.text


@pytest.mark.parametrize(
    ("host", "status"),
    [("kpikit.example", 200), ("evil.example", 400), ("kpikit.example.evil", 400)],
)
def test_only_trusted_hosts_are_answered(
    installation: Installation, host: str, status: int
) -> None:
    """No link is ever made with a host that somebody made up."""
    settings = replace(
        installation.app.extensions["kpikit_settings"],
        trusted_hosts=("kpikit.example",),
    )
    app = create_app(settings, own_desk=installation.desk)
    for address in ("/login", "/nothing", "/healthz"):
        answer = app.test_client().get(address, base_url=f"http://{host}")
        assert (404 if address == "/nothing" and status == 200 else status) == (
            answer.status_code
        )
        assert "evil" not in answer.text
        assert ALWAYS == {name: answer.headers.get(name) for name in ALWAYS}


def test_the_other_language_never_leads_outside(installation: Installation) -> None:
    """An address that looks like another site stays a path of this one."""
    browser = installation.client()
    for address in ("//evil.example/x", "/%5Cevil.example/x", "/\\evil.example"):
        page = browser.get(address, base_url="http://localhost").text
        links = re.findall(r'href="([^"]*)"[^>]*hreflang', page)
        assert links
        assert all(re.match(r"/?\?", link) for link in links), links


def test_after_a_refused_form_the_other_language_has_a_page(
    installation: Installation,
) -> None:
    """Where an address only takes forms, the switch leads to the home page."""
    browser = installation.client(HOSPITAL)
    page = browser.post("/account/password", data={}).text
    assert 'href="/?lang=nl"' in page
    page = browser.post("/login", data={}).text
    assert 'href="?lang=nl"' in page
