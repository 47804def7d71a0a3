"""Results in a real browser: file out, file in, accepted, looked back on, taken along."""

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kpikit.actions.accounts import actor_of
from kpikit.actions.demo.own_count import COUNTED
from kpikit.actions.demo.people import USERS
from kpikit.actions.demo.signed import REFLECT, SCORE, TIME, TOGETHER, make_signed
from kpikit.actions.desk import Actor, Desk
from kpikit.domain.result.incoming.columns import BY_FIELD
from kpikit.excel.results_form_words import RESULTS
from kpikit.excel.verify import verify
from kpikit.storage import organisations, users
from kpikit.text import Language
from kpikit.web.app import make_desk, make_passwords
from tests.e2e.conftest import PASSWORD, Person, Site
from tests.e2e.test_main_job import HOSPITAL, INSURER, download, press

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ANALYST, VOICE = "a.yilmaz@oostpoort.example", "h.peeters@patientenraad.example"
PERIOD = "2024-Q1"
FILLED: dict[str, dict[str, object]] = {
    TOGETHER: {"eligible": 900, "invited": 480, "responded": 170, "valid": 162},
    SCORE: {"invited": 200, "responded": 95, "valid": 92, "mean": 71.4},
    TIME: {"invited": 51, "responded": 51, "valid": 51, "numerator": 30},
    REFLECT: {"level": 1},
    COUNTED: {"count": 5},
}
FILLED[TOGETHER]["numerator"] = 120
FILLED[SCORE]["standard_deviation"] = 17.8
WRONG: dict[str, dict[str, object]] = {
    TOGETHER: {"numerator": 163},
    SCORE: {"mean": "veel"},
}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_a_file_to_a_confirmed_review(
    someone: Callable[..., Person],
    site: Site,
    language: Language,
    width: int,
    tmp_path: Path,
) -> None:
    """Two planted errors are told, the corrected file goes in, and both look back."""
    where = f"/agreements/{signed(site)}"
    analyst = someone("analyst", width, language)
    analyst.log_in(ANALYST)
    insurer = someone("insurer", width, language)
    insurer.log_in(INSURER)
    bring_in(analyst, where, language, tmp_path)
    accept(insurer, where)
    hospital = someone("hospital", width, language)
    hospital.log_in(HOSPITAL)
    voice = someone("voice", width, language)
    voice.log_in(VOICE)
    look_back(hospital, (hospital, insurer, voice), where)
    for person in (hospital, insurer):
        person.go(f"{where}/reviews/1")
        press(person, "button[form=confirm]")
    hospital.look("67-confirmed")
    hospital.go("/results")
    hospital.look("68-overview")
    data = download(insurer, where, tmp_path)
    assert verify(data).true_copy
    told = " ".join(
        str(cell)
        for sheet in load_workbook(BytesIO(data)).worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    )
    assert "Samen kijken wij tevreden terug." in told
    assert f"{TOGETHER}:{PERIOD}" in told


def signed(site: Site) -> str:
    """Return the id of one more signed agreement, without any result."""
    desk = make_desk(site.settings)
    passwords = make_passwords(site.settings)
    made = make_signed(desk, people(desk), PASSWORD, passwords)
    desk.database.close()
    return made.id


def people(desk: Desk) -> Mapping[str, Actor]:
    """Return everybody of the demo by e-mail address."""
    found = {}
    with desk.database.read() as session:
        for person in USERS:
            user = users.by_email(session, person.email)
            assert user is not None
            home = organisations.get(session, user.organisation_id)
            assert home is not None
            found[person.email] = actor_of(user, home)
    return found


