"""Two parties who do not fully trust each other: what they write stays between them."""

from dataclasses import replace

import pytest
from werkzeug.datastructures import Headers

from kpikit.domain.access import Role
from tests.journeys.attacker import (
    Form,
    bytes_of,
    changed,
    crawl,
    digest,
    rows_of,
    send,
    sendings,
    spoken,
    tables,
    token_of,
)
from tests.journeys.conftest import RATED, STATES, TOGETHER, World, give_roles
from tests.journeys.planted import (
    KPIS,
    everything,
    expect,
    form_on,
    lacking,
    leaked,
    press,
)
from tests.repeats import first_of
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    HOSPITAL_SIGNS,
    INSURER,
    OTHER_INSURER,
    VOICE,
)
from tests.web.posting import Post

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("attacks")]
UNKNOWN = "f" * 32
NOT_FOR_A_VOICE = (
    "settle",
    "history",
    "financing",
    "financing/new/lump_sum",
    "export/full.xlsx",
    "export/board.xlsx",
)
NOTHING_IN_IT = (
    "/scenarios/new",
    "/plan/actions/1",
    "/plan/upload",
    "/moments/0",
    "/talk",
)
"""Forms of something new, which are sent back while they are empty."""


@pytest.mark.parametrize("state", first_of(STATES))
def test_for_another_insurer_no_page_of_the_agreement_exists(
    world: World, state: str
) -> None:
    """Each address gives what an unknown one gives, and asking leaves no trace."""
    world.go_to(state)
    addresses = world.pages(state).addresses
    stranger, party = world.client(OTHER_INSURER), world.client(HOSPITAL)
    token_of(stranger)  # the first page of a browser gives it a cookie
    before = tables(world.installation)

    for address in addresses:
        theirs = stranger.get(address)
        nobodys = stranger.get(address.replace(world.delta.agreement, UNKNOWN))

        assert (404, 404) == (theirs.status_code, nobodys.status_code), address
        assert spoken(nobodys, UNKNOWN) == spoken(theirs, world.delta.agreement)
        assert names(nobodys.headers) == names(theirs.headers)

    assert {} == changed(before, tables(world.installation))
    assert len(addresses) > 20
    assert all(party.get(a).status_code == 200 for a in addresses if ".xlsx" not in a)


def names(headers: Headers) -> list[str]:
    """Return the names of headers, in their order."""
    return [name for name, _ in headers]


@pytest.mark.parametrize("state", first_of(STATES))
def test_for_another_insurer_no_form_of_the_agreement_works(
    world: World, state: str
) -> None:
    """Every form, sent with a valid token of the own, is refused like an unknown one."""
    forms = [*world.forms(), *world.forms("settling", HOSPITAL, HOSPITAL_SIGNS)]
    world.go_to(state)
    stranger = world.client(OTHER_INSURER)
    token = token_of(stranger)
    before = tables(world.installation)

    for form, values in sendings(forms):
        theirs = send(stranger, form, values, token)
        unknown = form.action.replace(world.delta.agreement, UNKNOWN)
        nobodys = send(stranger, replace(form, action=unknown), values, token)

        assert (404, 404) == (theirs.status_code, nobodys.status_code), form.action
        assert spoken(nobodys, UNKNOWN) == spoken(theirs, world.delta.agreement)

    assert len(forms) > 40
    assert {} == changed(before, tables(world.installation))


@pytest.mark.parametrize("state", first_of(("draft", "signed")))
def test_two_insurers_of_one_hospital_never_meet(world: World, state: str) -> None:
    """Whatever stands in one agreement is in no byte that the other insurer gets."""
    world.go_to(state)
    pairs = (
        (world.delta, INSURER, world.kust),
        (world.kust, OTHER_INSURER, world.delta),
    )
    for own, email, others in pairs:
        theirs = everything(world.client(email), "/")

        assert [] == leaked(others, theirs)
        assert others.agreement.encode() not in theirs
        assert len(leaked(own, theirs, own.money())) == len(own.money())
        if state == "draft":  # all that was planted can be seen by who may see it
            assert [] == lacking(own, theirs)


def test_a_preparation_changes_nothing_for_anybody_else(world: World) -> None:
    """What one party prepares is in no byte of others, and moves nothing of theirs."""
    world.go_to("draft")
    at, others = f"{world.delta.at}/preparation", (INSURER, VOICE, OTHER_INSURER)
    before = {email: seen_by(world, email) for email in others}
    words = {"goals": "kanarie-doel", "lines": "kanarie-grens"}
    words |= {"PAT-01-note": "kanarie-noot", "PAT-01-lowest": "61.7"}
    expect(press(world.client(HOSPITAL), at, "/preparation", words))
    own = everything(world.client(HOSPITAL_ANALYST), world.delta.at)
    assert own.count(b"kanarie-") >= 3
    for email in others:
        assert before[email] == seen_by(world, email), email
    assert b"kanarie-" not in everything(world.client(INSURER), "/")


