"""Preparing and rating in a real browser: alone, opened at once, and sets for both."""

from collections.abc import Callable

import pytest

from tests.e2e.conftest import Person
from tests.e2e.test_main_job import HOSPITAL, INSURER, press, start

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]

CANDIDATES = ("PAT-01", "PAT-04", "PAT-10", "PRO-05", "TEA-04")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_two_who_rate_apart_see_both_at_once(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """What one prepares stays alone; what both hand in opens for both, with sets."""
    hospital = someone("hospital", width, language)
    insurer = someone("insurer", width, language)
    hospital.log_in(HOSPITAL)
    insurer.log_in(INSURER)
    where = start(hospital, f"Los van elkaar {language} {width}")
    hospital.go(f"{where}/kpis/add")
    for kpi in CANDIDATES:
        hospital.page.check(f"input[name=kpi][value='{kpi}']")
    press(hospital, "main button.primary")
    prepare(hospital, insurer, where)
    rate(hospital, where, "8")
    insurer.go(f"{where}/kpis/ratings")
    assert 0 == insurer.page.locator("main table").count()
    rate(insurer, where, "5")
    insurer.look("72-opened")
    assert len(CANDIDATES) == insurer.page.locator("main tbody tr").count()
    hospital.go(f"{where}/kpis/suggestion")
    hospital.look("73-sets")
    hospital.page.check("input[name=out][value='PAT-01']")
    press(hospital, "form[method=get] button")
    assert "PAT-01" not in hospital.page.inner_text("main section >> nth=0")
    hospital.look("74-pinned")


def prepare(hospital: Person, insurer: Person, where: str) -> None:
    """Write down how far one can go; the other party finds nothing of it."""
    hospital.go(f"{where}/preparation")
    hospital.page.fill("[name=goals]", "Rust in het gesprek")
    hospital.page.fill("[name='PAT-01-lowest']", "42")
    hospital.look("70-preparation")
    press(hospital, "main button.primary")
    assert "42" == hospital.page.input_value("[name='PAT-01-lowest']")
    insurer.go(f"{where}/preparation")
    assert "" == insurer.page.input_value("[name=goals]")
    assert "" == insurer.page.input_value("[name='PAT-01-lowest']")


def rate(person: Person, where: str, score: str) -> None:
    """Give every candidate the same score on every criterion, and hand in."""
    person.go(f"{where}/kpis/ratings")
    for choice in person.page.locator("form#rating select").all():
        choice.select_option(score)
    person.look("71-rating")
    press(person, "button[name=hand-in]")
