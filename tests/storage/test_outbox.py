"""The outbox: each letter is taken on by one sender, on either database."""

import threading
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from kpikit.domain.access import Role
from kpikit.domain.addendum import Ending
from kpikit.domain.mail import Fate, Wish
from kpikit.domain.notice import Happened, Kind
from kpikit.domain.party import PartyRole
from kpikit.storage import addenda, mail_wishes, notices, outbox, users
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope
from kpikit.storage.tables import MailRow
from kpikit.storage.users import User
from tests.storage.builders import HOSPITAL, INSURER, NOW, create, user_of
from tests.storage.test_addenda import begun

LATER = NOW + timedelta(minutes=15)
HAPPENED = Happened(kind=Kind.SIGNED, by=PartyRole.INSURER, user_id="")


def person(number: int) -> User:
    """Return one of many colleagues at the hospital."""
    return User(
        id=f"colleague-{number}",
        email=f"c{number}@hospital.example",
        name=f"C {number}",
        organisation_id=HOSPITAL.id,
        roles=frozenset({Role.NEGOTIATOR}),
        language="nl",
        active=True,
        password_hash="h",
    )


def tell_everybody(database: Database, people: int = 0) -> None:
    """Tell all people of an agreement something, among them new colleagues."""
    with database.write() as session:
        for number in range(people):
            users.add(session, person(number))
    with database.write() as session:
        _, stored = create(session)
        scope = Scope(session, INSURER)
        told = notices.people(scope, stored)
        kept = notices.add(scope, stored, HAPPENED, NOW, told)
        outbox.add(session, told, kept, NOW)


def take_all(database: Database, name: str, into: list[str]) -> None:
    """Be a sender that takes on what it can get and sends it."""
    number = 0
    while True:
        number += 1
        with database.write() as session:
            claimed, found = outbox.claim(session, f"{name}-{number}", NOW, LATER)
        if claimed is None:
            if not found:
                return
            continue
        into.append(claimed.address)
        time.sleep(0.005)  # the server takes its time, and others come by
        with database.write() as session:
            outbox.sent(session, claimed, NOW)


def run(jobs: Sequence[threading.Thread]) -> None:
    """Let all senders run at the same time and wait for them."""
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()


def fates(database: Database) -> dict[str, int]:
    """Return how many letters met which fate."""
    counted = select(MailRow.fate, func.count()).group_by(MailRow.fate)
    with database.read() as session:
        return {str(fate): n for fate, n in session.execute(counted)}


def test_two_senders_at_once_never_send_twice(database: Database) -> None:
    """Three senders that start together share the work, and each person hears once."""
    tell_everybody(database, people=30)
    taken: list[str] = []
    run(
        [
            threading.Thread(target=take_all, args=(database, f"s{n}", taken))
            for n in range(3)
        ]
    )
    expected = [user_of(o).email for o in (HOSPITAL, INSURER)]
    expected += [person(n).email for n in range(30)]
    assert sorted(expected) == sorted(taken)
    assert {Fate.SENT: 32} == fates(database)


def test_a_letter_is_of_its_sender_until_its_time_is_over(database: Database) -> None:
    """Nobody else gets it before; whoever was too late cannot say that it went."""
    tell_everybody(database)
    with database.write() as session:
        first, _ = outbox.claim(session, "one", NOW, LATER)
        other, _ = outbox.claim(session, "two", NOW, LATER)
        none, found = outbox.claim(session, "three", NOW, LATER)
    assert first is not None
    assert other is not None
    assert {user_of(o).email for o in (HOSPITAL, INSURER)} == {
        first.address,
        other.address,
    }
    assert (None, False) == (none, found)
    with database.write() as session:
        again, _ = outbox.claim(session, "four", LATER, LATER + timedelta(minutes=15))
    assert again is not None
    assert first.id == again.id  # it is the same letter
    with database.write() as session:
        outbox.sent(session, first, LATER)
    assert {Fate.WAITING: 2} == fates(database)
    with database.write() as session:
        outbox.sent(session, again, LATER)
    assert {Fate.WAITING: 1, Fate.SENT: 1} == fates(database)


def test_talks_that_ended_send_no_more_mail(database: Database) -> None:
    """Whoever opened the page would find no notice about them there."""
    with database.write() as session:
        scope, _, talks = begun(session)
        told = notices.people(scope, talks)
        kept = notices.add(scope, talks, HAPPENED, NOW, told)
        outbox.add(session, told, kept, NOW)
        first, _ = outbox.claim(session, "one", NOW, LATER)
        assert first is not None
        addenda.end(scope, talks, Ending.WITHDRAWN, "S. Bakker", NOW)
        assert (None, True) == outbox.claim(session, "two", NOW, LATER)
        assert (None, False) == outbox.claim(session, "three", NOW, LATER)
    assert {Fate.WAITING: 1, Fate.NOT_NEEDED: 1} == fates(database)


@pytest.mark.parametrize("wish", list(Wish))
def test_a_wish_is_kept_and_asked_for_with_the_people(
    database: Database, wish: Wish
) -> None:
    """The last choice counts, for this person alone."""
    hospital, insurer = user_of(HOSPITAL), user_of(INSURER)
    with database.write() as session:
        _, stored = create(session)
        mail_wishes.save(session, hospital.id, Wish.NEVER)
        mail_wishes.save(session, hospital.id, wish)
    with database.read() as session:
        assert wish is mail_wishes.of_user(session, hospital.id)
        told = notices.people(Scope(session, INSURER), stored)
    expected = {hospital.id: wish, insurer.id: Wish.AT_ONCE}
    assert expected == {p.user_id: p.mail for p in told}


def test_what_ended_long_ago_is_thrown_away(database: Database) -> None:
    """Only what ended before the moment goes; what waits stays, however old."""
    tell_everybody(database)
    with database.write() as session:
        first, _ = outbox.claim(session, "one", NOW, LATER)
        assert first is not None
        outbox.sent(session, first, NOW)

    def after(moment: datetime) -> dict[str, int]:
        with database.write() as session:
            outbox.forget(session, moment)
        return fates(database)

    assert {Fate.SENT: 1, Fate.WAITING: 1} == after(NOW)
    assert {Fate.WAITING: 1} == after(NOW + timedelta(days=300))
