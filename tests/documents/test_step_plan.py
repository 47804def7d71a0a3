"""The step plan of a hospital: each step, item and figure has its place in kpikit."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kpikit.actions.demo import stepped
from kpikit.charts.kinds.care_path import CarePathPicture
from kpikit.domain.improvement import step_plan
from kpikit.domain.improvement.five_steps import CHANCES, OBSTACLES, STEPS
from kpikit.domain.improvement.organisation_scan import (
    SCALE,
    OrganisationScan,
    Score,
)
from kpikit.excel import workbook
from kpikit.excel.annex import Annex
from kpikit.excel.export import edition
from kpikit.library import load
from kpikit.resources import folder
from kpikit.text import LANGUAGES, Language
from tests.excel.dossiers import export

SEED = Path(__file__).parents[3] / "shared" / "seeds" / "hospital-step-plan.txt"
KEPT_IN = {
    "STAP 1": {
        "team samenstellen": "team",
        "Zorgpad vastleggen": "care-path",
        "Door zorgverleners": "baseline-staff",
        "SDM-Q9": "baseline-patients",
        "winst te behalen": "gain",
        "Identificatie van sleutelmomenten": "picture",
        "patiëntvertegenwoordigers": "representatives",
        "Gelijkwaardigheid": "findings",
        "Eerlijkheid": "findings",
        "wensen van het kind": "findings",
        "Persoonlijke aandacht": "findings",
        "visueel": "findings",
        "Ambitie:": "ambition",
    },
    "STAP 2": {
        "informatie is nodig": "information",
        "medische uitkomsten": "information",
        "gerapporteerde uitkomsten": "information",
        "wensen & voorkeuren": "information",
        "type keuzeondersteuning": "support",
        "Fase 1": "first-phase",
        "Fase 2": "second-phase",
    },
    "STAP 3": {
        "Trainen": "training",
        "Implementeren van de keuzehulp": "set-in",
        "Livegang": "live",
        "in gesprek": "in-talks",
        "concretiseren": "look-ahead",
        "EPD aanpassingen": "next-tool",
        "verbeteracties": "improvements",
    },
    "STAP 4": {
        "Evalueren": "again",
        "Herhalen": "again",
        "kwalitatieve": "in-depth",
        "belemmerende": "factors",
        "studentonderzoek": "factors",
        "Bijsturen": "adjust",
        "doelstellingen behaald": "adjust",
    },
    "STAP 5": {
        "protocollen": "protocols",
        "Kosten": "budget",
        "eerder in het proces": "budget",
        "partners": "partners",
        "Afspreken": "patient-role",
        "gebruikte woorden": "words",
        "Train de trainer": "schooling",
        "Van astma": "scale-up",
    },
    "Kansen": {
        "Draagvlak": "backing",
        "Financiële middelen": "means",
        "positieve energie": "energy",
        "ambassadeurs": "ambassadors",
        "ICT": "systems",
        "gezondheidsvaardigheden": "literacy",
        "Weerstand": "resistance",
        "Begin klein": "small",
    },
}
"""A few words of each item of the document, and the item of kpikit that keeps it."""


@pytest.fixture(scope="module")
def seed() -> dict[str, str]:
    """Return the text of the document, by step."""
    if not SEED.parent.exists():
        pytest.skip("the documents that kpikit follows are not beside this checkout")
    text = SEED.read_text(encoding="utf-8")
    parts = re.split(r"^(?=STAP \d|Kansen)", text, flags=re.MULTILINE)
    found: dict[str, str] = {}
    for part in parts[1:]:
        name = re.match(r"STAP \d|Kansen", part)
        assert name is not None
        found[name[0]] = found.get(name[0], "") + " ".join(part.split()) + " "
    return found


def test_the_five_steps_are_those_of_the_document(seed: dict[str, str]) -> None:
    """As many steps, with the same numbers, and no item of ours without a place."""
    numbers = [int(name[-1]) for name in seed if name.startswith("STAP")]
    assert numbers == [step.number for step in STEPS]
    for step in STEPS:
        kept = set(KEPT_IN[f"STAP {step.number}"].values())
        assert {item.code for item in step.items} == kept
    factors = {item.code for item in (*CHANCES, *OBSTACLES)}
    assert factors == set(KEPT_IN["Kansen"].values())


@pytest.mark.parametrize("name", KEPT_IN)
def test_every_ticked_item_has_its_place(seed: dict[str, str], name: str) -> None:
    """Each tick of the document holds words that we say are kept, and all are in it."""
    lacking = [words for words in KEPT_IN[name] if words not in seed[name]]
    assert lacking == []
    ticks = seed[name].split("✓")[1:]
    assert ticks
    homeless = [t for t in ticks if not any(words in t for words in KEPT_IN[name])]
    assert homeless == []


STATEMENTS = {
    "actief participeren": "part",
    "wensen en voorkeuren": "wishes",
    "instrumenten": "tools",
    "meten wij": "experience",
    "bedenktijd": "time",
}
"""A few words of each statement of the short scan, and the one of kpikit that asks it."""


def test_the_five_statements_are_in_the_organisation_scan(seed: dict[str, str]) -> None:
    """As many as the document has, each with a place; six more are recommendations."""
    assert seed
    before_steps = SEED.read_text(encoding="utf-8").split("STAP 1")[0]
    asked = re.findall(r"• (In ons ziekenhuis.*?\.)", before_steps, flags=re.DOTALL)
    assert len(asked) == len(STATEMENTS)
    for said, words in zip(asked, STATEMENTS, strict=True):
        assert words in " ".join(said.split())
    kind = load(folder("kpi_library"))[0].organisation_scan
    codes = [theme.code for theme in kind.theme]
    assert codes[:5] == list(STATEMENTS.values())
    assert codes[5:] == [f"recommendation-{number}" for number in range(1, 7)]
    whole = before_steps.casefold()
    assert not [t for t in kind.theme if t.name.nl.casefold() in whole]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_is_in_the_workbook(language: Language) -> None:
    """The sheet of the scan holds each statement, its score and what the scores mean."""
    kind = load(folder("kpi_library"))[0].organisation_scan
    scans = (
        OrganisationScan(year=2026, scores=(Score(code="part", score=1),)),
        OrganisationScan(year=2027, scores=(Score(code="part", score=3, why="Brief"),)),
    )
    annex = Annex(scans=scans, scan_kind=kind)
    made = edition(replace(export("full", language), annex=annex))
    pages, _ = workbook.pages_of(made)
    page = next(p for p in pages if p.sheet.code == "organisation_scan")
    text = "\n".join(str(cell.value) for cell in page.cells.values())
    for theme in kind.theme:
        assert theme.name.in_(language) in text
    assert all(name.in_(language) in text for name in SCALE)
    row = next(r for (r, c), v in page.cells.items() if (c, v.value) == (5, "Brief"))
    assert [page.cells[row, c].value for c in (2, 3, 4)] == [1, 3, 2]


def test_our_words_are_our_own(seed: dict[str, str]) -> None:
    """No item of six words or more stands in the document as it does with us."""
    whole = " ".join(seed.values()).casefold()
    items = [i for step in STEPS for i in step.items]
    for item in (*items, *CHANCES, *OBSTACLES):
        words = re.findall(r"\w+", item.text.nl.casefold())
        runs = (" ".join(words[at : at + 6]) for at in range(len(words) - 5))
        assert not [run for run in runs if run in whole], item.code


def test_phases_and_key_moments_of_the_document_fit(seed: dict[str, str]) -> None:
    """Six phases and three key moments, each with its information and support."""
    moments = re.findall(r" \d\. [A-Z]", seed["STAP 1"])
    assert len(moments) == 3 <= step_plan.MOST_MOMENTS
    phases = ("Aanmelding", "Ontvangst", "Diagnostiek", "Opstellen", "Behandeling")
    for phase in (*phases, "Follow up"):
        assert phase in seed["STAP 1"]
    demo = stepped.demo_plan(("a", "b", "c"))
    assert (len(demo.phases), len(demo.moments)) == (6, 3)
    assert all(all(getattr(m, n) for n in NEEDED) for m in demo.moments)
    assert len(demo.checks) == sum(len(step.items) for step in STEPS)
    assert CarePathPicture.of(demo, demo.moments) is not None


NEEDED = ("medical", "reported", "wishes", "support", "handed_out_by", "discussed_by")


def test_the_figures_of_the_document_are_in_the_demo(seed: dict[str, str]) -> None:
    """Two representatives, and more than 75% as its objective."""
    assert "n=2" in seed["STAP 1"]
    demo = stepped.demo_plan(())
    assert demo.representatives.startswith("Twee ")
    whole = SEED.read_text(encoding="utf-8")
    assert "meer dan 75%" in whole
    assert "meer dan 75%" in demo.objective


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_is_in_the_workbook(language: Language) -> None:
    """The sheet holds each step, item, moment and factor, filled in or not."""
    plan = stepped.demo_plan(("Medicijn", "Behandeling kiezen", "Uitkomsten"))
    every = replace(
        plan,
        chances=tuple(i.code for i in CHANCES),
        obstacles=tuple(i.code for i in OBSTACLES),
    )
    made = edition(replace(export("full", language), annex=Annex(steps=(every,))))
    pages, _ = workbook.pages_of(made)
    page = next(p for p in pages if p.sheet.code == "step_plan")
    text = "\n".join(str(cell.value) for cell in page.cells.values())
    for step in STEPS:
        assert f"{step.number}: {step.name.in_(language)}" in text
        assert all(item.text.in_(language) in text for item in step.items)
    for item in (*CHANCES, *OBSTACLES):
        assert item.text.in_(language) in text
    for moment in plan.moments:
        assert all(getattr(moment, name) in text for name in ("name", *NEEDED))
    for phase in plan.phases:
        assert phase.name in text
    assert len(page.pictures) == 1
    said = (plan.ambition, plan.objective, plan.representatives, plan.findings)
    assert all(words in text for words in said)
