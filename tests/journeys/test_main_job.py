"""The main job over HTTP: from two logins to a signed workbook, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from kpikit.excel.verify import verify
from tests.journeys.attacker import spoken
from tests.journeys.visitor import Page, Visitor
from tests.libreoffice import through_libreoffice
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_SIGNS,
    INSURER,
    INSURER_SIGNS,
    OTHER_INSURER,
    PASSWORD,
    Installation,
    make_installation,
    prepare,
)

KPIS = ("PAT-01", "PRO-05", "PRO-03")
TITLE = "Afspraak over ‘samen’ =1+1"
VISION = "Samen kiezen.\n=SOM(A1)"
SIGN = "Elke week een verhaal in het overleg"


@dataclass(frozen=True, slots=True)
class Table:
    """Everybody at the table, and the agreement between them."""

    hospital: Visitor
    insurer: Visitor
    signs_for_hospital: Visitor
    signs_for_insurer: Visitor
    agreement: str


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """Give an installation that checks where forms come from, as in real life."""
    ready = prepare(tmp_path / "ready.sqlite3")
    with make_installation(ready, tmp_path) as made:
        made.app.config["WTF_CSRF_ENABLED"] = True
        yield made


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_two_logins_to_a_signed_workbook(
    installation: Installation, language: str
) -> None:
    """Two parties choose three KPIs, agree, sign; the workbook says what they typed."""
    table = agree(installation, language)

    data = workbook(table.insurer, table.agreement, language)

    assert workbook(table.hospital, table.agreement, language) == data
    assert verify(data).true_copy
    assert_what_was_typed(load_workbook(BytesIO(data)))


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_reads_what_was_typed(
    installation: Installation, tmp_path: Path
) -> None:
    """The same workbook, opened and saved by LibreOffice, holds the same answers."""
    table = agree(installation, "nl")
    data = workbook(table.insurer, table.agreement, "nl")

    saved = through_libreoffice(data, tmp_path)

    assert_what_was_typed(load_workbook(BytesIO(saved)))
    assert verify(saved).true_copy


def assert_what_was_typed(book: Workbook) -> None:
    """Compare cells with what both parties entered on the pages."""
    assert ambition_of(book, "PAT-01:2029") == ("PAT-01:2029", 2029, 45, 55.5, 92)
    assert ambition_of(book, "PRO-03:2029")[3] == 90
    assert everything(book) >= {
        TITLE,
        "Heupartrose",
        "Opereren of wachten",
        "A. Analist",
        1_250_000,
        1_200_000,
        "M. van Dijk",
        "P. de Vries",
    }
    assert VISION in everything(book)
    assert any(SIGN in str(value) for value in everything(book))


def test_nobody_else_ever_sees_it(installation: Installation) -> None:
    """For another insurer each address of the agreement is a page that is not there."""
    table = sit_down(installation, "nl")
    stranger = log_in(installation, OTHER_INSURER, "nl")
    unknown = spoken(stranger.visit(f"/agreements/{'0' * 32}/kpis").response)
    parts = ("", "/kpis", "/ambitions", "/measurement", "/financing", "/settle")

    for part in (*parts, "/export", "/export/open.xlsx", "/history", "/frame"):
        found = stranger.visit(f"/agreements/{table.agreement}{part}").response

        assert (404, unknown) == (found.status_code, spoken(found)), part


def agree(installation: Installation, language: str) -> Table:
    """Walk the whole way from logging in to the second signature."""
    table = sit_down(installation, language)
    choose(table)
    record_ambitions(table, language)
    plan_the_measuring(table)
    arrange_the_money(table, language)
    settle(table)
    return table


def sit_down(installation: Installation, language: str) -> Table:
    """Log everybody in and start the agreement the way the hospital would."""
    hospital = log_in(installation, HOSPITAL, language)
    page = hospital.visit("/agreements/new")
    insurer_id = next(
        a.organisation.id for e, a in installation.people.items() if e == INSURER
    )
    hub = hospital.send(
        page,
        "years_long",
        title=TITLE,
        other_organisation_id=insurer_id,
        first_year="2027",
        years_long="3",
    )
    agreement = hub.address.split("/")[2].split("?")[0]
    frame = hospital.visit(f"/agreements/{agreement}/frame")
    saved = hospital.send(
        frame,
        "care_path_0",
        care_path_0="Heupartrose",
        key_moments_0="Opereren of wachten\nHerstel thuis",
        vision=VISION,
    )
    expect(saved)
    return Table(
        hospital,
        log_in(installation, INSURER, language),
        log_in(installation, HOSPITAL_SIGNS, language),
        log_in(installation, INSURER_SIGNS, language),
        agreement,
    )


def log_in(installation: Installation, email: str, language: str) -> Visitor:
    """Log somebody in through the login page."""
    client = installation.app.test_client()
    client.set_cookie("kpikit_language", language)
    visitor = Visitor(client)
    page = visitor.visit("/login")
    home = visitor.send(page, "password", email=email, password=PASSWORD)
    expect(home)
    assert home.address == "/"
    return visitor


def choose(table: Table) -> None:
    """Put three KPIs on the table and let both parties say yes to each."""
    page = table.hospital.visit(f"/agreements/{table.agreement}/kpis/add")
    expect(table.hospital.send(page, "kpi", kpi=list(KPIS)))
    for visitor in (table.hospital, table.insurer):
        for kpi in KPIS:
            page = visitor.visit(f"/agreements/{table.agreement}/kpis")
            expect(visitor.send(page, f"{kpi}/position", press=("position", "yes")))


def record_ambitions(table: Table, language: str) -> None:
    """Write one ambition in full, and the others in the list."""
    decimal = "55,5" if language == "nl" else "55.5"
    page = table.insurer.visit(f"/agreements/{table.agreement}/ambitions/PAT-01")
    saved = table.insurer.send(
        page,
        "rationale",
        baseline="known",
        baseline_value="37",
        baseline_n="92",
        baseline_period="Najaar 2026",
        baseline_source="Eigen meting",
        floor_2029="45",
        goal_2027="42%",
        goal_2029=decimal,
    )
    expect(saved)
    page = table.hospital.visit(f"/agreements/{table.agreement}/ambitions")
    saved = table.hospital.send(
        page,
        "PRO-03-goal_2027",
        PRO__05__how_noticed=SIGN,
        PRO__05__level_2029="3",
        PRO__03__goal_2029="90",
    )
    expect(saved)


def plan_the_measuring(table: Table) -> None:
    """Say for each KPI who is asked and who sees to it."""
    for kpi in KPIS:
        page = table.hospital.visit(f"/agreements/{table.agreement}/measurement/{kpi}")
        answers = {"who_is_asked": "Patiënten na het gesprek", "owner": "A. Analist"}
        if kpi == "PRO-05":
            answers["moments"] = "In april en oktober"
        else:
            answers |= {"planned_n": "100", "minimum_n": "25", "rounds_per_year": "2"}
            answers |= {"mode": "digital", "method_of_sampling": "consecutive"}
        expect(table.hospital.fill(page, "who_is_asked", answers))


def arrange_the_money(table: Table, language: str) -> None:
    """Agree on a lump sum for the whole term."""
    group = "." if language == "nl" else ","
    page = table.insurer.visit(f"/agreements/{table.agreement}/financing/new/lump_sum")
    saved = table.insurer.send(
        page,
        "amounts_2027",
        care_path="Heupartrose",
        amounts_2027=f"1{group}250{group}000",
        amounts_2028="1200000",
        amounts_2029="1200000",
        band="5%",
    )
    expect(saved)


def settle(table: Table) -> None:
    """Leave open advice aside, hand over, accept twice and sign twice."""
    where = f"/agreements/{table.agreement}"
    expect(
        table.hospital.send(
            table.hospital.visit(f"{where}/settle"), "hand-over", message="Klaar?"
        )
    )
    for visitor in (table.insurer, table.hospital):
        expect(visitor.send(visitor.visit(f"{where}/settle"), "accept"))
    for visitor in (table.signs_for_hospital, table.signs_for_insurer):
        page = visitor.visit(f"{where}/settle")
        expect(visitor.send(page, "sign", password=PASSWORD))


def workbook(visitor: Visitor, agreement: str, language: str) -> bytes:
    """Download the full workbook."""
    page = visitor.visit(f"/agreements/{agreement}/export")
    answer = visitor.send(page, "full.xlsx", language=language).response
    assert answer.status_code == 200
    return bytes(answer.data)


def expect(page: Page) -> None:
    """Fail with the words of the page when it refused what was typed."""
    assert page.response.status_code == 200, (page.address, page.text[:1500])


def ambition_of(book: Workbook, key: str) -> tuple[object, ...]:
    """Return key, year, floor, goal and baseline n of a row on the ambitions sheet."""
    sheet = next(s for s in book if any(c.value == key for c in s["A"]))
    row = next(r for r in sheet.iter_rows(values_only=True) if r[0] == key)
    return (row[0], row[3], row[5], row[6], row[9])


def everything(book: Workbook) -> set[object]:
    """Return every value of every cell."""
    return {c.value for sheet in book for row in sheet.iter_rows() for c in row}
