"""Organisations, users, logins, failures and invitations come back as they were."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from kpikit.domain.access import Role
from kpikit.domain.party import Organisation, OrganisationKind
from kpikit.problems import NotFoundHere
from kpikit.storage import invitations, organisations, sessions, throttle, users
from kpikit.storage.agreements import AlreadyThere
from kpikit.storage.database import Database
from kpikit.storage.invitations import Invitation
from kpikit.storage.sessions import LoginSession
from tests.storage.builders import (
    HASH,
    HOSPITAL,
    INSURER,
    NASTY,
    NOW,
    OTHER_INSURER,
    PATIENTS,
    user_of,
)

LOGIN = LoginSession(
    token_hash=HASH,
    user_id=user_of(HOSPITAL).id,
    csrf_seed="seed",
    started=NOW,
    seen=NOW,
    confirmed=NOW,
)
INVITATION = Invitation(
    token_hash=HASH,
    organisation_id=INSURER.id,
    email="new@insurer.example",
    roles=frozenset({Role.READER, Role.ADMIN}),
    invited_by=user_of(INSURER).id,
    expires=NOW + timedelta(days=7),
)


def test_organisations_come_back(database: Database) -> None:
    """Organisations are found by id, by kind and all together, by name."""
    with database.read() as session:
        assert organisations.get(session, HOSPITAL.id) == HOSPITAL
        assert organisations.get(session, "nobody") is None
        assert organisations.get(session, NASTY) is None
        insurers = organisations.of_kind(session, OrganisationKind.INSURER)
        assert insurers == (OTHER_INSURER, INSURER)
        every = set(organisations.all_(session))
        assert every == {HOSPITAL, INSURER, OTHER_INSURER, PATIENTS}


def test_nasty_name_is_cleaned_not_refused(database: Database) -> None:
    """What no database takes is left out of a name; the rest stays."""
    name = "  De \x00Zorg\ud800\r\nverzekeraar\x1b \U0001f600 "
    made = Organisation(id="org-x", kind=OrganisationKind.INSURER, name=name)
    with database.write() as session:
        organisations.add(session, made)
        found = organisations.get(session, "org-x")
    assert found == replace(made, name="De Zorg\nverzekeraar \U0001f600")


def test_same_organisation_twice(database: Database) -> None:
    """A taken id is refused, and the transaction stays usable."""
    with database.write() as session:
        with pytest.raises(AlreadyThere):
            organisations.add(session, HOSPITAL)
        assert organisations.get(session, HOSPITAL.id) == HOSPITAL


def test_user_comes_back(database: Database) -> None:
    """A user is found by id and by address, whatever its capitals."""
    user = user_of(HOSPITAL)
    with database.read() as session:
        assert users.get(session, user.id) == user
        assert users.by_email(session, user.email.upper()) == user
        assert users.by_email(session, f"\x00{user.email}") is None
        assert users.of_organisation(session, HOSPITAL.id) == (user,)


def test_user_without_roles(database: Database) -> None:
    """Someone who may do nothing is still someone."""
    user = replace(user_of(HOSPITAL), id="u2", email="u2@x.example", roles=frozenset())
    with database.write() as session:
        users.add(session, user)
        assert users.get(session, "u2") == user


def test_user_changes(database: Database) -> None:
    """Saving changes all but the password; the password has its own way."""
    user = replace(
        user_of(HOSPITAL),
        name="Nieuwe naam",
        roles=frozenset({Role.ADMIN}),
        language="en",
        active=False,
    )
    with database.write() as session:
        users.save(session, replace(user, password_hash="other"))
        assert users.get(session, user.id) == user
        users.set_password(session, user.id, "new")
        assert users.get(session, user.id) == replace(user, password_hash="new")


def test_unknown_user_cannot_change(database: Database) -> None:
    """Changing somebody who is not there is refused."""
    with database.write() as session:
        with pytest.raises(NotFoundHere):
            users.save(session, replace(user_of(HOSPITAL), id="nobody", email="n@x.y"))
        with pytest.raises(NotFoundHere):
            users.set_password(session, "nobody", "x")


@pytest.mark.parametrize(
    "email", ["someone@org-hospital.example", "SOMEONE@Org-Hospital.example"]
)
def test_same_address_twice(database: Database, email: str) -> None:
    """An address belongs to one user, in capitals or not."""
    with database.write() as session:
        taken = replace(user_of(INSURER), id="u3", email=email)
        with pytest.raises(AlreadyThere):
            users.add(session, taken)
        with pytest.raises(AlreadyThere):
            users.save(session, replace(taken, id=user_of(INSURER).id))
        assert users.get(session, user_of(INSURER).id) == user_of(INSURER)


def test_login_session_life(database: Database) -> None:
    """A login is found with its user and organisation until it ends."""
    later = NOW + timedelta(minutes=4)
    with database.write() as session:
        sessions.start(session, LOGIN)
        assert sessions.find(session, HASH) == (LOGIN, user_of(HOSPITAL), HOSPITAL)
        sessions.touch(session, HASH, later)
        found = sessions.find(session, HASH)
        assert found is not None
        assert found[0] == replace(LOGIN, seen=later)
        sessions.confirm(session, HASH, later)
        found = sessions.find(session, HASH)
        assert found is not None
        assert found[0] == replace(LOGIN, seen=later, confirmed=later)
        sessions.end(session, HASH)
        assert sessions.find(session, HASH) is None


def test_all_sessions_but_one_end(database: Database) -> None:
    """A changed password ends the other logins of that user, nobody else's."""
    hashes = ["aa" * 32, "bb" * 32, "cc" * 32]
    insurers = "dd" * 32
    with database.write() as session:
        for token_hash in hashes:
            sessions.start(session, replace(LOGIN, token_hash=token_hash))
        other = replace(LOGIN, token_hash=insurers, user_id=user_of(INSURER).id)
        sessions.start(session, other)
        sessions.end_all(session, LOGIN.user_id, except_hash=hashes[1])
        left = [h for h in [*hashes, insurers] if sessions.find(session, h)]
        assert left == [hashes[1], insurers]
        sessions.end_all(session, LOGIN.user_id)
        assert sessions.find(session, hashes[1]) is None


