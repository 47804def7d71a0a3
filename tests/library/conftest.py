"""A tiny library that is right in every respect, for tests to break."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kpikit.library import load
from kpikit.problems import Problem

STANDING = 'status = "verified"\nsources = ["smith-2020"]\n'
TEXTS = "\n".join(
    f'[{name}]\nnl = "{name} met één keuze"\nen = "{name} with one choice"\n'
    for name in ("summary", "definition", "why", "population", "does_not_say")
)
REST = f"""
[collection]
data_source = {{nl = "lijst", en = "list"}}
collector = {{nl = "team", en = "team"}}
frequency = {{nl = "jaarlijks", en = "yearly"}}

[sampling]
method = "consecutive"
minimum_n = 25
modes = ["paper"]
advice = {{nl = "op volgorde", en = "in order"}}
{STANDING}
[burden]
level = 1
reuses_existing_data = true
{STANDING}
[risks]
ceiling = "low"
ceiling_note = {{nl = "klein", en = "small"}}
gaming = "low"
gaming_note = {{nl = "klein", en = "small"}}
responsiveness = {{nl = "goed", en = "good"}}
{STANDING}
[licence]
name = {{nl = "vrij", en = "free"}}
link = "https://example.org/terms"
{STANDING}
[[evidence]]
says = {{nl = "het werkt", en = "it works"}}
{STANDING}"""
MEASURED = f"""id = "PAT-01"
version = 1
status = "active"
introduced = 2026-11-22
kind = "measured"
types = ["experience"]
level = "patient"
use = "payment"
instrument = "three-marks"
patient_voice = true
counts_decision_aids = false
recommendations = [1]

[name]
nl = "Topscore patiënten"
en = "Top score of patients"

{TEXTS}
[statistic]
kind = "share"
unit = "percent"
minimum = 0
maximum = 100
decimals = 0
direction = "higher"
cut_off = {{nl = "9-9-9", en = "9-9-9"}}
{STANDING}
[counting]
numerator = {{nl = "topscores", en = "top scores"}}
denominator = {{nl = "formulieren", en = "forms"}}
{REST}"""
NARRATIVE = f"""id = "TEA-08"
version = 2
status = "active"
introduced = 2026-11-22
kind = "narrative"
ladder = "general"
held_may_pay = true
types = ["qualitative"]
level = "team"
use = "dialogue"
patient_voice = true
counts_decision_aids = false
recommendations = []
evidence_advice = {{nl = "twee stukken", en = "two pieces"}}

[name]
nl = "Spiegelgesprek"
en = "Mirror meeting"

{TEXTS}{REST}"""
RETIRED = (
    MEASURED.replace('"PAT-01"', '"DEP-01"')
    .replace('"active"', '"retired"')
    .replace('"payment"', '"none"')
    .replace("kind = ", "retired_on = 2026-11-22\nkind = ", 1)
    .replace("[name]", '[retired_because]\nnl = "leeg"\nen = "empty"\n\n[name]', 1)
    .replace("Topscore patiënten", "Vervallen code")
)
INSTRUMENT_TEXTS = "\n".join(
    f'[{name}]\nnl = "{name} hier"\nen = "{name} here"\n'
    for name in ("summary", "answered_by", "moment", "does_not_say")
)
INSTRUMENT_REST = f"""
[missing]
rule = "complete_cases"
{STANDING}
[show_from]
n = 25
{STANDING}
[compare_from]
status = "unknown"

[dutch_version]
says = {{nl = "bestaat", en = "exists"}}
{STANDING}
[licence]
name = {{nl = "vrij", en = "free"}}
{STANDING}"""
INSTRUMENT = f"""id = "three-marks"
version = 1
kind = "questionnaire"
items = 3
statistics = ["share", "mean"]

[name]
nl = "Drie cijfers"
en = "Three marks"

{INSTRUMENT_TEXTS}
[coding]
minimum = 0
maximum = 9
anchor_low = {{nl = "geen", en = "none"}}
anchor_high = {{nl = "alle", en = "every"}}
reversed_items = [2]
{STANDING}
[scoring]
aggregate = "mean"
steps = [{{kind = "multiply", by = 1.5}}]
minimum = 0
maximum = 13.5
direction = "higher"
{STANDING}
{INSTRUMENT_REST}"""
LADDER = f"""id = "ladder"
version = 1
kind = "ladder"
statistics = []

[name]
nl = "Ladder"
en = "Ladder"

{INSTRUMENT_TEXTS}{INSTRUMENT_REST}
[[level]]
name = {{nl = "onvoldoende bewijs", en = "insufficient evidence"}}
meaning = {{nl = "te weinig", en = "too little"}}
""" + "".join(
    f"""
[[level]]
value = {value}
name = {{nl = "trede {value}", en = "level {value}"}}
meaning = {{nl = "uitleg {value}", en = "meaning {value}"}}
"""
    for value in range(5)
)
GOOD = {
    "kpis/PAT-01.toml": MEASURED,
    "kpis/TEA-08.toml": NARRATIVE,
    "kpis/DEP-01.toml": RETIRED,
    "instruments/three-marks.toml": INSTRUMENT,
    "instruments/ladder.toml": LADDER,
    "sets/start.toml": """id = "start"
order = 1
kpis = ["PAT-01", "TEA-08"]
name = {nl = "Start", en = "Start"}
why = {nl = "Klein begin", en = "A small start"}
""",
    "sources/all.toml": """[[source]]
id = "smith-2020"
citation = "Smith 2020"
year = 2020
doi = "10.1000/abc"
""",
    "recommendations.toml": """[[recommendation]]
number = 1
part = "organising"
for = "provider"
title = {nl = "Begin", en = "Begin"}
points = [{nl = "Doe iets", en = "Do something"}]
example_links = [{name = {nl = "Ziekenhuis", en = "Hospital"}, link = "https://example.org"}]
source = "smith-2020"
""",
    "glossary.toml": """[[term]]
id = "kpi"
name = {nl = "KPI", en = "KPI"}
meaning = {nl = "Maat", en = "Measure"}
""",
}

Write = Callable[..., Path]
ProblemsOf = Callable[[Path], tuple[Problem, ...]]


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def good() -> dict[str, str]:
    """The text of each file of a library without problems."""
    return dict(GOOD)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files into a new folder under ``tmp_path`` and return it."""

    def writer(files: dict[str, str], name: str = "shipped") -> Path:
        return _write(tmp_path / name, files)

    return writer


@pytest.fixture
def problems_of() -> ProblemsOf:
    """Return every problem of a folder."""
    return lambda folder: load(folder)[1]
