"""The second wall: PostgreSQL keeps organisations apart when a query does not."""

# ruff: noqa: S608 - the statements are made of names of our own tables

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from kpikit.domain.party import Organisation
from kpikit.problems import NotFoundHere
from kpikit.snapshot import UnreadableSnapshot
from kpikit.storage import agreements, row_security
from kpikit.storage.database import Database, Session
from kpikit.storage.nothing_new import Asked, nothing_new
from kpikit.storage.row_security import OPEN, for_everybody, is_bypassed, work_for
from kpikit.storage.scope import Scope, Stored
from kpikit.storage.tables import Base
from tests.storage.builders import HOSPITAL, INSURER, OTHER_INSURER, PATIENTS, user_of
from tests.storage.conftest import as_app
from tests.storage.test_refusals import GOOD, Row, insert, prepared
from tests.storage.test_scope import CALLS

__all__ = ["prepared"]
pytestmark = [pytest.mark.postgres, pytest.mark.owner]
on_postgresql = pytest.mark.parametrize("url", ["postgresql"], indirect=True)
WALLED = sorted(set(Base.metadata.tables) - set(OPEN))
PRIVATE = [
    name
    for name in WALLED
    if "organisation_id" in Base.metadata.tables[name].c
    and name not in {"agreement_parties", "audit"}
]
TENANTS = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
      AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity
"""
ROLE = """
    SELECT rolsuper, rolbypassrls,
      EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid)
    FROM pg_roles WHERE rolname = current_user
