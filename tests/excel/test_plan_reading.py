"""A filled-in plan as sheets: what cannot be read for sure is refused."""

from io import BytesIO

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kpikit.excel.plan_form import plan_workbook
from kpikit.excel.plan_reading import sheets_of
from tests.local_plans import FILLED


def test_the_sheets_have_their_names_and_cells() -> None:
    """All thirteen, in order, with the words in the cells where they stand."""
    parts, problems = sheets_of(plan_workbook(FILLED, "nl"))
    assert problems == ()
    assert [p.name.en for p in parts[:3]] == [
        "sheet ‘Verbeterplan’",
        "sheet ‘Hulpvragen’",
        "sheet ‘Verbeteracties’",
    ]
    assert parts[2].rows[4][1] == ("s", "Keuzehulp 1 meegeven")


def test_days_that_count_from_another_year_are_refused() -> None:
    """Read as usual, every day of such a file would be four years off."""
    book = openpyxl.load_workbook(BytesIO(plan_workbook(FILLED, "nl")))
    book.epoch = CALENDAR_MAC_1904
    data = BytesIO()
    book.save(data)
    parts, (problem,) = sheets_of(data.getvalue())
    assert parts == ()
    assert problem.code == "from-1904"
    assert "1904" in problem.text.nl
