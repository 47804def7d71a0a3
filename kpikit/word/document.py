"""The one place that writes a Word document: plain, and the same bytes every time."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from kpikit.text import Language, plain

if TYPE_CHECKING:
    from docx.document import Document as Made
    from docx.table import Table, _Cell

FIXED = datetime(2026, 1, 1, tzinfo=UTC)
_FONT, _SIZE, _INK, _ACCENT, _GROUND = "Calibri", 10, "17242B", "0B5A68", "EDF2F1"
_HEADINGS = {"Title": 20, "Heading 1": 15, "Heading 2": 12}
_MARGIN = 1.6
_LINE = "7C8A92"
_AFTER = {
    "tblBorders": ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"),
    "tblCellMar": ("w:tblLook",),
}
"""What comes after a wish of a table, in the order that Word asks for."""
_LOCALES: dict[Language, str] = {"nl": "nl-NL", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A document while it is written, on A4 in the width."""

    made: "Made"

    @classmethod
    def new(cls, title: str, company: str, language: Language) -> "Paper":
        """Return an empty document with our own styles."""
        from docx import Document
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm

        made = Document()
        page = made.sections[0]
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Cm(29.7), Cm(21)
        page.left_margin = page.right_margin = Cm(_MARGIN)
        page.top_margin = page.bottom_margin = Cm(_MARGIN)
        paper = cls(made)
        paper._style(_LOCALES[language])
        paper._describe(title, company, _LOCALES[language])
        return paper

    def title(self, words: str) -> None:
        """Write the title of the document."""
        self.made.add_paragraph(plain(words), style="Title")

    def heading(self, words: str, level: int = 1, *, new_page: bool = False) -> None:
        """Write a heading."""
        made = self.made.add_heading(plain(words), level)
        made.paragraph_format.page_break_before = new_page

    def paragraph(self, words: str) -> None:
        """Write a paragraph."""
        self.made.add_paragraph(plain(words))

    def point(self, words: str) -> None:
        """Write a line of a list."""
        self.made.add_paragraph(plain(words), style="List Bullet")

    def table(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        head: bool,
        room: float = 0,
    ) -> None:
        """Write a table; with a head its first row repeats, else the first column is.

        ``widths`` are in centimetres, and so is the room that each row has at least.
        """
        from docx.shared import Cm

        made = self.made.add_table(len(rows), len(widths), style="Table Grid")
        made.autofit = False
        for number, values in enumerate(rows):
            row = made.rows[number]
            first = head and number == 0
            if room and not first:
                row.height = Cm(room)
            for column, value in enumerate(values):
                cell = row.cells[column]
                cell.width = Cm(widths[column])
                cell.text = plain(value)
                if first or (not head and column == 0):
                    _shade(cell)
        for column, width in enumerate(widths):
            made.columns[column].width = Cm(width)
        _keep_rows_whole(made, repeat=head)
        _calm(made)
        self.made.add_paragraph()

    def data(self) -> bytes:
        """Return the document; the same words give the same bytes."""
        raw, packed = BytesIO(), BytesIO()
        self.made.save(raw)
        with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as target:
            for name in source.namelist():
                entry = zipfile.ZipInfo(name, FIXED.timetuple()[:6])
                entry.external_attr = 0o600 << 16
                entry.create_system = 3
                target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED, 6)
        return packed.getvalue()

    def _style(self, locale: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        styles = self.made.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = _FONT, Pt(_SIZE)
        normal.font.color.rgb = RGBColor.from_string(_INK)
        normal.paragraph_format.space_after = Pt(4)
        for name, size in _HEADINGS.items():
            style = styles[name]
            style.font.name, style.font.size = _FONT, Pt(size)
            style.font.color.rgb = RGBColor.from_string(_ACCENT)
            fonts = style.element.rPr.rFonts
            for which in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{which}"), None)
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), locale)
        normal.element.get_or_add_rPr().append(spoken)

    def _describe(self, title: str, company: str, locale: str) -> None:
        says = self.made.core_properties
        says.title, says.author = plain(title)[:250], plain(company)[:250] or "kpikit"
        says.comments, says.keywords, says.language = "", "", locale
        says.last_modified_by = "kpikit"
        says.created = says.modified = FIXED.replace(tzinfo=None)


def _shade(cell: "_Cell") -> None:
    """Give a heading cell its ground, and bold words."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    ground = OxmlElement("w:shd")
    ground.set(qn("w:val"), "clear")
    ground.set(qn("w:color"), "auto")
    ground.set(qn("w:fill"), _GROUND)
    cell._tc.get_or_add_tcPr().append(ground)
    for run in cell.paragraphs[0].runs:
        run.bold = True


def _calm(table: "Table") -> None:
    """Give a table thin lines, and its cells room above and below."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"'
    lines = "".join(f"<w:{side} {line}/>" for side in sides)
    room = "".join(
        f'<w:{side} w:w="{twips}" w:type="dxa"/>'
        for side, twips in (("top", 50), ("left", 100), ("bottom", 20), ("right", 100))
    )
    wishes = table._tbl.tblPr
    for name, inside in (("tblBorders", lines), ("tblCellMar", room)):
        made = parse_xml(f"<w:{name} {nsdecls('w')}>{inside}</w:{name}>")
        wishes.insert_element_before(made, *_AFTER[name])


def _keep_rows_whole(table: "Table", *, repeat: bool) -> None:
    """Break no row over two pages, and repeat the head on each."""
    from docx.oxml import OxmlElement

    for number, row in enumerate(table.rows):
        wishes = row._tr.get_or_add_trPr()
        wishes.append(OxmlElement("w:cantSplit"))
        if repeat and number == 0:
            wishes.append(OxmlElement("w:tblHeader"))
