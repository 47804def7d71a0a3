"""The plan as a file in a real browser: taken along, filled in, and brought back."""

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.e2e.conftest import Person
from tests.e2e.test_main_job import HOSPITAL, press, start

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_plan_goes_out_and_comes_back(
    someone: Callable[..., Person], language: str, width: int, tmp_path: Path
) -> None:
    """A workbook with a mistake, corrected and brought in; then a document."""
    person = someone("hospital", width, language)
    person.log_in(HOSPITAL)
    where = start(person, f"Planbestand {language} {width}")
    person.go(f"{where}/plan")
    person.look("97-empty-plan")
    path = taken(person, "xlsx", tmp_path)
    fill_in(path, {"B5": "Keuzehulp meegeven", "D5": "ooit"})
    send(person, where, path)
    assert "D5" in person.page.inner_text("[role=alert]")
    person.look("97-problem")
    fill_in(path, {"D5": "2027-03-01"})
    send(person, where, path)
    person.look("97-preview")
    press(person, "main button.primary[form=import]")
    assert "Keuzehulp meegeven" in person.page.inner_text("main table")
    path = taken(person, "docx", tmp_path)
    made = docx.Document(str(path))
    made.tables[2].cell(2, 1).text = "Training met acteurs"
    made.save(str(path))
    send(person, where, path)
    press(person, "main button.primary[form=import]")
    shown = person.page.inner_text("main table")
    assert "Keuzehulp meegeven" in shown
    assert "Training met acteurs" in shown
    person.look("97-plan")


def taken(person: Person, kind: str, folder: Path) -> Path:
    """Take the plan along from its page."""
    with person.page.expect_download() as waiting:
        person.page.click(f"main a[href$='.{kind}']")
    path = folder / f"plan.{kind}"
    waiting.value.save_as(path)
    return path


def fill_in(path: Path, cells: dict[str, str]) -> None:
    """Fill cells of the table of actions in, as somebody with Excel does."""
    book = openpyxl.load_workbook(path)
    for place, words in cells.items():
        book.worksheets[2][place] = words
    book.save(path)


def send(person: Person, where: str, path: Path) -> None:
    """Choose the file and let it be checked."""
    person.go(f"{where}/plan/upload")
    person.page.set_input_files("#file", path)
    press(person, "main button.primary[form=upload]")
