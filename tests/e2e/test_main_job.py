"""The main job in a real browser: two windows, both languages, both widths."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpikit.excel.verify import verify
from tests.e2e.conftest import PASSWORD, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOSPITAL = "j.deboer@oostpoort.example"
INSURER = "s.bakker@delta.example"
SIGNATORIES = ("m.vandijk@oostpoort.example", "p.devries@delta.example")
KPIS = ("PAT-01", "PRO-05", "PRO-03")
SIGN = "een verhaal in elk overleg"
NOTICED = {"nl": "Waaraan u het merkt", "en": "How it will be noticed"}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_two_people_go_from_login_to_workbook(
    someone: Callable[..., Person], language: str, width: int, tmp_path: Path
) -> None:
    """They choose, aim, plan, arrange, accept and sign; the workbook says so."""
    hospital = someone("hospital", width, language)
    insurer = someone("insurer", width, language)
    hospital.go("/login")
    hospital.look("01-login")
    hospital.log_in(HOSPITAL)
    hospital.look("02-home")
    insurer.log_in(INSURER)
    where = start(hospital, f"Reis {language} {width}")
    choose(hospital, insurer, where)
    aim(hospital, insurer, where)
    plan(hospital, where)
    arrange(insurer, where)
    settle(hospital, insurer, where)
    for number, email in enumerate(SIGNATORIES):
        person = someone(f"signatory{number}", width, language)
        person.log_in(email)
        person.go(f"{where}/settle")
        person.look("14-sign")
        person.page.fill("input[name=password]", PASSWORD)
        press(person, "form[action$='/sign'] button")
    hospital.go(where)
    hospital.look("15-signed")
    data = download(insurer, where, tmp_path)

    assert verify(data).true_copy
    cells = {
        cell.value
        for sheet in load_workbook(BytesIO(data))
        for row in sheet.iter_rows()
        for cell in row
    }
    noticed = f"{NOTICED[language]}: {SIGN}"
    assert cells >= {"PAT-01:2029", 55, 37, 92, noticed, 1_250_000, "Heupartrose"}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_outside_agreements_are_fit_to_be_seen(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """Library, comparison, account, organisation and glossary are sound."""
    person = someone("admin", width, language)
    person.log_in("beheer@oostpoort.example")
    for title, path in (
        ("library", "/library"),
        ("found", "/library?words=keuze&burden=1"),
        ("entry", "/library/PAT-01"),
        ("narrative", "/library/PAT-10"),
        ("retired", "/library/DEP-01"),
        ("compare", "/library/compare?kpi=PAT-01&kpi=PAT-02&kpi=PAT-10&kpi=TEA-04"),
        ("account", "/account"),
        ("organisation", "/organisation"),
        ("glossary", "/glossary"),
    ):
        person.go(path)
        person.look(f"20-{title}")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_of_a_signed_agreement_are_fit_to_be_seen(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """What was signed is shown soundly to somebody who may only read."""
    reader = someone("reader", width, language)
    reader.log_in("t.visser@delta.example")
    signed = reader.site.demo.agreements[0].id
    for part in ("", "/kpis", "/ambitions", "/measurement", "/financing", "/history"):
        reader.go(f"/agreements/{signed}{part}")
        reader.look(f"30-signed{part.replace('/', '-')}")


def start(person: Person, title: str) -> str:
    """Start an agreement and describe its care; return its address."""
    person.go("/agreements/new")
    person.look("03-new")
    page = person.page
    page.select_option("[name=other_organisation_id]", label="Delta Zorgverzekeraar")
    page.fill("[name=title]", title)
    page.fill("[name=first_year]", "2027")
    page.select_option("[name=years_long]", "3")
    press(person, "main button.primary")
    where = page.url.removeprefix(person.site.address).split("?")[0]
    person.look("04-hub")
    person.go(f"{where}/frame")
    page.fill("[name=care_path_0]", "Heupartrose")
    page.fill("[name=key_moments_0]", "Opereren of wachten")
    person.look("05-frame")
    press(person, "main button.primary")
    return where


def choose(hospital: Person, insurer: Person, where: str) -> None:
    """Put KPIs on the table; both say yes to each."""
    hospital.go(f"{where}/kpis/add")
    hospital.look("06-add")
    for kpi in KPIS:
        hospital.page.check(f"input[name=kpi][value='{kpi}']")
    press(hospital, "main button.primary")
    for person in (hospital, insurer):
        person.go(f"{where}/kpis")
        for kpi in KPIS:
            yes = f"form[action$='{kpi}/position'] button[value=yes]"
            person.page.click(yes)
            person.page.wait_for_selector(f"{yes}[aria-pressed=true]")
        person.look("07-kpis")


def aim(hospital: Person, insurer: Person, where: str) -> None:
    """Write the ambitions, in full and in the list."""
    page = insurer.page
    insurer.go(f"{where}/ambitions/PAT-01")
    page.check("[name=baseline][value=known]")
    for name, typed in (
        ("baseline_value", "37%"),
        ("baseline_n", "92"),
        ("baseline_period", "2026"),
        ("baseline_source", "Eigen meting"),
        ("floor_2029", "45"),
        ("goal_2029", "55"),
    ):
        page.fill(f"[name={name}]", typed)
    insurer.look("08-ambition")
    press(insurer, "main button.primary")
    hospital.go(f"{where}/ambitions")
    hospital.page.fill("[name=PRO-05-how_noticed]", SIGN)
    hospital.page.select_option("[name=PRO-05-level_2029]", "3")
    hospital.page.fill("[name=PRO-03-goal_2029]", "90")
    hospital.look("09-ambitions")
    press(hospital, "main button.primary")


def plan(person: Person, where: str) -> None:
    """Say who is asked, how many, how and by whom."""
    for kpi in KPIS:
        person.go(f"{where}/measurement/{kpi}")
        person.page.fill("[name=who_is_asked]", "Patiënten na het gesprek")
        person.page.fill("[name=owner]", "A. Analist")
        if kpi == "PRO-05":
            person.page.fill("[name=moments]", "In april en oktober")
        else:
            person.page.select_option("[name=method_of_sampling]", "consecutive")
            person.page.select_option("[name=mode]", "digital")
            for name, typed in (
                ("planned_n", "100"),
                ("minimum_n", "25"),
                ("rounds_per_year", "2"),
            ):
                person.page.fill(f"[name={name}]", typed)
        person.look(f"10-plan-{kpi}")
        press(person, "main button.primary")
    person.go(f"{where}/measurement")
    person.look("11-plans")


def arrange(person: Person, where: str) -> None:
    """Agree on a lump sum for each year."""
    person.go(f"{where}/financing/new/lump_sum")
    person.page.select_option("[name=care_path]", "Heupartrose")
    for year in (2027, 2028, 2029):
        person.page.fill(f"[name=amounts_{year}]", "1250000")
    person.look("12-arrangement")
    press(person, "main button.primary")
    person.go(f"{where}/financing")
    person.look("13-financing")


def settle(hospital: Person, insurer: Person, where: str) -> None:
    """Hand over and accept, both."""
    hospital.go(f"{where}/settle")
    hospital.look("13-settle")
    hospital.page.fill("[name=message]", "Klaar om te lezen")
    press(hospital, "form[action$='/hand-over'] button")
    for person in (insurer, hospital):
        person.go(f"{where}/settle")
        press(person, "form[action$='/accept'] button")
        person.look("13-accepted")


def download(person: Person, where: str, folder: Path) -> bytes:
    """Download the full workbook the way people do."""
    person.go(f"{where}/export")
    person.look("16-export")
    with person.page.expect_download() as waiting:
        person.page.click("[formaction*='full.xlsx'], form[action*='full.xlsx'] button")
    path = folder / "workbook.xlsx"
    waiting.value.save_as(path)
    return path.read_bytes()


def press(person: Person, selector: str) -> None:
    """Press a button and wait for the page it leads to."""
    with person.page.expect_navigation():
        person.page.locator(selector).first.click()
