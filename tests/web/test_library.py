"""The library pages: found in two languages, read in full, compared by four."""

import re
from html import unescape

import pytest

from kpikit.domain.kpi import EntryStatus
from kpikit.web.library_sheet import cited_by_kpi
from tests.web.installation import HOSPITAL, HOSPITAL_ADMIN, VOICE, Installation

FOUR = "kpi=PAT-01&kpi=PAT-10&kpi=TEA-04&kpi=ORG-02"


def read(installation: Installation, address: str, language: str = "en") -> str:
    """Return the text of a page as a negotiator reads it."""
    answer = installation.client(HOSPITAL, language).get(address)
    assert 200 == answer.status_code
    return unescape(answer.text)


def ids(page: str) -> set[str]:
    """Return the KPIs that a list offers to compare."""
    return set(re.findall(r'name="kpi" value="([^"]+)"', page))


@pytest.mark.parametrize("email", [HOSPITAL, HOSPITAL_ADMIN, VOICE])
def test_everybody_who_is_signed_in_may_read(
    installation: Installation, email: str
) -> None:
    """The library is open to every role of every organisation."""
    for address in ("/library", "/library/PAT-01", "/library/recommendations"):
        assert 200 == installation.client(email).get(address).status_code


def test_all_current_entries_are_listed(installation: Installation) -> None:
    """Without filters the list holds what can be chosen, and says how many."""
    kpis = installation.desk.library.kpis.values()
    current = {str(k.id) for k in kpis if k.status is not EntryStatus.RETIRED}
    page = read(installation, "/library")
    assert current == ids(page)
    assert f"{len(current)} KPIs" in page


def test_retired_entries_stand_apart_with_their_reason(
    installation: Installation,
) -> None:
    """A retired entry is shown with why, and cannot be ticked."""
    kpi = installation.desk.library.kpi("DEP-01")
    assert kpi.retired_because is not None
    page = read(installation, "/library")
    assert kpi.retired_because.en in page
    assert "DEP-01" not in ids(page)


@pytest.mark.parametrize("words", ["keuzehulp", "decision+aid", "KEUZEHULP"])
def test_words_are_found_in_either_language(
    installation: Installation, words: str
) -> None:
    """An English reader finds an entry by its Dutch words too."""
    assert "TEA-02" in ids(read(installation, f"/library?words={words}"))


@pytest.mark.parametrize(
    ("query", "inside", "outside"),
    [
        ("kind=narrative", "PAT-10", "PAT-01"),
        ("kind=measured", "PAT-01", "PAT-10"),
        ("level=team", "TEA-01", "PAT-01"),
        ("use=payment", "PRO-03", "PAT-01"),
        ("burden=1", "PAT-01", "PAT-10"),
        ("recommendation=9", "PAT-01", "TEA-04"),
        ("existing=y", "TEA-04", "PAT-01"),
    ],
)
def test_filters_in_the_address_narrow_the_list(
    installation: Installation, query: str, inside: str, outside: str
) -> None:
    """Each filter keeps what fits it and drops what does not."""
    found = ids(read(installation, f"/library?{query}"))
    assert (True, False) == (inside in found, outside in found)


@pytest.mark.parametrize("query", ["kind=x", "burden=99", "recommendation=x", "use="])
def test_a_mangled_filter_narrows_nothing(
    installation: Installation, query: str
) -> None:
    """An address that somebody cut off still shows the library."""
    everything = ids(read(installation, "/library"))
    assert everything == ids(read(installation, f"/library?{query}"))


def test_an_empty_result_offers_a_way_on(installation: Installation) -> None:
    """Nothing found is no dead end."""
    page = read(installation, "/library?words=xylofoon")
    assert "No KPI fits this" in page
    assert "Show the whole library" in page


def test_starting_sets_say_why(installation: Installation) -> None:
    """The three sets stand on the page with their reason and their KPIs."""
    page = read(installation, "/library", "nl")
    for each in installation.desk.library.sets:
        assert each.name.nl in page
        assert each.why.nl in page
    assert 3 == len(installation.desk.library.sets)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_sheet_is_complete(installation: Installation, language: str) -> None:
    """Each entry shows what it does not say, its reasons, facts and every source."""
    library = installation.desk.library
    browser = installation.client(HOSPITAL, language)
    dutch = language == "nl"
    for kpi in library.kpis.values():
        answer = browser.get(f"/library/{kpi.id}")
        assert 200 == answer.status_code
        page = re.sub(r"\s+", " ", unescape(answer.text))
        said = [kpi.definition, kpi.why, kpi.does_not_say, kpi.population]
        said += [kpi.sampling.advice, kpi.risks.gaming_note, kpi.licence.name]
        said += [value.value for value in kpi.reference_values]
        said += [each.says for each in kpi.evidence]
        for text in said:
            words = re.sub(r"\s+", " ", text.nl if dutch else text.en)
            assert words in page, (kpi.id, words)
        for cited in cited_by_kpi(library, kpi).values():
            assert cited.source.citation in page
            assert cited.url is None or cited.url in page
        for number in kpi.recommendations:
            assert f"#recommendation-{number}" in page


