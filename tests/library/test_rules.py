"""Each rule of the library, broken one at a time, with the line it is told at."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kpikit.domain.kpi import NarrativeKpi
from kpikit.library import load, render
from kpikit.problems import Problem
from kpikit.text import Text

Write = Callable[..., Path]
KPI = "kpis/PAT-01.toml"
TOLD = "kpis/TEA-08.toml"
TOOL = "instruments/three-marks.toml"
MEAN = (
    'kind = "share"\nunit = "percent"\nminimum = 0\nmaximum = 100',
    'kind = "mean"\nunit = "points"\nminimum = 0\nmaximum = 9',
)
BURDEN = """level = 1
reuses_existing_data = true
status = "verified"
sources = ["smith-2020"]"""

BROKEN = [
    ("Dutch text missing", KPI, 'nl = "Topscore patiënten"\n', "", "missing_language"),
    ("English text missing", KPI, ', en = "forms"', "", "missing_language"),
    ("empty text", KPI, "Top score of patients", "   ", "empty_text"),
    ("a placeholder is no text", KPI, "Top score of patients", "…", "empty_text"),
    ("control character", KPI, "Top score of", "Top\\u0007score", "control_character"),
    ("unknown field", KPI, "version = 1", "version = 1\nlevle = 2", "unknown_field"),
    ("missing field", KPI, 'level = "patient"\n', "", "missing_field"),
    ("missing table", KPI, "[statistic]", "[statistics]", "missing_field"),
    ("a word for a number", KPI, "version = 1", 'version = "1"', "wrong_type"),
    ("true for a number", KPI, "maximum = 100", "maximum = true", "wrong_type"),
    ("a number for a list", KPI, '["experience"]', "3", "wrong_type"),
    ("a moment for a date", KPI, "2026-11-22", "2026-11-22T10:00:00", "wrong_type"),
    ("a choice that is none", KPI, '"percent"', '"procent"', "not_allowed_value"),
    ("another kind", KPI, '"measured"', '"vague"', "not_allowed_value"),
    ("out of range", KPI, "level = 1", "level = 4", "out_of_range"),
    ("not a number", KPI, "maximum = 100", "maximum = nan", "out_of_range"),
    ("a number without end", KPI, "maximum = 100", "maximum = 1e99999", "out_of_range"),
    ("a script as link", KPI, "https://example.org/terms", "javascript:x", "wrong_form"),
    ("unknown source", KPI, "smith-2020", "smith-1999", "unknown_reference"),
    ("unknown instrument", KPI, "three-marks", "four-marks", "unknown_reference"),
    ("unknown recommendation", KPI, "s = [1]", "s = [12]", "unknown_reference"),
    ("another ladder", TOLD, '"general"', '"own"', "not_allowed_value"),
    ("file name is not id", KPI, 'id = "PAT-01"', 'id = "PAT-02"', "file_name_differs"),
    ("percent on a mean", KPI, 'kind = "share"', 'kind = "mean"', "unit_differs"),
    ("points on a share", KPI, '"percent"', '"points"', "unit_differs"),
    ("share beyond 100", KPI, "maximum = 100", "maximum = 120", "scale_differs"),
    ("minimum not below maximum", KPI, "minimum = 0", "minimum = 100", "scale_reversed"),
    ("mean without scale", KPI, MEAN[0], MEAN[1][:-12], "scale_missing"),
    ("mean beyond the score", KPI, MEAN[0], MEAN[1] + "0", "outside_scale"),
    ("statistic not offered", TOOL, '["share", "mean"]', '["mean"]', "statistic_not_offered"),
    ("share of a score without cut-off", KPI, "cut_off", "note", "cut_off_missing"),
    ("verified without source", KPI, 'sources = ["smith-2020"]', "", "source_missing"),
    ("number of unknown origin", KPI, BURDEN, 'level = 1\nreuses_existing_data = true\npatient_minutes = 2\nstatus = "unknown"', "note_missing"),
    ("retired without date", "kpis/DEP-01.toml", "retired_on = 2026-11-22\n", "", "retired_on_missing"),
    ("retired without reason", "kpis/DEP-01.toml", '[retired_because]\nnl = "leeg"\nen = "empty"', "", "reason_missing"),
    ("retired and used", "kpis/DEP-01.toml", '"none"', '"learn"', "retired_in_use"),
    ("a date of retiring on an active one", KPI, "kind =", "retired_on = 2026-11-22\nkind =", "not_retired"),
    ("replaced by nothing", "kpis/DEP-01.toml", "kind =", 'replaced_by = "ZZZ-99"\nkind =', "unknown_reference"),
    ("money on a narrative", TOLD, '"dialogue"', '"payment"', "payment_not_allowed"),
    ("money on a balancing one", KPI, '["experience"]', '["balancing"]', "payment_not_allowed"),
    ("money at a high ceiling", KPI, 'ceiling = "low"', 'ceiling = "high"', "payment_not_allowed"),
    ("money on self-report", TOOL, "items = 3", "items = 3\nself_report = true", "payment_not_allowed"),
    ("a minimum of nobody", KPI, "minimum_n = 25", "minimum_n = 4", "number_not_allowed"),
    ("more people than there are", KPI, "minimum_n = 25", "minimum_n = 1000001", "number_not_allowed"),
    ("advised less than the minimum", KPI, "minimum_n = 25", "minimum_n = 25\ntarget_n = 24", "number_not_allowed"),
    ("more hours than there are", KPI, "level = 1\n", "level = 1\nstaff_hours_per_year = 100000.5\n", "number_not_allowed"),
    ("longer than a day", TOLD, "level = 1\n", "level = 1\npatient_minutes = 1441\n", "number_not_allowed"),
    ("money without a number to ask", KPI, "minimum_n = 25\n", "", "payment_not_allowed"),
    ("coding reversed", TOOL, "minimum = 0", "minimum = 9", "scale_reversed"),
    ("reversed item that is none", TOOL, "reversed_items = [2]", "reversed_items = [4]", "no_such_item"),
    ("multiply by zero", TOOL, "by = 1.5", "by = 0", "step_of_zero"),
    ("a ladder with a gap", "instruments/ladder.toml", "value = 3", "value = 4", "ladder_incomplete"),
    ("a retired one in a set", "sets/start.toml", '"TEA-08"', '"DEP-01"', "retired_in_set"),
    ("unknown one in a set", "sets/start.toml", '"TEA-08"', '"TEA-09"', "unknown_reference"),
    ("one twice in a set", "sets/start.toml", '"TEA-08"', '"PAT-01"', "twice_in_set"),
    ("a DOI with its address", "sources/all.toml", "10.1000", "https://doi.org/10.1000", "wrong_form"),
    ("an unknown kind of financing", "recommendations.toml", 'source = "smith-2020"', 'source = "smith-2020"\narrangements = ["gift"]', "unknown_kind"),
    ("a recommendation without points", "recommendations.toml", '[{nl = "Doe iets", en = "Do something"}]', "[]", "too_short"),
    ("a term without meaning", "glossary.toml", ', en = "Measure"', "", "missing_language"),
]  # fmt: skip


def problems(folder: Path) -> dict[str, Problem]:
    """Return the problems of a folder by code."""
    return {problem.code: problem for problem in load(folder)[1]}


def test_the_tiny_library_is_right(good: dict[str, str], write: Write) -> None:
    """The library that the other tests break has no problem of its own."""
    library, found = load(write(good))
    assert () == found
    assert ["PAT-01", "TEA-08", "DEP-01"] == list(library.kpis)
    told = library.kpi("TEA-08")
    assert isinstance(told, NarrativeKpi)
    assert [f"trede {n}" for n in range(5)] == [level.nl for level in told.ladder]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [case[1:] for case in BROKEN],
    ids=[case[0] for case in BROKEN],
)
def test_one_broken_rule_is_told(
    good: dict[str, str], write: Write, file: str, old: str, new: str, code: str
) -> None:
    """A broken rule gives its own code, in both languages, in the file it concerns."""
    assert old in good[file]
    good[file] = good[file].replace(old, new, 1)
    found = problems(write(good))
    assert code in found
    told = found[code]
    concerned = (
        KPI
        if file == TOOL and code in {"payment_not_allowed", "statistic_not_offered"}
        else file
    )
    assert re.fullmatch(rf"{concerned}(:\d+|: \w+)", told.where)
    assert told.text.nl.strip()
    assert told.text.en.strip()
    assert told.text.nl != told.text.en


@pytest.mark.parametrize(
    ("file", "old", "new", "marker"),
    [
        (KPI, 'unit = "percent"', 'unit = "euro"', 'unit = "euro"'),
        (KPI, 'numerator = {nl = "topscores"', 'numerator = {nl = ""', "numerator"),
        (KPI, 'says = {nl = "het werkt"', "says = {nl = 3", "says ="),
        (KPI, '["paper"]', '[\n "paper",\n "pigeon",\n]', '"pigeon"'),
        (TOOL, "by = 1.5", 'by = "x"', "steps ="),
        ("recommendations.toml", 'for = "provider"', 'for = "x"', "for ="),
    ],
)
def test_the_line_is_that_of_the_key(
    good: dict[str, str], write: Write, file: str, old: str, new: str, marker: str
) -> None:
    """The line told is the line on which the offending key stands."""
    good[file] = good[file].replace(old, new, 1)
    lines = good[file].split("\n")
    expected = next(n for n, line in enumerate(lines, start=1) if marker in line)
    wheres = [problem.where for problem in load(write(good))[1]]
    assert f"{file}:{expected}" in wheres


def test_all_problems_of_all_files_are_told_at_once(
    good: dict[str, str], write: Write
) -> None:
    """Seven mistakes in four files give seven problems in one run."""
    good[KPI] = (
        good[KPI]
        .replace('"percent"', '"euro"')
        .replace("decimals = 0", "decimals = 9")
        .replace("version = 1", 'version = "x"')
    )
    good[TOLD] = (
        good[TOLD]
        .replace('"team"', '"street"', 1)
        .replace('nl = "Spiegelgesprek"\n', "")
    )
    good[TOOL] = good[TOOL].replace('aggregate = "mean"', 'aggregate = "magic"')
    good["sources/more.toml"] = "this is = not toml"
    found = [
        problem for problem in load(write(good))[1] if problem.code != "follows_broken"
    ]
    assert 7 == len(found)
    assert sorted(found, key=lambda each: each.where.split(":")[0]) == found


def test_a_missing_text_hides_no_other_problem(
    good: dict[str, str], write: Write
) -> None:
    """One language that lacks, an unknown field and broken rules come in one round."""
    good[KPI] = (
        good[KPI]
        .replace('en = "why with one choice"\n', "", 1)
        .replace('gaming = "low"\n', 'gaming = "low"\nsmell = "sweet"\n', 1)
        .replace('ceiling = "low"', 'ceiling = "high"', 1)
        .replace('instrument = "three-marks"', 'instrument = "no-such-thing"', 1)
    )
    found = set(problems(write(good)))
    assert {"missing_language", "unknown_field", "unknown_reference"} <= found
    library, _ = load(write(good))
    assert "PAT-01" not in library.kpis


def test_a_set_holds_at_most_five(good: dict[str, str], write: Write) -> None:
    """Six different KPIs are no small set."""
    extra = [f"PAT-{number:02}" for number in range(2, 7)]
    for id_ in extra:
        good[f"kpis/{id_}.toml"] = good[KPI].replace('"PAT-01"', f'"{id_}"')
    names = ", ".join(f'"{id_}"' for id_ in ["PAT-01", *extra])
    good["sets/start.toml"] = good["sets/start.toml"].replace(
        '"PAT-01", "TEA-08"', names
    )
    assert {"set_too_large"} == set(problems(write(good)))


def test_an_id_is_unique_over_all_files_of_sources(
    good: dict[str, str], write: Write
) -> None:
    """The second source with an id is refused and named with the file of the first."""
    good["sources/more.toml"] = "\n" + good["sources/all.toml"]
    folder = write(good)
    library, found = load(folder)
    assert ["sources/more.toml:3"] == [each.where for each in found]
    assert "sources/all.toml" in found[0].text.en
    assert "Smith 2020" == library.source("smith-2020").citation


def test_what_follows_a_broken_entry_is_told_once(
    good: dict[str, str], write: Write
) -> None:
    """A broken source is one mistake; what was left out with it is one line."""
    good["sources/all.toml"] = good["sources/all.toml"].replace(
        "year = 2020", "year = 20"
    )
    found = problems(write(good))
    assert {"out_of_range", "follows_broken"} == set(found)
    assert "three-marks" in found["follows_broken"].text.en


def test_a_census_needs_no_number(good: dict[str, str], write: Write) -> None:
    """Who counts everyone may be paid without a minimum or a target number."""
    good[KPI] = good[KPI].replace('"consecutive"\nminimum_n = 25', '"census"')
    assert {} == problems(write(good))


def test_no_payment_without_any_source(good: dict[str, str], write: Write) -> None:
    """A KPI whose measuring rests on no source at all may carry no money."""
    good[KPI] = re.sub(
        r'status = "verified"\nsources = \["smith-2020"\]',
        'status = "unknown"\nnote = {nl = "eigen schatting", en = "own estimate"}',
        good[KPI],
    )
    found = problems(write(good))
    assert {"payment_not_allowed", "follows_broken"} == set(found)
    assert "source" in found["payment_not_allowed"].text.en


def test_computed_facts_need_a_source_or_a_note(
    good: dict[str, str], write: Write
) -> None:
    """Who computed something says from what, or how."""
    good[KPI] = good[KPI].replace(
        'status = "verified"\nsources = ["smith-2020"]', 'status = "computed"', 1
    )
    assert {"source_missing", "follows_broken"} == set(problems(write(good)))
    noted = 'status = "computed"\nnote = {nl = "uit n", en = "from n"}'
    good[KPI] = good[KPI].replace('status = "computed"', noted, 1)
    assert {} == problems(write(good))


def test_the_unknown_field_names_the_likely_one(
    good: dict[str, str], write: Write
) -> None:
    """A slip of the pen is answered with the word that was meant."""
    good[KPI] = good[KPI].replace("decimals = 0", "decimal = 0")
    told = problems(write(good))["unknown_field"]
    assert (
        "statistic.decimal: kpikit does not know this field. Do you mean ‘decimals’?"
        == told.text.en
    )
    assert (
        "statistic.decimal: Dit veld kent kpikit niet. Bedoelt u ‘decimals’?"
        == told.text.nl
    )


def test_a_problem_is_one_line_with_place_words_and_code() -> None:
    """The command line prints file:line, the sentence in the language, and the code."""
    problem = Problem("empty_text", "kpis/A.toml:3", Text(nl="Leeg.", en="Empty."))
    assert "kpis/A.toml:3: Leeg. [empty_text]" == render(problem, "nl")
    assert "kpis/A.toml:3: Empty. [empty_text]" == render(problem, "en")