"""


@pytest.fixture
def walled(prepared: Database, url: str) -> Iterator[Database]:
    """The database with a row in every table, opened as the app does."""
    other: dict[str, Row] = {"audit": {"agreement_key": 1, "sequence": 99}}
    other["addenda"] = {"agreement_key": 3}  # so that the first is still found
    for table, row in GOOD.items():
        with prepared.write() as session:
            insert(session, table, {**row, **other.get(table, {})})
    opened = Database.open(as_app(url, ""))
    yield opened
    opened.close()


def rows(session: Session, table: str) -> int:
    """Return how many rows a query without any condition finds."""
    return int(session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


@on_postgresql
def test_every_table_has_it_or_is_open_for_a_reason(walled: Database) -> None:
    """The list of the database is that of the code, also against the owner."""
    with walled.read() as session:
        found = set(session.scalars(text(TENANTS)))
    assert set(WALLED) == found
    assert all(len(reason) > 10 for reason in OPEN.values())


@on_postgresql
def test_the_role_of_the_app_owns_nothing(walled: Database) -> None:
    """It is no superuser, does not bypass the wall, and owns no table."""
    with walled.read() as session:
        assert (False, False, False) == tuple(session.execute(text(ROLE)).one())


@on_postgresql
def test_a_role_that_nothing_binds_is_known(
    walled: Database, prepared: Database
) -> None:
    """The owner of the server is told apart from the role of the app."""
    with prepared.read() as owner, walled.read() as app:
        assert (True, False) == (is_bypassed(owner), is_bypassed(app))


@on_postgresql
@pytest.mark.parametrize("table", WALLED)
def test_who_takes_no_part_finds_nothing(walled: Database, table: str) -> None:
    """A query without any filter: unset and a stranger find none, a party does."""
    with walled.read() as session:
        assert 0 == rows(session, table)
        work_for(session, OTHER_INSURER.id)
        assert 0 == rows(session, table)
        found = 0
        for party in (HOSPITAL, INSURER, PATIENTS):
            work_for(session, party.id)
            found += rows(session, table)
        assert found > 0


@on_postgresql
def test_a_login_finds_what_its_organisation_may(
    walled: Database, prepared: Database
) -> None:
    """The query that open pages ask works behind the wall, and only for its own login."""
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    asked = Asked(
        token_hash=str(GOOD["sessions"]["token_hash"]),
        agreement_id="agreement-1",
        since=datetime(2100, 1, 1, tzinfo=UTC),
        seen_after=long_ago,
        started_after=long_ago,
    )
    with walled.glance() as connection:
        assert nothing_new(connection, asked)
        assert not nothing_new(connection, replace(asked, token_hash="b" * 64))
        assert not nothing_new(connection, replace(asked, agreement_id="x"))
    with prepared.write() as owner:
        line = {"agreement_key": 1, "sequence": 98, "user_id": user_of(INSURER).id}
        insert(owner, "audit", {**GOOD["audit"], **line})
    with walled.glance() as connection:
        assert nothing_new(connection, asked)
        assert not nothing_new(connection, replace(asked, since=long_ago))
    with walled.read() as session:
        assert 0 == rows(session, "agreements")


@on_postgresql
@pytest.mark.parametrize("table", PRIVATE)
def test_what_is_private_hides_from_the_other_party_too(
    walled: Database, table: str
) -> None:
    """Who takes part in the same agreement finds no row of the other."""
    owner = GOOD[table]["organisation_id"]
    other = INSURER if owner == HOSPITAL.id else HOSPITAL
    with walled.read() as session:
        work_for(session, str(owner))
        assert rows(session, table) > 0
        work_for(session, other.id)
        assert 0 == rows(session, table)


@on_postgresql
@pytest.mark.parametrize("table", [t for t in WALLED if t != "audit"])
def test_nothing_is_written_for_somebody_else(
    prepared: Database, url: str, table: str
) -> None:
    """A row that is right is refused to a stranger; the owner may add it."""
    walled = Database.open(as_app(url, ""))
    with closing(walled), Session(walled.engine) as session:
        work_for(session, OTHER_INSURER.id)
        with pytest.raises(DBAPIError, match=f"row-level security|tr_{table}_"):
            insert(session, table, GOOD[table])
    with prepared.write() as session:
        insert(session, table, GOOD[table])


class Unfiltered(Scope):
    """A scope with the filter of the application switched off.

    It says to be the hospital in every condition, but works for somebody else.
    """

    __slots__ = ()

    def key(self, stored: Stored) -> int:
        """Return the key without looking who asks."""
        return stored.key

    @property
    def own(self) -> dict[str, object]:
        """The values of the hospital, whoever asks."""
        return {"for_organisation": HOSPITAL.id}


READS = [
    name
    for name in CALLS
    if name.endswith(("of_agreement", "last_change", "agreements.get", "versions.get"))
]


def finds(session: Session, organisation: Organisation, name: str) -> bool:
    """Tell whether one read finds anything with the filter off."""
    try:
        with for_everybody(session):
            stored = agreements.get(Scope(session, HOSPITAL), "agreement-1")
        return bool(CALLS[name](Unfiltered(session, organisation), stored))
    except NotFoundHere:
        return False
    except UnreadableSnapshot:
        return True  # a row was found: those of these tests hold next to nothing


@on_postgresql
def test_the_wall_holds_with_the_filter_off(
    walled: Database, prepared: Database
) -> None:
    """Every read of every store finds nothing for a stranger, behind the wall alone.

    Past the wall, as the owner of the server, the same calls do find what is there.
    """
    leaked, found = [], []
    for name in READS:
        with walled.read() as session:
            leaked += [name] if finds(session, OTHER_INSURER, name) else []
        with prepared.read() as session:
            found += [name] if finds(session, OTHER_INSURER, name) else []
    assert [] == leaked
    assert len(found) > len(READS) / 2


@on_postgresql
def test_the_setting_ends_with_its_transaction(walled: Database) -> None:
    """The next user of the same connection begins with nothing."""
    who = text("SELECT pg_backend_pid()")
    with walled.write() as session:
        work_for(session, HOSPITAL.id)
        assert rows(session, "agreements") > 0
        first = session.scalar(who)
    with walled.read() as session:
        assert first == session.scalar(who)
        assert 0 == rows(session, "agreements")


@on_postgresql
def test_a_step_for_everybody_ends(walled: Database) -> None:
    """Afterwards the transaction works for whom it did before."""
    with walled.read() as session:
        work_for(session, OTHER_INSURER.id)
        with for_everybody(session):
            assert rows(session, "agreements") > 0
        assert 0 == rows(session, "agreements")


@on_postgresql
def test_what_is_added_to_is_only_added(walled: Database) -> None:
    """The role of the app may not change a version or the trail at all."""
    for table in ("versions", "audit"):
        with Session(walled.engine) as session:
            work_for(session, HOSPITAL.id)
            with pytest.raises(ProgrammingError, match="permission denied"):
                session.execute(text(f"DELETE FROM {table}"))


def test_a_new_table_needs_no_line_here() -> None:
    """Every table gets a policy unless it is named as open."""
    made = " ".join(row_security.statements(Base.metadata))
    assert [] == [t for t in WALLED if f"CREATE POLICY {t}_own ON {t} " not in made]
