"""The hidden sheet with what a reader may choose from in other sheets."""

from kpikit.excel.export import Edition
from kpikit.excel.page import Page, Sheet
from kpikit.excel.words import LISTS
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    del edition  # the lists are the same for every agreement
    for column, (code, choices) in enumerate(LISTS.items(), start=1):
        page.row = 1
        page.put(column, code, "head")
        page.widths[column] = 28
        for choice in choices:
            page.row += 1
            page.put(column, choice)
        page.book.lists[code] = (column, page.row)


SHEET = Sheet(
    code="lists",
    order=120,
    title=Text(nl="Keuzelijsten", en="Lists"),
    about=Text(nl="Keuzes voor andere bladen", en="Choices for other sheets"),
    write=_write,
    hidden=True,
)
