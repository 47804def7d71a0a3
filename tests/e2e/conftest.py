"""A served installation, and people who visit it in a real browser.

``KPIKIT_TEST_SCREENSHOTS=1`` keeps a picture of every page in tests/screenshots.
"""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from kpikit.actions.demo import Demo, seed
from kpikit.settings import Settings
from kpikit.storage import migrate
from kpikit.web.app import create_app, make_desk, make_passwords
from tests.conftest import chromium

PASSWORD = "een zin die niemand raadt"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
KEPT = bool(os.environ.get("KPIKIT_TEST_SCREENSHOTS"))
AXE = Axe()


@dataclass(frozen=True, slots=True)
class Site:
    """An installation that is being served, with the demo in it."""

    address: str
    demo: Demo
    settings: Settings


@dataclass(slots=True)
class Person:
    """Somebody with a browser window; every page is looked at by axe."""

    page: Page
    site: Site
    name: str
    messages: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(self.site.address + path)

    def log_in(self, email: str) -> None:
        """Log in the way people do."""
        self.go("/login")
        self.page.fill("input[name=email]", email)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main form button")
        self.page.wait_for_url(self.site.address + "/**")

    def look(self, title: str) -> None:
        """Keep a picture where wanted, and let axe and the console say nothing."""
        if KEPT:
            SCREENSHOTS.mkdir(exist_ok=True)
            path = SCREENSHOTS / f"{self.name}-{title}.png"
            self.page.screenshot(path=str(path), full_page=True)
        found = AXE.run(self.page)
        assert found.violations_count == 0, found.generate_report()
        assert [] == self.messages
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.page.viewport_size["width"]  # type: ignore[index]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve an installation with the demo in it, for as long as the tests run."""
    data = tmp_path_factory.mktemp("served")
    settings = replace(
        Settings.read({"KPIKIT_DATA": str(data)}, key_required=False),
        secret_key="-" * 32,
    )
    migrate.upgrade(settings.database_url)
    desk = make_desk(settings)
    demo = seed(desk, make_passwords(settings), PASSWORD)
    server = make_server(
        "127.0.0.1", 0, create_app(settings, own_desk=desk), threaded=True
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.server_port}", demo, settings)
    server.shutdown()
    thread.join()
    server.server_close()
    desk.database.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser that stands on this machine."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def someone(site: Site, browser: Browser) -> Iterator[Callable[..., Person]]:
    """Give people with a window of their own: width in pixels, language, name."""
    contexts = []

    def arrive(name: str, width: int, language: str) -> Person:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=language
        )
        context.add_cookies(
            [{"name": "kpikit_language", "value": language, "url": site.address}]
        )
        contexts.append(context)
        person = Person(context.new_page(), site, f"{name}-{language}-{width}")
        person.page.on("console", lambda m: person.messages.append(m.text))
        person.page.on("pageerror", lambda e: person.messages.append(str(e)))
        return person

    yield arrive
    for context in contexts:
        context.close()
