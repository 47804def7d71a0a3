"""What openpyxl alone takes for a workbook: the yardstick beside our export."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import Any, cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.drawing.image import Image
from openpyxl.worksheet.worksheet import Worksheet

import kpikit.excel  # noqa: F401 - openpyxl writes here as it does for us

Shape = dict[str, Any]
_PARTS = ("font", "fill", "border", "alignment", "number_format")


@dataclass(frozen=True, slots=True, kw_only=True)
class BareSheet:
    """What stands on one sheet, ready to be written again."""

    title: str
    cells: list[tuple[int, int, Any, int]]
    widths: dict[str, float]
    heights: dict[int, float]
    pictures: list[tuple[str, bytes]]
    charts: list[tuple[str, Any]]


def bare(workbook: bytes) -> tuple[int, Callable[[], None]]:
    """Return how many cells a workbook has, and the work of writing it plainly.

    Plainly is as lean as openpyxl goes: the same values, styles made once and shared,
    the same widths, heights, pictures and charts; no filters, validation, print set-up or proof.
    """
    book = load_workbook(BytesIO(workbook))
    sheets = [_read(sheet) for sheet in book]
    shapes = _shapes(book)

    def write() -> None:
        plain = Workbook()
        plain.remove(plain.worksheets[0])
        styles: dict[int, Any] = {}
        for each in sheets:
            sheet = plain.create_sheet(each.title)
            styles = styles or _styles(sheet, shapes)
            _write(sheet, each, styles)
        plain.save(BytesIO())

    return sum(len(each.cells) for each in sheets), write


def _read(sheet: Worksheet) -> BareSheet:
    cells = [c for row in sheet for c in row if c.value is not None]
    columns, rows = sheet.column_dimensions, sheet.row_dimensions
    return BareSheet(
        title=sheet.title,
        cells=[(c.row, c.column, c.value, c.style_id) for c in cells],
        widths={letter: columns[letter].width for letter in columns},
        heights={row: rows[row].height for row in rows if rows[row].height},
        pictures=[
            (f"A{image.anchor._from.row + 1}", image._data())
            for image in cast("Any", sheet)._images
        ],
        charts=[
            (f"E{chart.anchor._from.row + 1}", chart)
            for chart in cast("Any", sheet)._charts
        ],
    )


def _shapes(book: Workbook) -> dict[int, Shape]:
    """Return each style that a cell has: its parts by name."""
    return {
        cell.style_id: {part: copy(getattr(cell, part)) for part in _PARTS}
        for sheet in book
        for row in sheet
        for cell in row
        if cell.value is not None
    }


def _styles(sheet: Worksheet, shapes: dict[int, Shape]) -> dict[int, Any]:
    """Return each style, made once in a cell that does not stand on the sheet."""
    made: dict[int, Any] = {}
    for number, shape in shapes.items():
        model: Any = Cell(sheet, row=1, column=1)
        for part, value in shape.items():
            setattr(model, part, value)
        made[number] = model._style
    return made


def _write(sheet: Worksheet, given: BareSheet, styles: dict[int, Any]) -> None:
    for row, column, value, style in given.cells:
        cell: Any = sheet.cell(row, column, value)
        cell._style = styles[style]
    for letter, width in given.widths.items():
        sheet.column_dimensions[letter].width = width
    for number, height in given.heights.items():
        sheet.row_dimensions[number].height = height
    for place, png in given.pictures:
        sheet.add_image(Image(BytesIO(png)), place)
    for place, chart in given.charts:
        sheet.add_chart(copy(chart), place)
