"""The pages for teams in a real browser: compare an own sample, rank obstacles."""

from collections.abc import Callable

import pytest

from tests.e2e.conftest import Person
from tests.e2e.test_main_job import HOSPITAL, press

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_team_compares_and_ranks(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """What is typed is compared and put in order, and cards can be read."""
    lead = someone("lead", width, language)
    lead.log_in(HOSPITAL)
    lead.go("/library/conversation")
    lead.look("83-cards")
    lead.go("/library/staff-survey")
    lead.page.fill("[name=count]", "14")
    lead.page.fill("[name=n]", "21")
    press(lead, "main button.primary")
    assert "67%" in lead.page.inner_text("main .note")
    lead.look("84-survey")
    lead.go("/library/obstacles")
    lead.page.fill("[name=v-time]", "6")
    lead.page.fill("[name=own]", "Lawaai; 9")
    press(lead, "main button.primary")
    assert "Lawaai" in lead.page.inner_text("main tbody th >> nth=0")
    lead.look("85-obstacles")
