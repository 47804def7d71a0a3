"""What the database refuses by itself, whoever writes to it and with what tool."""

# ruff: noqa: S608 - the statements are made of names that stand in this file

import random
import string
from collections.abc import Mapping

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from kpikit.domain.agreement import State
from kpikit.domain.settling import Settling
from kpikit.storage import agreements, audit
from kpikit.storage.database import Database
from kpikit.storage.tables import Base
from tests.storage.builders import (
    HASH,
    HOSPITAL,
    INSURER,
    NOW,
    accepted,
    create,
    user_of,
)
from tests.storage.builders import sign_completely as sign

pytestmark = pytest.mark.owner
MOMENT = NOW.strftime("%Y-%m-%d %H:%M:%S.%f")
USER = user_of(HOSPITAL).id
Row = Mapping[str, object]
ENTRY = audit.Entry(
    at=NOW, user_id=None, user_name="N", organisation_id=None, action="export"
)
GOOD: dict[str, Row] = {
    "organisations": {
        "id": "o1",
        "kind": "provider",
        "name": "N",
        "agb_code": "01234567",
        "kvk_number": "",
    },
    "users": {
        "id": "u1",
        "organisation_id": HOSPITAL.id,
        "email": "a@b.example",
        "name": "N",
        "language": "nl",
        "active": True,
        "password_hash": "h",
    },
    "user_roles": {"user_id": USER, "role": "reader"},
    "sessions": {
        "token_hash": HASH,
        "user_id": USER,
        "csrf_seed": "s",
        "started": MOMENT,
        "seen": MOMENT,
        "confirmed": MOMENT,
    },
    "failures": {"subject": "s", "at": MOMENT},
    "invitations": {
        "token_hash": HASH,
        "organisation_id": HOSPITAL.id,
        "email": "a@b.example",
        "expires": MOMENT,
    },
    "agreements": {
        "id": "x",
        "title": "T",
        "first_year": 2027,
        "years_long": 3,
        "frame": "{}",
        "state": "draft",
        "turn": "provider",
        "turn_since": MOMENT,
        "message": "",
        "revision": 1,
    },
    "agreement_parties": {
        "agreement_key": 2,
        "role": "provider",
        "organisation_id": HOSPITAL.id,
        "place": 0,
        "name": "N",
        "agb_code": "01234567",
        "kvk_number": "",
    },
    "acceptances": {
        "agreement_key": 1,
        "role": "provider",
        "user_id": USER,
        "name": "N",
        "at": MOMENT,
        "content_hash": HASH,
    },
    "signatures": {
        "agreement_key": 3,
        "role": "provider",
        "user_id": USER,
        "name": "N",
        "at": MOMENT,
        "content_hash": HASH,
    },
    "selections": {
        "agreement_key": 2,
        "slots": 5,
        "overrules": "[]",
        "revision": 1,
    },
    "candidates": {"agreement_key": 1, "kpi_id": "K", "proposed_by": "voice"},
    "stances": {
        "agreement_key": 1,
        "kpi_id": "ON-TABLE",
        "role": "insurer",
        "position": "yes",
        "taken_by": "N",
        "at": MOMENT,
        "revision": 1,
    },
    "own_kpis": {
        "agreement_key": 1,
        "kpi_id": "K",
        "kind": "measured",
        "content": "{}",
        "revision": 1,
    },
    "ambitions": {
        "agreement_key": 1,
        "kpi_id": "K",
        "kind": "narrative",
        "content": "{}",
        "revision": 1,
    },
    "plans": {"agreement_key": 1, "kpi_id": "K", "content": "{}", "revision": 1},
    "arrangements": {
        "agreement_key": 1,
        "id": "a",
        "kind": "lump_sum",
        "first_year": 2027,
        "last_year": 2027,
        "content": "{}",
        "revision": 1,
    },
    "private_scenarios": {
        "agreement_key": 1,
        "organisation_id": HOSPITAL.id,
        "id": "a",
        "content": "{}",
        "revision": 1,
    },
    "shared_scenarios": {
        "agreement_key": 1,
        "id": "a",
        "content": "{}",
        "revision": 1,
    },
    "versions": {
        "agreement_key": 3,
        "number": 1,
        "content": "{}",
        "content_hash": HASH,
        "signed_at": MOMENT,
        "acceptances": "[]",
        "signatures": "[]",
    },
    "settlements": {
        "agreement_key": 4,
        "year": 2027,
        "phase": "provisional",
        "content": "{}",
        "content_hash": HASH,
        "proposed_by": "provider",
        "proposer": "N",
        "proposed_at": MOMENT,
        "approvals": "[]",
        "agreed_at": MOMENT,
        "revision": 1,
    },
    "result_drafts": {
        "agreement_key": 4,
        "role": "provider",
        "kpi_id": "K",
        "period": "2027-Q1",
        "content": "{}",
        "revision": 1,
    },
    "result_rounds": {
        "agreement_key": 4,
        "role": "provider",
        "period": "2027-Q1",
        "state": "submitted",
        "content": "{}",
        "revision": 1,
    },
    "raw_sets": {
        "agreement_key": 4,
        "organisation_id": HOSPITAL.id,
        "kpi_id": "K",
        "period": "2027-Q1",
        "reading": "{}",
        "imported_at": MOMENT,
        "imported_by": "N",
    },
    "result_uploads": {
        "agreement_key": 4,
        "id": "u",
        "organisation_id": HOSPITAL.id,
        "name": "a.xlsx",
        "data": b"PK",
        "uploaded_at": MOMENT,
    },
    "plan_uploads": {
        "agreement_key": 4,
        "id": "u",
        "organisation_id": HOSPITAL.id,
        "name": "a.xlsx",
        "data": b"PK",
        "uploaded_at": MOMENT,
    },
    "private_ratings": {
        "agreement_key": 1,
        "organisation_id": HOSPITAL.id,
        "round": 1,
        "role": "provider",
        "content": "{}",
        "handed_in": 0,
        "revision": 1,
    },
    "shared_ratings": {
        "agreement_key": 1,
        "round": 1,
        "role": "provider",
        "content": "{}",
    },
    "private_replies": {
        "agreement_key": 1,
        "organisation_id": HOSPITAL.id,
        "number": 1,
        "role": "provider",
        "content": "{}",
        "revision": 1,
    },
    "shared_replies": {
        "agreement_key": 1,
        "number": 1,
        "role": "provider",
        "content": "{}",
    },
    "private_organisation_scans": {
        "agreement_key": 1,
        "organisation_id": HOSPITAL.id,
        "year": 2027,
        "content": "{}",
        "revision": 1,
    },
    "shared_organisation_scans": {
        "agreement_key": 1,
        "year": 2027,
        "content": "{}",
    },
    "private_member_scans": {
        "agreement_key": 1,
        "organisation_id": HOSPITAL.id,
        "user_id": USER,
        "care_path": "Heupartrose",
        "year": 2027,
        "content": "{}",
        "handed_in": 0,
        "revision": 1,
    },
    "private_team_scans": {
        "agreement_key": 1,
        "organisation_id": HOSPITAL.id,
        "care_path": "Heupartrose",
        "year": 2027,
        "content": "{}",
        "revision": 1,
    },
    "shared_team_scans": {
        "agreement_key": 1,
        "care_path": "Heupartrose",
        "year": 2027,
        "content": "{}",
    },
    "step_plans": {
        "agreement_key": 1,
        "care_path": "Heupartrose",
        "content": "{}",
        "revision": 1,
    },
    "improvement_actions": {
        "agreement_key": 1,
        "number": 1,
        "content": "{}",
        "revision": 1,
    },
    "private_preparations": {
        "agreement_key": 1,
        "organisation_id": HOSPITAL.id,
        "content": "{}",
        "revision": 1,
    },
    "addenda": {
        "agreement_key": 1,
        "base_key": 4,
        "number": 2,
        "base_hash": HASH,
        "reason": "R",
        "opened_by": "insurer",
        "opened_name": "N",
        "opened_at": MOMENT,
        "ended": "withdrawn",
        "ended_name": "",
        "ended_at": MOMENT,
    },
    "notices": {
        "organisation_id": HOSPITAL.id,
        "user_id": USER,
        "agreement_key": 1,
        "kind": "mention",
        "subject": "K",
        "by_role": "insurer",
        "at": MOMENT,
        "read_at": None,
    },
    "mail_wishes": {"user_id": USER, "wish": "daily"},
    "mail": {
        "organisation_id": HOSPITAL.id,
        "user_id": USER,
        "notice_key": 1,
        "fate": "waiting",
        "due_at": MOMENT,
        "letter": "c0ffee",
        "claimed_until": MOMENT,
        "failures": 1,
        "trouble": "refused",
        "ended_at": None,
    },
    "remarks": {
        "agreement_key": 1,
        "number": 1,
        "kpi_id": "K",
        "sort": "said",
        "content": "{}",
    },
    "withdrawals": {
        "agreement_key": 3,
        "role": "insurer",
        "name": "N",
        "at": MOMENT,
        "reason": "R",
    },
    "log_reviews": {"organisation_id": HOSPITAL.id, "number": 1, "content": "{}"},
    "private_consults": {
        "organisation_id": HOSPITAL.id,
        "id": "a",
        "content": "{}",
        "revision": 1,
    },
    "peer_posts": {"organisation_id": HOSPITAL.id, "number": 1, "content": "{}"},
    "samples": {"agreement_key": 4, "number": 1, "content": "{}"},
    "reviews": {
        "agreement_key": 4,
        "number": 1,
        "content": "{}",
        "approvals": "[]",
        "record": "",
        "confirmed_at": MOMENT,
        "revision": 1,
    },
    "review_entries": {
        "agreement_key": 4,
        "number": 2,
        "kpi_id": "K",
        "content": "{}",
        "revision": 1,
    },
    "own_ratings": {
        "agreement_key": 4,
        "organisation_id": HOSPITAL.id,
        "number": 2,
        "kpi_id": "K",
        "role": "provider",
        "content": "{}",
        "revision": 1,
    },
    "opened_ratings": {
        "agreement_key": 4,
        "number": 2,
        "kpi_id": "K",
        "role": "provider",
        "content": "{}",
    },
    "raw_answers": {
        "agreement_key": 4,
        "organisation_id": HOSPITAL.id,
        "kpi_id": "K",
        "period": "2027-Q2",
        "respondent": "1",
        "answers": "[9,9,9]",
    },
    "audit": {
        "at": MOMENT,
        "user_name": "",
        "action": "a",
        "subject": "",
        "before": "",
        "after": "",
        "link": "a" * 64,
    },
    "audit_head": {"key": 1, "sequence": 1, "link": "a" * 64},
}
NO_CODE = ["", "nonsense", "Provider", "provider ", "YES", "'", "draft;"]
NO_HASH = ["", "ab", "AB" * 32, "zz" * 32, "ab" * 33, " " + "a" * 63]
NO_NAME = ["", " ", "    "]
NO_MOMENT = ["", "gisteren", "2026-13-01 00:00:00.000000", "2026-02-30x10:00:00.000000"]
NO_COUNT = [0, -1, 3_000_000_000, "one"]
NO_DIGITS = ["1234567", "123456789", "1234567a", "1234 567", "-1234567", "        "]
NO_EMAIL = ["", "a", "@b", "a@", "a@b@c", "A@b.example", "a @b.example"]
NO_OBJECT = ["", "x", "{", "[]", "1", '"{}"', "{'a': 1}"]
NO_LIST = ["", "x", "[", "{}", "1", "[1,]"]
NOBODY = ["nobody", ""]
BAD: dict[str, list[object]] = {
    "base_hash": [*NO_HASH],
    "opened_by": [*NO_CODE, "voice"],
    "wish": [*NO_CODE],
    "fate": [*NO_CODE],
    "trouble": [*NO_CODE],
    "letter": [*NO_NAME],
    "notice_key": [99, -1],
    "failures": [-1, 1001, "x"],
    "opened_name": [*NO_NAME],
    "reason": [*NO_NAME],
    "ended": [*NO_CODE, None],
    "sort": [*NO_CODE],
    "kind": [*NO_CODE],
    "role": [*NO_CODE],
    "state": [*NO_CODE, "signed"],
    "turn": [*NO_CODE, "voice"],
    "proposed_by": [*NO_CODE],
    "position": [*NO_CODE, "maybe"],
    "phase": [*NO_CODE, "final "],
    "proposer": [*NO_NAME],
    "approvals": [*NO_LIST],
    "year": [1999, 2111, "2027x", 0],
    "language": [*NO_CODE, "de", "NL"],
    "active": [2, -1, "maybe"],
    "token_hash": [*NO_HASH],
    "content_hash": [*NO_HASH],
    "name": [*NO_NAME],
    "title": [*NO_NAME],
    "taken_by": [*NO_NAME],
    "csrf_seed": [*NO_NAME],
    "subject": [*NO_NAME],
    "action": [*NO_NAME],
    "password_hash": [*NO_NAME],
    "id": [*NO_NAME],
    "kpi_id": [*NO_NAME],
    "period": [*NO_NAME],
    "imported_by": [*NO_NAME],
    "respondent": [*NO_NAME],
    "answers": [*NO_LIST],
    "reading": [*NO_OBJECT],
    "agb_code": [*NO_DIGITS],
    "kvk_number": [*NO_DIGITS],
    "email": [*NO_EMAIL],
    "frame": [*NO_OBJECT],
    "content": [*NO_OBJECT],
    "overrules": [*NO_LIST],
    "acceptances": [*NO_LIST],
    "signatures": [*NO_LIST],
    "revision": [*NO_COUNT],
    "number": [*NO_COUNT],
    "first_year": [1999, 2111, "2027x", -2027, 0],
    "last_year": [2026, 2111, "2027x", 0],
    "years_long": [0, 11, -1, "x"],
    "slots": [2, 9, 0, -5, "x"],
    "place": [-1, 100, "x"],
    "agreement_key": [99, -1],
    "user_id": [*NOBODY],
    "organisation_id": [*NOBODY],
    "invited_by": [*NOBODY],
}
MOMENTS = ("at", "started", "seen", "confirmed", "expires", "used_at", "turn_since")
LATER_MOMENTS = (
    "due_at",
    "claimed_until",
    "ended_at",
    "signed_at",
    "proposed_at",
    "agreed_at",
    "imported_at",
    "uploaded_at",
    "confirmed_at",
)
BAD |= {name: [*NO_MOMENT] for name in (*MOMENTS, *LATER_MOMENTS)}
# What looks bad by its column's name alone, but is right in this table.
RIGHT: dict[tuple[str, str], set[object]] = {
    ("arrangements", "kind"): {
        "nonsense",
        "Provider",
        "provider ",
        "YES",
        "'",
        "draft;",
    },
    ("audit", "subject"): set(NO_NAME),
    ("addenda", "agreement_key"): {None},  # SQLite takes the next number for none
    ("audit_head", "key"): {None},  # SQLite numbers the one row itself
}


