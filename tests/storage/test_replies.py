"""Answers to recommendations come back as they were kept, and go across when shown."""

from kpikit.domain.party import Organisation, PartyRole
from kpikit.domain.reply import Reply
from kpikit.storage import agreements, replies
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope
from tests.storage.builders import HOSPITAL, INSURER, NASTY, create

OURS = Reply(number=3, role=PartyRole.PROVIDER, does=NASTY, will_do="w", asks="a")


def read(database: Database, who: Organisation) -> tuple[tuple[Reply, ...], ...]:
    with database.read() as session:
        scope = Scope(session, who)
        stored = agreements.get(scope, "agreement-1")
        return replies.own(scope, stored), replies.shared(scope, stored)


def test_an_answer_crosses_the_table_only_when_it_is_shown(database: Database) -> None:
    """Saved it is of its organisation alone; shown it is as it then was."""
    with database.write() as session:
        scope, stored = create(session)
        kept = replies.save(scope, stored, OURS)
    assert ((kept,), ()) == read(database, HOSPITAL)
    assert ((), ()) == read(database, INSURER)
    with database.write() as session:
        scope = Scope(session, HOSPITAL)
        stored = agreements.get(scope, "agreement-1")
        replies.show(scope, stored, 3)
        replies.show(scope, stored, 3)
    assert ((), (OURS,)) == read(database, INSURER)
