"""An app on a database of its own, with people to log in as: what page tests use."""

import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event
from werkzeug.routing import Rule

from kpikit import library as libraries
from kpikit.actions import agreements, choosing
from kpikit.actions.accounts import token_hash
from kpikit.actions.demo.people import COUNCIL, DELTA, add_people
from kpikit.actions.desk import Actor, Desk
from kpikit.actions.passwords import Passwords
from kpikit.domain.kpi import KpiId
from kpikit.domain.library import Library
from kpikit.domain.selection import Position
from kpikit.resources import folder
from kpikit.settings import Settings
from kpikit.storage import migrate, sessions
from kpikit.storage.database import Database
from kpikit.storage.sessions import LoginSession
from kpikit.web.app import create_app

PASSWORD = "zeven blauwe fietsen"
HOSPITAL = "j.deboer@oostpoort.example"
HOSPITAL_SIGNS = "m.vandijk@oostpoort.example"
HOSPITAL_ANALYST = "a.yilmaz@oostpoort.example"
HOSPITAL_READER = "l.jansen@oostpoort.example"
HOSPITAL_ADMIN = "beheer@oostpoort.example"
INSURER = "s.bakker@delta.example"
INSURER_SIGNS = "p.devries@delta.example"
OTHER_INSURER = "e.kok@kust.example"
VOICE = "h.peeters@patientenraad.example"
COUNCIL_NAME = COUNCIL


