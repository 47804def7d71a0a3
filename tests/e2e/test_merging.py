"""Two people save the same ambition in a real browser: both texts, and one that stands."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Person
from tests.e2e.test_main_job import HOSPITAL, INSURER, press, start

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KPI = "PAT-01"
THEIRS = {
    "floor_2029": "50",
    "goal_2029": "62",
    "rationale": "Van de verzekeraar: in een jaar.",
    "baseline_source": "Nulmeting van 2026",
}
OURS = {
    "floor_2029": "45",
    "goal_2029": "57",
    "rationale": "Van het ziekenhuis: stap voor stap.",
}
COLLIDED = (
    "Failed to load resource: the server responded with a status of 409 (CONFLICT)"
)
"""What the browser itself writes to its console about the answer that asks."""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_two_who_save_the_same_ambition_put_it_together(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """Who saves second sees both texts, chooses per field, and reads what stands."""
    hospital = someone("hospital", width, language)
    insurer = someone("insurer", width, language)
    hospital.log_in(HOSPITAL)
    insurer.log_in(INSURER)
    where = start(hospital, f"Tegelijk {language} {width}")
    choose_one(hospital, insurer, where)
    for person in (insurer, hospital):
        person.go(f"{where}/ambitions/{KPI}")
    for person, typed in ((insurer, THEIRS), (hospital, OURS)):
        for name, said in typed.items():
            person.page.fill(f"[name={name}]", said)
        press(person, "main button.primary")
    page = hospital.page
    assert [COLLIDED] == hospital.messages
    hospital.messages.clear()
    for name, said in OURS.items():
        assert said == page.input_value(f"main [name={name}]")
        theirs = f"main fieldset:has([name='take.{name}']) blockquote"
        assert THEIRS[name] in page.inner_text(theirs)
    expect(page.locator("main table")).to_contain_text(THEIRS["baseline_source"])
    hospital.look("98-both")
    page.check("[name='take.goal_2029'][value=theirs]")
    page.check("[name='take.floor_2029'][value=yours]")
    page.check("[name='take.rationale'][value=yours]")
    page.fill("[name=rationale]", "Samen: stap voor stap, in een jaar.")
    hospital.look("98-chosen")
    press(hospital, "main button.primary")
    stands = {
        **THEIRS,
        "floor_2029": OURS["floor_2029"],
        "rationale": "Samen: stap voor stap, in een jaar.",
    }
    for person in (hospital, insurer):
        person.go(f"{where}/ambitions/{KPI}")
        for name, said in stands.items():
            assert said == person.page.input_value(f"[name={name}]").rstrip("%")
        person.look("98-stands")


def choose_one(hospital: Person, insurer: Person, where: str) -> None:
    """Put one KPI on the table, and let both say yes to it."""
    hospital.go(f"{where}/kpis/add")
    hospital.page.check(f"input[name=kpi][value='{KPI}']")
    press(hospital, "main button.primary")
    for person in (hospital, insurer):
        person.go(f"{where}/kpis")
        yes = f"form[action$='{KPI}/position'] button[value=yes]"
        person.page.click(yes)
        person.page.wait_for_selector(f"{yes}[aria-pressed=true]")
