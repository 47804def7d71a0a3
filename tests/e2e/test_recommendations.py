"""Answer a recommendation in a real browser, and show it to the other party."""

from collections.abc import Callable

import pytest

from tests.e2e.conftest import Person
from tests.e2e.test_main_job import HOSPITAL, INSURER, press, start

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_answer_is_shown_when_its_party_wants_to(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """Saved for ourselves it is not there for the other; shown it is."""
    hospital = someone("hospital", width, language)
    insurer = someone("insurer", width, language)
    hospital.log_in(HOSPITAL)
    insurer.log_in(INSURER)
    where = start(hospital, f"Organiseren en belonen {language} {width}")
    address = f"{where}/recommendations"
    hospital.go(address)
    hospital.look("80-recommendations")
    hospital.go(f"{address}/3")
    hospital.page.fill("[name=asks]", "Draag bij aan de begeleiding")
    hospital.look("81-recommendation")
    press(hospital, "main button[form=reply]:not([name=show])")
    insurer.go(address)
    assert "Draag bij" not in insurer.page.inner_text("main")
    press(hospital, "main button[name=show]")
    insurer.go(address)
    assert "Draag bij" in insurer.page.inner_text("main")
    insurer.look("82-agenda")