def insert(session: Session, table: str, row: Row) -> None:
    columns = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    session.execute(
        text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), dict(row)
    )


@pytest.fixture
def prepared(database: Database) -> Database:
    """Agreement 1 is a draft, 2 has no parties or selection, 3 is being settled.

    Agreement 4 is signed.
    """
    with database.write() as session:
        create(session)
        bare = {**GOOD["agreements"], "id": "bare"}
        insert(session, "agreements", bare)
        scope, third = create(session, "agreement-3")
        agreements.save_settling(scope, third, accepted(third))
        on_table = {**GOOD["candidates"], "kpi_id": "ON-TABLE"}
        insert(session, "candidates", on_table)
        sign(*create(session, "agreement-4"))
        insert(session, "raw_sets", {**GOOD["raw_sets"], "period": "2027-Q2"})
        under_way = {**GOOD["reviews"], "number": 2, "confirmed_at": None}
        insert(session, "reviews", under_way)
        insert(session, "notices", GOOD["notices"])
        keys = session.execute(text("SELECT key FROM agreements ORDER BY key"))
        assert [1, 2, 3, 4] == list(keys.scalars())
    return database


def _refused(database: Database, table: str, row: Row) -> bool:
    try:
        with database.write() as session:
            insert(session, table, row)
    except (DBAPIError, StatementError):
        return True
    return False


