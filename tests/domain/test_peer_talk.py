"""Questions between teams: the order they are read in, and what is refused."""

from datetime import UTC, datetime

import pytest

from kpikit.domain.peer_talk import (
    LONGEST,
    LONGEST_PLACE,
    Post,
    Thread,
    post_problems,
    threads,
)

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def post(
    words: str = "Hoe doet u het?", question: int = 0, place: str = "Noord"
) -> Post:
    """Return something that a team says."""
    return Post(name="N", place=place, at=NOW, words=words, question=question)


def test_answers_stand_under_their_question_and_the_last_question_first() -> None:
    """Numbers count questions and answers together, from 1."""
    first, second = post("Eerste"), post("Tweede")
    late, later = post("Ja", 1), post("Nee", 1)
    expected = (
        Thread(number=3, asked=second, answers=()),
        Thread(number=1, asked=first, answers=(late, later)),
    )
    assert expected == threads([first, late, second, later])


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (post(" "), "words"),
        (post("x" * (LONGEST + 1)), "words"),
        (post(place=""), "place"),
        (post(place="x" * (LONGEST_PLACE + 1)), "place"),
        (post(question=2), ""),
        (post(question=3), ""),
    ],
)
def test_what_lacks_is_too_long_or_answers_nothing_is_refused(
    said: Post, field: str
) -> None:
    """An answer is to a question, not to an answer or to nothing."""
    before = (post(), post("Ja", 1))
    assert [field] == [problem.where for problem in post_problems(said, before)]
    assert () == post_problems(post("Ook", 1), before)
