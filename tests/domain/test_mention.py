"""Mentions: '@' and a name, found in what was typed, and nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.mention import Piece, mentioned, pieces

NAMES = ("S. Bakker", "J. de Boer", "J. de Boer-Smit", "A. Yılmaz", "Bo")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("@S. Bakker, klopt dit?", ["S. Bakker"]),
        ("Vraag het @s. bakker of @J.  de\nBoer.", ["S. Bakker", "J. de Boer"]),
        ("@J. de Boer-Smit weet het", ["J. de Boer-Smit"]),
        ("@J. de Boer-Janssen weet het", []),
        ("@Bo @Bo @bo", ["Bo"]),
        ("(@Bo)", ["Bo"]),
        ("@Bob en @Bo1", []),
        ("mail naar x@bo of x.@Bo", []),
        ("S. Bakker zonder apenstaart, @ Bo en @Niemand", []),
        ("@S. Bakker@Bo", ["S. Bakker"]),
        ("", []),
    ],
)
def test_who_is_mentioned(words: str, found: list[str]) -> None:
    """A whole known name directly behind '@', whatever its capitals and spaces."""
    assert found == list(mentioned(words, NAMES))


def test_letters_that_only_resemble_each_other_mention_nobody() -> None:
    """A dotless i is no i, though a search without capitals takes them for one."""
    assert () == mentioned("@Sıem en @Lıa", ("Siem", "Lia"))


def test_a_text_is_cut_at_its_mentions() -> None:
    """Each mention is a piece of its own, spelled as the name is."""
    expected = (Piece("Dag "), Piece("S. Bakker", is_name=True), Piece("!"))
    assert expected == pieces("Dag @s. bakker!", NAMES)


def test_nobody_to_mention_leaves_the_text_whole() -> None:
    """Without names an '@' is a character like others."""
    assert (Piece("Dag @S. Bakker"),) == pieces("Dag @S. Bakker", ())
    assert (Piece("@(.*"),) == pieces("@(.*", ("", "  "))


@given(st.text(alphabet="@Bo S.akker-\n", max_size=40), st.sets(st.text(max_size=6)))
def test_no_word_is_lost(words: str, names: set[str]) -> None:
    """Put together, the pieces are the text, but for how the names were spelled."""
    cut = pieces(words, names)
    plain = "".join(f"@{p.words}" if p.is_name else p.words for p in cut)
    assert plain.lower().split() == words.lower().split()
    assert set(mentioned(words, names)) == {p.words for p in cut if p.is_name}