def test_a_recorded_consult_is_in_no_byte_of_others(world: World) -> None:
    """Nor in any page, workbook or mail about an agreement, whoever reads it."""
    world.go_to("signed")
    at, others = "/organisation/consults", (INSURER, VOICE, OTHER_INSURER)
    before = {email: seen_by(world, email) for email in others}
    words = {"team": "kanarie-team", "code": "KAN-7313", "first": "65"}
    words |= {"patient_consents": "yes", "professional_consents": "yes"}
    words |= {"recorded_on": "2026-11-02", "patient_consented_on": "2026-11-01"}
    words |= {"delete_by": "2027-02-02"}
    host = world.client(HOSPITAL)
    expect(press(host, f"{at}/new", f"{at}/new", words))
    for email in others:
        assert before[email] == seen_by(world, email), email
    own = everything(world.client(HOSPITAL_ANALYST), at, beside="/agreements")
    for each in (b"kanarie-team", b"KAN-7313"):
        assert each in own
        assert each not in everything(host, world.delta.at, beside="/organisation")
        for email in (*others, HOSPITAL_ADMIN, HOSPITAL_READER):
            assert each not in everything(world.client(email), "/"), email
    post = Post()
    post.send(world.installation.app.extensions["kpikit_desk"])
    sent = b"\n".join(letter.as_bytes() for letter in post.letters)
    assert b"kanarie-team" not in sent


@pytest.mark.parametrize("state", first_of(STATES))
def test_no_mail_holds_a_word_of_an_agreement(world: World, state: str) -> None:
    """Whatever both pairs wrote, alone or together, all letters of a language are alike.

    They differ in receiver, number and moment, which hold nothing of it either.
    """
    world.go_to(state)
    if state == "draft":
        words = {"goals": "kanarie-doel", "PAT-01-note": "kanarie-noot"}
        at = f"{world.delta.at}/preparation"
        expect(press(world.client(HOSPITAL), at, "/preparation", words))
        said = {"message": "kanarie-bericht"}
        at = f"{world.delta.at}/settle"
        expect(press(world.client(INSURER), at, "/settle/hand-over", said))
    post = Post()
    post.send(world.installation.app.extensions["kpikit_desk"])
    sent = b"\n".join(letter.as_bytes() for letter in post.letters)

    people = world.installation.people.values()
    homes = {a.organisation for a in people}
    assert len(post.letters) > 1
    assert [] == leaked(world.delta, sent) + leaked(world.kust, sent)
    secret = ["kanarie", world.delta.agreement, world.kust.agreement]
    secret += [h.name for h in homes] + [h.id for h in homes]
    secret += [a.name for a in people] + [a.user_id for a in people] + list(KPIS)
    assert [] == [words for words in secret if words.encode() in sent]
    assert {"nl"} == {letter["Content-Language"] for letter in post.letters}
    same = {
        name: {str(letter[name]) for letter in post.letters}
        for name in ("Subject", "From", "Content-Type")
    }
    same["body"] = {letter.get_content() for letter in post.letters}
    assert dict.fromkeys(same, 1) == {name: len(v) for name, v in same.items()}


def seen_by(world: World, email: str) -> dict[str, str]:
    """Return what somebody reads of the agreement, without what differs each time."""
    found = crawl(world.client(email), world.delta.at, files=False)
    return {address: spoken(answer) for address, answer in found.answers.items()}


@pytest.mark.thorough
def test_a_rating_is_in_no_byte_of_others_until_all_have_rated(world: World) -> None:
    """What one party wrote for both is read by both; its rating only when opened."""
    world.go_to("signed")
    at = f"{world.delta.at}/reviews/1/kpis/PRO-05"
    seen = {e: everything(world.client(e), "/") for e in (INSURER, OTHER_INSURER)}
    assert TOGETHER.encode() in seen[INSURER]
    assert RATED.encode() not in seen[INSURER]
    assert b"kanarie-" not in seen[OTHER_INSURER]
    assert RATED.encode() in everything(world.client(HOSPITAL), world.delta.at)
    answers = {"rating-level": "2", "rating-why": "ook"}
    give_roles(world.installation, VOICE, Role.ANALYST)
    for email in (INSURER, VOICE):
        expect(press(world.client(email), at, "/rate", answers))
    opened = everything(world.client(INSURER), world.delta.at)
    assert RATED.encode() in opened