def bring_in(person: Person, where: str, language: Language, folder: Path) -> None:
    """Download the template, fill it in wrongly, read why, correct it and submit."""
    page = person.page
    person.go(f"{where}/results")
    person.look("60-results")
    with page.expect_download() as waiting:
        page.click("a[href*='template.xlsx']")
    template = folder / "template.xlsx"
    waiting.value.save_as(template)
    wrong = fill(template, {k: {**v, **WRONG.get(k, {})} for k, v in FILLED.items()},
                 language)  # fmt: skip
    see_that_it_works(person, where)
    upload(person, where, wrong, folder)
    person.look("61-problems")
    said = page.inner_text(".errors")
    assert 2 == page.locator(".errors li").count(), said
    upload(person, where, fill(template, FILLED, language), folder)
    person.look("62-preview")
    press(person, "button.primary[form=import]")
    person.go(f"{where}/results/{PERIOD}/{TOGETHER}")
    assert "120" == page.input_value("[name=numerator]")
    person.look("63-single")
    person.go(f"{where}/results/{PERIOD}")
    person.look("64-period")
    press(person, "button.primary")


def fill(
    template: Path, rows: Mapping[str, Mapping[str, object]], language: Language
) -> bytes:
    """Fill one period of the template in, as people do in Excel."""
    book = load_workbook(template)
    sheet: Any = book[RESULTS.in_(language)]
    heads = {c.value: c.column for c in next(sheet.iter_rows(max_row=1))}
    names = {f: column.head.in_(language) for f, column in BY_FIELD.items()}
    places = {f: heads[name] for f, name in names.items() if name in heads}
    for row in range(2, sheet.max_row + 1):
        kpi = str(sheet.cell(row, places["kpi"]).value)
        if PERIOD == sheet.cell(row, places["period"]).value:
            for field, value in rows[kpi].items():
                sheet.cell(row, places[field]).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def upload(person: Person, where: str, data: bytes, folder: Path) -> None:
    """Bring a file in up to its preview."""
    path = folder / "filled.xlsx"
    path.write_bytes(data)
    person.go(f"{where}/results/upload")
    person.page.set_input_files("input[type=file]", str(path))
    press(person, "button.primary")


def see_that_it_works(person: Person, where: str) -> None:
    """While a file is read, which can take seconds, the page says so."""
    page = person.page
    person.go(f"{where}/results/upload")
    assert not page.is_visible("[data-busy]")
    page.eval_on_selector(
        "#upload", "form => form.onsubmit = event => event.preventDefault()"
    )
    page.set_input_files("input[type=file]", {"name": "x.csv", "mimeType": "text/csv",
                                              "buffer": b"kpi"})  # fmt: skip
    page.click("button.primary")
    assert page.is_visible("[data-busy] progress")


def accept(person: Person, where: str) -> None:
    """Take the results of the other party as those of the agreement."""
    person.go(f"{where}/results/{PERIOD}")
    person.look("65-accept")
    press(person, "form:has([value=accept]) button")


def look_back(hospital: Person, raters: tuple[Person, ...], where: str) -> None:
    """Start a review, rate apart, judge every KPI and say when and with whom."""
    page = hospital.page
    hospital.go(f"{where}/reviews")
    hospital.look("66-no-reviews")
    press(hospital, "button[form=start]")
    for number, person in enumerate(raters):
        person.go(f"{where}/reviews/1/kpis/{REFLECT}")
        assert "Gezien door 0" not in person.page.content()
        person.page.select_option("[name=rating-level]", "2")
        person.page.fill("[name=rating-why]", f"Gezien door {number}")
        person.look("66-rate")
        press(person, "#rating button")
    assert "Gezien door 0" in raters[-1].page.content()
    for kpi in FILLED:
        hospital.go(f"{where}/reviews/1/kpis/{kpi}")
        page.fill("[name=together]", "Samen kijken wij tevreden terug.")
        page.select_option("[name=decision]", "continue")
        if kpi == REFLECT:
            for n, side in enumerate(("patient", "professional")):
                page.select_option(f"[name=side_{n}]", side)
                page.fill(f"[name=evidence_{n}]", "Gehoord en gezien.")
        hospital.look(f"66-{kpi}")
        press(hospital, "button[form=entry]")
    hospital.go(f"{where}/reviews/1/frame")
    page.fill("[name=held_on]", "2024-06-03")
    page.fill("[name=people]", "J. de Boer\nS. Bakker")
    page.fill("[name=next_on]", "2025-01-23")
    hospital.look("66-frame")
    press(hospital, "button[form=review]")
    hospital.look("66-review")
