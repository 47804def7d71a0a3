"""The organisation page: details for all, people and invitations for admins alone."""

import re

import pytest

from kpikit.actions import inviting
from kpikit.domain.access import Role
from kpikit.storage.tables import AuditRow
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_READER,
    INSURER,
    VOICE,
    Installation,
)

PAGE = "/organisation"
INVITED = "new@oostpoort.example"


def person(installation: Installation, email: str) -> str:
    """Return the address of the page about a colleague."""
    return f"{PAGE}/people/{installation.people[email].user_id}"


def link_in(page: str) -> str:
    """Return the path of the invitation link on a page."""
    found = re.search(r"http://localhost(/invitations/[\w-]+)", page)
    assert found is not None
    return found.group(1)


def test_everybody_reads_the_details(installation: Installation) -> None:
    """Name and codes are shown to whoever works for the organisation."""
    page = installation.client(HOSPITAL).get(PAGE).text
    for words in ("Ziekenhuis Oostpoort", "Provider", "06999901", "99000001"):
        assert words in page
    assert INVITED not in page
    assert "Invite somebody" not in page
    assert "m.vandijk@oostpoort.example" not in page


def test_an_admin_sees_the_own_people_alone(installation: Installation) -> None:
    """Names and roles in words, nobody of another organisation."""
    page = installation.client(HOSPITAL_ADMIN, "nl").get(PAGE).text
    for words in ("J. de Boer", "onderhandelaar", "tekenbevoegde", "beheerder"):
        assert words in page
    assert "delta.example" not in page


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/invitations"),
        ("POST", "/invitations/abc/revoke"),
        ("GET", "/people/{}"),
        ("POST", "/people/{}"),
        ("GET", "/people/{}/end"),
        ("POST", "/people/{}/end"),
        ("GET", "/people/{}/password"),
        ("POST", "/people/{}/password"),
    ],
)
def test_nobody_else_manages(
    installation: Installation, method: str, path: str
) -> None:
    """Without the role of admin each of these addresses refuses."""
    address = PAGE + path.format(installation.people[HOSPITAL].user_id)
    for email in (HOSPITAL, HOSPITAL_READER, INSURER):
        answer = installation.client(email).open(address, method=method)
        assert 403 == answer.status_code


def test_an_invitation_shows_its_link_once(installation: Installation) -> None:
    """The link works; later only the address, the roles and the day are shown."""
    browser = installation.client(HOSPITAL_ADMIN)
    form = {"email": INVITED, "roles": ["negotiator", "signatory"]}
    answer = browser.post(f"{PAGE}/invitations", data=form)
    assert 200 == answer.status_code
    link = link_in(answer.text)
    page = browser.get(PAGE).text
    assert INVITED in page
    assert "negotiator, signatory" in page
    assert "16 November 2026" in page
    assert link.rsplit("/", 1)[-1] not in page
    assert INVITED in installation.client().get(link).text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"email": "", "roles": "reader"}, "Fill this in."),
        ({"email": "no address", "roles": "reader"}, "Enter an e-mail address."),
        ({"email": "a@b@c", "roles": "reader"}, "Enter an e-mail address."),
        ({"email": "a b@c", "roles": "reader"}, "Enter an e-mail address."),
        ({"email": INVITED}, "Choose at least one role."),
        ({"email": INVITED, "roles": "emperor"}, "Choose at least one role."),
    ],
)
def test_a_careless_invitation_is_refused(
    installation: Installation, form: dict[str, str], words: str
) -> None:
    """The reason is given and nothing is kept."""
    browser = installation.client(HOSPITAL_ADMIN)
    answer = browser.post(f"{PAGE}/invitations", data=form)
    assert 422 == answer.status_code
    assert words in answer.text
    assert "Open invitations" not in browser.get(PAGE).text


def test_an_invitation_can_be_taken_back(installation: Installation) -> None:
    """Its link then leads nowhere; another organisation cannot take it back."""
    browser = installation.client(HOSPITAL_ADMIN)
    answer = browser.post(
        f"{PAGE}/invitations", data={"email": INVITED, "roles": "reader"}
    )
    link = link_in(answer.text)
    revoke = re.search(r'action="([^"]+/revoke)"', browser.get(PAGE).text)
    assert revoke is not None
    stranger = installation.client(VOICE)
    assert 404 == stranger.post(revoke.group(1)).status_code
    assert 200 == installation.client().get(link).status_code
    assert 303 == browser.post(revoke.group(1)).status_code
    assert 404 == installation.client().get(link).status_code
    assert "Open invitations" not in browser.get(PAGE).text


