"""What surrounds the cells of a sheet: freezing, filters, paper, pictures, limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kpikit.excel import house_style
from kpikit.excel.appearance import picture_code
from kpikit.excel.page import Allowed, Between, Book, ListOf, Page, column_letters
from kpikit.text import Text, plain

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_IN_MARGIN = 70
_CHART_CENTIMETRES = (17, 7.2)
_TITLE_SIZE = 1100
_LINES = (("0B5A68", "solid"), ("8A4F00", "dash"))
_PAGE = Text(nl="Pagina &P van &N", en="Page &P of &N")
_REFUSED_TITLE = Text(nl="Dit past hier niet", en="This does not fit here")
_REFUSED = Text(
    nl="Kies iets uit de lijst, of vul een getal in dat binnen de grenzen valt.",
    en="Choose from the list, or enter a number within the limits.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """The words in the margins on paper."""

    left: str
    right: str
    footer: str


def furnish(sheet: "Worksheet", page: Page, margins: Margins) -> None:
    """Freeze, filter, prepare for A4 and place the pictures."""
    sheet.sheet_view.zoomScale = house_style.ZOOM
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = house_style.TABS[page.sheet.tab]
    if page.sheet.hidden:
        sheet.sheet_state = "hidden"
    if page.frozen is not None:
        row, column = page.frozen
        sheet.freeze_panes = f"{column_letters(column)}{row}"
        if page.tables == 1:
            sheet.print_title_rows = f"{row - 1}:{row - 1}"
    if page.filtered is not None:
        top, left, bottom, right = page.filtered
        area = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
        sheet.auto_filter.ref = area
    _paper(sheet, page, margins)
    _break(sheet, page)
    _draw(sheet, page)
    _chart(sheet, page)


def _paper(sheet: "Worksheet", page: Page, words: Margins) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if page.sheet.landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 1 if page.sheet.one_page else 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = house_style.MARGIN_INCHES
    margins.top = margins.bottom = 0.8
    margins.header = margins.footer = 0.4
    header, footer = sheet.oddHeader, sheet.oddFooter
    if header is not None and footer is not None:
        header.left.text = _margin(words.left)
        header.right.text = _margin(words.right)
        footer.left.text = _margin(words.footer)
        footer.right.text = _PAGE.in_(page.language)


def _break(sheet: "Worksheet", page: Page) -> None:
    from openpyxl.worksheet.pagebreak import Break

    for row in page.breaks:
        sheet.row_breaks.append(Break(id=row - 1))


def _margin(words: str) -> str:
    """Return words for header or footer, in which an ampersand starts a code."""
    line = " ".join(plain(words).split())
    if len(line) > _LONGEST_IN_MARGIN:
        line = line[: _LONGEST_IN_MARGIN - 1] + "…"
    return line.replace("&", "&&").replace("&&[", "&& [")


def _draw(sheet: "Worksheet", page: Page) -> None:
    if not page.pictures:
        return
    from openpyxl.drawing.image import Image

    for picture in page.pictures:
        png = picture.png()
        page.drawn.append(picture_code(png))
        image = Image(BytesIO(png))
        image.width, image.height = picture.width, picture.height
        sheet.add_image(image, f"{column_letters(picture.column)}{picture.row}")


def _chart(sheet: "Worksheet", page: Page) -> None:
    """Add the charts that the spreadsheet draws itself, in the colours of the house."""
    if not page.charts:
        return
    from openpyxl.chart import LineChart, Reference
    from openpyxl.chart.legend import Legend
    from openpyxl.chart.marker import Marker
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.chart.title import title_maker
    from openpyxl.drawing.text import CharacterProperties

    for wanted in page.charts:
        chart = LineChart()
        title: Any = title_maker(plain(page.say(wanted.title)))
        small = CharacterProperties(sz=_TITLE_SIZE, b=True)
        title.tx.rich.p[0].r[0].rPr = small
        chart.title = title
        chart.width, chart.height = _CHART_CENTIMETRES
        chart.display_blanks = "gap"
        chart.legend = Legend(legendPos="b")
        for axis in (chart.x_axis, chart.y_axis):
            axis.delete = False
        for first, last, column in wanted.lines:
            cells = Reference(sheet, column, first, column, last)
            chart.add_data(cells, titles_from_data=True)
        first, last, column = wanted.labels
        chart.set_categories(Reference(sheet, column, first, column, last))
        for line, (colour, dash) in zip(chart.series, _LINES, strict=False):
            line.smooth = False
            line.graphicalProperties.line.solidFill = colour
            line.graphicalProperties.line.dashStyle = dash
            line.marker = Marker("circle" if dash == "solid" else "dash", size=6)
            line.marker.graphicalProperties = GraphicalProperties(solidFill=colour)
            line.marker.graphicalProperties.line.solidFill = colour
        if wanted.scale is not None:
            chart.y_axis.scaling.min, chart.y_axis.scaling.max = wanted.scale
            chart.y_axis.majorUnit = 1
        sheet.add_chart(chart, f"{column_letters(wanted.column)}{wanted.row}")


def guard(sheet: "Worksheet", page: Page, book: Book, hidden: str) -> None:
    """Let the reader enter only what is allowed; ``hidden`` is the sheet with lists."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for (allowed, column), rows in page.allowed.items():
        rule = _rule(allowed, book, hidden)
        if rule is None:
            continue
        check = DataValidation(
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=_REFUSED_TITLE.in_(page.language),
            error=_REFUSED.in_(page.language),
            **rule,
        )
        for first, last in _runs(rows):
            letter = column_letters(column)
            check.add(f"{letter}{first}:{letter}{last}")
        sheet.add_data_validation(check)


def _rule(allowed: Allowed, book: Book, hidden: str) -> dict[str, Any] | None:
    if isinstance(allowed, ListOf):
        if allowed.code not in book.lists:
            return None
        column, last = book.lists[allowed.code]
        letter = column_letters(column)
        return {"type": "list", "formula1": f"'{hidden}'!${letter}$2:${letter}${last}"}
    return _range_rule(allowed)


def _range_rule(allowed: Between) -> dict[str, Any] | None:
    kind = "whole" if allowed.whole else "decimal"
    if allowed.low is None and allowed.high is None:
        return None
    if allowed.high is None:
        return {
            "type": kind,
            "operator": "greaterThanOrEqual",
            "formula1": str(allowed.low),
        }
    if allowed.low is None:
        return {
            "type": kind,
            "operator": "lessThanOrEqual",
            "formula1": str(allowed.high),
        }
    return {
        "type": kind,
        "operator": "between",
        "formula1": str(allowed.low),
        "formula2": str(allowed.high),
    }


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return rows that follow each other as first and last."""
    runs: list[tuple[int, int]] = []
    for row in sorted(rows):
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
