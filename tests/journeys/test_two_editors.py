"""Two people in the same form, in any order: nobody overwrites what they never saw."""

import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from werkzeug.datastructures import MultiDict

from kpikit.storage.base import Base
from tests.journeys.attacker import Control, Form, crawl, read
from tests.journeys.backends import SERVER, Filled, filled_on
from tests.journeys.conftest import look_back
from tests.journeys.planted import Planted, expect, plant, settle, sign
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ANALYST,
    HOSPITAL_SIGNS,
    INSURER,
    INSURER_SIGNS,
    Installation,
)

pytestmark = pytest.mark.slow
MANY = int(os.environ.get("KPIKIT_EDITOR_RUNS", "100"))
MOST_ON_A_SERVER = int(os.environ.get("KPIKIT_EDITOR_RUNS", "20"))
"""How many orders each form is taken through; a server takes longer over each."""
PARTS = 4
SECOND = (INSURER, HOSPITAL_ANALYST, HOSPITAL)
SHARED = {
    "agreements.save_frame",
    "ambitions.save",
    "ambitions.save_entry",
    "financing.save_entry",
    "measurement.save_entry",
    "own_kpis.rewrite",
}
BESIDE_IT = {
    "organisation_scan.save",
    "plan.save",
    "recommendations.save",
    "steps.save_checklist",
    "steps.save_moment",
    "steps.save_path",
    "team_scan.save_own",
}
EXPECTED = {
    "draft": SHARED | BESIDE_IT | {"preparation.save", "rating.save", "scenarios.save"},
    "signed": BESIDE_IT
    | {
        "results.save_entry",
        "reviews.rate",
        "reviews.save_frame",
        "reviews.save_kpi",
        "settlements.propose",
    },
}
BESIDE = ("audit", "audit_head", "sessions", "failures", "notices")
"""What changes without the form: the trail, logins, and who is told."""

NOT_HERE = {"financing.add", "own_kpis.write", "settlements.work_out"}
"""What makes something new, or saves nothing."""
ONCE = ("remove", "share")
"""What can be done once: there is no second save to hold it to."""

ALONE = {
    "organisation_scan.save",
    "preparation.save",
    "rating.save",
    "recommendations.save",
    "results.save_entry",
    "reviews.rate",
    "scenarios.save",
    "team_scan.save",
    "team_scan.save_own",
}
"""What an organisation keeps for itself: no line in the shared trail."""

LINES = {
    "agreements.save_frame": {"frame"},
    "ambitions.save": {"ambition"},
    "ambitions.save_entry": {"ambition"},
    "financing.save_entry": {"arrangement"},
    "measurement.save_entry": {"plan"},
    "own_kpis.rewrite": {"own-kpi"},
    "plan.save": {"action-saved"},
    "steps.save_checklist": {"steps-saved"},
    "steps.save_moment": {"steps-saved"},
    "steps.save_path": {"steps-saved"},
    "reviews.save_frame": {"review-frame"},
    "reviews.save_kpi": {"review-entry"},
    "settlements.propose": {"settlement"},
}
"""Under which name a form that both parties share stands in the history."""

WORD = re.compile(r"woord\d+x")

Values = dict[str, tuple[str, ...]]
Rows = dict[str, list[str]]


class Line(NamedTuple):
    """A line of the trail: what was done to what, how it was and how it became."""

    action: str
    subject: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Place:
    """One sort of form: where it stands, where it goes, and for whom."""

    endpoint: str
    page: str
    action: str
    second: str = HOSPITAL


