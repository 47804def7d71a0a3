"""Reopening lifts what one party alone did, and nothing of what both signed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kpikit.domain.agreement import State
from kpikit.domain.party import Organisation, PartyRole
from kpikit.domain.settling import Locked, Settling, reopen, sign
from kpikit.problems import KpikitError, Refused
from kpikit.storage import agreements, plans
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope
from tests.storage.builders import (
    HASH,
    HOSPITAL,
    INSURER,
    NOW,
    accepted,
    approval,
    create,
    plan,
)

LATER = NOW + timedelta(hours=1)
RACES = 6
SIGNINGS = 50
MEANWHILE = 0.3
Step = Callable[[Settling], Settling]


def _signs(organisation: Organisation) -> Step:
    return lambda settling: sign(settling, approval(organisation, 3, HASH), HASH)


def _reopens(settling: Settling) -> Settling:
    return reopen(settling, PartyRole.INSURER, LATER)


def _take(database: Database, public_id: str, step: Step) -> None:
    """Read, take a step and keep it, as every action does: under a lock."""
    with database.write() as session:
        scope = Scope(session, INSURER)
        stored = agreements.get(scope, public_id, lock=True)
        agreements.save_settling(scope, stored, step(stored.settling))


def _settling(database: Database, public_id: str = "agreement-1") -> Settling:
    with database.read() as session:
        return agreements.get(Scope(session, HOSPITAL), public_id).settling


def _accepted(database: Database, public_id: str = "agreement-1") -> None:
    with database.write() as session:
        scope, stored = create(session, public_id)
        agreements.save_settling(scope, stored, accepted(stored))


@pytest.mark.parametrize("organisation", [HOSPITAL, INSURER])
def test_half_signed_is_open_again(
    database: Database, organisation: Organisation
) -> None:
    """Signature and acceptances are gone, and the content can change."""
    _accepted(database)
    _take(database, "agreement-1", _signs(organisation))
    _take(database, "agreement-1", _reopens)
    expected = Settling(turn=PartyRole.INSURER, turn_since=LATER)
    assert expected == _settling(database)
    with database.write() as session:
        scope = Scope(session, HOSPITAL)
        plans.save(scope, agreements.get(scope, "agreement-1"), plan(), 0)


def test_signed_by_both_is_kept_whatever_is_asked(database: Database) -> None:
    """Even a step that forgets to look leaves both signatures as they are."""
    _accepted(database)
    for organisation in (HOSPITAL, INSURER):
        _take(database, "agreement-1", _signs(organisation))
    signed = _settling(database)
    with pytest.raises(IntegrityError, match=r"tr_signatures_.*signed_by_both"):
        _take(database, "agreement-1", lambda _: Settling(turn_since=LATER))
    assert signed == _settling(database)
    assert (State.SIGNED, 2) == (signed.state, len(signed.signatures))


def test_signing_and_reopening_at_once(database: Database) -> None:
    """Two sign while one reopens: who comes too late is told, and nothing is mixed."""
    steps = (_signs(HOSPITAL), _signs(INSURER), _reopens)
    for number in range(RACES):
        public_id = f"agreement-{number}"
        _accepted(database, public_id)
        first, second, reopened = _at_once(database, public_id, steps)
        found = _settling(database, public_id)
        if reopened is None:
            assert Settling(turn=PartyRole.INSURER, turn_since=LATER) == found
            assert (None, None) != (first, second)
        else:
            assert isinstance(reopened, Locked)
            assert (None, None) == (first, second)
            assert State.SIGNED is found.state
            assert (2, 2) == (len(found.acceptances), len(found.signatures))


def _at_once(
    database: Database, public_id: str, steps: tuple[Step, ...]
) -> list[KpikitError | None]:
    """Return what each step was told when it was refused."""
    together = Barrier(len(steps))

    def take(step: Step) -> KpikitError | None:
        together.wait()
        try:
            _take(database, public_id, step)
        except KpikitError as refused:
            return refused
        return None

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))


def test_two_who_sign_at_once_both_sign(database: Database) -> None:
    """Fifty times: nobody is refused, no signature is lost, and it is signed."""
    for race in range(SIGNINGS):
        _accepted(database, f"race-{race}")
        both = (_signs(HOSPITAL), _signs(INSURER))
        assert [None, None] == _at_once(database, f"race-{race}", both)
        found = _settling(database, f"race-{race}")
        assert State.SIGNED is found.state
        assert {PartyRole.PROVIDER, PartyRole.INSURER} == {
            signature.role for signature in found.signatures
        }


def test_one_who_signs_twice_at_once_signs_once(database: Database) -> None:
    """Two clicks of the same signatory leave one signature, and one refusal."""
    for race in range(RACES):
        _accepted(database, f"twice-{race}")
        told = _at_once(database, f"twice-{race}", (_signs(INSURER),) * 2)
        assert 1 == told.count(None)
        assert [Refused] == [type(each) for each in told if each is not None]
        assert 1 == len(_settling(database, f"twice-{race}").signatures)


def test_lifting_by_hand_waits_for_who_signs(database: Database) -> None:
    """A signature is not taken away under the hands of the second signatory."""
    _accepted(database)
    _take(database, "agreement-1", _signs(HOSPITAL))
    with ThreadPoolExecutor(1) as pool:
        with database.write() as session:
            scope = Scope(session, INSURER)
            stored = agreements.get(scope, "agreement-1", lock=True)
            signed = _signs(INSURER)(stored.settling)
            agreements.save_settling(scope, stored, signed)
            lifting = pool.submit(_by_hand, database, "DELETE FROM signatures")
            wait([lifting], timeout=MEANWHILE)
        assert isinstance(lifting.exception(), IntegrityError)
    assert signed == _settling(database)


def test_who_signs_waits_for_lifting_by_hand(database: Database) -> None:
    """The second signature is the only one when the first goes just before it."""
    _accepted(database)
    _take(database, "agreement-1", _signs(HOSPITAL))
    with ThreadPoolExecutor(1) as pool:
        with database.write() as session:
            session.execute(text("DELETE FROM signatures"))
            signing = pool.submit(_take, database, "agreement-1", _signs(INSURER))
            wait([signing], timeout=MEANWHILE)
        assert signing.exception() is None
    found = _settling(database)
    assert State.SETTLING is found.state
    assert (approval(INSURER, 3, HASH),) == found.signatures


def test_signing_by_hand_waits_for_opening(database: Database) -> None:
    """What is a draft a moment later gets no signature a moment before."""
    _accepted(database)
    _accepted(database, "other")
    _take(database, "other", _signs(HOSPITAL))
    copied = (
        "INSERT INTO signatures SELECT a.key, role, user_id, name, at, content_hash"
        " FROM signatures, agreements a WHERE a.id = 'agreement-1'"
    )
    with ThreadPoolExecutor(1) as pool:
        with database.write() as session:
            session.execute(text("UPDATE agreements SET state = 'draft' WHERE key = 1"))
            signing = pool.submit(_by_hand, database, copied)
            wait([signing], timeout=MEANWHILE)
        assert isinstance(signing.exception(), IntegrityError)
    assert () == _settling(database).signatures


def _by_hand(database: Database, statement: str) -> None:
    with database.write() as session:
        session.execute(text(statement))
