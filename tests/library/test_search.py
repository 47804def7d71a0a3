"""Searching and narrowing the library."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.kpi import Level, Use
from kpikit.domain.library import (
    EVERYTHING,
    Filters,
    Kind,
    Library,
    UnknownEntry,
    folded,
)
from kpikit.library import load

Write = Callable[..., Path]


@pytest.fixture
def library(good: dict[str, str], write: Write) -> Library:
    """The tiny library, with one own KPI that comes before the others by its id."""
    own = good["kpis/PAT-01.toml"].replace("PAT-01", "AAA-01")
    return load(write(good), write({"kpis/AAA-01.toml": own}, "own"))[0]


def ids(library: Library, words: str = "", filters: Filters | None = None) -> list[str]:
    """Return the ids of what is found, in order."""
    return [kpi.id for kpi in library.search(words, filters)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["PAT-01", "TEA-08", "AAA-01"]),
        ("  ?! ", ["PAT-01", "TEA-08", "AAA-01"]),
        ("topscore", ["PAT-01", "AAA-01"]),
        ("TOPSCORE Patienten", ["PAT-01", "AAA-01"]),
        ("patiënt top", ["PAT-01", "AAA-01"]),
        ("topscore mirror", []),
        ("mirror", ["TEA-08"]),
        ("spiegel", ["TEA-08"]),
        ("gesprek", []),
        ("één", ["PAT-01", "TEA-08", "AAA-01"]),
        ("een keuze", ["PAT-01", "TEA-08", "AAA-01"]),
        ("tea-08", ["TEA-08"]),
        ("08", ["TEA-08"]),
        ("drie cijfers", ["PAT-01", "AAA-01"]),
        ("three marks", ["PAT-01", "AAA-01"]),
        ("nothing like it", []),
    ],
)
def test_all_words_must_begin_a_word(
    library: Library, words: str, expected: list[str]
) -> None:
    """Search takes both languages, any case and accent, and the instrument's name."""
    assert expected == ids(library, words)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(kind=Kind.MEASURED), ["PAT-01", "AAA-01"]),
        (Filters(kind=Kind.NARRATIVE), ["TEA-08"]),
        (Filters(level=Level.TEAM), ["TEA-08"]),
        (Filters(use=Use.PAYMENT), ["PAT-01", "AAA-01"]),
        (Filters(burden_at_most=0), []),
        (Filters(burden_at_most=1), ["PAT-01", "TEA-08", "AAA-01"]),
        (Filters(reuses_existing_data=True), ["PAT-01", "TEA-08", "AAA-01"]),
        (Filters(reuses_existing_data=False), []),
        (Filters(recommendation=1), ["PAT-01", "AAA-01"]),
        (Filters(recommendation=2), []),
        (EVERYTHING, ["PAT-01", "TEA-08", "DEP-01", "AAA-01"]),
        (Filters(kind=Kind.MEASURED, level=Level.TEAM), []),
    ],
)
def test_filters_narrow_together(
    library: Library, filters: Filters, expected: list[str]
) -> None:
    """Every filter that is set must fit; retired ones only come when asked for."""
    assert expected == ids(library, filters=filters)


def test_lookups_give_the_entry_or_say_which_one_is_not_there(library: Library) -> None:
    """A lookup that fails says in both languages what was asked for."""
    assert "DEP-01" == library.kpi("DEP-01").id
    assert "Smith 2020" == library.source("smith-2020").citation
    assert "Begin" == library.recommendation(1).title.nl
    for ask in (library.kpi, library.instrument, library.source):
        with pytest.raises(UnknownEntry) as refusal:
            ask("nope")
        assert "‘nope’" in refusal.value.text.nl
        assert "‘nope’" in refusal.value.text.en
    with pytest.raises(UnknownEntry):
        library.recommendation(12)


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    """What search sees of a text does not depend on how often it was folded."""
    assert folded(text) == folded(folded(text))


@given(st.text("abcdé ÉïI-", max_size=20))
def test_case_and_accents_do_not_matter(text: str) -> None:
    """Upper case and bare letters find the same as the text itself."""
    assert folded(text) == folded(text.upper())
    assert folded(text).isascii()
