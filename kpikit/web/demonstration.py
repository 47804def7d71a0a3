"""The demo as a whole: own database, users printed, workbook written, served."""

import json
import secrets
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpikit.actions.operator import export, require_empty
from kpikit.domain.access import ROLE_NAMES
from kpikit.domain.agreement import State
from kpikit.settings import Settings
from kpikit.storage import migrate
from kpikit.text import DEFAULT_LANGUAGE
from kpikit.web.app import create_app, make_desk, make_passwords

if TYPE_CHECKING:
    from kpikit.actions.demo import Demo

WORKBOOKS = Path("exports")
_DATABASE, _FACTS = "demo.sqlite3", "demo.json"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A demo that is ready to be served."""

    settings: Settings
    facts: dict[str, Any]
    workbook: Path


def prepare(settings: Settings, *, fresh: bool = False) -> Prepared:
    """Make the demo, or find the one that is there; ``fresh`` begins again.

    A demo that an older kpikit made is brought up to date.
    """
    folder = settings.data / "demo"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    facts = folder / _FACTS
    if fresh or not facts.exists():
        for old in folder.glob("demo.*"):
            old.unlink()
    own = replace(settings, database_url=f"sqlite:///{folder / _DATABASE}")
    if facts.exists():
        migrate.upgrade(own.database_url)
    else:
        _make(own, facts)
    found = json.loads(facts.read_text(encoding="utf-8"))
    own = replace(own, secret_key=found["secret_key"], secure_cookies=False)
    return Prepared(own, found, _workbook(own, found))


def fill(settings: Settings) -> "Demo":
    """Put the demo data into the configured database, which has to be empty.

    Raises:
        NotEmpty: there are organisations in it.
    """
    from kpikit.actions.demo import seed  # only a demo that is new needs it

    migrate.upgrade(settings.database_url, owner_url=settings.database_owner_url)
    desk = make_desk(settings)
    with closing(desk.database):
        require_empty(desk)
        password = f"oostpoort-{secrets.token_hex(4)}"
        return seed(desk, make_passwords(settings), password)


def as_json(demo: "Demo") -> dict[str, Any]:
    """Return what the demo holds, for a program."""
    return {
        "password": demo.password,
        "users": [
            {
                "email": user.email,
                "name": user.name,
                "organisation": user.organisation,
                "roles": [role.value for role in user.roles],
            }
            for user in demo.users
        ],
        "agreements": [
            {
                "id": agreement.id,
                "title": agreement.title,
                "parties": list(agreement.parties),
                "state": agreement.state.value,
            }
            for agreement in demo.agreements
        ],
    }


def people(facts: dict[str, Any]) -> str:
    """Return the users with their addresses and roles, one a line, and the password."""
    words = {role.value: n.in_(DEFAULT_LANGUAGE) for role, n in ROLE_NAMES.items()}
    lines = [
        f"  {user['email']:34} {user['organisation']:24} "
        + ", ".join(words[role] for role in user["roles"])
        for user in facts["users"]
    ]
    return "\n".join([*lines, f"  wachtwoord / password: {facts['password']}"])


def describe(shown: Prepared, port: int) -> str:
    """Return what somebody needs to know to walk through the demo."""
    home = f"http://127.0.0.1:{port}"
    lines = ["Inloggen / log in:", people(shown.facts), "", "Afspraken / agreements:"]
    lines += [
        f"  {home}/agreements/{agreement['id']}  {agreement['title']}"
        for agreement in shown.facts["agreements"]
    ]
    lines += ["", f"Werkmap / workbook: {shown.workbook}", "", home]
    return "\n".join(lines)


def serve(shown: Prepared, port: int) -> None:
    """Serve the demo on this machine only."""
    from kpikit.web.server import serve as run

    run(create_app(shown.settings), "127.0.0.1", port, quiet=True)


def _make(settings: Settings, facts: Path) -> None:
    found = as_json(fill(settings))
    found["secret_key"] = secrets.token_hex(32)
    facts.touch(mode=0o600)
    facts.write_text(json.dumps(found), encoding="utf-8")


def _workbook(settings: Settings, facts: dict[str, Any]) -> Path:
    """Write the signed agreement's workbook, unless it is there already."""
    signed = next(a for a in facts["agreements"] if a["state"] == State.SIGNED.value)
    path = WORKBOOKS / f"oostpoort-delta-{signed['id'][:8]}.xlsx"
    if not path.exists():
        desk = make_desk(settings)
        with closing(desk.database):
            made = export(desk, signed["id"], "full", "nl", None)
        WORKBOOKS.mkdir(exist_ok=True)
        path.write_bytes(made.data)
    return path
