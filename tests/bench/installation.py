"""An installation that is big enough to measure: many agreements, many candidates."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, render_template
from flask.testing import FlaskClient
from sqlalchemy import event

from kpikit.actions import agreements, choosing
from kpikit.actions.accounts import log_in
from kpikit.actions.demo import seed
from kpikit.actions.demo.people import DELTA
from kpikit.actions.desk import Actor, Desk
from kpikit.actions.operator import export
from kpikit.actions.scenarios import save_study
from kpikit.domain.access import Permission, Role
from kpikit.domain.agreement import CarePath
from kpikit.domain.financing.study import Study
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import OrganisationKind
from kpikit.settings import Settings
from kpikit.storage import migrate, organisations
from kpikit.web.access import needs
from kpikit.web.app import create_app, make_desk, make_passwords
from tests.bench import bare_scenario
from tests.domain.financing.scenarios import base_scope

PASSWORD = "a sentence nobody guesses"
NEGOTIATOR = "j.deboer@oostpoort.example"
EMPTY = "{% extends 'base.html' %}{% block heading %}.{% endblock %}"
_CHOSEN = re.compile(
    r'<select[^>]*name="([^"]+)"[^>]*>(?:(?!</select>).)*?<option selected value="([^"]*)"',
    re.DOTALL,
)
_INPUT = re.compile("<input[^>]*>")
_SAID = re.compile('(name|value)="([^"]*)"')
_TYPED = "application/x-www-form-urlencoded"
_HTMX = {"HX-Request": "true"}


@dataclass(frozen=True, slots=True)
class Bench:
    """A logged-in client, the addresses to measure, and a finished workbook."""

    client: FlaskClient
    desk: Desk
    table: str
    empty: str
    workbook: Callable[[], bytes]
    signed: str
    scenario: str
    signed_id: str
    analyst: Actor

    def fragment(self, page: str, address: str, typed: str) -> Callable[[], None]:
        """Return what asks for a part of a page again, its empty fields filled."""
        text = self.client.get(page).text
        tags = _INPUT.findall(text)
        choices = 'type="checkbox"', 'type="radio"'
        sent = [t for t in tags if "checked" in t or not any(c in t for c in choices)]
        said = [dict(_SAID.findall(tag)) for tag in sent]
        pairs = [(each["name"], each.get("value") or typed) for each in said]
        body = urlencode([*pairs, *_CHOSEN.findall(text)])

        def ask() -> None:
            answer = self.client.post(
                address, data=body, content_type=_TYPED, headers=_HTMX
            )
            whole, worked = "<html" in answer.text, "<table" in answer.text
            if answer.status_code != 200 or whole or not worked:
                raise RuntimeError(f"{address}: {answer.status}")

        return ask

    def get(self, address: str) -> None:
        """Fetch a page that has to be there."""
        answer = self.client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status}")

    def poll(self, address: str) -> None:
        """Ask for news as an open page does, when there is none."""
        answer = self.client.get(address, headers=_HTMX)
        if answer.status_code != 204:
            raise RuntimeError(f"{address}: {answer.status}")

    def statements(self, address: str) -> int:
        """Return how many SQL statements a page costs, the login included."""
        seen: list[str] = []

        def note(*given: object) -> None:
            words = str(given[2])
            if not words.startswith(("PRAGMA", "BEGIN")):
                seen.append(words)

        engine = self.desk.database.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            self.get(address)
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)


def made(folder: Path, candidates: int, count: int) -> Bench:
    """Return an installation with that many candidates and agreements."""
    settings = replace(
        Settings.read({"KPIKIT_DATA": str(folder)}, key_required=False),
        secret_key="-" * 32,
    )
    migrate.upgrade(settings.database_url)
    desk = make_desk(settings)
    passwords = make_passwords(settings)
    demo = seed(desk, passwords, PASSWORD)
    app = create_app(settings, own_desk=desk)
    empty_page(app)
    hospital = negotiator(desk)
    for number in range(count - len(demo.agreements)):
        one_more(desk, hospital, f"Afspraak {number}")
    busy = one_more(desk, hospital, "Veel kandidaten")
    ids = [k.id for k in desk.library.kpis.values() if not k.retired][:candidates]
    choosing.propose_kpis(desk, hospital, busy, tuple(KpiId(i) for i in ids))
    client = app.test_client()
    token = log_in(desk, passwords, NEGOTIATOR, PASSWORD, "bench")
    client.set_cookie("kpikit", token)
    signed = demo.agreements[0].id
    return Bench(
        client,
        desk,
        f"/agreements/{busy}/kpis",
        "/empty",
        lambda: export(desk, signed, "full", "nl", None).data,
        f"/agreements/{signed}",
        a_scenario(desk, busy),
        signed,
        analyst(desk),
    )


def a_scenario(desk: Desk, agreement_id: str) -> str:
    """Keep a scenario of ten years with four ways of paying; return its address."""
    study = Study(
        id="bench",
        scope=base_scope(),
        scenario=bare_scenario.MADE,
        options=("fee", "start_phase", "lump_sum_band", "sharing"),
        revision=0,
    )
    actor = replace(negotiator(desk), user_id="")
    path = CarePath(name=study.scope.name)
    frame = agreements.Frame(
        title="Veel kandidaten",
        first_year=2027,
        years_long=3,
        care_paths=(path,),
        locations=(),
        vision="",
        contacts=(),
        target_dates=(),
    )
    agreements.change_frame(desk, actor, agreement_id, frame, 1)
    save_study(desk, actor, agreement_id, study)
    return f"/agreements/{agreement_id}/scenarios/{study.id}"


def empty_page(app: Flask) -> None:
    """Add a page with the frame and nothing in it, for who is logged in.

    The template is compiled once, as those of real pages are.
    """
    template = app.jinja_env.from_string(EMPTY)

    @needs(Permission.SIGNED_IN)
    def empty() -> str:
        return render_template(template)

    app.add_url_rule("/empty", view_func=empty)


def negotiator(desk: Desk) -> Actor:
    """Return somebody of the hospital who may start agreements."""
    with desk.database.read() as session:
        home = organisations.of_kind(session, OrganisationKind.PROVIDER)[0]
    return Actor(
        user_id="",
        name="Bench",
        email="",
        organisation=home,
        roles=frozenset({Role.NEGOTIATOR}),
    )


def analyst(desk: Desk) -> Actor:
    """Return somebody of the hospital who may bring results in."""
    return replace(negotiator(desk), roles=frozenset({Role.ANALYST}))


def one_more(desk: Desk, actor: Actor, title: str) -> str:
    """Start an agreement with insurer Delta and return its id."""
    with desk.database.read() as session:
        insurers = organisations.of_kind(session, OrganisationKind.INSURER)
    other = next(o for o in insurers if o.name == DELTA)
    start = agreements.Start(
        id=desk.new_id(),
        title=title,
        other_organisation_id=other.id,
        voice_organisation_id="",
        first_year=2027,
        years_long=3,
    )
    return agreements.start_agreement(desk, actor, start).id
