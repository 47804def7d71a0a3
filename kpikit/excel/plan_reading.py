"""The sheets of a filled-in plan, from a workbook that nobody has vouched for."""

import re
import zipfile
from io import BytesIO

from kpikit.domain.improvement.filled import Part
from kpikit.excel.incoming import incoming
from kpikit.problems import Problem
from kpikit.text import Text

_FROM_1904 = re.compile(rb"""date1904\s*=\s*["'](1|true|on)["']""", re.IGNORECASE)


def sheets_of(data: bytes) -> tuple[tuple[Part, ...], tuple[Problem, ...]]:
    """Return the sheets with what is wrong with the file; one of both is empty."""
    found = incoming(data)
    if not found.problems and _counts_from_1904(data):
        return (), (Problem("from-1904", "file", _OTHER_DAYS),)
    parts = tuple(Part(name=_sheet(g.sheet), rows=g.rows) for g in found.grids)
    return parts, found.problems


def _counts_from_1904(data: bytes) -> bool:
    """Tell whether a workbook, read before, counts its days as old ones of a Mac do."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return _FROM_1904.search(archive.read("xl/workbook.xml")) is not None


def _sheet(title: str) -> Text:
    return Text(nl=f"blad ‘{title}’", en=f"sheet ‘{title}’")


_OTHER_DAYS = Text(
    nl="Dit bestand telt dagen vanaf 1904, zoals oude bestanden van een Mac. Neem het "
    "bestand opnieuw van de pagina ‘Verbeterplan’ en vul dat in.",
    en="This file counts days from 1904, as old files of a Mac do. Take the file from "
    "the page ‘Improvement plan’ again and fill that in.",
)
