"""The library that is shipped: complete, without problems, in two languages."""

import re
import tomllib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from kpikit import resources
from kpikit.domain.carrying_money import why_no_money
from kpikit.domain.kpi import EntryStatus, MeasuredKpi, NarrativeKpi, Use
from kpikit.domain.library import EVERYTHING, Library, StartingSet
from kpikit.library import check, load, render
from kpikit.library.kpi_file import MeasuredFile, NarrativeFile

DOCS = Path(__file__).parents[2] / "docs"
GLOSSARY = DOCS / "glossary.md"
WRITE_A_KPI = DOCS / "write-a-kpi.md"
SERIES = {"PAT": 10, "PRO": 6, "TEA": 8, "ORG": 4, "KET": 3}
NARRATIVE = {"PAT-10", "PRO-05", "TEA-07", "TEA-08", "ORG-01", "ORG-04"}


OWN_JUDGEMENT = (
    re.compile(
        r"eigen (inschatting|schatting|advies|oordeel)|onze uitleg"
        r"|(oordeel|oordelen|advies|gevolgtrekking)\b[^.]*\bvan ons",
        re.IGNORECASE,
    ),
    re.compile(
        r"our (own )?(assessment|estimate|advice|judgement|reading)"
        r"|(judgements?|advice|conclusion)\b[^.]*\bours",
        re.IGNORECASE,
    ),
)


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped library."""
    return load(resources.folder("kpi_library"))[0]


def test_nothing_is_wrong_with_it() -> None:
    """``kpikit check-library`` finds no problem in what is shipped."""
    assert [] == [render(problem, "en") for problem in check()]


def test_it_has_31_active_kpis_and_the_retired_code(library: Library) -> None:
    """The KPIs are those of the design, in the order in which people read them."""
    active = [
        f"{name}-{n:02}" for name, most in SERIES.items() for n in range(1, most + 1)
    ]
    assert 31 == len(active)
    assert active == [kpi.id for kpi in library.search()]
    assert [*active, "DEP-01"] == [kpi.id for kpi in library.search("", EVERYTHING)]
    retired = library.kpi("DEP-01")
    assert (EntryStatus.RETIRED, Use.NONE) == (retired.status, retired.use)


def test_six_are_narrative_and_all_on_the_one_ladder(library: Library) -> None:
    """Narrative KPIs share five levels from absent to learning."""
    told = {k.id: k for k in library.kpis.values() if isinstance(k, NarrativeKpi)}
    assert set(told) == NARRATIVE
    for kpi in told.values():
        names = [level.en for level in kpi.ladder]
        assert ["absent", "incidental", "organised", "embedded", "learning"] == names
    assert [None, 0, 1, 2, 3, 4] == sorted(
        (level.value for level in library.ladder), key=lambda v: -1 if v is None else v
    )


def test_the_eleven_recommendations_are_there(library: Library) -> None:
    """Six on organising for the provider, five on rewarding for the insurer."""
    expected = [("organising", "provider")] * 6 + [("rewarding", "insurer")] * 5
    found = [(each.part, each.addressee) for each in library.recommendations]
    assert expected == found
    assert list(range(1, 12)) == [each.number for each in library.recommendations]


def test_no_money_hangs_on_professionals_who_rate_themselves(
    library: Library,
) -> None:
    """The questionnaire that professionals fill in on themselves is for learning."""
    assert library.instrument("sdm-q-doc").self_report
    kpi = library.kpi("PRO-04")
    assert Use.LEARN is kpi.use
    paid = [k for k in library.kpis.values() if k.use is Use.PAYMENT]
    assert paid
    for kpi in paid:
        tool = None if kpi.instrument is None else library.instrument(kpi.instrument)
        assert [] == list(why_no_money(kpi, tool))


def test_corrections_that_must_not_come_back(library: Library) -> None:
    """CollaboRATE means lie on 0-9 from 25 forms; a shift in treatment has no direction."""
    tool = library.instrument("collaborate")
    assert tool.scoring is not None
    assert "0–9" == f"{tool.scoring.minimum}–{tool.scoring.maximum}"
    assert 25 == tool.show_from.n
    shift = library.kpi("KET-03")
    assert isinstance(shift, MeasuredKpi)
    assert ("none", True) == (shift.statistic.direction, shift.balancing)
    assert "high" == library.kpi("PAT-04").risks.ceiling
    assert Use.LEARN is library.kpi("PAT-06").use


@pytest.mark.parametrize("name", ["start", "growth", "chain"])
def test_starting_sets_follow_the_advice_on_a_limited_set(
    library: Library, name: str
) -> None:
    """At most five, a patient voice, a narrative KPI, little burden, some data reused."""
    chosen: StartingSet = next(each for each in library.sets if each.id == name)
    members = [library.kpi(id_) for id_ in chosen.kpis]
    assert 3 <= len(members) <= 5
    assert any(kpi.patient_voice for kpi in members)
    assert any(isinstance(kpi, NarrativeKpi) for kpi in members)
    assert 2 >= sum(kpi.burden.level >= 2 for kpi in members)
    assert 1 >= sum(kpi.counts_decision_aids for kpi in members)
    assert any(kpi.burden.reuses_existing_data for kpi in members)


def test_sets_stand_in_their_own_order(library: Library) -> None:
    """The set to start with comes first."""
    assert ["start", "growth", "chain"] == [each.id for each in library.sets]


def test_the_glossary_page_agrees_with_the_glossary(library: Library) -> None:
    """docs/glossary.md has one row for each term, sorted by its English name."""
    rows = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in GLOSSARY.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ][1:]
    terms = sorted(library.glossary.values(), key=lambda t: t.name.en.casefold())
    assert [(t.name.en, t.name.nl, t.meaning.en, t.meaning.nl) for t in terms] == rows


def test_the_example_of_the_manual_is_right(tmp_path: Path) -> None:
    """The file that docs/write-a-kpi.md shows in full loads as an own KPI."""
    page = WRITE_A_KPI.read_text(encoding="utf-8")
    blocks = re.findall(
        r"`([a-z]+/[A-Za-z0-9-]+\.toml)`:\n\n```toml\n(.*?)```", page, re.DOTALL
    )
    assert ["sources/own.toml", "kpis/OWN-01.toml"] == [name for name, _ in blocks]
    for name, text in blocks:
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    assert [] == [render(problem, "en") for problem in check(tmp_path)]
    own = load(resources.folder("kpi_library"), tmp_path)[0].kpi("OWN-01")
    assert own.own


def test_the_manual_explains_every_field_and_every_choice() -> None:
    """Each key of a KPI file, and each value it may take, stands in the manual."""
    page = WRITE_A_KPI.read_text(encoding="utf-8")
    missing = [
        word
        for word in words_of(MeasuredFile) | words_of(NarrativeFile)
        if not re.search(rf"`\[?{word}\]?`", page)
    ]
    assert [] == sorted(missing)


def words_of(shape: type[BaseModel]) -> set[str]:
    """Return the keys of a table and of the tables in it, and the values of choices."""
    words = set(shape.model_fields) - {"nl", "en"}
    for field in shape.model_fields.values():
        words |= words_in(field.annotation)
    return words


def words_in(annotation: object) -> set[str]:
    """Return the words in one annotation: choices, and the keys of tables."""
    if isinstance(annotation, type):
        if issubclass(annotation, Enum):
            return {str(each.value) for each in annotation}
        return words_of(annotation) if issubclass(annotation, BaseModel) else set()
    return set().union(*(words_in(each) for each in get_args(annotation)))


def test_an_own_judgement_is_never_called_checked_or_computed() -> None:
    """A table whose note says that a judgement is our own has the status unknown."""
    found = list(judged())
    assert [] == [name for name, status in found if status != "unknown"]
    own_risks = {name for name, _ in found if name.endswith(" risks")}
    assert {f"{kpi} risks" for kpi in ("KET-01", "PAT-01", "PRO-04", "TEA-07")} <= (
        own_risks
    )


@pytest.mark.parametrize("language", [0, 1])
def test_both_languages_say_whose_judgement_it_is(language: int) -> None:
    """A note that owns up in one language does so in the other."""
    other = OWN_JUDGEMENT[1 - language]
    for name, table in fact_tables():
        note = (table["note"]["nl"], table["note"]["en"])
        if OWN_JUDGEMENT[language].search(note[language]):
            assert other.search(note[1 - language]), name


def judged() -> Iterator[tuple[str, str]]:
    """Yield the tables with a judgement of our own, and their status."""
    for name, table in fact_tables():
        if OWN_JUDGEMENT[0].search(table["note"]["nl"]):
            yield name, table["status"]


def fact_tables() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each table with a status and a note of the shipped KPIs and instruments."""
    folder = resources.folder("kpi_library")
    for kind in ("kpis", "instruments"):
        for path in sorted((folder / kind).glob("*.toml")):
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            for key, part in data.items():
                for table in part if isinstance(part, list) else [part]:
                    if isinstance(table, dict) and {"status", "note"} <= table.keys():
                        yield f"{path.stem} {key}", table


def test_words_in_either_language_find_a_kpi(library: Library) -> None:
    """Both the Dutch and the English word lead to the same KPI."""
    assert "TEA-08" in [kpi.id for kpi in library.search("spiegelgesprek")]
    assert "TEA-08" in [kpi.id for kpi in library.search("MIRROR")]