@dataclass(slots=True)
class Editor:
    """Somebody with a form open, and what that form said when it was opened."""

    browser: FlaskClient
    place: Place
    form: Form | None = None
    seen: Values = field(default_factory=dict)
    typed: Values = field(default_factory=dict)

    def open(self) -> None:
        """Open the form afresh."""
        self.form, self.typed = opened(self.browser, self.place), {}
        self.seen = held(self.form)

    def type(self, chance: random.Random, words: Iterator[int]) -> None:
        """Change one or two fields."""
        assert self.form is not None
        fields = fields_of(self.form)
        for name in chance.sample(
            sorted(fields), min(len(fields), chance.randint(1, 2))
        ):
            self.typed[name] = another(fields[name], chance, words)

    def values(self, chance: random.Random) -> "MultiDict[str, str]":
        """Return what is sent: the form, what was typed, and a choice where asked."""
        assert self.form is not None
        sent = self.form.values()
        for name, values in self.typed.items():
            sent.setlist(name, list(values))
        for name in {c.name for c in self.form.controls if c.name.startswith("take.")}:
            choice = chance.choice(("yours", "theirs"))
            sent[name] = choice
            if choice == "theirs":
                self.typed.pop(name.removeprefix("take."), None)
        return sent


@dataclass(slots=True)
class Stage:
    """A filled-in installation with its forms, read from below as well."""

    made: Installation
    engine: Engine
    at: str

    def places(self) -> list[Place]:
        """Return one form of each sort that carries a version, with two who have it."""
        posts = crawl(self.made.client(HOSPITAL), self.at, files=False).posts
        ours = [
            f for f in posts if carries_a_version(f) and f.action.startswith(self.at)
        ]
        found: dict[object, Place] = {}
        for form in sorted(ours, key=lambda f: -len(held(f))):  # the fullest of a sort
            endpoint = self._endpoint(form)
            names = frozenset(n.split("-")[-1] for n in fields_of(form))
            new = form.action.endswith("/moments/0")
            once = endpoint.partition(".")[2].startswith(ONCE)
            if endpoint in NOT_HERE or once or new or (endpoint, names) in found:
                continue
            place = Place(endpoint, form.page, form.action)
            second = next(e for e in _may_be(endpoint) if self._has(e, place, form))
            found[endpoint, names] = replace(place, second=second)
        return list(found.values())

    def _endpoint(self, form: Form) -> str:
        adapter = self.made.app.url_map.bind("")
        path = form.action.partition("?")[0]
        endpoint, _arguments = adapter.match(path, method="POST")
        return str(endpoint)

    def _has(self, email: str, place: Place, form: Form) -> bool:
        """Tell whether somebody has the very same form."""
        browser = self.made.client(email)
        try:
            return held(opened(browser, place)) == held(form)
        except LookupError:
            return False

    def rows(self) -> Rows:
        """Return every row that a form could change."""
        with self.engine.connect() as connection:
            return {
                table.name: sorted(
                    repr(tuple(row)) for row in connection.execute(table.select()).all()
                )
                for table in Base.metadata.sorted_tables
                if table.name not in BESIDE
            }

    def trail(self) -> list[Line]:
        """Return the trail of changes, a line each."""
        asked = text(
            "SELECT action, subject, before, after FROM audit ORDER BY sequence"
        )
        with self.engine.connect() as connection:
            lines = [Line(*row) for row in connection.execute(asked)]
        return [line for line in lines if line.action != "refused"]


def _may_be(endpoint: str) -> tuple[str, ...]:
    """Return who could have the same form: the other party, a colleague, or oneself."""
    if endpoint == "team_scan.save_own":
        return (HOSPITAL,)
    return SECOND[1:] if endpoint in ALONE else SECOND


def carries_a_version(form: Form) -> bool:
    """Tell whether a form says what it held when it was opened."""
    return any(c.name.endswith("opened") and c.kind == "hidden" for c in form.controls)


def opened(browser: FlaskClient, place: Place) -> Form:
    """Return the form of a place, as somebody reads it now.

    Raises:
        LookupError: there is none for this person.
    """
    page = browser.get(place.page)
    forms, _addresses = read(page.text, place.page)
    for form in forms:
        if form.action == place.action and carries_a_version(form):
            return form
    raise LookupError(place)


def held(form: Form) -> Values:
    """Return what a form said that it held, by the full name of each field."""
    found: Values = {}
    for control in form.controls:
        if control.name.endswith("opened") and control.kind == "hidden":
            prefix = control.name.removesuffix("opened")
            says = json.loads(control.value)
            found |= {prefix + name: tuple(values) for name, values in says.items()}
    return found


