"""Approving and signing under attack: only what was seen, only for oneself, for good."""

import pytest

from tests.journeys.attacker import (
    changed,
    digest,
    send,
    sendings,
    spoken,
    tables,
    token_of,
)
from tests.journeys.conftest import PEOPLE, World
from tests.journeys.planted import expect, form_on, press, settle
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
GOES_ON = (
    "/recommendations/",
    "/plan/",
    "/steps/",
    "/talk",
    "/organisation-scan/",
    "/team-scan/",
    "/versions",
)
"""What is no part of what was signed: the work itself goes on afterwards."""
APPROVALS = ("acceptances", "signatures", "versions")


def test_once_signed_nothing_changes_it(world: World) -> None:
    """Every form of before, sent again by everybody, leaves each byte as it was."""
    world.go_to("signed")
    every = [*world.forms(), *world.forms("settling", *PEOPLE)]
    forms = [f for f in every if not any(part in f.action for part in GOES_ON)]
    workbooks = exported(world)
    everybody = (*PEOPLE, HOSPITAL_ADMIN, HOSPITAL_ANALYST, HOSPITAL_READER, VOICE)

    for email in everybody:
        browser = world.client(email)
        token = token_of(browser)
        before = tables(world.installation)
        for form, values in sendings(forms):
            answer = send(browser, form, values, token)
            # Drawing up a scenario for oneself goes on; empty it is sent back.
            drafts = {422} if form.action.endswith("/scenarios/new") else set()
            assert answer.status_code in {403, 409} | drafts, (email, form.action)
        assert {} == changed(before, tables(world.installation)), email

    assert workbooks == exported(world)
    assert len(forms) > 45


def exported(world: World) -> dict[str, str]:
    """Return a digest of each workbook of the agreement with Delta."""
    browser = world.client(INSURER)
    at = f"{world.delta.at}/export"
    return {
        pack: digest(browser.get(f"{at}/{pack}.xlsx?language=nl").data)
        for pack in ("full", "board", "open")
    }


def test_a_draft_exported_twice_is_the_same_file(world: World) -> None:
    """Making a workbook is no change of what stands in it."""
    first = exported(world)
    world.installation.clock.move(minutes=5)
    assert first == exported(world)


def test_making_a_workbook_is_no_change(world: World) -> None:
    """Who reads along and downloads is not named as who saved it last."""
    before = spoken(world.client(HOSPITAL).get(world.delta.at))
    world.installation.clock.move(minutes=5)
    download = f"{world.delta.at}/export/open.xlsx"
    assert 200 == world.client(VOICE).get(download).status_code
    assert before == spoken(world.client(HOSPITAL).get(world.delta.at))


@pytest.mark.parametrize("step", ["accept", "sign"])
def test_nobody_approves_what_was_not_on_the_screen(world: World, step: str) -> None:
    """Content that changed after the page was opened is neither accepted nor signed."""
    email, at = (HOSPITAL if step == "accept" else HOSPITAL_SIGNS), world.delta.at
    world.go_to("draft" if step == "accept" else "settling")
    browser, insurer = world.client(email), world.client(INSURER)
    form = form_on(browser, f"{at}/settle", f"/settle/{step}")
    if step == "sign":
        expect(press(insurer, f"{at}/settle/reopen", "/settle/reopen"))
    expect(press(insurer, f"{at}/frame", "/frame", {"title": "Iets anders"}))
    if step == "sign":
        settle(world.installation, world.delta, (INSURER, HOSPITAL))
    before = tables(world.installation)
    token = token_of(browser)

    [answer] = [send(browser, f, values, token) for f, values in sendings([form])]

    assert 409 == answer.status_code
    now = tables(world.installation)
    assert {name: before[name] for name in APPROVALS} == {n: now[n] for n in APPROVALS}


def test_nobody_signs_for_the_other_side(world: World) -> None:
    """A signatory makes one signature, for the own party, whatever the form says."""
    world.go_to("settling")
    browser = world.client(HOSPITAL_SIGNS)
    form = form_on(browser, f"{world.delta.at}/settle", "/settle/sign")
    values = form.values()
    values.setlist("password", [PASSWORD])
    for name in ("role", "party", "organisation_id"):
        values.setlist(name, ["insurer"])

    first, second = (send(browser, form, values, token_of(browser)) for _ in range(2))

    assert (303, 422) == (first.status_code, second.status_code)
    now = tables(world.installation)
    assert ["provider"] == [row[1] for row in now["signatures"]]
    assert () == now["versions"]


def test_a_wrong_password_signs_nothing_and_is_counted(world: World) -> None:
    """Ten guesses close signing for a while, also to the right password."""
    world.go_to("settling")
    browser, at = world.client(HOSPITAL_SIGNS), world.delta.at
    for guess in range(10):
        said = {"password": f"guess {guess}"}
        answer = press(browser, f"{at}/settle", "/settle/sign", said)
        assert 422 == answer.status_code
    right = {"password": PASSWORD}
    assert 303 != press(browser, f"{at}/settle", "/settle/sign", right).status_code
    assert () == tables(world.installation)["signatures"]
    world.installation.clock.move(minutes=6)
    expect(press(browser, f"{at}/settle", "/settle/sign", right))