def test_an_expired_invitation_says_so(installation: Installation) -> None:
    """An admin sees that it has to be made again."""
    admin = installation.people[HOSPITAL_ADMIN]
    inviting.invite(installation.desk, admin, INVITED, frozenset({Role.READER}))
    installation.clock.move(days=15)
    assert "expired" in installation.client(HOSPITAL_ADMIN).get(PAGE).text


def test_roles_change_at_once(installation: Installation) -> None:
    """A reader who becomes negotiator may start an agreement on the next page."""
    colleague = installation.client(HOSPITAL_READER)
    assert 403 == colleague.get("/agreements/new").status_code
    browser = installation.client(HOSPITAL_ADMIN)
    address = person(installation, HOSPITAL_READER)
    page = browser.get(address).text
    assert 1 == page.count("checked")
    answer = browser.post(address, data={"roles": ["negotiator"]})
    assert (303, PAGE) == (answer.status_code, answer.headers["Location"])
    assert "The roles of L. Jansen are saved." in browser.get(PAGE).text
    assert 200 == colleague.get("/agreements/new").status_code


def test_a_colleague_keeps_at_least_one_role(installation: Installation) -> None:
    """To take everything away, one ends the account."""
    browser = installation.client(HOSPITAL_ADMIN)
    answer = browser.post(
        person(installation, HOSPITAL_READER), data={"csrf_token": ""}
    )
    assert 422 == answer.status_code
    assert "Choose at least one role." in answer.text


@pytest.mark.parametrize("path", ["", "/end"])
def test_the_last_admin_stays(installation: Installation, path: str) -> None:
    """An organisation never loses its only admin, by role or by ending."""
    browser = installation.client(HOSPITAL_ADMIN)
    address = person(installation, HOSPITAL_ADMIN) + path
    answer = browser.post(address, data={"roles": ["reader"]})
    assert 422 == answer.status_code
    assert "At least one admin has to remain." in answer.text
    assert 200 == browser.get(address).status_code


def test_ending_an_account_asks_first(installation: Installation) -> None:
    """Looking at the question changes nothing; a yes logs out everywhere at once."""
    colleague = installation.client(HOSPITAL_READER)
    browser = installation.client(HOSPITAL_ADMIN)
    address = person(installation, HOSPITAL_READER)
    page = browser.get(f"{address}/end").text
    assert "L. Jansen can then no longer log in" in page
    assert 200 == colleague.get("/account").status_code
    assert 303 == browser.post(f"{address}/end").status_code
    assert 303 == colleague.get("/account").status_code
    assert "account ended" in browser.get(PAGE).text
    browser.post(address, data={"roles": ["reader"]})
    assert "account ended" not in browser.get(PAGE).text