def test_old_sessions_are_purged(database: Database) -> None:
    """Purging takes what was last seen before a moment."""
    with database.write() as session:
        sessions.start(session, LOGIN)
        fresh = replace(LOGIN, token_hash="ef" * 32, seen=NOW + timedelta(hours=1))
        sessions.start(session, fresh)
        sessions.purge(session, NOW + timedelta(seconds=1))
        assert sessions.find(session, HASH) is None
        assert sessions.find(session, fresh.token_hash) is not None


def test_moments_are_utc_whatever_zone_they_came_in(database: Database) -> None:
    """A moment from another zone comes back as the same moment, aware and in UTC."""
    amsterdam = timezone(timedelta(hours=2))
    started = datetime(2026, 7, 1, 0, 30, tzinfo=amsterdam)
    with database.write() as session:
        sessions.start(session, replace(LOGIN, started=started))
        found = sessions.find(session, HASH)
    assert found is not None
    assert found[0].started == datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert found[0].started.tzinfo is UTC


def test_moment_without_zone_is_refused(database: Database) -> None:
    """A moment that could be any moment is not kept."""
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(StatementError), database.write() as session:
        sessions.start(session, replace(LOGIN, started=naive))


def test_failures_count_per_key_and_time(database: Database) -> None:
    """Failures count from a moment on, for one key; clearing forgets that key."""
    with database.write() as session:
        for minutes in (0, 1, 2):
            throttle.record(session, "account", NOW + timedelta(minutes=minutes))
        throttle.record(session, NASTY, NOW)
        assert throttle.failures(session, "account", NOW) == 3
        assert throttle.failures(session, "account", NOW + timedelta(minutes=1)) == 2
        assert throttle.failures(session, NASTY, NOW) == 1
        throttle.clear(session, "account")
        assert throttle.failures(session, "account", NOW) == 0
        throttle.purge(session, NOW + timedelta(seconds=1))
        assert throttle.failures(session, NASTY, NOW) == 0


def test_invitation_life(database: Database) -> None:
    """An invitation is open until it is used, and used only once."""
    with database.write() as session:
        invitations.add(session, INVITATION)
        assert invitations.find(session, HASH) == INVITATION
        assert invitations.open_of(session, INSURER.id) == (INVITATION,)
        assert invitations.open_of(session, HOSPITAL.id) == ()
        invitations.use(session, HASH, NOW)
        assert invitations.find(session, HASH) == replace(INVITATION, used_at=NOW)
        assert invitations.open_of(session, INSURER.id) == ()
        with pytest.raises(NotFoundHere):
            invitations.use(session, HASH, NOW)
        with pytest.raises(NotFoundHere):
            invitations.revoke(session, HASH)


def test_revoked_invitation_is_gone(database: Database) -> None:
    """A revoked invitation cannot be used."""
    with database.write() as session:
        invitations.add(session, replace(INVITATION, invited_by=None))
        invitations.revoke(session, HASH)
        assert invitations.find(session, HASH) is None
        with pytest.raises(NotFoundHere):
            invitations.use(session, HASH, NOW)
