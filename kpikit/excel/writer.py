"""The one place that writes a workbook: safely, and the same bytes every time."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from kpikit.excel import house_style
from kpikit.excel.page import (
    Allowed,
    Between,
    Book,
    Cell,
    ListOf,
    Page,
    column_letters,
)
from kpikit.excel.values import written
from kpikit.text import Text, plain

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_DANGEROUS = frozenset("=+-@\t＝＋－＠")
_FIRST_ZIP_YEAR, _LAST_ZIP_YEAR = 1980, 2107
_FORBIDDEN_IN_TITLE = str.maketrans(dict.fromkeys("\\/*?:[]", " "))
_LONGEST_TITLE = 31
_LONGEST_IN_MARGIN = 70
_CORE = "docProps/core.xml"
_PLAIN_ALT = 'descr="Name of file"'
_PAGE = Text(nl="Pagina &P van &N", en="Page &P of &N")
_REFUSED_TITLE = Text(nl="Dit past hier niet", en="This does not fit here")
_REFUSED = Text(
    nl="Kies iets uit de lijst, of vul een getal in dat binnen de grenzen valt.",
    en="Choose from the list, or enter a number within the limits.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the cells: properties, and the margins on paper."""

    title: str
    company: str
    left: str
    right: str
    footer: str
    moment: datetime


@dataclass(slots=True)
class _Styles:
    """Each combination of look, format and prefix, made once and then shared."""

    sheet: "Worksheet"
    made: dict[tuple[str, str, bool], "StyleArray"] = field(default_factory=dict)

    def of(self, look: str, number_format: str, *, prefix: bool) -> "StyleArray":
        key = (look, number_format, prefix)
        if key not in self.made:
            self.made[key] = self._make(*key)
        return self.made[key]

    def _make(self, look: str, number_format: str, prefix: bool) -> "StyleArray":  # noqa: FBT001
        from openpyxl.cell.cell import Cell as SheetCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        shape = house_style.LOOKS[look]
        model = SheetCell(self.sheet, row=1, column=1)
        model.font = Font(
            name=shape.font,
            size=shape.size,
            bold=shape.bold,
            italic=shape.italic,
            color=shape.colour,
        )
        if shape.fill:
            model.fill = PatternFill("solid", fgColor=shape.fill)
        if shape.below:
            model.border = Border(bottom=Side(style="thin", color=shape.below))
        model.alignment = Alignment(
            wrap_text=shape.wrap, vertical=shape.up, horizontal=shape.across
        )
        model.number_format = number_format
        style = model._style  # noqa: SLF001 - how openpyxl shares a style
        style.quotePrefix = int(prefix)
        return style


def write(pages: Sequence[Page], book: Book, frame: Frame) -> bytes:
    """Return the pages as the bytes of a workbook; the same pages, the same bytes."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _describe(workbook, frame)
    styles: _Styles | None = None
    for page in pages:
        sheet = workbook.create_sheet(sheet_title(page.title))
        styles = styles or _Styles(sheet)
        _fill(sheet, page, styles)
        _furnish(sheet, page, frame)
        _guard(sheet, page, pages, book)
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
        ExcelWriter(workbook, archive).save()
    return _packed(raw, frame.moment, [p.alt for page in pages for p in page.pictures])


def sheet_title(title: str) -> str:
    """Return a title that every spreadsheet accepts for a sheet."""
    clean = plain(title).translate(_FORBIDDEN_IN_TITLE).replace("\n", " ").strip(" '")
    return clean[:_LONGEST_TITLE].strip(" '") or "-"


def _fill(sheet: "Worksheet", page: Page, styles: _Styles) -> None:
    """Put every value in its cell; no text ever becomes a formula or an error."""
    for (row, column), (value, look, number_format) in page.cells.items():
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            text = written(value)
            cell.value = text
            cell.data_type = "s"
            prefix = text[:1] in _DANGEROUS
        else:
            cell.value = value
            prefix = False
        cell._style = styles.of(look, number_format, prefix=prefix)  # noqa: SLF001
    for column, width in page.widths.items():
        sheet.column_dimensions[column_letters(column)].width = width
    for row, height in page.heights.items():
        sheet.row_dimensions[row].height = height


def _furnish(sheet: "Worksheet", page: Page, frame: Frame) -> None:
    """Freeze, filter, and prepare for A4."""
    sheet.sheet_view.zoomScale = house_style.ZOOM
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = house_style.TABS[page.sheet.tab]
    if page.sheet.hidden:
        sheet.sheet_state = "hidden"
    if page.frozen is not None:
        row, column = page.frozen
        sheet.freeze_panes = f"{column_letters(column)}{row}"
        sheet.print_title_rows = f"{row - 1}:{row - 1}"
    if page.filtered is not None:
        top, left, bottom, right = page.filtered
        area = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
        sheet.auto_filter.ref = area
    _paper(sheet, page, frame)
    _draw(sheet, page)


def _paper(sheet: "Worksheet", page: Page, frame: Frame) -> None:
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if page.sheet.landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = house_style.MARGIN_INCHES
    margins.top = margins.bottom = 0.8
    margins.header = margins.footer = 0.4
    sheet.oddHeader.left.text = _margin(frame.left)
    sheet.oddHeader.right.text = _margin(frame.right)
    sheet.oddFooter.left.text = _margin(frame.footer)
    sheet.oddFooter.right.text = _PAGE.in_(page.language)


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
        image = Image(BytesIO(picture.png()))
        image.width, image.height = picture.width, picture.height
        sheet.add_image(image, f"A{picture.row}")


def _guard(
    sheet: "Worksheet", page: Page, pages: Sequence[Page], book: Book
) -> None:
    """Let the reader enter only what is allowed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    hidden = next((p.title for p in pages if p.sheet.hidden), "")
    for (allowed, column), rows in page.allowed.items():
        rule = _rule(allowed, book, sheet_title(hidden))
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


