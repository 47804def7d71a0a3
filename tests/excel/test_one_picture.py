"""The first sheet of the board pack: one picture, on one sheet of paper."""

from io import BytesIO

import openpyxl
import pytest

from kpikit.excel import workbook
from kpikit.text import LANGUAGES, Language
from tests.excel.dossiers import export

TITLES = {"nl": "In één beeld", "en": "In one picture"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_comes_first_for_a_board_and_prints_as_one_page(language: Language) -> None:
    """The board opens it first; no other pack holds it."""
    data = workbook.build(export("board", language))
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames[0] == TITLES[language]
    setup = book.worksheets[0].page_setup
    assert (setup.paperSize, setup.fitToWidth, setup.fitToHeight) == (9, 1, 1)
    for pack in ("full", "review", "open"):
        other = openpyxl.load_workbook(BytesIO(workbook.build(export(pack, language))))
        assert TITLES[language] not in other.sheetnames
