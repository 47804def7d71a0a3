"""Forms in the wrong hands: extra fields, no token, twice, or bent to do more."""

import shutil

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from kpikit.web.forms_scenario import MAIN_FIGURES
from tests.journeys.attacker import (
    Form,
    Rows,
    changed,
    crawl,
    send,
    sendings,
    tables,
    token_of,
)
from tests.journeys.conftest import World
from tests.journeys.planted import form_on, press
from tests.repeats import first_of
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    HOSPITAL_SIGNS,
    INSURER,
    PASSWORD,
    VOICE,
)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("attacks")]
EXTRA = {
    "role": "provider",
    "roles": "admin",
    "state": "signed",
    "turn": "insurer",
    "turn_since": "2020-01-01",
    "organisation_id": "3",
    "party": "provider",
    "parties": "[]",
    "proposed_by": "insurer",
    "taken_by": "Iemand anders",
    "by": "Iemand anders",
    "at": "2020-01-01",
    "user_id": "1",
    "user_name": "Iemand anders",
    "name": "Iemand anders",
    "actor": "1",
    "agreement_id": "f" * 32,
    "agreement_key": "2",
    "key": "1",
    "own": "false",
    "version": "99",
    "status": "retired",
    "introduced": "2000-01-01",
    "signed_at": "2020-01-01",
    "signatures": "[]",
    "acceptances": "[]",
    "content_hash": "0" * 64,
    "active": "0",
    "is_admin": "1",
    "password_hash": "x",
    "slots": "99",
    "overrules": "[]",
    "contact_voice_name_0": "Iemand anders",
}
SCENARIO = (*MAIN_FIGURES, "effect")
TEXTS = (
    "name",
    "definition",
    "why",
    "population",
    "does_not_say",
    "numerator",
    "denominator",
)


def test_extra_fields_of_a_form_change_nothing(world: World) -> None:
    """With thirty fields that nobody asked for, each form does what it does without."""
    browser, admin = world.client(HOSPITAL), world.client(HOSPITAL_ADMIN)
    person = world.installation.people[HOSPITAL_READER].user_id
    colleague = f"/organisation/people/{person}"
    forms = [(browser, form) for form in world.forms()]
    forms += [
        (browser, form_on(browser, "/agreements/new", "/agreements/new")),
        (browser, form_on(browser, "/account", "/account/language")),
        (admin, form_on(admin, colleague, colleague)),
        (admin, form_on(admin, f"{colleague}/end", f"{colleague}/end")),
    ]
    world.installation.app.config["WTF_CSRF_ENABLED"] = False
    world.installation.desk.database.engine.dispose()
    kept = world.file.with_name("kept.sqlite3")
    shutil.copy(world.file, kept)
    start, that_worked = tables(world.installation), 0

    def after(who: FlaskClient, form: Form, values: "MultiDict[str, str]") -> Rows:
        world.bring_back(kept)
        send(who, form, values, None)
        return tables(world.installation)

    for who, form in forms:
        known = {control.name for control in form.controls}
        more = [(name, said) for name, said in EXTRA.items() if name not in known]
        for values in form.presses():
            plain = after(who, form, values)
            extra = MultiDict([*values.items(multi=True), *more])
            assert plain == after(who, form, extra), form.action
            that_worked += plain != start

    assert len(EXTRA) > 30
    assert that_worked > 15


@pytest.mark.parametrize("state", first_of(("draft", "settling")))
def test_no_form_works_without_its_own_token(world: World, state: str) -> None:
    """Missing, made up, or of another browser of the same person: 400, nothing done."""
    world.go_to(state)
    starts = ("/account", "/organisation", "/agreements/new")
    for email in (HOSPITAL, HOSPITAL_SIGNS, HOSPITAL_ADMIN):
        browser, twin = world.client(email), world.client(email)
        forms = crawl(browser, *starts).posts
        if email != HOSPITAL_ADMIN:
            forms += world.forms(state, email)
        foreign = token_of(twin)
        before = tables(world.installation)

        for form, values in sendings(forms):
            for token in (None, "", "made up", foreign):
                answer = send(browser, form, values, token)
                assert 400 == answer.status_code, (form.action, token)

        assert {} == changed(before, tables(world.installation)), email
        assert len(forms) > 3, email


@pytest.mark.parametrize(
    ("email", "files"),
    [
        (HOSPITAL, True),
        (HOSPITAL_SIGNS, False),
        (HOSPITAL_ANALYST, False),
        (HOSPITAL_ADMIN, False),
        (INSURER, False),
        (VOICE, True),
    ],
)
def test_looking_changes_nothing(world: World, email: str, files: bool) -> None:
    """Following every link keeps only that one was seen, and which workbooks were made."""
    world.go_to("settling")
    browser = world.client(email)
    world.installation.clock.move(minutes=2)
    but = ("sessions.seen", "sqlite_sequence", "audit_head")  # says where audit ends
    before = tables(world.installation, *but)

    found = crawl(browser, "/", files=files)

    now = tables(world.installation, *but)
    difference = changed(before, now)
    lines = difference.pop("audit", [])
    assert all({"export", "plan-export"} & set(line) for line in lines)
    taken = ("/export/", "/plan/files/")
    assert sum(any(t in a for t in taken) for a in found.answers) == len(lines)
    assert {} == difference