def test_the_address_of_a_chart_is_no_key(world: World) -> None:
    """Who has no right to an agreement gets nothing for the hash of its chart."""
    charts = [
        a for a in world.pages().files if a.startswith(world.delta.at + "/charts")
    ]
    stranger = world.client(OTHER_INSURER)

    assert len(KPIS) - 1 == len(charts)  # the narrative KPI has none
    for address in charts:
        altered = address.replace(".svg", "0.svg")
        assert 200 == world.client(INSURER).get(address).status_code
        assert 404 == world.client(INSURER).get(altered).status_code
        unknown = address.replace(world.delta.agreement, UNKNOWN)
        assert 404 == stranger.get(address).status_code
        assert 404 == stranger.get(unknown).status_code
        assert 303 == world.client().get(address).status_code


def test_what_hangs_under_another_agreement_is_not_found_under_the_own(
    world: World,
) -> None:
    """An id of Delta's arrangement or KPI means nothing in the agreement of Kust."""
    stranger = world.client(OTHER_INSURER)
    token = token_of(stranger)
    theirs = [a for a in world.pages().addresses if is_a_child(a)]
    before = tables(world.installation)

    for address in theirs:
        moved = address.replace(world.delta.agreement, world.kust.agreement)
        assert 404 == stranger.get(moved).status_code, moved
    for form, values in sendings(world.forms()):
        if is_a_child(form.action):
            moved = form.action.replace(world.delta.agreement, world.kust.agreement)
            answer = send(stranger, replace(form, action=moved), values, token)
            gone = 303 if moved.endswith("/withdraw") else 404  # off the table it is
            assert gone == answer.status_code, moved

    assert len(theirs) > 20
    assert {} == changed(before, tables(world.installation))


def is_a_child(address: str) -> bool:
    """Tell whether an address names an arrangement or an own KPI."""
    own = "/kpis/OWN-" in address or "/own/OWN-" in address
    return own or ("/financing/" in address and "/new/" not in address)


def test_the_id_of_something_of_others_overwrites_nothing(world: World) -> None:
    """A new arrangement or KPI with an id of Delta's is a new one of Kust's."""
    stranger, at = world.client(OTHER_INSURER), world.kust.at
    children = [a for a in world.pages().addresses if is_a_child(a)]
    arrangement = next(a for a in children if a.endswith("/remove")).split("/")[-2]
    own = next(a for a in children if "/own/OWN-" in a).split("/")[5]
    delta = rows_of(world.installation, world.delta.agreement)

    money = {"arrangement_id": arrangement, "amounts_2027": "1", "amounts_2028": "1"}
    money |= {"purpose": "Iets", "source": "insurer"}
    page = f"{at}/financing/new/start_funding"
    expect(press(stranger, page, "/financing/new/start_funding", money))
    texts = ("name_nl", "definition_nl", "why_nl", "population_nl", "does_not_say_nl")
    kpi = {"id": own, **dict.fromkeys(texts, "Iets")}
    expect(press(stranger, f"{at}/kpis/own?kind=narrative", "/kpis/own", kpi))

    assert delta == rows_of(world.installation, world.delta.agreement)
    for address in (f"{at}/financing/{arrangement}", f"{at}/kpis/own/{own}"):
        assert b"kanariedelta" not in stranger.get(address).data
        assert 200 == stranger.get(address).status_code


def test_the_id_of_an_agreement_of_others_starts_nothing(world: World) -> None:
    """It is refused plainly; nothing is made, joined or changed."""
    stranger = world.client(OTHER_INSURER)
    home = world.installation.people[HOSPITAL].organisation.id
    before = tables(world.installation)
    wish = {"id": world.delta.agreement, "title": "Iets", "other_organisation_id": home}

    answer = press(stranger, "/agreements/new", "/agreements/new", wish)

    assert 404 == answer.status_code
    assert b"kanariedelta" not in answer.data
    assert {} == changed(before, tables(world.installation))


def test_no_page_tells_how_much_others_do(world: World) -> None:
    """What another pair does leaves every byte of this pair's pages as it was."""
    browser, other = world.client(INSURER), world.client(OTHER_INSURER)

    def seen() -> dict[str, str]:
        found = crawl(browser, "/", files=False, beside="/library")
        pages = {a: digest(spoken(r).encode()) for a, r in found.answers.items()}
        return pages | dict.fromkeys(found.files, "")

    before = seen()
    for _ in range(3):
        expect(press(other, f"{world.kust.at}/settle", "/settle/hand-over"))
    after = seen()

    assert before.keys() == after.keys()
    assert [] == [address for address in before if before[address] != after[address]]


