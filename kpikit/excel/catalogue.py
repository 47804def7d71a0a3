"""All sheets by code, in the order in which they stand in the workbook."""

from functools import cache

from kpikit.excel import sheets
from kpikit.excel.page import Sheet
from kpikit.plugins import collect


@cache
def all_sheets() -> dict[str, Sheet]:
    """Return every sheet by its code, in workbook order."""
    found: dict[str, Sheet] = collect(sheets, "SHEET")
    return dict(sorted(found.items(), key=lambda item: item[1].order))