def test_every_table_has_a_good_row() -> None:
    """The rows below leave no table out, but the roles of an invitation."""
    assert set(GOOD) | {"invitation_roles"} == set(Base.metadata.tables)


@pytest.mark.parametrize("table", GOOD)
def test_good_row_passes(prepared: Database, table: str) -> None:
    """A row that is right is kept, so that the refusals below mean something."""
    with prepared.write() as session:
        insert(session, table, GOOD[table])


def test_thousand_bad_rows_are_refused(prepared: Database) -> None:
    """One wrong value, whichever, keeps a row out: 1,000 of 1,000 at random."""
    chance = random.Random(20261122)  # noqa: S311 - the same rows in every run
    passed = []
    tables = {
        name: {c.name: c for c in table.columns}
        for name, table in Base.metadata.tables.items()
    }
    for _ in range(1000):
        table = chance.choice(list(GOOD))
        row = dict(GOOD[table])
        wrong = _one_wrong_value(chance, table, row, tables[table])
        row |= wrong
        if not _refused(prepared, table, row):
            passed.append((table, wrong))
    assert [] == passed


def _one_wrong_value(
    chance: random.Random, table: str, row: Row, columns: Mapping[str, object]
) -> Row:
    choices: list[Row] = []
    for name, column in columns.items():
        right = RIGHT.get((table, name), set())
        choices += [{name: v} for v in BAD.get(name, []) if v not in right]
        nullable = getattr(column, "nullable", True) or None in right
        if name in row and not nullable:
            choices.append({name: None})
            if name in {"kind", "role", "state", "turn", "language"}:
                made = "".join(chance.choices(string.ascii_letters, k=12))
                choices += [{name: made}] if (table, name) not in RIGHT else []
    return chance.choice(choices)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("organisations", {"agb_code": ""}),
        ("organisations", {"id": HOSPITAL.id}),
        ("users", {"email": user_of(INSURER).email}),
        ("user_roles", {"role": "signatory"}),
        ("agreements", {"id": "agreement-1"}),
        ("agreement_parties", {"agreement_key": 1}),
        ("selections", {"agreement_key": 1}),
        ("candidates", {"kpi_id": "ON-TABLE"}),
        ("stances", {"kpi_id": "NOT-ON-TABLE"}),
        ("stances", {"role": "voice"}),
        ("acceptances", {"role": "voice"}),
        ("acceptances", {"agreement_key": 3}),
        ("arrangements", {"first_year": 2028}),
        ("settlements", {"agreement_key": 1}),
        ("settlements", {"agreement_key": 3}),
        ("settlements", {"proposed_by": "voice"}),
        ("result_drafts", {"agreement_key": 1}),
        ("result_drafts", {"role": "voice"}),
        ("result_rounds", {"agreement_key": 3}),
        ("result_rounds", {"role": "voice"}),
        ("raw_sets", {"agreement_key": 1}),
        ("raw_answers", {"period": "2027-Q3"}),
        ("raw_answers", {"answers": "{}"}),
    ],
)
def test_rows_that_do_not_fit_the_others(
    prepared: Database, table: str, change: Row
) -> None:
    """A second of what there is one of, or a part of what is not there, is refused."""
    assert _refused(prepared, table, {**GOOD[table], **change})


