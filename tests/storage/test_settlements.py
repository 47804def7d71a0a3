"""Settlements come back as they were kept, and are frozen once both agreed."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kpikit.domain.settlement.agreeing import Settlement
from kpikit.domain.settlement.facts import Phase
from kpikit.problems import Outdated
from kpikit.storage import agreements, settlements
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope
from tests.storage.builders import (
    HASH,
    HOSPITAL,
    INSURER,
    approval,
    create,
    settlement,
    sign_completely,
)

BOTH = (approval(HOSPITAL, 5, HASH), approval(INSURER, 6, HASH))
CHANGES = (
    "UPDATE settlements SET content = '{}'",
    "UPDATE settlements SET agreed_at = NULL",
    "DELETE FROM settlements",
)


def _keep(database: Database, value: Settlement, expected: int = 0) -> Settlement:
    with database.write() as session:
        scope = Scope(session, HOSPITAL)
        stored = agreements.get(scope, "agreement-1")
        return settlements.save(scope, stored, value, expected)


def _kept(database: Database) -> tuple[Settlement, ...]:
    with database.read() as session:
        scope = Scope(session, INSURER)
        return settlements.of_agreement(scope, agreements.get(scope, "agreement-1"))


@pytest.fixture
def signed(database: Database) -> Database:
    """An installation with one signed agreement."""
    with database.write() as session:
        sign_completely(*create(session))
    return database


def test_comes_back_whole(signed: Database) -> None:
    """Everything that was kept is read again, provisional before final."""
    first = settlement(BOTH[0])
    facts = replace(first.content.facts, phase=Phase.FINAL)
    final = replace(first, content=replace(first.content, facts=facts))
    _keep(signed, final)
    _keep(signed, first)
    expected = (replace(first, revision=1), replace(final, revision=1))
    assert expected == _kept(signed)


def test_changes_while_open(signed: Database) -> None:
    """A proposal is replaced by the next, when nobody changed it meanwhile."""
    _keep(signed, settlement(BOTH[0]))
    _keep(signed, settlement(volume=910), 1)
    assert (replace(settlement(volume=910), revision=2),) == _kept(signed)
    with pytest.raises(Outdated):
        _keep(signed, settlement(), 1)


@pytest.mark.parametrize("statement", CHANGES)
def test_frozen_once_agreed(signed: Database, statement: str) -> None:
    """What both agreed cannot change, with whatever tool somebody comes."""
    agreed = _keep(signed, settlement(*BOTH))
    with pytest.raises(IntegrityError), signed.write() as session:
        session.execute(text(statement))
    with pytest.raises(IntegrityError):
        _keep(signed, settlement(volume=1), 1)
    assert (agreed,) == _kept(signed)


def test_open_settlement_can_be_removed(signed: Database) -> None:
    """While not both agreed nothing is frozen yet."""
    _keep(signed, settlement(BOTH[0]))
    with signed.write() as session:
        session.execute(text(CHANGES[-1]))
    assert () == _kept(signed)


def test_nothing_to_settle_before_signing(database: Database) -> None:
    """Only a signed agreement can be settled."""
    with database.write() as session:
        create(session)
    with pytest.raises(IntegrityError):
        _keep(database, settlement())