def fields_of(form: Form) -> dict[str, list[Control]]:
    """Return the fields that somebody can fill in, by name."""
    found: dict[str, list[Control]] = {}
    for control in form.controls:
        skipped = control.kind in {"hidden", "submit", "button", "date"}
        if not skipped and not control.name.startswith("take."):
            found.setdefault(control.name, []).append(control)
    return found


def another(
    controls: list[Control], chance: random.Random, words: Iterator[int]
) -> tuple[str, ...]:
    """Return something else for a field, that fits more often than not."""
    first = controls[0]
    if first.kind == "checkbox":
        return tuple(c.value for c in controls if chance.random() < 0.5)
    if first.kind == "radio":
        return (chance.choice(controls).value,)
    if first.options:
        return (chance.choice(first.options),)
    if first.is_number:
        return (str(chance.randint(1, 30)),)
    said = f"woord{next(words)}x"
    return (f"{said}@kanarie.example" if "email" in first.name else said,)


def fill_in(browser: FlaskClient, address: str, answers: dict[str, str]) -> None:
    """Send a form with something in every number that is still empty."""
    form = next(
        f
        for f in read(browser.get(address).text, address)[0]
        if f.method == "post" and f.action.startswith(address)
    )
    empty = [c.name for c in form.controls if c.is_number and not c.value]
    numbers = {name: "5" for name in empty if not name.startswith("k_")}
    values = form.values()
    named = {c.name: "Begin" for c in form.controls if c.name in {"name", "title"}}
    for name, said in {**numbers, **named, **answers}.items():
        values.setlist(name, [said])
    expect(browser.post(address, data=values))


@pytest.fixture(scope="module", params=["sqlite", SERVER])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, tuple[Filled, Planted]]]:
    """An agreement in talks and a signed one, filled in once."""
    planted: dict[str, Planted] = {}

    def draft(made: Installation) -> None:
        planted["draft"] = plant(made, HOSPITAL, INSURER, "kanariedelta", 918_273_000)
        begin(made, planted["draft"].at, "/scenarios/new")

    def begin(made: Installation, at: str, *more: str) -> None:
        browser = made.client(HOSPITAL)
        fill_in(browser, f"{at}/plan/actions/1", {"name": "Keuzehulp"})
        for each in more:
            fill_in(browser, f"{at}{each}", {})

    def signed(made: Installation) -> None:
        done = plant(made, HOSPITAL, INSURER, "kanariedelta", 918_273_000)
        settle(made, done, (INSURER, HOSPITAL))
        sign(made, done, (HOSPITAL_SIGNS, INSURER_SIGNS))
        look_back(made, done)
        begin(made, done.at, "/settlements/2027")
        planted["signed"] = done

    with ExitStack() as stack:
        found = {}
        for state, fill in (("draft", draft), ("signed", signed)):
            folder: Path = tmp_path_factory.mktemp(state)
            manager = filled_on(request.param, folder, fill)
            found[state] = stack.enter_context(manager), planted[state]
        yield found


@pytest.mark.parametrize("state", ["draft", "signed"])
def test_in_some_order_nobody_overwrites_what_they_never_saw(
    filled: dict[str, tuple[Filled, Planted]], state: str
) -> None:
    """What changed since it was seen stays, and a refusal changes nothing."""
    done = take_through(filled[state], range(1))
    assert set(done) >= EXPECTED[state]


@pytest.mark.thorough
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("state", ["draft", "signed"])
def test_nobody_overwrites_what_they_never_saw(
    request: pytest.FixtureRequest,
    filled: dict[str, tuple[Filled, Planted]],
    state: str,
    part: int,
) -> None:
    """The same in a hundred orders, in parts that run side by side."""
    on_server = "postgresql" in request.node.callspec.id
    runs = (MOST_ON_A_SERVER if on_server else MANY) // PARTS
    done = take_through(filled[state], range(part * runs, (part + 1) * runs))
    assert set(done) >= EXPECTED[state]
    assert all(told[303] for told in done.values()), done


