"""What one party does alone moves nothing that anybody else is ever shown."""

import random
from collections.abc import Mapping

import pytest
from werkzeug.datastructures import MultiDict

from tests.journeys.attacker import (
    FILES,
    Control,
    Form,
    changed,
    crawl,
    digest,
    send,
    spoken,
    tables,
    token_of,
)
from tests.journeys.conftest import World
from tests.repeats import first_of
from tests.web.installation import HOSPITAL, INSURER, OTHER_INSURER, VOICE

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("attacks")]
ALONE = (
    "/preparation",
    "/kpis/ratings",
    "/scenarios/new",
    "/organisation-scan/",
    "/recommendations/",
)
"""Where a party works alone: none of it is shown until it says so with a button."""
SHOWN_TO = {
    HOSPITAL: (INSURER, VOICE, OTHER_INSURER),
    INSURER: (HOSPITAL, VOICE, OTHER_INSURER),
}
NOT_WORDS = ("date", "set-cookie")
SEEDS = [(0, 1), (1, 7), (7, 13), (13, 20)]


@pytest.mark.parametrize(("first", "end"), first_of(SEEDS))
def test_private_work_is_seen_by_nobody_else(
    world: World, first: int, end: int
) -> None:
    """Two installations that differ in private work alone give others the same.

    Every answer counts: status, headers, and each byte of pages, drawings and
    workbooks, with what is random by nature (tokens, new ids) left out. Who did the
    work does see it.
    """
    for seed in range(first, end):
        state = ("draft", "signed")[seed % 2]
        worker = (HOSPITAL, INSURER)[seed // 2 % 2]
        world.go_to(state)
        without = {email: seen(world, email) for email in SHOWN_TO[worker]}
        own = seen(world, worker)
        world.go_to(state)
        rows = tables(world.installation)
        moved = work(world, worker, state, random.Random(seed))  # noqa: S311
        made = changed(rows, tables(world.installation))
        assert moved > 3
        assert {t for t in made if t.startswith("private_")}, seed
        assert not {t for t in made if t.startswith("shared_")}, seed
        assert own != seen(world, worker), seed
        for email, answers in without.items():
            assert answers == seen(world, email), (seed, email)


def seen(world: World, email: str) -> Mapping[str, tuple[object, ...]]:
    """Return all that somebody is answered, from the first page downwards."""
    found = crawl(world.client(email), "/", beside="/library")
    return {
        address: (
            answer.status_code,
            [(k, v) for k, v in answer.headers if k.lower() not in NOT_WORDS],
            digest(answer.data)
            if address.partition("?")[0].endswith(FILES)
            else spoken(answer),
        )
        for address, answer in found.answers.items()
    }


def work(world: World, email: str, state: str, chance: random.Random) -> int:
    """Send forms of one party's own with anything in them; return how many were kept."""
    browser = world.client(email)
    token, kept = token_of(browser), 0
    forms = [f for f in world.forms(state, email) if is_alone(f, world)]
    for form in chance.choices(forms, k=chance.randint(10, 30)):
        page = crawl(browser, form.page)  # with the revision as it is now
        again = next(f for f in page.posts if f.action == form.action)
        answer = send(browser, again, filled(again, chance), token)
        kept += answer.status_code in (302, 303)
    return kept


def is_alone(form: Form, world: World) -> bool:
    """Tell whether a form is one of those that show nothing to others."""
    return form.action.removeprefix(world.delta.at).startswith(ALONE)


def filled(form: Form, chance: random.Random) -> "MultiDict[str, str]":
    """Return the form with something in every field, and no button that shows it."""
    sent: MultiDict[str, str] = MultiDict()
    for control in form.controls:
        if control.kind not in {"submit", "button"}:
            for value in something(control, chance):
                sent.add(control.name, value)
    return sent


def something(control: Control, chance: random.Random) -> list[str]:
    """Return what somebody could put in a field: some of it, or nothing."""
    if control.kind in {"checkbox", "radio"}:
        return [control.value] if chance.random() < 0.5 else []
    if control.kind == "select":
        return [chance.choice(control.options or [""])]
    if control.kind == "hidden":
        return [control.value]
    if control.is_number:
        return [str(chance.randint(1, 60))]
    return [f"alleen van ons {chance.getrandbits(40):x}"]
