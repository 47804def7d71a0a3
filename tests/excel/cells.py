"""Change one cell of a finished workbook in its own XML, and nothing else."""

import re
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from xml.sax.saxutils import escape

from kpikit.excel.values import written

NewValue = int | float | str | datetime | None
DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet has no zones
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Parts:
    """The unpacked parts of a workbook, so that changing one cell costs little."""

    parts: dict[str, bytes]
    sheets: tuple[str, ...]

    @staticmethod
    def of(data: bytes) -> "Parts":
        """Unpack a workbook that kpikit wrote: sheet1 is the first sheet, and so on."""
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        titles = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"].decode())
        return Parts(parts, tuple(titles))

    def with_cell(self, title: str, place: str, value: NewValue) -> bytes:
        """Return the workbook with another value in one cell that has a value.

        ``None`` empties the cell, and text that starts with ``=`` becomes a formula.
        """
        name = f"xl/worksheets/sheet{self.sheets.index(title) + 1}.xml"
        sheet, changed = re.subn(
            rf'<c r="{place}"( s="\d+")?[^>]*>.*?</c>',
            lambda found: _cell(place, found[1] or "", value),
            self.parts[name].decode(),
            flags=re.DOTALL,
        )
        assert changed == 1, (title, place)
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for part, content in self.parts.items():
                archive.writestr(part, sheet.encode() if part == name else content)
        return packed.getvalue()


def _cell(place: str, style: str, value: NewValue) -> str:
    if value is None:
        return f'<c r="{place}"{style} />'
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{place}"{style}><f>{escape(value[1:])}</f><v></v></c>'
    if isinstance(value, str):
        text = f'<is><t xml:space="preserve">{escape(written(value))}</t></is>'
        return f'<c r="{place}"{style} t="inlineStr">{text}</c>'
    number = (value - DAY_ZERO) / DAY if isinstance(value, datetime) else value
    return f'<c r="{place}"{style} t="n"><v>{number}</v></c>'