@pytest.mark.parametrize("path", ["", "/end", "/password"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_people_of_others_do_not_exist(
    installation: Installation, path: str, method: str
) -> None:
    """The id of somebody elsewhere is as unknown as one that nobody has."""
    browser = installation.client(HOSPITAL_ADMIN)
    for id_ in (installation.people[INSURER].user_id, "f" * 32):
        address = f"{PAGE}/people/{id_}{path}"
        answer = browser.open(address, method=method, data={"roles": ["reader"]})
        assert 404 == answer.status_code
    assert 200 == installation.client(INSURER).get("/account").status_code


def test_the_page_stays_within_its_budget(installation: Installation) -> None:
    """At most ten statements, however many people there are."""
    browser = installation.client(HOSPITAL_ADMIN)
    with installation.statements() as seen:
        browser.get(PAGE)
    assert len(seen) <= 10


def test_an_address_is_invited_once(installation: Installation) -> None:
    """A refresh sends the form again: one invitation stays, with the newest link."""
    browser = installation.client(HOSPITAL_ADMIN)
    links = []
    for typed in (INVITED, INVITED, f" {INVITED.upper()} "):
        form = {"email": typed, "roles": "reader"}
        answer = browser.post(f"{PAGE}/invitations", data=form)
        assert 200 == answer.status_code
        links.append(link_in(answer.text))
    assert 3 == len(set(links))
    assert 1 == browser.get(PAGE).text.count(INVITED)
    statuses = [installation.client().get(link).status_code for link in links]
    assert [404, 404, 200] == statuses


def test_an_invitation_of_others_for_the_same_address_stays(
    installation: Installation,
) -> None:
    """Two organisations may invite the same person; neither notices."""
    links = [
        inviting.invite(
            installation.desk,
            installation.people[admin],
            INVITED,
            frozenset({Role.READER}),
        )
        for admin in (VOICE, HOSPITAL_ADMIN)
    ]
    for token in links:
        assert 200 == installation.client().get(f"/invitations/{token}").status_code


@pytest.mark.parametrize("ended", [False, True])
def test_a_colleague_is_not_invited_again(
    installation: Installation, *, ended: bool
) -> None:
    """The page says where to look instead, so that no roles are typed in vain."""
    browser = installation.client(HOSPITAL_ADMIN)
    if ended:
        browser.post(f"{person(installation, HOSPITAL_READER)}/end")
    form = {"email": HOSPITAL_READER, "roles": "signatory"}
    answer = browser.post(f"{PAGE}/invitations", data=form)
    assert 422 == answer.status_code
    assert "A colleague with this e-mail address has an account" in answer.text
    assert "Open invitations" not in browser.get(PAGE).text


def test_a_new_link_for_a_colleague_is_asked_first(installation: Installation) -> None:
    """Looking at the question makes no link; a yes shows it this one time."""
    browser = installation.client(HOSPITAL_ADMIN)
    address = f"{person(installation, HOSPITAL_READER)}/password"
    assert address in browser.get(person(installation, HOSPITAL_READER)).text
    question = browser.get(address).text
    assert "L. Jansen" in question
    assert HOSPITAL_READER in question
    assert "Open invitations" not in browser.get(PAGE).text
    answer = browser.post(address)
    assert 200 == answer.status_code
    assert "no-store" == answer.headers["Cache-Control"]
    link = link_in(answer.text)
    page = browser.get(PAGE).text
    assert "new password, roles stay" in page
    assert "16 November 2026" in page
    assert link.rsplit("/", 1)[-1] not in page
    assert "L. Jansen" in installation.client().get(link).text


def test_one_such_link_is_open_at_a_time(installation: Installation) -> None:
    """A refresh, or another admin, makes the earlier link worthless."""
    browser = installation.client(HOSPITAL_ADMIN)
    address = f"{person(installation, HOSPITAL_READER)}/password"
    first, last = (link_in(browser.post(address).text) for _ in range(2))
    assert 404 == installation.client().get(first).status_code
    assert 200 == installation.client().get(last).status_code
    assert 1 == browser.get(PAGE).text.count("new password, roles stay")


def test_a_new_link_can_be_taken_back(installation: Installation) -> None:
    """It stands among the open invitations and then leads nowhere."""
    browser = installation.client(HOSPITAL_ADMIN)
    address = f"{person(installation, HOSPITAL_READER)}/password"
    link = link_in(browser.post(address).text)
    revoke = re.search(r'action="([^"]+/revoke)"', browser.get(PAGE).text)
    assert revoke is not None
    assert 303 == browser.post(revoke.group(1)).status_code
    assert 404 == installation.client().get(link).status_code


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_link_for_whom_it_is_not_meant(
    installation: Installation, method: str
) -> None:
    """Not for oneself, not for an ended account, not for somebody elsewhere."""
    browser = installation.client(HOSPITAL_ADMIN)
    browser.post(f"{person(installation, HOSPITAL_READER)}/end")
    for email in (HOSPITAL_ADMIN, HOSPITAL_READER, INSURER):
        address = f"{person(installation, email)}/password"
        assert 404 == browser.open(address, method=method).status_code
        if email != INSURER:
            assert address not in browser.get(person(installation, email)).text
    assert "Open invitations" not in browser.get(PAGE).text


def test_a_new_link_leaves_a_trace(installation: Installation) -> None:
    """Who made it for whom, and that it was used, are recorded; the link is not."""
    browser = installation.client(HOSPITAL_ADMIN)
    address = f"{person(installation, HOSPITAL_READER)}/password"
    link = link_in(browser.post(address).text)
    installation.client().post(link, data={"password": "acht groene bussen"})
    with installation.desk.database.read() as session:
        rows = session.query(AuditRow).order_by(AuditRow.sequence).all()
    assert [
        ("R. Smit", "password-link", "L. Jansen"),
        ("L. Jansen", "password-renewed", ""),
    ] == [(row.user_name, row.action, row.subject) for row in rows[-2:]]
    token = link.rsplit("/", 1)[-1]
    assert not any(token in f"{row.before}{row.after}{row.subject}" for row in rows)