@dataclass(slots=True)
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = datetime(2026, 11, 2, 13, 32, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time on the clock."""
        return self.now

    def move(self, **how_far: float) -> None:
        """Let time pass: ``move(minutes=5)``."""
        self.now += timedelta(**how_far)


@dataclass(slots=True)
class Statements:
    """The SQL statements that a page cost, without opening the transaction."""

    texts: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many there were."""
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class Installation:
    """An app on a database of its own, with the made-up people of the demo."""

    app: Flask
    desk: Desk
    clock: Clock
    passwords: Passwords
    people: Mapping[str, Actor]

    def client(self, email: str | None = None, language: str = "en") -> FlaskClient:
        """Return a browser, logged in as this person, that reads this language."""
        browser = self.app.test_client()
        browser.set_cookie("kpikit_language", language)
        if email is not None:
            token = secrets.token_urlsafe(32)
            with self.desk.database.write() as session:
                sessions.start(session, self._login(token, email))
            browser.set_cookie("kpikit", token)
        return browser

    def start(self, title: str = "Samen beslissen", *, voice: bool = True) -> str:
        """Start an agreement of Oostpoort with Delta and return its id."""
        homes = {a.organisation.name: a.organisation.id for a in self.people.values()}
        start = agreements.Start(
            id=self.desk.new_id(),
            title=title,
            other_organisation_id=homes[DELTA],
            voice_organisation_id=homes[COUNCIL] if voice else "",
            first_year=2027,
            years_long=3,
        )
        return agreements.start_agreement(self.desk, self.people[HOSPITAL], start).id

    def propose(self, agreement_id: str, *kpi_ids: str) -> None:
        """Let the hospital put KPIs on the table."""
        ids = tuple(KpiId(i) for i in kpi_ids)
        choosing.propose_kpis(self.desk, self.people[HOSPITAL], agreement_id, ids)

    def say(self, email: str, agreement_id: str, position: str, *ids: str) -> None:
        """Let somebody take the same position on several candidates."""
        for kpi_id in ids:
            choosing.take_a_position(
                self.desk,
                self.people[email],
                agreement_id,
                KpiId(kpi_id),
                Position(position),
            )

    def choose(self, agreement_id: str, *kpi_ids: str) -> None:
        """Put KPIs on the table and let both parties say yes."""
        self.propose(agreement_id, *kpi_ids)
        for email in (HOSPITAL, INSURER):
            self.say(email, agreement_id, "yes", *kpi_ids)

    @contextmanager
    def statements(self) -> Iterator[Statements]:
        """Count the SQL statements inside the block, as a server would see them."""
        seen = Statements()

        def note(*arguments: object) -> None:
            text = str(arguments[2])
            if not text.startswith(("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE")):
                seen.texts.append(text)

        event.listen(self.desk.database.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(self.desk.database.engine, "before_cursor_execute", note)

    def _login(self, token: str, email: str) -> LoginSession:
        now = self.clock()
        return LoginSession(
            token_hash=token_hash(token),
            user_id=self.people[email].user_id,
            csrf_seed=secrets.token_urlsafe(32),
            started=now,
            seen=now,
            confirmed=now,
        )


@dataclass(frozen=True, slots=True)
class Ready:
    """What is made once for all tests: a database with people, and the library."""

    file: Path
    library: Library
    passwords: Passwords
    people: Mapping[str, Actor]


Builder = Callable[..., tuple[str, str]]
_BUILDER = Rule._compile_builder
_BUILDERS: dict[tuple[str, str, bool], Builder] = {}


def compile_addresses_once() -> None:
    """Let a thousand apps share what builds their addresses: they have the same ones.

    It is worked out from the text of an address alone, and is most of making an app.
    """
    rules: Any = Rule
    rules._compile_builder = _shared_builder


def _shared_builder(rule: Rule, append_unknown: bool = True) -> Builder:
    key = rule.rule, f"{rule.defaults}", append_unknown
    if key not in _BUILDERS:
        _BUILDERS[key] = _BUILDER(rule, append_unknown)
    return _BUILDERS[key]


def prepare(file: Path, url: str = "", owner_url: str = "") -> Ready:
    """Make the database that every test copies, with its people."""
    compile_addresses_once()
    url = url or f"sqlite:///{file}"
    migrate.upgrade(url, owner_url=owner_url)
    library, problems = libraries.load(folder("kpi_library"), None)
    assert [] == list(problems)
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    database = Database.open(url)
    people = add_people(_desk(database, library, Clock()), passwords, PASSWORD)
    database.close()
    return Ready(file, library, passwords, people)


@contextmanager
def make_installation(
    ready: Ready, folder_: Path, url: str = ""
) -> Iterator[Installation]:
    """Give an installation of its own and close it afterwards.

    It works in a copy of the file, or in a database at an address of its own.
    """
    file = folder_ / "kpikit.sqlite3"
    if not url:
        shutil.copy(ready.file, file)
    settings = Settings.read(
        {
            "KPIKIT_DATA": str(folder_),
            "KPIKIT_DATABASE_URL": url or f"sqlite:///{file}",
            "KPIKIT_SECRET_KEY": "a key for tests alone, long enough to be one",
        }
    )
    clock = Clock()
    desk = _desk(Database.open(settings.database_url), ready.library, clock)
    app = create_app(settings, own_desk=desk)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(ready.file.parent))
    app.extensions["kpikit_passwords"] = replace(ready.passwords)
    try:
        yield Installation(app, desk, clock, ready.passwords, ready.people)
    finally:
        desk.database.close()


def _desk(database: Database, library: Library, clock: Clock) -> Desk:
    numbers = count(1)
    return Desk(
        database=database,
        library=library,
        clock=clock,
        new_id=lambda: f"{next(numbers):032x}",
    )


def words_of(page: str) -> str:
    """Return the words of a page as a reader sees them: no tags, single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def fields_of(page: str) -> dict[str, str]:
    """Return what the text fields, areas and hidden fields of a page hold, by name."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = (re.search(rf'\b{a}="([^"]*)"', tag) for a in ("name", "value"))
        if name and 'type="checkbox"' not in tag and 'type="radio"' not in tag:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, body in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL
    ):
        found[name] = unescape(body).lstrip("\r\n")
    for name, body in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'<option selected value="([^"]*)"', body)
        chosen = chosen or re.search(r'<option value="([^"]*)"', body)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found
