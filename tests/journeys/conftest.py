"""Two agreements of one hospital with two insurers, filled in once for all attacks."""

import shutil
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

import pytest
from flask.testing import FlaskClient

from kpikit.actions.recent import Recent
from kpikit.domain.access import Role
from tests.journeys.attacker import Crawl, Form, crawl
from tests.journeys.planted import Planted, expect, plant, press, settle, sign
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_SIGNS,
    INSURER,
    INSURER_SIGNS,
    OTHER_INSURER,
    Installation,
    Ready,
    make_installation,
    prepare,
)

_T = TypeVar("_T")
STATES = ("draft", "settling", "signed")
TOGETHER, RATED = "kanarie-terugblik-samen", "kanarie-oordeel-alleen"
PEOPLE = (HOSPITAL, INSURER, HOSPITAL_SIGNS, INSURER_SIGNS)


@dataclass(frozen=True, slots=True)
class Filled:
    """Both agreements, and the database and pages of each state of the first."""

    ready: Ready
    delta: Planted
    kust: Planted
    files: Mapping[str, Path]
    pages: Mapping[tuple[str, str], Crawl]


@pytest.fixture(autouse=True)
def what_is_remembered_is_still_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make everything anew that is taken from memory in a journey, and compare."""
    remembered = Recent.get

    def get(of: Recent, key: Hashable, stamp: object, make: Callable[[], _T]) -> _T:
        given = remembered(of, key, stamp, make)
        assert given == make(), f"{key} is no longer what was remembered"
        return given

    monkeypatch.setattr(Recent, "get", get)


@dataclass(frozen=True, slots=True)
class World:
    """An installation with the same hospital in talks with two insurers."""

    installation: Installation
    filled: Filled
    file: Path

    @property
    def delta(self) -> Planted:
        """The agreement that is attacked."""
        return self.filled.delta

    @property
    def kust(self) -> Planted:
        """The agreement of the same hospital with the insurer that attacks."""
        return self.filled.kust

    def client(self, email: str | None = None) -> FlaskClient:
        """Return a browser of this person."""
        return self.installation.client(email)

    def go_to(self, state: str) -> None:
        """Bring the agreement with Delta to draft, settling or signed."""
        self.bring_back(self.filled.files[state])

    def pages(self, state: str = "draft", email: str = HOSPITAL) -> Crawl:
        """Return what somebody reached of the agreement with Delta in a state."""
        return self.filled.pages[state, email]

    def forms(self, state: str = "draft", *emails: str) -> list[Form]:
        """Return the forms of that agreement that people could send, each once."""
        found = [
            form
            for email in emails or (HOSPITAL,)
            for form in self.pages(state, email).posts
            if form.action.startswith(self.delta.at)
        ]
        return list({(f.action, repr(f.values())): f for f in found}.values())

    def bring_back(self, kept: Path) -> None:
        """Put a kept database in place."""
        self.installation.desk.database.engine.dispose()
        shutil.copy(kept, self.file)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """Fill in both agreements once, and look round in every state."""
    folder = tmp_path_factory.mktemp("filled")
    ready = prepare(folder / "ready.sqlite3")
    files: dict[str, Path] = {}
    pages: dict[tuple[str, str], Crawl] = {}
    with make_installation(ready, folder) as made:
        _as_in_real_life(made)
        kust = plant(made, HOSPITAL, OTHER_INSURER, "kanariekust", 645_381_000)
        delta = plant(made, HOSPITAL, INSURER, "kanariedelta", 918_273_000)
        for state in STATES:
            if state == "settling":
                settle(made, delta, (INSURER, HOSPITAL))
            if state == "signed":
                sign(made, delta, (HOSPITAL_SIGNS, INSURER_SIGNS))
                look_back(made, delta)
            for email in PEOPLE:
                browser = made.client(email)
                pages[state, email] = crawl(browser, delta.at, files=False)
            made.desk.database.engine.dispose()
            files[state] = folder / f"{state}.sqlite3"
            shutil.copy(folder / "kpikit.sqlite3", files[state])
    return Filled(replace(ready, file=files["draft"]), delta, kust, files, pages)


@pytest.fixture
def world(filled: Filled, tmp_path: Path) -> Iterator[World]:
    """Give the two agreements, in an installation that checks form tokens."""
    with make_installation(filled.ready, tmp_path) as made:
        _as_in_real_life(made)
        yield World(made, filled, tmp_path / "kpikit.sqlite3")


def look_back(made: Installation, planted: Planted) -> None:
    """Start a review, in which one party wrote about a KPI and rated another."""
    browser, at = made.client(HOSPITAL), f"{planted.at}/reviews"
    expect(press(browser, at, "/reviews"))
    words = {"together": TOGETHER, "story": TOGETHER}
    expect(press(browser, f"{at}/1/kpis/PAT-01", "/kpis/PAT-01", words))
    rating = {"rating-level": "3", "rating-why": RATED}
    expect(press(browser, f"{at}/1/kpis/PRO-05", "/rate", rating))


def _as_in_real_life(made: Installation) -> None:
    """Check form tokens, send mail, make random ids; the attacker has every role."""
    made.app.config["WTF_CSRF_ENABLED"] = True
    desk = replace(made.desk, new_id=lambda: token_hex(16), mails=True)
    made.app.extensions["kpikit_desk"] = desk
    give_roles(made, OTHER_INSURER, *Role)


def give_roles(installation: Installation, email: str, *roles: Role) -> None:
    """Give somebody other roles without going through a page."""
    from kpikit.storage import users

    with installation.desk.database.write() as session:
        found = users.get(session, installation.people[email].user_id)
        assert found is not None
        users.save(session, replace(found, roles=frozenset(roles)))