@pytest.mark.parametrize(
    "table",
    [
        "signatures",
        "versions",
        "acceptances",
        "stances",
        "candidates",
        "ambitions",
        "plans",
        "arrangements",
        "own_kpis",
        "private_scenarios",
        "shared_scenarios",
    ],
)
def test_second_row_with_the_same_key(prepared: Database, table: str) -> None:
    """One signature and one acceptance per party, one stance, one of each number."""
    with prepared.write() as session:
        insert(session, table, GOOD[table])
    assert _refused(prepared, table, GOOD[table])


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("value", [2.5, "4.5", b"\x05"])
def test_half_a_slot_is_refused_by_sqlite(prepared: Database, value: object) -> None:
    """SQLite, which takes any type in any column, still keeps whole numbers whole."""
    assert _refused(prepared, "selections", {**GOOD["selections"], "slots": value})


def _signed(database: Database) -> None:
    with database.write() as session:
        scope, stored = create(session, "signed")
        for table in CONTENT:
            if table in GOOD and table not in {"agreement_parties", "selections"}:
                insert(session, table, {**GOOD[table], "agreement_key": stored.key})
        stances = {**GOOD["stances"], "agreement_key": stored.key, "kpi_id": "K"}
        insert(session, "stances", stances)
        sign(scope, stored)
        insert(session, "audit", {**GOOD["audit"], "agreement_key": stored.key})


