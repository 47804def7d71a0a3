"""Advice that is still under way: typing on, sending and leaving are no errors."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from flask import Flask

from tests.e2e.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SECONDS = 1.0
"""How long the server thinks about its advice."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the server take its time for advice, and note when it was asked for it."""
    answer = Flask.wsgi_app
    asked: list[str] = []

    def slowly(app: Flask, environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401 - as WSGI has it
        if environ["PATH_INFO"].endswith("/advice"):
            asked.append(environ["PATH_INFO"])
            time.sleep(SECONDS)
        return answer(app, environ, start)

    monkeypatch.setattr(Flask, "wsgi_app", slowly)
    return asked


@pytest.mark.parametrize("then", ["type on", "send", "leave"])
def test_the_console_stays_silent(
    someone: Callable[..., Person], asked: list[str], then: str
) -> None:
    """Whatever somebody does before the advice is there, nothing is called an error."""
    person = someone("hasty", 1280, "nl")
    person.log_in("j.deboer@oostpoort.example")
    page = person.page
    page.on("dialog", lambda dialog: dialog.accept())
    talks = next(a for a in person.site.demo.agreements if a.state == "draft")
    person.go(f"/agreements/{talks.id}/ambitions/PAT-01")
    goal = page.locator("[name^=goal_]").last
    with page.expect_request("**/advice"):
        goal.fill("61")
    if then == "type on":
        with page.expect_response("**/advice"), page.expect_request("**/advice"):
            goal.fill("62")
        page.wait_for_load_state("networkidle")
    else:
        button = "main button.primary" if then == "send" else "nav a[href='/library']"
        with page.expect_navigation():
            page.click(button)
    assert asked
    assert [] == person.messages
