"""A withdrawn agreement: the database keeps it as it was when the talks ended."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kpikit.domain.agreement import State
from kpikit.domain.party import PartyRole
from kpikit.domain.settling import withdraw
from kpikit.domain.withdrawal import Withdrawal
from kpikit.storage import agreement_list, agreements
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope
from tests.storage.builders import HOSPITAL, NOW, accepted, create

pytestmark = pytest.mark.owner
WHY = Withdrawal(role=PartyRole.INSURER, name="P. de Vries", at=NOW, reason="Geen geld")


@pytest.fixture
def withdrawn(database: Database) -> Database:
    """An agreement that both parties accepted, withdrawn by the insurer."""
    with database.write() as session:
        scope, stored = create(session)
        agreements.save_settling(scope, stored, accepted(stored))
    with database.write() as session:
        scope = Scope(session, HOSPITAL)
        stored = agreements.get(scope, "agreement-1")
        agreements.save_settling(scope, stored, withdraw(stored.settling, WHY))
    return database


def test_it_comes_back_withdrawn(withdrawn: Database) -> None:
    """State, who, when and why are there; the acceptances are lifted."""
    with withdrawn.read() as session:
        scope = Scope(session, HOSPITAL)
        found = agreements.get(scope, "agreement-1").settling
        listed = agreement_list.list_(scope, state=State.WITHDRAWN)
        others = agreement_list.list_(scope, state=State.SETTLING)
    assert (State.WITHDRAWN, WHY, ()) == (
        found.state,
        found.withdrawal,
        found.acceptances,
    )
    assert [State.WITHDRAWN] == [line.state for line in listed.lines]
    assert 0 == others.total


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE agreements SET state = 'draft'",
        "UPDATE agreements SET state = 'signed'",
        "UPDATE agreements SET title = 'Other'",
        "UPDATE withdrawals SET reason = 'Other'",
        "DELETE FROM withdrawals",
    ],
)
def test_the_database_keeps_it(withdrawn: Database, change: str) -> None:
    """Nothing of it moves, whoever asks."""
    with pytest.raises(DBAPIError, match="tr_"), withdrawn.write() as session:
        session.execute(text(change))


def test_what_is_open_or_signed_has_no_withdrawal(database: Database) -> None:
    """The row alone does not withdraw: the content has to be locked first."""
    with database.write() as session:
        create(session)
    row = "INSERT INTO withdrawals VALUES (1, 'insurer', 'N', '2026-11-22 09:30:15.123456', 'R')"
    with (
        pytest.raises(DBAPIError, match="tr_withdrawals_"),
        database.write() as session,
    ):
        session.execute(text(row))