def test_a_sheet_says_how_sure_each_fact_is(installation: Installation) -> None:
    """Verified, computed and unknown are words on the sheet, with their sources."""
    page = read(installation, "/library/PAT-01")
    for word in ("(verified", "(computed", "(unknown"):
        assert word in page
    assert 'href="#source-1"' in page
    assert 'id="source-1"' in page


def test_a_number_that_nobody_knows_reads_unknown(installation: Installation) -> None:
    """An absent n or year is no zero and no gap."""
    row = re.search(
        r"<tr>(?:(?!</tr>).)*81% and 61%.*?</tr>",
        read(installation, "/library/PAT-01"),
        re.DOTALL,
    )
    assert row is not None
    assert "unknown" in row.group()


def test_a_retired_sheet_warns(installation: Installation) -> None:
    """Whoever comes by a link sees at once that the entry can no longer be chosen."""
    page = read(installation, "/library/DEP-01")
    assert "Retired: this KPI can no longer be chosen" in page


def test_a_narrative_sheet_shows_its_ladder(installation: Installation) -> None:
    """All five levels, and what money may never do."""
    page = read(installation, "/library/PAT-10")
    for level in (
        "0 absent",
        "1 incidental",
        "2 organised",
        "3 embedded",
        "4 learning",
    ):
        assert level in page
    assert "not on the level" in page


def test_every_instrument_has_its_page(installation: Installation) -> None:
    """Each instrument says what it does not say, and which KPIs rest on it."""
    browser = installation.client(HOSPITAL)
    for each in installation.desk.library.instruments.values():
        answer = browser.get(f"/library/instruments/{each.id}")
        assert 200 == answer.status_code
        assert each.does_not_say.en in unescape(answer.text)


def test_every_recommendation_is_there(installation: Installation) -> None:
    """Six on organising and five on rewarding, each with its points."""
    page = read(installation, "/library/recommendations")
    assert 11 == len(installation.desk.library.recommendations)
    for each in installation.desk.library.recommendations:
        assert f'id="recommendation-{each.number}"' in page
        assert each.points[0].en in page
        assert installation.desk.library.source(each.source).citation in page


def test_addresses_outside_learn_nothing_about_the_reader(
    installation: Installation,
) -> None:
    """Each link to another site carries noopener and noreferrer."""
    for address in ("/library/PAT-01", "/library/recommendations"):
        links = re.findall(r'<a [^>]*href="https?:[^>]*>', read(installation, address))
        assert links
        assert all('rel="noopener noreferrer"' in link for link in links)


def test_four_stand_side_by_side(installation: Installation) -> None:
    """Each of four entries has a column."""
    page = read(installation, f"/library/compare?{FOUR}")
    assert 5 == page.count('<th scope="col">')


def test_one_named_twice_is_shown_once(installation: Installation) -> None:
    """A doubled code makes no second column."""
    page = read(installation, "/library/compare?kpi=PAT-01&kpi=PAT-01")
    assert 2 == page.count('<th scope="col">')


def test_a_fifth_is_too_many(installation: Installation) -> None:
    """Five get a plain message, and a link that leaves each one out."""
    answer = installation.client(HOSPITAL).get(f"/library/compare?{FOUR}&kpi=PAT-02")
    assert 422 == answer.status_code
    assert "You chose 5 KPIs. At most 4 fit side by side." in answer.text
    assert f'href="/library/compare?{FOUR.replace("&", "&amp;")}"' in answer.text


def test_nothing_to_compare_is_explained(installation: Installation) -> None:
    """No codes, or only unknown ones, are no fault."""
    page = read(installation, "/library/compare?kpi=<b>")
    assert "The library does not have: <b>." in page
    assert "Choose what to compare" in page


@pytest.mark.parametrize("address", ["/library/XXX-99", "/library/instruments/none"])
def test_an_unknown_entry_is_a_404(installation: Installation, address: str) -> None:
    """An id that the library does not have is a page that does not exist."""
    assert 404 == installation.client(HOSPITAL).get(address).status_code


def test_reading_costs_only_the_login(installation: Installation) -> None:
    """The library is in memory: one statement finds the reader."""
    browser = installation.client(HOSPITAL)
    for address in ("/library", "/library/PAT-01", f"/library/compare?{FOUR}"):
        with installation.statements() as seen:
            browser.get(address)
        assert 1 == len(seen)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_glossary_has_every_term_in_both_languages(
    installation: Installation, language: str
) -> None:
    """Nobody needs a login to look up a word; each has its own address."""
    answer = installation.client(language=language).get("/glossary")
    page = unescape(answer.text)
    for term in installation.desk.library.glossary.values():
        assert f'id="{term.id}"' in page
        for words in (term.name.nl, term.name.en, term.meaning.nl, term.meaning.en):
            assert words in page


def test_terms_on_the_sheets_open_their_line(installation: Installation) -> None:
    """Every link into the glossary leads to a term that is there."""
    known = set(installation.desk.library.glossary)
    browser = installation.client(HOSPITAL)
    linked = set()
    for address in ("/library", "/library/PAT-01", "/library/PAT-10"):
        linked |= set(re.findall(r'/glossary#([\w-]+)"', browser.get(address).text))
    assert linked
    assert linked <= known
