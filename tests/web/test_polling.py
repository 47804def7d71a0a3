"""An open page that asks all the time: one small query, and nobody hears too much."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient

from kpikit.actions import accounts
from kpikit.actions.news import is_quiet
from kpikit.domain.access import Role
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    VOICE,
    Installation,
)
from tests.web.test_news import POLL


@dataclass(frozen=True, slots=True)
class Page:
    """An open page of somebody, and the moment at which it was opened."""

    installation: Installation
    agreement: str
    browser: FlaskClient
    opened: datetime

    def is_quiet(self) -> bool:
        """Tell whether this page is answered before anything else is done."""
        cookie = self.browser.get_cookie("kpikit")
        return is_quiet(
            self.installation.desk,
            cookie.value if cookie else "",
            self.agreement,
            self.opened,
            limits(self.installation),
        )

    def ask(self) -> tuple[int, bytes]:
        """Ask as the page does; return status and content."""
        since = self.opened.isoformat().replace("+", "%2B")
        address = f"/agreements/{self.agreement}/news?since={since}"
        answer = self.browser.get(address, headers=POLL)
        return answer.status_code, answer.data


def limits(installation: Installation) -> tuple[timedelta, timedelta]:
    """Return how long a login lasts here: quiet, and in any case."""
    own = installation.app.extensions["kpikit_settings"]
    idle = timedelta(minutes=own.session_idle_minutes)
    return idle, timedelta(hours=own.session_hours)


def page(installation: Installation, agreement: str, email: str = INSURER) -> Page:
    """Open a page as somebody."""
    browser = installation.client(email)
    return Page(installation, agreement, browser, installation.clock.now)


@pytest.mark.parametrize("email", [HOSPITAL, INSURER, HOSPITAL_READER, VOICE])
def test_who_reads_an_agreement_is_answered_at_once(
    installation: Installation, agreement: str, email: str
) -> None:
    """One statement says that there is nothing; it sets no cookie and is not kept."""
    open_page = page(installation, agreement, email)
    assert open_page.is_quiet()
    with installation.statements() as seen:
        assert (204, b"") == open_page.ask()
    assert 1 == len(seen)
    answer = open_page.browser.get(f"/agreements/{agreement}/news", headers=POLL)
    assert "Set-Cookie" not in answer.headers
    assert "no-store" == answer.headers["Cache-Control"]
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("email", [OTHER_INSURER, HOSPITAL_ADMIN])
def test_who_does_not_read_it_never_is(
    installation: Installation, agreement: str, email: str
) -> None:
    """Another organisation, and who only looks after accounts, are refused as ever."""
    stranger = page(installation, agreement, email)
    assert not stranger.is_quiet()
    installation.clock.move(seconds=3)
    installation.propose(agreement, "PAT-04")
    assert not stranger.is_quiet()
    assert stranger.ask()[0] in {403, 404}


def test_a_login_that_ended_hears_nothing(
    installation: Installation, agreement: str
) -> None:
    """Logged out, too long quiet, too old, or never there: not even that all is quiet."""
    out, idle, unknown = (page(installation, agreement) for _ in "123")
    out.browser.post("/logout")
    unknown.browser.set_cookie("kpikit", "a login")
    assert not out.is_quiet()
    assert not unknown.is_quiet()
    installation.clock.now += limits(installation)[0]
    assert idle.is_quiet()
    installation.clock.move(seconds=1)
    assert not idle.is_quiet()
    installation.propose(agreement, "PAT-04")
    for each in (out, idle, unknown):
        assert (204, b"") == each.ask()


def test_a_login_ends_however_busy(installation: Installation, agreement: str) -> None:
    """Clicks keep it alive for so many hours, and no longer."""
    busy = page(installation, agreement)
    _idle, whole = limits(installation)
    for _ in range(whole // timedelta(minutes=20)):
        installation.clock.move(minutes=20)
        busy.browser.get("/")
    assert busy.opened + whole == installation.clock.now
    assert busy.is_quiet()
    installation.clock.move(seconds=1)
    assert not busy.is_quiet()


@pytest.mark.parametrize(
    ("roles", "active"), [({Role.ADMIN}, True), ({Role.READER}, False)]
)
def test_who_lost_the_account_or_its_roles_hears_nothing(
    installation: Installation, agreement: str, roles: set[Role], active: bool
) -> None:
    """From the very next question on, on a page that is still open."""
    reader = page(installation, agreement, HOSPITAL_READER)
    assert reader.is_quiet()
    accounts.change_colleague(
        installation.desk,
        installation.people[HOSPITAL_ADMIN],
        installation.people[HOSPITAL_READER].user_id,
        frozenset(roles),
        active=active,
    )
    assert not reader.is_quiet()
    assert b"" == reader.ask()[1] or 403 == reader.ask()[0]


def test_what_others_change_is_heard_and_what_they_look_at_is_not(
    installation: Installation, agreement: str
) -> None:
    """An export of the other party is its own affair, and so is what one did oneself."""
    mine, theirs = (page(installation, agreement, e) for e in (HOSPITAL, INSURER))
    installation.clock.move(seconds=3)
    file = f"/agreements/{agreement}/export/board.xlsx"
    assert 200 == mine.browser.get(file).status_code
    assert (True, True) == (mine.is_quiet(), theirs.is_quiet())
    installation.propose(agreement, "PAT-04")
    assert (True, False) == (mine.is_quiet(), theirs.is_quiet())
    assert 200 == theirs.ask()[0]
