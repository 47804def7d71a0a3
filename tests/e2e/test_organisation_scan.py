"""The organisation scan in a real browser, and the whole way to the board page."""

from collections.abc import Callable

import pytest

from tests.e2e.conftest import Person
from tests.e2e.test_main_job import HOSPITAL, INSURER, press, start

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_scan_to_plan_to_board_page(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """A scan, an action that serves a recommendation, and both for the other party."""
    hospital = someone("hospital", width, language)
    insurer = someone("insurer", width, language)
    hospital.log_in(HOSPITAL)
    insurer.log_in(INSURER)
    where = start(hospital, f"Organisatiescan {language} {width}")
    scan = f"{where}/organisation-scan"
    hospital.go(scan)
    hospital.look("98-no-scan")
    hospital.page.click("main section a.button")
    hospital.page.select_option("[name=time-score]", "3")
    hospital.page.fill("[name=time-why]", "Een tweede moment in de planning")
    hospital.look("98-scan-form")
    press(hospital, "main button[form=scan]:not([name=show])")
    insurer.go(scan)
    assert "tweede moment" not in insurer.page.inner_text("main")
    hospital.page.click("main section p a")
    press(hospital, "main button[name=show]")
    insurer.go(scan)
    assert "tweede moment" in insurer.page.inner_text("main")
    insurer.look("98-scan")
    hospital.go(f"{where}/plan/actions/1")
    hospital.page.fill("[name=name]", "Bedenktijd in de planning")
    hospital.page.check("main input[name=recommendations] >> nth=3")
    hospital.look("99-action")
    press(hospital, "main button[form=action]")
    insurer.go(f"{where}/recommendations/4")
    insurer.look("99-served")
    insurer.go(f"{where}/picture")
    assert "Bedenktijd in de planning" in insurer.page.inner_text("main")
    insurer.look("99-board")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_scans_of_the_demo_are_fit_to_be_seen(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """Two years beside each other, for the hospital and for the insurer."""
    for email in (HOSPITAL, INSURER):
        person = someone(email.split("@")[0], width, language)
        person.log_in(email)
        signed = person.site.demo.agreements[0].id
        person.go(f"/agreements/{signed}/organisation-scan")
        assert person.page.locator("main tbody tr").count() == 11
        person.look("98-scans-demo")