def take_through(
    filled: tuple[Filled, Planted], runs: range
) -> dict[str, Counter[int]]:
    """Take every form through these orders; return the answers that each got."""
    source, planted = filled
    with source.make() as (made, url):
        engine = create_engine(url)
        stage = Stage(made, engine, planted.at)
        made.clock.move(days=300)  # so that there is a period to report on
        done: dict[str, Counter[int]] = {}
        words = count(1)
        places = stage.places()
        for place in places:
            for run in runs:
                chance = random.Random(f"{place.endpoint} {run}")  # noqa: S311 - orders, no secrets
                told = interleave(stage, place, chance, words)
                done.setdefault(place.endpoint, Counter()).update(told)
        engine.dispose()
    return done


def interleave(
    stage: Stage, place: Place, chance: random.Random, words: Iterator[int]
) -> Counter[int]:
    """Let two people open and save in a random order, and look after each save."""
    editors = [
        Editor(stage.made.client(email), place) for email in (HOSPITAL, place.second)
    ]
    turns = [n for n in (0, 1) for _step in range(3)]
    chance.shuffle(turns)
    told: Counter[int] = Counter()
    for each in turns:
        editor = editors[each]
        if editor.form is None:
            editor.open()
            editor.type(chance, words)
            continue
        told[save(stage, editor, chance)] += 1
    return told


def save(stage: Stage, editor: Editor, chance: random.Random) -> int:
    """Save as somebody; hold the answer to what it promises."""
    assert editor.form is not None
    values = editor.values(chance)
    rows, lines = stage.rows(), stage.trail()
    before = held(opened(editor.browser, editor.place))
    answer = editor.browser.post(editor.form.action, data=values)
    after = held(opened(editor.browser, editor.place))
    where = editor.place.endpoint, editor.typed, answer.status_code
    if answer.status_code != 303:
        assert rows == stage.rows(), where
        forms, _addresses = read(answer.text, editor.form.action)
        asks = 'id="merge"' in answer.text
        merge = [f for f in forms if asks and carries_a_version(f)]
        assert (answer.status_code == 409) is bool(merge), where
        editor.form = merge[0] if merge else None
        editor.seen = held(merge[0]) if merge else {}
        return answer.status_code
    for name in before.keys() | after.keys() | editor.seen.keys():
        unseen = before.get(name) != editor.seen.get(name)
        assert not unseen or after.get(name) == before.get(name), (where, name)
    for name, typed in editor.typed.items():
        if typed[:1] and typed[0].startswith("woord"):
            assert typed in after.values(), (where, name)
    if rows != stage.rows() and editor.place.endpoint not in ALONE:
        hold_to_the_history(stage, editor, lines, before, after)
    editor.form = None
    return 303


def hold_to_the_history(
    stage: Stage, editor: Editor, earlier: list[Line], before: Values, after: Values
) -> None:
    """Each thing that was saved has one line: what was there -> what was typed."""
    where = editor.place.endpoint, editor.typed
    fresh = stage.trail()[len(earlier) :]
    lines = [line for line in fresh if line.action in LINES[editor.place.endpoint]]
    assert lines, where
    things = [(line.action, line.subject) for line in lines]
    assert sorted(set(things)) == sorted(things), (where, things)
    last = {(line.action, line.subject): line.after for line in earlier}
    for line, thing in zip(lines, things, strict=True):
        assert last.get(thing, line.before) == line.before, (where, thing)
        assert before == after or line.before != line.after, (where, thing)
    was = "\n".join(line.before for line in lines)
    now = "\n".join(line.after for line in lines)
    old, new = words_in(before), words_in(after)
    assert all(word in was for word in old - new), (where, old - new)
    assert all(word in now for word in new - old), (where, new - old)
    typed = {v for values in editor.typed.values() for v in values}
    assert all(word in now for word in typed if word.startswith("woord")), where


def words_in(form: Values) -> set[str]:
    """Return the words that only this test typed, in what a form holds."""
    return {w for values in form.values() for v in values for w in WORD.findall(v)}