def test_a_form_sent_twice_makes_one(world: World) -> None:
    """A double click on whatever makes something new makes it once."""
    browser, admin = world.client(HOSPITAL), world.client(HOSPITAL_ADMIN)
    at = world.delta.at
    needed = {f"{name}_nl": "Iets" for name in TEXTS}
    home = world.installation.people[INSURER].organisation.id
    start = {"title": "Iets", "other_organisation_id": home}
    fund = {"amounts_2027": "1", "amounts_2028": "1", "purpose": "Iets"}
    fund |= {"source": "insurer"}
    guest = {"email": "new@oostpoort.example", "roles": "reader"}
    making: list[tuple[FlaskClient, str, str, dict[str, str], str]] = [
        (browser, "/agreements/new", "/agreements/new", start, "agreements"),
        (browser, f"{at}/financing/new/start_funding", "funding", fund, "arrangements"),
        (browser, f"{at}/kpis/own?kind=measured", "/kpis/own", needed, "own_kpis"),
        (browser, f"{at}/kpis/own?kind=narrative", "/kpis/own", needed, "own_kpis"),
        (browser, f"{at}/kpis/add", "/kpis/add", {"kpi": "PAT-03"}, "candidates"),
        (admin, "/organisation", "/organisation/invitations", guest, "invitations"),
    ]
    for who, address, part, answers, table in making:
        before = len(tables(world.installation)[table])
        form = form_on(who, address, part)
        values = form.values()
        for name in {c.name for c in form.controls} & answers.keys():
            values.setlist(name, [answers[name]])

        first, second = (send(who, form, values, token_of(who)) for _ in range(2))

        assert first.status_code in {200, 303}, (address, first.text)
        assert first.status_code == second.status_code, address
        assert before + 1 == len(tables(world.installation)[table]), address


def test_what_is_written_twice_stands_once(world: World) -> None:
    """The second of two presses is refused or makes nothing, wherever one writes."""
    browser, at = world.client(HOSPITAL), world.delta.at
    numbers = dict.fromkeys(SCENARIO, "5")
    making: list[tuple[str, dict[str, str], str, str]] = [
        (
            "/scenarios/new",
            {"name": "Iets", **numbers},
            "private_scenarios",
            "",
        ),
        (
            "/kpis/PAT-01/talk",
            {"words": "Iets", "step": "said"},
            "remarks",
            "",
        ),
        ("/plan/actions/1", {"name": "Iets"}, "improvement_actions", ""),
        ("/steps/1/moments/0", {"name": "Iets"}, "step_plans", "Iets"),
    ]
    for place, answers, table, said in making:
        form = form_on(browser, f"{at}{place}", place)
        values = form.values()
        for name, answer in answers.items():
            values.setlist(name, [answer])
        before = tables(world.installation)[table]

        first, second = (send(browser, form, values, token_of(browser)) for _ in "12")

        after = tables(world.installation)[table]
        assert 303 == first.status_code, (place, first.text)
        assert second.status_code in {303, 409, 422}, place
        assert len(before) + 1 == len(after), place
        assert repr(after).count(f'"{said}"') == 1 or not said, (place, after)


def test_a_new_arrangement_is_never_an_old_one(world: World) -> None:
    """The form of a new one cannot be bent to write over one that is there."""
    asking = next(a for a in world.pages().addresses if a.endswith("/remove"))
    bent = {"arrangement_id": asking.split("/")[-2], "revision": "1"}
    bent |= {"amounts_2027": "1", "amounts_2028": "1", "purpose": "Iets"}
    page = f"{world.delta.at}/financing/new/start_funding"
    before = tables(world.installation)

    answer = press(
        world.client(HOSPITAL), page, "funding", bent | {"source": "insurer"}
    )

    assert 409 == answer.status_code
    assert {} == changed(
        {k: v for k, v in before.items() if k != "sessions"},
        tables(world.installation, "sessions"),
    )


def test_an_old_password_cannot_be_guessed_without_end(world: World) -> None:
    """Who sits at a borrowed browser gets as many guesses as at the login, no more."""
    browser = world.client(HOSPITAL)

    def attempt(old: str) -> int:
        said = {"old": old, "password": "acht groene bussen"}
        return press(browser, "/account", "/account/password", said).status_code

    assert [422] * 10 == [attempt(f"guess {n}") for n in range(10)]
    assert 429 == attempt(PASSWORD)
    world.installation.clock.move(minutes=6)
    assert 303 == attempt(PASSWORD)
