"""Every role at every address: what the file beside this one says, and nothing else.

A row of access_matrix.csv is an address with its method; a column is somebody of the
hospital, or the patient organisation. ``yes`` lets them through to the view, ``no``
refuses them in words. Who takes no part in the agreement finds nothing there.

``KPIKIT_WRITE_MATRIX=1`` writes the file anew; the difference is for a reader to judge.
"""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from kpikit.actions.demo.signed import make_signed
from kpikit.domain.access import RULES, Permission
from kpikit.domain.agreement import State
from kpikit.web.access import permission_of
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    HOSPITAL_SIGNS,
    OTHER_INSURER,
    PASSWORD,
    VOICE,
    Installation,
)
from tests.web.test_access import any_value

FILE = Path(__file__).with_name("access_matrix.csv")
PEOPLE = {
    "negotiator": HOSPITAL,
    "signatory": HOSPITAL_SIGNS,
    "analyst": HOSPITAL_ANALYST,
    "reader": HOSPITAL_READER,
    "admin": HOSPITAL_ADMIN,
    "patient organisation": VOICE,
}
PARTS = {"kpi_id": "PAT-04", "period_id": "2026-Q1", "kind": "pxq", "pack": "open"}
Row = dict[str, str]


def rows() -> list[Row]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def state_for(permission: Permission) -> State:
    """Return the state to try it in: in talks where that can be, else signed."""
    states = RULES[permission].states
    return State.DRAFT if State.DRAFT in states else State.SIGNED


class Place:
    """An installation with an agreement in talks and a signed one."""

    def __init__(self, installation: Installation) -> None:
        """Make both agreements, and a browser for everybody."""
        self.installation = installation
        talks = installation.start()
        installation.choose(talks, "PAT-04")
        desk, people = installation.desk, installation.people
        signed = make_signed(desk, people, PASSWORD, installation.passwords)
        self.agreements = {State.DRAFT: talks, State.SIGNED: signed.id}
        self.browsers = {who: installation.client(m) for who, m in PEOPLE.items()}

    def rules(self) -> Iterator[tuple[str, Rule, Permission]]:
        """Yield method, address and permission of all that not everybody may."""
        app = self.installation.app
        for rule in app.url_map.iter_rules():
            permission = permission_of(app, rule.endpoint)
            if permission in RULES:
                for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                    yield method, rule, permission

    def address(self, rule: Rule, permission: Permission) -> str:
        """Return an address that fits, with things that are there where it matters."""
        agreement = self.agreements[state_for(permission)]
        known = {**PARTS, "agreement_id": agreement, "number": "1"}
        values = {
            name: known.get(name, any_value(rule, name)) for name in rule.arguments
        }
        adapter = self.installation.app.url_map.bind("localhost")
        return adapter.build(rule.endpoint, values)

    def refused(self, browser: FlaskClient, method: str, address: str) -> bool:
        """Tell whether somebody is refused in words."""
        return browser.open(address, method=method).status_code == 403


@pytest.fixture
def place(installation: Installation) -> Place:
    return Place(installation)


def tried(place: Place) -> list[Row]:
    """Return what everybody meets at every address, as rows of the file."""
    found = []
    for method, rule, permission in place.rules():
        address = place.address(rule, permission)
        cells = {
            who: "no" if place.refused(browser, method, address) else "yes"
            for who, browser in place.browsers.items()
        }
        row = {"method": method, "address": rule.rule, "needs": permission.value}
        found.append({**row, **cells})
    return sorted(found, key=lambda row: (row["address"], row["method"]))


def test_every_cell_is_as_the_file_says(place: Place) -> None:
    """A new address without a row fails, and so does a cell that turned."""
    found = tried(place)
    if os.environ.get("KPIKIT_WRITE_MATRIX"):
        with FILE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(found[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(found)
    assert rows() == found


def test_the_file_says_what_the_rules_say(installation: Installation) -> None:
    """A cell is yes where role and party have the permission, in one state or other."""
    for row in rows():
        permission = Permission(row["needs"])
        for who, email in PEOPLE.items():
            may = installation.people[email].may(permission)
            key = (row["method"], row["address"], who)
            if key not in NARROWER:
                assert ("yes" if may else "no") == row[who], key


def test_every_denial_has_its_twin() -> None:
    """Where somebody is refused, somebody else gets through at the same address."""
    alone = [
        row["address"]
        for row in rows()
        if "no" in row.values() and "yes" not in row.values()
    ]
    assert [] == alone


def test_who_takes_no_part_finds_nothing(place: Place) -> None:
    """A negotiator of another insurer meets the page that is not there, everywhere."""
    outsider = place.installation.client(OTHER_INSURER)
    for method, rule, permission in place.rules():
        if "agreement_id" in rule.arguments:
            answer = outsider.open(place.address(rule, permission), method=method)
            assert answer.status_code in {403, 404}, (method, rule.rule)
            if outsider_may(place.installation, permission):
                assert 404 == answer.status_code, (method, rule.rule)


def outsider_may(installation: Installation, permission: Permission) -> bool:
    return installation.people[OTHER_INSURER].may(permission)


_FREE = "/agreements/<agreement_id>/plan/actions/<int:number>"
NARROWER = {
    ("GET", _FREE, who) for who in ("signatory", "reader", "patient organisation")
}
"""A number of the plan without an action is only for who may write one."""
