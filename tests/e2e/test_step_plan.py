"""The step plan in a real browser: written by the hospital, read by the insurer."""

from collections.abc import Callable

import pytest

from tests.e2e.conftest import Person
from tests.e2e.test_main_job import HOSPITAL, INSURER, press, start

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_care_path_gets_its_moments_and_checklists(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """From care path to picture, moment and checklist, and then the board page."""
    hospital = someone("hospital", width, language)
    insurer = someone("insurer", width, language)
    hospital.log_in(HOSPITAL)
    insurer.log_in(INSURER)
    where = start(hospital, f"Stappenplan {language} {width}")
    hospital.go(f"{where}/steps")
    hospital.look("91-steps")
    hospital.go(f"{where}/steps/1/path")
    hospital.page.fill("[name=ambition]", "Ieder kind beslist mee")
    hospital.page.fill("[name=phases]", "Onderzoek: bloed\nBehandeling: thuis")
    hospital.look("92-path")
    press(hospital, "main button[form=path]")
    hospital.page.click("main a[href$='/moments/1']")
    if hospital.page.locator("[name=name]").count():
        hospital.page.fill("[name=name]", "Een medicijn verandert")
    hospital.page.check("main input[name=phases] >> nth=1")
    hospital.page.fill("[name=support]", "Keuzehulp astma")
    hospital.look("93-moment")
    press(hospital, "main button[form=moment]")
    hospital.page.click("main a[href$='/checklists/1']")
    hospital.page.fill("[name=team-done_on]", "2027-01-04")
    hospital.page.fill("[name=team-by]", "Teamleider")
    hospital.look("94-checklist")
    press(hospital, "main button[form=checklist]")
    insurer.go(f"{where}/steps/1")
    insurer.page.click("main figure summary")
    seen = insurer.page.inner_text("main")
    for said in ("Ieder kind beslist mee", "Keuzehulp astma", "Teamleider"):
        assert said in seen
    assert insurer.page.evaluate("document.querySelector('figure img').naturalWidth")
    assert not insurer.page.locator("main a[href$='/path']").count()
    insurer.look("95-step-plan")
    insurer.go(f"{where}/picture")
    insurer.look("96-picture")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_plan_of_the_demo_is_fit_to_be_seen(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """Six phases, three key moments and five checklists, for the patient council."""
    voice = someone("voice", width, language)
    voice.log_in("h.peeters@patientenraad.example")
    signed = voice.site.demo.agreements[0].id
    voice.go(f"/agreements/{signed}/steps/1")
    assert voice.page.locator("main figure img").count() == 1
    voice.look("97-step-plan-demo")
