"""Ask the other teams of the own organisation, and answer them."""

from dataclasses import replace

from kpikit.actions.desk import Actor, Desk, authorise, log
from kpikit.domain.access import Permission
from kpikit.domain.peer_talk import Post, Thread, post_problems, threads
from kpikit.problems import Refused
from kpikit.storage import peer_posts
from kpikit.storage.scope import Scope


def read_peers(desk: Desk, actor: Actor) -> tuple[Thread, ...]:
    """Return the questions of the own organisation, the last one first.

    Raises:
        NotAllowed: the actor does not improve care for a provider.
    """
    authorise(actor, Permission.WRITE_STEPS)
    with desk.database.read() as session:
        return threads(peer_posts.posts(Scope(session, actor.organisation)))


def unanswered(desk: Desk, actor: Actor) -> int:
    """Return how many questions nobody answered yet; none for who may not read them."""
    if not actor.may(Permission.WRITE_STEPS):
        return 0
    return sum(not thread.answers for thread in read_peers(desk, actor))


def say(desk: Desk, actor: Actor, *, place: str, words: str, question: int = 0) -> None:
    """Ask a question, or answer the one with a number; the same twice is said once.

    Raises:
        NotAllowed: the actor does not improve care for a provider.
        Refused: something lacks or is too long, or there is no such question.
    """
    authorise(actor, Permission.WRITE_STEPS)
    with desk.database.write() as session:
        now, scope = desk.clock(), Scope(session, actor.organisation)
        before = peer_posts.posts(scope)
        post = Post(
            name=actor.name, place=place, at=now, words=words, question=question
        )
        if found := post_problems(post, before):
            raise Refused(found)
        if any(replace(post, at=said.at) == said for said in before):
            return
        peer_posts.add_post(scope, post, len(before) + 1)
        action = "peer-answered" if question else "peer-asked"
        log(session, actor, now, action, "", ("", ""))
