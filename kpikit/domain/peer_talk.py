"""Questions of one team to the others of its organisation, with their answers.

An organisation with more hospitals or sites has teams that never meet. What they ask
each other stays inside it, and nobody takes back what was said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kpikit.problems import Problem
from kpikit.text import Text

LONGEST = 2000
LONGEST_PLACE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A question, or an answer to the question with number ``question``.

    ``place`` is the hospital, site or team of who says it.
    """

    name: str
    place: str
    at: datetime
    words: str
    question: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A question by its number, with the answers in the order they came."""

    number: int
    asked: Post
    answers: tuple[Post, ...]


def threads(posts: Iterable[Post]) -> tuple[Thread, ...]:
    """Return the questions, the last one first; posts are numbered from 1."""
    every = tuple(posts)
    found = [
        Thread(
            number=number,
            asked=post,
            answers=tuple(a for a in every if a.question == number),
        )
        for number, post in enumerate(every, start=1)
        if not post.question
    ]
    return tuple(reversed(found))


def post_problems(post: Post, before: tuple[Post, ...]) -> tuple[Problem, ...]:
    """Return what is wrong with a new post, after those there are."""
    found = []
    if not post.words.strip():
        found.append(Problem("words-needed", "words", _NEEDED))
    if len(post.words) > LONGEST:
        found.append(Problem("words-long", "words", _TOO_LONG))
    if not post.place.strip():
        found.append(Problem("place-needed", "place", _NEEDED))
    if len(post.place) > LONGEST_PLACE:
        found.append(Problem("place-long", "place", _PLACE_TOO_LONG))
    questions = {thread.number for thread in threads(before)}
    if post.question and post.question not in questions:
        found.append(Problem("no-question", "", _NO_QUESTION))
    return tuple(found)


_NEEDED = Text(nl="Vul dit in.", en="Fill this in.")
_TOO_LONG = Text(
    nl="Houd het onder 2.000 tekens.", en="Keep it under 2,000 characters."
)
_PLACE_TOO_LONG = Text(
    nl="Houd het onder 100 tekens.", en="Keep it under 100 characters."
)
_NO_QUESTION = Text(nl="Deze vraag is er niet.", en="There is no such question.")
