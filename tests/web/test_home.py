"""Home: what waits for whom, and a list that costs the same however long it is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kpikit.actions.demo.signed import make_signed
from kpikit.domain.agreement import State
from kpikit.domain.party import PartyRole
from kpikit.domain.settling import Approval, Settling
from kpikit.storage import agreements
from kpikit.storage.scope import Scope
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    HOSPITAL_SIGNS,
    INSURER,
    INSURER_SIGNS,
    OTHER_INSURER,
    PASSWORD,
    VOICE,
    Installation,
    words_of,
)

PROVIDER, INSURED = PartyRole.PROVIDER, PartyRole.INSURER
WAITS = "This waits for you"


def settle(
    installation: Installation,
    agreement: str,
    accepted: tuple[PartyRole, ...],
    signed: tuple[PartyRole, ...] = (),
) -> None:
    """Put an agreement where these parties accepted and signed."""
    who = {PROVIDER: HOSPITAL, INSURED: INSURER}

    def approvals(roles: tuple[PartyRole, ...]) -> tuple[Approval, ...]:
        return tuple(
            Approval(
                role=role,
                by=installation.people[who[role]].user_id,
                name="A name",
                at=installation.clock(),
                content_hash="a" * 64,
            )
            for role in roles
        )

    home = installation.people[HOSPITAL].organisation
    with installation.desk.database.write() as session:
        scope = Scope(session, home)
        stored = agreements.get(scope, agreement)
        settling = Settling(
            state=State.SETTLING,
            turn=INSURED,
            turn_since=installation.clock(),
            acceptances=approvals(accepted),
            signatures=approvals(signed),
        )
        agreements.save_settling(scope, stored, settling)


def home(installation: Installation, email: str, address: str = "/") -> str:
    """Return the home page of somebody, in English."""
    answer = installation.client(email).get(address)
    assert 200 == answer.status_code
    return answer.text


@pytest.mark.parametrize("email", [HOSPITAL, HOSPITAL_ANALYST])
def test_a_turn_waits_for_who_can_take_it(
    installation: Installation, agreement: str, email: str
) -> None:
    """In talks, it waits for the negotiator and the analyst of the party at turn."""
    page = home(installation, email)
    assert WAITS in page
    assert "It is your turn" in page
    assert f"/agreements/{agreement}" in page


@pytest.mark.parametrize("email", [HOSPITAL_READER, HOSPITAL_SIGNS, INSURER, VOICE])
def test_a_turn_waits_for_nobody_else(
    installation: Installation, agreement: str, email: str
) -> None:
    """Readers, signatories, the other party and a voice have nothing to do yet."""
    page = home(installation, email)
    assert WAITS not in page
    assert "Nothing waits for you now." in page
    assert f"/agreements/{agreement}" in page


@pytest.mark.parametrize(
    ("accepted", "signed", "email", "words"),
    [
        ((PROVIDER,), (), INSURER, "Check and accept"),
        ((PROVIDER,), (), HOSPITAL, None),
        ((PROVIDER,), (), INSURER_SIGNS, None),
        ((PROVIDER, INSURED), (), HOSPITAL_SIGNS, ">Sign<"),
        ((PROVIDER, INSURED), (), INSURER_SIGNS, ">Sign<"),
        ((PROVIDER, INSURED), (), HOSPITAL, None),
        ((PROVIDER, INSURED), (PROVIDER,), HOSPITAL_SIGNS, None),
        ((PROVIDER, INSURED), (PROVIDER,), INSURER_SIGNS, ">Sign<"),
    ],
)
def test_settling_waits_for_the_next_step(
    installation: Installation,
    agreement: str,
    accepted: tuple[PartyRole, ...],
    signed: tuple[PartyRole, ...],
    email: str,
    words: str | None,
) -> None:
    """Acceptance waits for the party that has not accepted, then both may sign."""
    settle(installation, agreement, accepted, signed)
    page = home(installation, email)
    assert (words is not None) == (WAITS in page)
    assert words is None or words in page


def test_another_insurer_sees_nothing(
    installation: Installation, agreement: str
) -> None:
    """The agreement of another insurer with the same hospital does not exist."""
    page = home(installation, OTHER_INSURER)
    assert agreement not in page
    assert "No agreement yet" in page
    assert "/agreements/new" in page


def test_an_empty_home_offers_a_reader_the_library(installation: Installation) -> None:
    """Who cannot start an agreement is shown what can be done meanwhile."""
    page = home(installation, HOSPITAL_READER)
    assert "/agreements/new" not in page
    assert "To the KPI library" in page


def test_an_admin_is_shown_the_way(installation: Installation, agreement: str) -> None:
    """With only the role of admin one sees no agreement, but the organisation page."""
    page = home(installation, HOSPITAL_ADMIN)
    assert agreement not in page
    assert "To the organisation page" in page
    waiting = installation.client(HOSPITAL_ADMIN).get("/waiting")
    assert 403 == waiting.status_code


def test_words_and_state_narrow_the_list(installation: Installation) -> None:
    """The address holds what the list is narrowed to, in title or party."""
    first, second = installation.start("Nierzorg"), installation.start("Hartzorg")
    page = home(installation, HOSPITAL_READER, "/?words=nier")
    assert (True, False) == (first in page, second in page)
    assert "1 agreement" in page
    assert first in home(installation, HOSPITAL_READER, "/?words=delta")
    assert first not in home(installation, HOSPITAL_READER, "/?words=kust")
    assert first in home(installation, HOSPITAL_READER, "/?state=draft")
    page = home(installation, HOSPITAL_READER, "/?state=signed")
    assert first not in page
    assert "No agreement fits this" in page


@pytest.mark.parametrize("query", ["state=x", "page=x", "page=0", "page=-3"])
def test_a_mangled_address_shows_the_list(
    installation: Installation, agreement: str, query: str
) -> None:
    """What is no state or page narrows nothing."""
    assert agreement in home(installation, HOSPITAL, f"/?{query}")


def test_a_page_too_far_leads_to_the_last(
    installation: Installation, agreement: str
) -> None:
    """A page that is not there, however far, leads to the last one there is."""
    answer = installation.client(HOSPITAL).get(f"/?page={10**30}&words=samen")
    assert 302 == answer.status_code
    assert "/?words=samen&page=1" == answer.headers["Location"]


def test_the_list_has_pages_at_a_constant_cost(installation: Installation) -> None:
    """Sixty agreements cost the statements of one, and stand on two pages."""
    installation.start("First of all")
    browser = installation.client(HOSPITAL)
    with installation.statements() as few:
        browser.get("/")
    for number in range(60):
        installation.start(f"Agreement {number}")
    with installation.statements() as many:
        page = browser.get("/").text
    assert len(few) == len(many) <= 10
    assert "61 agreements" in page
    assert "Page 1 of 4" in page
    assert "Show all 61 that wait" in page
    assert "First of all" in browser.get("/?page=4").text
    with installation.statements() as waiting:
        page = browser.get("/waiting").text
    assert len(waiting) <= 10
    assert "61 agreements, the longest wait first." in page


def test_the_longest_wait_stands_first(installation: Installation) -> None:
    """Of two agreements that wait, the older turn comes first."""
    installation.start("Older")
    installation.clock.move(minutes=3)
    installation.start("Newer")
    page = installation.client(HOSPITAL).get("/waiting").text
    assert page.index("Older") < page.index("Newer")


def test_home_speaks_dutch(installation: Installation, agreement: str) -> None:
    """State and party are in the reader's language."""
    page = installation.client(HOSPITAL, "nl").get("/").text
    assert '<html lang="nl">' in page
    assert "in gesprek" in page


