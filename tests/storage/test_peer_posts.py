"""What teams ask each other is found through their own organisation alone."""

from datetime import UTC, datetime

from kpikit.domain.party import Organisation, OrganisationKind
from kpikit.domain.peer_talk import Post
from kpikit.storage import organisations, peer_posts
from kpikit.storage.database import Database
from kpikit.storage.scope import Scope

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def test_two_hospitals_keep_their_own(database: Database) -> None:
    """Each reads what it said, in order; both can have a first question."""
    homes = [
        Organisation(
            id=id_ * 32, kind=OrganisationKind.PROVIDER, name=f"Z {id_}", agb_code=agb
        )
        for id_, agb in (("a", "06999911"), ("b", "06999912"))
    ]
    said = {
        home.id: tuple(
            Post(name="N", place=home.name, at=NOW, words=words)
            for words in ("Eerste", "Tweede")
        )
        for home in homes
    }
    with database.write() as session:
        for home in homes:
            organisations.add(session, home)
    for home in homes:
        with database.write() as session:
            scope = Scope(session, home)
            for number, post in enumerate(said[home.id], start=1):
                peer_posts.add_post(scope, post, number)
    for home in homes:
        with database.read() as session:
            assert said[home.id] == peer_posts.posts(Scope(session, home))
