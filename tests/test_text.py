"""Content in two languages, and what is left of words that people type."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpikit.text import LANGUAGES, Text, plain, same


def test_text_speaks_the_asked_language() -> None:
    """Each language gives its own words."""
    assert "ja" == Text(nl="ja", en="yes").in_("nl")
    assert "yes" == Text(nl="ja", en="yes").in_("en")


def test_same_reads_alike_everywhere() -> None:
    """A name is the same in every language."""
    assert {"Zorgzeker"} == {same("Zorgzeker").in_(language) for language in LANGUAGES}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a b  ", "a b"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf", "a\nb\nc\nd\ne\nf"),
        ("a\tb", "a\tb"),
        ("a\x00b\x1fc\x7fd", "abcd"),
        ("a\ud800b\udfffc\ufffed", "abcd"),
        ("\ufeffa", "a"),
        ("100\u202e euro\u202c", "100 euro"),
        ("cafe\u0301", "café"),
        ("€ 5 – ‘zo’ 👩‍⚕️", "€ 5 – ‘zo’ 👩‍⚕️"),
    ],
)
def test_plain_keeps_what_people_wrote(typed: str, kept: str) -> None:
    """Line ends become one kind, what nobody can see goes, the rest stays."""
    assert kept == plain(typed)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_plain_is_settled_at_once(typed: str) -> None:
    """Cleaning twice is cleaning once, and every database and file takes the result."""
    clean = plain(typed)
    assert clean == plain(clean)
    assert clean == clean.encode("utf-8").decode("utf-8")
    assert {"\n", "\t"} >= {c for c in clean if unicodedata.category(c) == "Cc"}