CONTENT = (
    "agreement_parties",
    "selections",
    "candidates",
    "own_kpis",
    "ambitions",
    "plans",
    "arrangements",
)
FOREVER = ("signatures", "versions", "audit")
ONLY_IT = "(SELECT key FROM agreements WHERE id = 'signed')"


@pytest.mark.parametrize("table", [*CONTENT, "stances", "acceptances", *FOREVER])
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_signed_rows_stay(database: Database, table: str, verb: str) -> None:
    """Nothing of a signed agreement is changed or removed, not even by hand."""
    _signed(database)
    where = f"WHERE agreement_key = {ONLY_IT}"
    what = {
        "UPDATE": f"UPDATE {table} SET agreement_key = agreement_key {where}",
        "DELETE": f"DELETE FROM {table} {where}",
    }[verb]
    with database.read() as session:
        count = text(f"SELECT count(*) FROM {table} {where}")
        assert session.scalar(count)
    with (
        pytest.raises(IntegrityError, match=f"tr_{table}_"),
        database.write() as session,
    ):
        session.execute(text(what))


@pytest.mark.parametrize("table", [*CONTENT, "stances", "acceptances", "signatures"])
def test_nothing_is_added_to_what_is_signed(database: Database, table: str) -> None:
    """A signed agreement takes no further content, acceptance or signature."""
    _signed(database)
    with database.read() as session:
        key = session.scalar(text(f"SELECT {ONLY_IT}"))
    row = {**GOOD[table], "agreement_key": key}
    with (
        pytest.raises(IntegrityError, match=f"tr_{table}_"),
        database.write() as session,
    ):
        insert(session, table, row)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'draft'",
        "state = 'settling'",
        "title = 'Other'",
        "frame = '{}'",
        "message = 'x'",
        "revision = revision + 1",
        "turn = 'provider'",
    ],
)
def test_signed_agreement_stays(database: Database, change: str) -> None:
    """Frame, state and all else of a signed agreement are final."""
    _signed(database)
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(text(f"UPDATE agreements SET {change} WHERE id = 'signed'"))
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(text("DELETE FROM agreements WHERE id = 'signed'"))


