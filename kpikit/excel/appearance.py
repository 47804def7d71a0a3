"""How a workbook shows its cells: what can hide or disguise a value and not change it.

Cells tell the same before and after another program saved the file; so do these parts,
once the two ways of writing a number format are taken as one. Widths that still show
something, the zoom and the chosen sheet are the reader's own and do not count.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_AS_WRITTEN = re.compile(r"&[LCR]|_x[0-9A-Fa-f]{4}_|[\ud800-\udfff]|\s")
"""What programs write in different ways above and below a page."""

Part = tuple[str, str]
"""A sheet or a cell of it, and a part of how it looks: ``("Results!B4", "style")``."""
Appearance = Mapping[Part, str]
FILE = ""
_LOWEST_POINTS, _NARROWEST_LETTERS = 3.0, 0.4
"""What is lower or narrower than this is as good as hidden."""
_SHAPES = (b":sp>", b":sp ", b":txBody", b"<v:shape ")


def of_workbook(workbook: "Workbook", pictures: Iterable[str]) -> Appearance:
    """Return how every sheet looks; ``pictures`` are the codes of the image files."""
    found: dict[Part, str] = {(FILE, "pictures"): " ".join(sorted(pictures))}
    for sheet in workbook.worksheets:
        found |= {(sheet.title, name): said for name, said in _sheet(sheet) if said}
        found |= _cells(sheet)
    return found


def of_file(data: bytes) -> Appearance:
    """Return how the sheets of a file look, which ``reader.read`` found harmless."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [
            n for n in archive.namelist() if n.startswith(("xl/media/", "xl/draw"))
        ]
        content = {name: archive.read(name) for name in parts}
    pictures = [
        picture_code(c) for n, c in content.items() if n.startswith("xl/media/")
    ]
    found = dict(of_workbook(load_workbook(BytesIO(data)), pictures))
    over = [n for n, c in content.items() if any(mark in c for mark in _SHAPES)]
    return {**found, (FILE, "shapes"): " ".join(sorted(over))} if over else found


def digest(appearance: Appearance) -> str:
    """Return the SHA-256 over everything that counts of how a workbook looks."""
    lines = sorted([*part, said] for part, said in appearance.items())
    return hashlib.sha256(json.dumps(lines).encode("ascii")).hexdigest()


def picture_code(png: bytes) -> str:
    """Return the code of an image file."""
    return hashlib.sha256(png).hexdigest()


def _sheet(sheet: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - half typed
    rows, columns = sheet.row_dimensions.items(), sheet.column_dimensions.items()
    low = (f"{n}" for n, d in rows if _gone(d, d.height, _LOWEST_POINTS))
    narrow = (n for n, d in columns if _gone(d, d.width, _NARROWEST_LETTERS))
    rules = (str(rule.sqref) for rule in sheet.conditional_formatting)
    margins = (sheet.oddHeader, sheet.oddFooter)
    edges = (part for m in margins for part in (m.left, m.center, m.right))
    yield "state", "" if sheet.sheet_state == "visible" else sheet.sheet_state
    yield "rows", " ".join(low)
    yield "columns", " ".join(sorted(narrow))
    yield "merged", " ".join(sorted(map(str, sheet.merged_cells.ranges)))
    yield "rules", " ".join(sorted(rules))
    yield "drawings", f"{len(sheet._images)} {len(sheet._charts)}"  # noqa: SLF001
    yield "edges", _AS_WRITTEN.sub("", "".join(part.text or "" for part in edges))


def _gone(dimension: Any, size: float | None, least: float) -> bool:  # noqa: ANN401
    return bool(dimension.hidden) or (size is not None and size < least)


def _cells(sheet: "Worksheet") -> Iterator[tuple[Part, str]]:
    """Yield how each cell with a value looks; the same style is worked out once."""
    known: dict[Any, str] = {}
    cells: Iterable[Any] = sheet._cells.values()  # noqa: SLF001 - makes no new cells
    for cell in cells:
        where = f"{sheet.title}!{cell.coordinate}"
        if cell.comment is not None or cell.hyperlink is not None:
            yield (where, "note"), "there"
        if cell.value is None:
            continue
        key = tuple(cell._style)  # noqa: SLF001 - how openpyxl shares a style
        if key not in known:
            known[key] = _style(cell)
        yield (where, "style"), known[key]


def _style(cell: Any) -> str:  # noqa: ANN401 - untyped
    font, fill = cell.font, cell.fill
    parts = (
        cell.number_format.replace("\\", ""),
        _colour(font.color),
        f"{font.sz or 0:g}",
        _colour(fill.fgColor) if fill.fill_type else "",
    )
    return "|".join(parts)


def _colour(colour: Any) -> str:  # noqa: ANN401 - untyped
    if colour is None:
        return ""
    return (
        str(colour.rgb)[-6:] if colour.type == "rgb" else f"{colour.type}{colour.value}"
    )