@pytest.mark.parametrize("state", first_of(STATES))
def test_a_voice_never_sees_money(world: World, state: str) -> None:
    """No amount, condition, note or message is in any byte that a voice gets."""
    world.go_to(state)
    voice = world.client(VOICE)
    own = crawl(voice, "/", beside="/library").answers
    seen = own | {a: voice.get(a) for a in world.pages(state).addresses if a not in own}
    all_bytes = b"\n".join(bytes_of(answer) for answer in seen.values())

    assert {200} == {answer.status_code for answer in own.values()}
    assert {200, 403} == {answer.status_code for answer in seen.values()}, [
        a for a, answer in seen.items() if answer.status_code == 404
    ]
    for planted in (world.delta, world.kust):
        assert [] == leaked(planted, all_bytes, planted.confidential())
        assert len(planted.confidential()) > 40
    for part in NOT_FOR_A_VOICE:
        assert 403 == voice.get(f"{world.delta.at}/{part}").status_code, part
    shown = world.delta.planter.said_in("/ambitions/")
    assert len(shown) == len(leaked(world.delta, all_bytes, shown))


@pytest.mark.parametrize("state", first_of(STATES))
def test_a_voice_changes_nothing(world: World, state: str) -> None:
    """Every form of the parties is refused in words; its rating and words are not."""
    world.go_to(state)
    forms = [*world.forms(), *world.forms("settling", HOSPITAL, HOSPITAL_SIGNS)]
    own = ("/kpis/ratings", "/talk")
    parties = [f for f in forms if not f.action.endswith(own)]
    assert len(forms) > len(parties)
    refuse_all(world, VOICE, parties)


@pytest.mark.parametrize(
    ("email", "may"),
    [
        (HOSPITAL_READER, ()),
        (HOSPITAL_SIGNS, ("/talk",)),
        (HOSPITAL_ADMIN, ()),
        (
            HOSPITAL_ANALYST,
            (
                "/measurement/",
                "/scenarios/new",
                "/preparation",
                "/kpis/ratings",
                "/recommendations/",
                "/plan/",
                "/steps/",
                "/organisation-scan/",
                "/team-scan/",
                "/talk",
            ),
        ),
    ],
)
def test_a_role_does_only_what_is_its_own(
    world: World, email: str, may: tuple[str, ...]
) -> None:
    """A form of the negotiator is refused in words, and nothing is changed."""
    forms = world.forms()
    allowed = [f for f in forms if any(part in f.action for part in may)]
    refuse_all(world, email, [f for f in forms if f not in allowed])

    browser = world.client(email)
    for form in allowed:
        answer = send(browser, form, form.values(), token_of(browser))
        empty = form.action.endswith(NOTHING_IN_IT)
        assert (422 if empty else 303) == answer.status_code, form.action
    assert bool(may) is bool(allowed)


def refuse_all(world: World, email: str, forms: list[Form]) -> None:
    """Send forms as somebody; all must be refused, in words, and change nothing."""
    browser = world.client(email)
    token = token_of(browser)
    before = tables(world.installation)
    for form, values in sendings(forms):
        answer = send(browser, form, values, token)
        assert 403 == answer.status_code, form.action
        assert '<p class="lead">' in answer.text
    assert len(forms) > 20
    assert {} == changed(before, tables(world.installation))


def test_an_admin_alone_sees_no_agreement(world: World) -> None:
    """Managing accounts is no reason to read what was agreed."""
    admin = world.client(HOSPITAL_ADMIN)
    for address in world.pages().addresses:
        inside = address.startswith(world.delta.at)
        assert not inside or 403 == admin.get(address).status_code, address
    assert b"kanarie" not in everything(admin, "/", beside="/library")


def test_without_a_login_there_is_only_the_login(world: World) -> None:
    """Every page and every form leads there, and nothing is changed."""
    browser = world.client()
    token = token_of(browser)
    before = tables(world.installation)
    for address in world.pages().addresses:
        answer = browser.get(address)
        assert 303 == answer.status_code
        assert answer.headers["Location"].startswith("/login?next=")
    for form, values in sendings(world.forms()):
        answer = send(browser, form, values, token)
        assert 303 == answer.status_code
        assert answer.headers["Location"].startswith("/login")
    assert {} == changed(before, tables(world.installation))


def test_a_role_or_account_taken_away_counts_at_once(world: World) -> None:
    """The next page or form of somebody who lost a role is refused already."""
    browser = world.client(HOSPITAL)
    form = form_on(browser, f"{world.delta.at}/settle", "/settle/hand-over")
    token = token_of(browser)
    give_roles(world.installation, HOSPITAL, Role.READER)
    assert 403 == send(browser, form, form.values(), token).status_code
    assert 200 == browser.get(world.delta.at).status_code
    give_roles(world.installation, HOSPITAL, Role.ADMIN)
    assert 403 == browser.get(world.delta.at).status_code
    person = world.installation.people[HOSPITAL].user_id
    ending = f"/organisation/people/{person}/end"
    expect(press(world.client(HOSPITAL_ADMIN), ending, ending))
    assert 303 == browser.get("/account").status_code
    assert 303 == send(browser, form, form.values(), token).status_code