def test_content_cannot_move_into_what_is_signed(database: Database) -> None:
    """A row of a draft cannot be pushed under a signed agreement."""
    _signed(database)
    with database.write() as session:
        _, draft = create(session, "draft")
        plan = {**GOOD["plans"], "agreement_key": draft.key, "kpi_id": "Z"}
        insert(session, "plans", plan)
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(
            text(f"UPDATE plans SET agreement_key = {ONLY_IT} WHERE kpi_id = 'Z'")
        )


@pytest.mark.parametrize(
    "change",
    ["state = 'signed'", "title = 'Other'", "first_year = 2030", "frame = '{}'"],
)
def test_accepted_agreement_is_locked(prepared: Database, change: str) -> None:
    """After an acceptance the frame stays, and without signatures it is not signed."""
    with pytest.raises(IntegrityError), prepared.write() as session:
        session.execute(text(f"UPDATE agreements SET {change} WHERE key = 3"))


def test_one_signature_is_neither_signed_nor_open(prepared: Database) -> None:
    """While it stands, the agreement is not signed, not open, and stays accepted."""
    with prepared.write() as session:
        insert(session, "signatures", GOOD["signatures"])
    for state in ("signed", "draft"):
        with pytest.raises(IntegrityError), prepared.write() as session:
            session.execute(
                text("UPDATE agreements SET state = :state WHERE key = 3"),
                {"state": state},
            )
    with pytest.raises(IntegrityError), prepared.write() as session:
        session.execute(text("DELETE FROM acceptances WHERE agreement_key = 3"))