def _rule(allowed: Allowed, book: Book, hidden: str) -> dict[str, str] | None:
    if isinstance(allowed, ListOf):
        if allowed.code not in book.lists:
            return None
        column, last = book.lists[allowed.code]
        letter = column_letters(column)
        return {"type": "list", "formula1": f"'{hidden}'!${letter}$2:${letter}${last}"}
    return _range_rule(allowed)


def _range_rule(allowed: Between) -> dict[str, str] | None:
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


def _describe(workbook: "Workbook", frame: Frame) -> None:
    fixed = frame.moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = workbook.properties
    properties.title = plain(frame.title)[:250]
    properties.creator = plain(frame.company)[:250] or "kpikit"
    properties.created = fixed
    properties.modified = fixed


def _packed(raw: BytesIO, moment: datetime, alts: Sequence[str]) -> bytes:
    """Return the archive again, with fixed times and order and with our own words."""
    fixed = moment.astimezone(UTC)
    year = min(max(fixed.year, _FIRST_ZIP_YEAR), _LAST_ZIP_YEAR)
    date_time = (year, fixed.month, fixed.day, 0, 0, 0)
    stamp = fixed.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    words = iter(alts)
    packed = BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as target:
        for name in _in_order(source.namelist()):
            content = source.read(name)
            if name == _CORE:
                content = _with_moment(content, stamp)
            elif name.startswith("xl/drawings/drawing"):
                content = _with_alts(content.decode(), words).encode()
            entry = zipfile.ZipInfo(name, date_time)
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            target.writestr(entry, content, zipfile.ZIP_DEFLATED, 6)
    return packed.getvalue()


def _in_order(names: Sequence[str]) -> list[str]:
    """Return the content types first, as readers expect, and the rest by name."""
    first = "[Content_Types].xml"
    return [first, *sorted(n for n in names if n != first)]


def _with_moment(core: bytes, stamp: bytes) -> bytes:
    """Put the moment back that openpyxl replaced by the time of writing."""
    head, found, rest = core.partition(b"<dcterms:modified")
    if not found:
        return core
    opening, _, tail = rest.partition(b">")
    return head + found + opening + b">" + stamp + tail[tail.index(b"<") :]


def _with_alts(drawing: str, words: "Sequence[str] | object") -> str:
    parts = drawing.split(_PLAIN_ALT)
    filled = parts[0]
    for part in parts[1:]:
        filled += f"descr={quoteattr(next(words))}{part}"  # type: ignore[call-overload]
    return filled


def cell_of(cell: Cell) -> tuple[str, str]:
    """Return a cell as the proof counts it: type and text."""
    from kpikit.excel.values import same_number

    if isinstance(cell.value, str):
        return "s", cell.value
    return "n", same_number(str(cell.value))
