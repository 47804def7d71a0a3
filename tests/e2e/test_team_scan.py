"""The team scan in a real browser: from scan to plan, agreement and board page."""

from collections.abc import Callable

import pytest

from tests.e2e.conftest import Person
from tests.e2e.test_main_job import HOSPITAL, INSURER, press, start

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]
ANALYST = "a.yilmaz@oostpoort.example"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_team_scan_to_plan_to_board_page(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """Two persons alone, the team together, an action, the agreement and the board."""
    hospital = someone("hospital", width, language)
    analyst = someone("analyst", width, language)
    insurer = someone("insurer", width, language)
    for person, email in ((hospital, HOSPITAL), (analyst, ANALYST), (insurer, INSURER)):
        person.log_in(email)
    where = start(hospital, f"Teamscan {language} {width}")
    scan = f"{where}/team-scan"
    for person, score in ((hospital, "4"), (analyst, "1")):
        person.go(scan)
        person.page.click("main section a.button")
        person.page.select_option("[name=value-score]", score)
        person.page.fill("[name=value-well]", f"Ouders zeggen het zelf {score}")
        person.look("96-team-own")
        press(person, "main button[name=hand-in]")
    joint = analyst.page.inner_text("main")
    assert "2,5" in joint or "2.5" in joint
    analyst.page.select_option("[name=value-score]", "3")
    analyst.page.fill("[name=value-better]", "Vaker vragen wat telt")
    analyst.look("96-team-together")
    press(analyst, "main button[form=scan]:not([name=show])")
    insurer.go(scan)
    assert "Vaker vragen" not in insurer.page.inner_text("main")
    analyst.page.click("main section p a")
    press(analyst, "main button[name=show]")
    analyst.look("96-team-scan")
    insurer.go(scan)
    assert "Vaker vragen" in insurer.page.inner_text("main")
    insurer.look("96-team-shown")
    hospital.go(f"{where}/plan/actions/1")
    hospital.page.fill("[name=name]", "Vragen wat telt")
    hospital.page.check("main input[name=themes] >> nth=4")
    press(hospital, "main button[form=action]")
    hospital.look("97-plan")
    hospital.page.click(f"main a[href='{scan}'] >> nth=0")
    hospital.go(where)
    assert hospital.page.locator(f"main a[href='{scan}']").count() == 1
    hospital.look("97-agreement")
    insurer.go(f"{where}/picture")
    assert "Vragen wat telt" in insurer.page.inner_text("main")
    insurer.look("97-board")
