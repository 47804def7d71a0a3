"""The pages for teams in a real browser: compare, rank, and ask another team."""

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
    press(lead, "main .lead a >> nth=0")
    for name in ("encourage", "line"):
        lead.page.fill(f"[name=c-{name}]", "14")
        lead.page.fill(f"[name=n-{name}]", "21")
    press(lead, "main button.primary")
    assert 2 == lead.page.inner_text("main tbody >> nth=0").count("67%\n14")
    lead.look("84-pulse")
    lead.go("/library/obstacles")
    lead.page.fill("[name=v-time]", "6")
    lead.page.fill("[name=own]", "Lawaai; 9")
    press(lead, "main button.primary")
    assert "Lawaai" in lead.page.inner_text("main tbody th >> nth=0")
    lead.look("85-obstacles")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_team_asks_and_another_answers(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """From the cards to the question, and the answer stands under it."""
    lead, asked = (
        someone("lead", width, language),
        f"Hoe doet u het? {language} {width}",
    )
    lead.log_in(HOSPITAL)
    lead.go("/library/conversation")
    press(lead, "main a[href='/organisation/peers']")
    lead.page.fill("[name=place]", "Locatie Noord")
    lead.page.fill("[name=words]", asked)
    press(lead, "main button.primary")
    press(lead, "main section[id^=question] >> nth=0 >> a")
    lead.look("86-answering")
    lead.page.fill("[name=place]", "Locatie Zuid")
    lead.page.fill("[name=words]", "Vooraf, per post.")
    press(lead, "main button.primary")
    found = lead.page.inner_text("main section[id^=question] >> nth=0")
    assert asked in found
    assert "Vooraf, per post." in found
    lead.look("87-answered")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_team_notes_a_recorded_consult(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """From the cards to the list with its figure, a new consult, and erasing it."""
    lead, code = someone("lead", width, language), f"E-{width}"
    lead.log_in(HOSPITAL)
    lead.go("/library/conversation")
    press(lead, "main a[href='/organisation/consults']")
    lead.page.select_option("[name=team]", index=1)
    lead.page.wait_for_url("**team=Kinderen**")
    assert "OPTION-5" in lead.page.inner_text("main .lead")
    assert "ICC" in lead.page.inner_text("main .note.finding")
    lead.look("88-consults")
    press(lead, "main .actions a")
    lead.page.fill("[name=code]", code)
    for name in ("recorded_on", "patient_consented_on", "delete_by"):
        lead.page.fill(f"[name={name}]", "2026-10-01")
    for name in ("patient_consents", "professional_consents"):
        lead.page.check(f"[name={name}][value=yes]")
    lead.page.fill("[name=first]", "2 1 3 2 2")
    lead.page.fill("[name=second]", "70")
    lead.look("89-new-consult")
    press(lead, "main button.primary")
    press(lead, f"main tbody >> text={code}")
    assert "50" == lead.page.input_value("[name=first]")
    assert "20" in lead.page.inner_text("main .note.advice")
    lead.look("90-consult")
    press(lead, "main .actions a >> nth=1")
    lead.look("91-erase")
    press(lead, "main button.danger")
    assert code not in lead.page.inner_text("main")