def test_a_name_is_never_markup(installation: Installation) -> None:
    """A title that looks like a script is shown as it was typed."""
    installation.start("<script>alert(1)</script>")
    page = home(installation, HOSPITAL)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_someone_without_a_role_is_told_whom_to_ask(
    installation: Installation,
) -> None:
    """An account without any role is no dead end."""
    from kpikit.storage import users

    with installation.desk.database.write() as session:
        found = users.get(session, installation.people[HOSPITAL_READER].user_id)
        assert found is not None
        users.save(session, replace(found, roles=frozenset()))
    assert "You have no role yet" in home(installation, HOSPITAL_READER)


def test_a_signed_agreement_says_how_far_it_is(installation: Installation) -> None:
    """Running with its end near, then ended; the hub warns until it is over."""
    made = make_signed(
        installation.desk, installation.people, PASSWORD, installation.passwords
    )
    hub = f"/agreements/{made.id}"
    assert "running, ends in 1 month" in words_of(_home(installation))
    told = words_of(installation.client(HOSPITAL).get(hub).text)
    assert "This agreement ends in 1 month" in told
    installation.clock.now = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)
    assert "ended" in words_of(_home(installation))
    assert "This agreement ends" not in installation.client(HOSPITAL).get(hub).text


def _home(installation: Installation) -> str:
    return installation.client(HOSPITAL).get("/").text
