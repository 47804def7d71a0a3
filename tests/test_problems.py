"""Refusals carry what the reader needs to know."""

from kpikit.problems import (
    KpikitError,
    NotAllowed,
    NotFoundHere,
    Outdated,
    Problem,
    Refused,
)
from kpikit.text import Text

WORDS = Text(nl="Vul dit in.", en="Fill this in.")


def test_refused_keeps_every_problem() -> None:
    """All problems are there at once, and the log line names each place."""
    wrong = [Problem(code="a", where=w, text=WORDS) for w in ("title", "goal_2027")]
    refused = Refused(iter(wrong))
    assert tuple(wrong) == refused.problems
    assert "title: Fill this in.; goal_2027: Fill this in." == str(refused)


def test_outdated_keeps_both_versions() -> None:
    """The page can say which version was opened and which is there now."""
    error = Outdated(3, 4)
    assert (3, 4) == (error.expected, error.found)


def test_not_allowed_says_why() -> None:
    """The reason is the reader's, in both languages."""
    assert WORDS == NotAllowed(WORDS).text


def test_every_refusal_speaks_both_languages() -> None:
    """No refusal reaches a reader without words."""
    for refusal in (KpikitError(), NotFoundHere(), Outdated(1, 2), Refused([])):
        assert "" not in (refusal.text.nl, refusal.text.en)
