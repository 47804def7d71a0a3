"""Money in a real browser: compare, share, sign, settle year one, and take it along."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kpikit.excel.verify import verify
from tests.e2e.conftest import PASSWORD, Person
from tests.e2e.test_main_job import (
    HOSPITAL,
    INSURER,
    SIGNATORIES,
    aim,
    choose,
    download,
    plan,
    press,
    settle,
    start,
)
from tests.excel.recalculated import changed, named, through_libreoffice

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.libreoffice]

YEARS = (2027, 2028, 2029)
FOUR = ("fee", "start_phase", "lump_sum_band", "agreed")
BASE_CASE = {
    "patients": "1400",
    "volume": "1000",
    "price": "10000",
    "variable_cost": "2000",
    "fixed_cost": "7600000",
    "elsewhere": "1500",
}
YEAR_ONE = {
    "price": "10000",
    "expected": "1000",
    "volume": "900",
    "variable_cost": "2000",
    "alternative": "1500",
}


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_the_base_case_to_a_settled_year(
    someone: Callable[..., Person], language: str, tmp_path: Path
) -> None:
    """Two people compare four ways, share one, sign, settle 2027 and recalculate."""
    hospital = someone("hospital", 1280, language)
    insurer = someone("insurer", 390 if language == "en" else 1280, language)
    hospital.log_in(HOSPITAL)
    insurer.log_in(INSURER)
    where = start(hospital, f"Geld {language}")
    choose(hospital, insurer, where)
    aim(hospital, insurer, where)
    plan(hospital, where)
    arrange(hospital, where)
    compare(hospital, insurer, where)
    settle(hospital, insurer, where)
    for number, email in enumerate(SIGNATORIES):
        person = someone(f"signatory{number}", 1280, language)
        person.log_in(email)
        person.go(f"{where}/settle")
        person.page.fill("input[name=password]", PASSWORD)
        press(person, "form[action$='/sign'] button")
    settle_year_one(hospital, insurer, where)
    data = download(insurer, where, tmp_path)

    assert verify(data).true_copy
    worked_out = named(through_libreoffice(changed(data, {}), tmp_path))
    assert 9_725_000 == round(worked_out["y2027p_all_total"], 2)
    # per treatment with 25% let go; E5a, E9 and E11 of the worked examples
    margins = {round(worked_out[f"s1_b{n}_margin_2027"], 2) for n in (1, 2, 3, 4)}
    assert {-210_000, 390_000, 515_000, 435_000} == margins
    other = changed(data, {"y2027p_c1_volume": 950})
    moved = named(through_libreoffice(other, tmp_path))
    # 950 operations, 75% of 50 x 8,000, and nothing to share under the noise filter
    assert 9_800_000 == round(moved["y2027p_all_total"], 2)


def arrange(person: Person, where: str) -> None:
    """Agree on price times quantity, compensation with release, and sharing."""
    page = person.page
    person.go(f"{where}/financing/new/pxq")
    press(person, "main button.primary")
    person.go(f"{where}/financing/new/fixed_cost_compensation")
    for year, share in zip(YEARS, ("75", "50", "25"), strict=True):
        page.fill(f"[name=coverage_{year}]", share)
        if page.locator(f"[name=release_{year}]").count():
            page.fill(f"[name=release_{year}]", "25")
    page.fill("[name=release_plan]", "Elk jaar een kwart van wat stilvalt.")
    press(person, "main button.primary")
    person.go(f"{where}/financing/new/shared_savings")
    page.fill("[name=rate]", "50")
    page.fill("[name=benchmark]", "Prijs maal verwacht aantal")
    page.fill("[name=minimum_savings_rate]", "2")
    page.fill("[name=cap]", "10")
    page.check("[name=sides][value=one]")
    press(person, "main button.primary")
    person.go(f"{where}/financing")
    person.look("40-financing")


def compare(hospital: Person, insurer: Person, where: str) -> None:
    """Work out four ways side by side; only what is shared reaches the other."""
    page = hospital.page
    hospital.go(f"{where}/scenarios")
    hospital.look("41-no-scenario")
    hospital.go(f"{where}/scenarios/new")
    page.fill("[name=name]", "Zoals wij verwachten")
    page.fill("[name=years]", "3")
    for name, typed in BASE_CASE.items():
        page.fill(f"[name={name}]", typed)
    page.fill("[name=effect]", "10")
    hospital.look("42-new-scenario")
    press(hospital, "main button.primary")
    for box in page.locator("[name=options]").all():
        box.set_checked(box.get_attribute("value") in FOUR)
    with page.expect_response("**/results"):
        page.fill("[name=release_2027]", "25")
    page.locator("#years-fee summary").click()
    with page.expect_response("**/results"):
        page.fill("[name=release_2028]", "50")
    page.wait_for_load_state("networkidle")
    assert page.locator("#years-fee[open]").count(), "what stood open stays open"
    hospital.look("43-scenario")
    press(hospital, "main button.primary")
    insurer.go(f"{where}/scenarios")
    assert "Zoals wij verwachten" not in insurer.page.content()
    own = page.url.split("?")[0]
    hospital.page.goto(f"{own}/certainty")
    hospital.look("44-certainty")
    hospital.page.goto(f"{own}/share")
    hospital.look("45-share")
    press(hospital, "main button.primary")
    insurer.go(f"{where}/scenarios")
    press(insurer, "main table a")
    insurer.look("46-shared")
    assert "Zoals wij verwachten" in insurer.page.content()


def settle_year_one(hospital: Person, insurer: Person, where: str) -> None:
    """Propose the figures of 2027; both agree, and then it is frozen."""
    page = hospital.page
    hospital.go(f"{where}/settlements")
    hospital.look("50-settlements")
    hospital.go(f"{where}/settlements/2027")
    hospital.look("51-nothing-proposed")
    for name, typed in YEAR_ONE.items():
        page.fill(f"[name=c1_{name}]", typed)
    with page.expect_response("**/work-out"):
        page.fill("[name=paid]", "9000000")
    page.wait_for_load_state("networkidle")
    hospital.look("52-worked-out")
    assert "125" in page.inner_text("#advice")
    press(hospital, "button.primary[form=settlement]")
    for person in (insurer, hospital):
        person.go(f"{where}/settlements/2027")
        person.look("53-proposed")
        press(person, "form[action$='/agree'] button")
    hospital.look("54-frozen")
    assert 0 == page.locator("[name=c1_volume]").count()