def test_one_signature_can_be_lifted(prepared: Database) -> None:
    """Without it the way back is free: acceptances go, and it is a draft again."""
    with prepared.write() as session:
        insert(session, "signatures", GOOD["signatures"])
    with prepared.write() as session:
        for table in ("signatures", "acceptances"):
            session.execute(text(f"DELETE FROM {table} WHERE agreement_key = 3"))
        session.execute(text("UPDATE agreements SET state = 'draft' WHERE key = 3"))
    with prepared.read() as session:
        assert State.DRAFT == session.scalar(
            text("SELECT state FROM agreements WHERE key = 3")
        )
        assert 0 == session.scalar(
            text("SELECT count(*) FROM signatures WHERE agreement_key = 3")
        )


@pytest.mark.parametrize(
    "change",
    ["agreement_key = 2", "role = 'insurer'", "name = 'Other'", "content_hash = ''"],
)
def test_one_signature_is_never_changed(prepared: Database, change: str) -> None:
    """It can go, but not say anything else than what was signed."""
    with prepared.write() as session:
        insert(session, "signatures", GOOD["signatures"])
    with (
        pytest.raises(IntegrityError, match=r"tr_signatures_.*never_changed"),
        prepared.write() as session,
    ):
        session.execute(text(f"UPDATE signatures SET {change}"))


def test_signature_and_version_need_settling(prepared: Database) -> None:
    """A draft takes no signature and no version."""
    for table in ("signatures", "versions"):
        row = {**GOOD[table], "agreement_key": 1}
        with pytest.raises(IntegrityError), prepared.write() as session:
            insert(session, table, row)


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_truncate_is_refused_too(database: Database) -> None:
    """PostgreSQL's short cut round row triggers is closed."""
    for table in FOREVER:
        with pytest.raises(IntegrityError), database.write() as session:
            session.execute(text(f"TRUNCATE {table} CASCADE"))


def test_draft_can_go_with_all_its_parts(prepared: Database) -> None:
    """Removing a draft by hand leaves no orphans behind."""
    with prepared.write() as session:
        session.execute(text("DELETE FROM agreements WHERE key = 1"))
        left = session.scalar(
            text("SELECT count(*) FROM candidates WHERE agreement_key = 1")
        )
        assert 0 == left


def test_create_may_arrive_settled(database: Database) -> None:
    """An agreement made with acceptances on it is kept with them."""
    with database.write() as session:
        scope, model = create(session, "model")
        settling = accepted(model)
        _, stored = create(session, "copy", settling)
        assert settling == agreements.get(scope, "copy").settling
        assert settling == stored.settling
        assert Settling(turn_since=NOW) == agreements.get(scope, "model").settling


def test_constraints_have_names(database: Database) -> None:
    """Every rule can be named in an error and changed in a migration."""
    found = inspect(database.engine)
    nameless: list[str] = []
    for table in Base.metadata.tables:
        rules = [
            *found.get_check_constraints(table),
            *found.get_foreign_keys(table),
            *found.get_unique_constraints(table),
        ]
        nameless += [table for rule in rules if not rule["name"]]
    assert [] == nameless


def test_nothing_is_written_over_on_sqlite(database: Database) -> None:
    """SQLite's INSERT OR REPLACE fires no delete trigger, and is refused as well."""
    if database.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite knows INSERT OR REPLACE")
    with database.write() as session:
        sign(*create(session))
        audit.write(session, None, ENTRY)
    for table in ("versions", "audit"):
        over = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
        with (
            pytest.raises(IntegrityError, match="never_replaced"),
            database.write() as session,
        ):
            session.execute(text(over))
