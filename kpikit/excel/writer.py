"""The one place that writes a workbook: safely, and the same bytes every time."""

import re
import zipfile
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from kpikit.excel import house_style
from kpikit.excel.appearance import Appearance, digest, of_workbook
from kpikit.excel.formula import Formula
from kpikit.excel.page import Book, Cell, Page, column_letters
from kpikit.excel.surroundings import Margins, furnish, guard
from kpikit.excel.values import same_number, written
from kpikit.text import plain

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_DANGEROUS = frozenset("=+-@\t＝＋－＠")
_FIRST_ZIP_YEAR, _LAST_ZIP_YEAR = 1980, 2107
_FORBIDDEN_IN_TITLE = str.maketrans(dict.fromkeys("\\/*?:[]", " "))
_LONGEST_TITLE = 31
_CORE = "docProps/core.xml"
_PLAIN_ALT = 'descr="Picture"'
_FORMULA = re.compile(
    r'(?P<cell><c r="(?P<place>[A-Z]+[0-9]+)"[^>]*>)(?P<formula><f>[^<]*</f>)'
    r"<v ?(?:/>|></v>)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the file says of itself, and the margins on paper."""

    title: str
    company: str
    margins: Margins
    moment: datetime


@dataclass(slots=True)
class _Styles:
    """Each combination of look, format and prefix, made once and then shared."""

    sheet: "Worksheet"
    made: dict[tuple[str, str, bool, bool], "StyleArray"] = field(default_factory=dict)

    def of(
        self, look: str, number_format: str, *, prefix: bool, middle: bool
    ) -> "StyleArray":
        key = (look, number_format, prefix, middle)
        if key not in self.made:
            self.made[key] = self._make(*key)
        return self.made[key]

    def _make(
        self,
        look: str,
        number_format: str,
        prefix: bool,  # noqa: FBT001
        middle: bool,  # noqa: FBT001
    ) -> "StyleArray":
        from openpyxl.cell.cell import Cell as SheetCell

        model: Any = SheetCell(self.sheet, row=1, column=1)
        for part, value in _shape(look, middle=middle).items():
            setattr(model, part, value)
        model.number_format = number_format
        style: StyleArray = model._style  # noqa: SLF001 - how openpyxl shares a style
        style.quotePrefix = int(prefix)
        return style


@cache
def _shape(look: str, *, middle: bool) -> dict[str, Any]:
    """Return what makes up a look: font, alignment, and fill and border if any."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    shape = house_style.LOOKS[look]
    made: dict[str, Any] = {
        "font": Font(
            name=shape.font,
            size=shape.size,
            bold=shape.bold,
            italic=shape.italic,
            color=shape.colour,
        ),
        "alignment": Alignment(
            wrap_text=shape.wrap,
            vertical="center" if middle and shape.up == "top" else shape.up,
            horizontal=shape.across,
            indent=shape.indent,
        ),
    }
    if shape.fill:
        made["fill"] = PatternFill("solid", fgColor=shape.fill)
    if shape.below:
        made["border"] = Border(bottom=Side(style="thin", color=shape.below))
    return made


def write(pages: Sequence[Page], book: Book, frame: Frame) -> bytes:
    """Return the pages as the bytes of a workbook; the same pages, the same bytes."""
    from kpikit.excel.in_memory import MemoryWriter

    workbook = _made(pages, book, frame)
    _seal(workbook, pages)
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
        MemoryWriter(workbook, archive).save()
    alts = [plain(p.alt) for page in pages for p in page.pictures]
    shown = {
        f"xl/worksheets/sheet{number}.xml": _shown(page)
        for number, page in enumerate(pages, start=1)
    }
    return _packed(raw, frame.moment, alts, shown)


def appearance_of(pages: Sequence[Page], book: Book, frame: Frame) -> Appearance:
    """Return how the workbook of these pages looks, without its pictures drawn."""
    undrawn = [
        replace(page, pictures=[replace(p, png=lambda: _DOT) for p in page.pictures])
        for page in pages
    ]
    return of_workbook(_made(undrawn, book, frame), ())


def _made(pages: Sequence[Page], book: Book, frame: Frame) -> "Workbook":
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _describe(workbook, frame)
    hidden = next((sheet_title(p.title) for p in pages if p.sheet.hidden), "")
    styles: _Styles | None = None
    for page in pages:
        sheet = workbook.create_sheet(sheet_title(page.title))
        styles = styles or _Styles(sheet)
        _fill(sheet, page, styles)
        furnish(sheet, page, frame.margins)
        guard(sheet, page, book, hidden)
        _call(workbook, sheet, page)
    return workbook


def _seal(workbook: "Workbook", pages: Sequence[Page]) -> None:
    """Put the code of how everything looks in its cell, where there is one."""
    for page in pages:
        if page.sealed is not None:
            pictures = (code for each in pages for code in each.drawn)
            code = digest(of_workbook(workbook, pictures))
            cell: Any = workbook[sheet_title(page.title)].cell(*page.sealed)
            cell._value = code  # noqa: SLF001 - as every other text


def sheet_title(title: str) -> str:
    """Return a title that every spreadsheet accepts for a sheet."""
    clean = plain(title).translate(_FORBIDDEN_IN_TITLE).replace("\n", " ").strip(" '")
    return clean[:_LONGEST_TITLE].strip(" '") or "-"


def _fill(sheet: "Worksheet", page: Page, styles: _Styles) -> None:
    """Put every value in its cell; no text ever becomes a formula or an error.

    Only a ``Formula`` does, which holds nothing that anybody typed.
    """
    heights = _heights(page)
    middle = {row: house_style.is_one_line(h) for row, h in heights.items()}
    for (row, column), (value, look, number_format) in page.cells.items():
        cell: Any = sheet.cell(row, column)
        if isinstance(value, Formula):
            cell.value = "=" + value.text
            cell.data_type = "f"
            prefix = False
        elif value == "":
            prefix = False  # left open: the cell has its look and no value
        elif isinstance(value, str):
            text = written(value)
            cell._value = text  # noqa: SLF001 - openpyxl would look for what is no text
            cell.data_type = "s"
            prefix = text[:1] in _DANGEROUS
        else:
            cell.value = value
            prefix = False
        cell._style = styles.of(  # noqa: SLF001 - how openpyxl shares a style
            look, number_format, prefix=prefix, middle=middle[row]
        )
    for column, width in page.widths.items():
        sheet.column_dimensions[column_letters(column)].width = width
    for row, height in heights.items():
        sheet.row_dimensions[row].height = height


def _call(workbook: "Workbook", sheet: "Worksheet", page: Page) -> None:
    """Let the named cells of a page be called by their names."""
    from openpyxl.utils import quote_sheetname
    from openpyxl.workbook.defined_name import DefinedName

    title = quote_sheetname(sheet.title)
    for name, (row, column) in page.names.items():
        place = f"{title}!${column_letters(column)}${row}"
        workbook.defined_names.add(DefinedName(name, attr_text=place))


def _shown(page: Page) -> dict[str, str]:
    """Return what each formula of a page shows, by the place of its cell."""
    return {
        f"{column_letters(column)}{row}": same_number(str(cell.value.shows))
        for (row, column), cell in page.cells.items()
        if isinstance(cell.value, Formula)
    }


def _heights(page: Page) -> dict[int, float]:
    """Return the height of every row: of its tallest cell, or what the page says."""
    heights: dict[int, float] = {}
    for (row, column), (value, look, _) in page.cells.items():
        width = page.widths.get(column, 10)
        text = value if isinstance(value, str) else ""
        needed = house_style.height(text, look, width)
        heights[row] = max(heights.get(row, 0.0), needed)
    return {**heights, **page.heights}


_DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAA"
    "SUVORK5CYII="
)
"""A picture of one dot, in the place of those that need not be drawn."""


def _describe(workbook: "Workbook", frame: Frame) -> None:
    fixed = frame.moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = workbook.properties
    properties.title = plain(frame.title)[:250]
    properties.creator = plain(frame.company)[:250] or "kpikit"
    properties.created = fixed
    properties.modified = fixed


def _packed(
    raw: BytesIO,
    moment: datetime,
    alts: Sequence[str],
    shown: Mapping[str, Mapping[str, str]],
) -> bytes:
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
            elif shown.get(name):
                content = _with_outcomes(content.decode(), shown[name]).encode()
            elif name.startswith("xl/drawings/drawing"):
                content = _with_words(content.decode(), words).encode()
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


def _with_words(drawing: str, words: Iterator[str]) -> str:
    """Give each picture its own words, in the order in which they were drawn."""
    first, *rest = drawing.split(_PLAIN_ALT)
    return first + "".join(f"descr={quoteattr(next(words))}{part}" for part in rest)


def _with_outcomes(sheet: str, shown: Mapping[str, str]) -> str:
    """Put behind each formula what it comes to, which openpyxl leaves out."""
    return _FORMULA.sub(
        lambda m: f"{m['cell']}{m['formula']}<v>{shown[m['place']]}</v>", sheet
    )


def cell_of(cell: Cell) -> tuple[str, str]:
    """Return a cell as the proof counts it: type and text."""
    if isinstance(cell.value, Formula):
        return "f", cell.value.counts
    if isinstance(cell.value, str):
        return "s", cell.value
    return "n", same_number(str(cell.value))
