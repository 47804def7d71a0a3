"""How a workbook shows its cells: what can hide or disguise a value and not change it.

Cells tell the same before and after another program saved the file; so do these parts,
once the two ways of writing a number format are taken as one. Widths that still show
something, the zoom and the chosen sheet are the reader's own and do not count.
"""

import hashlib
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_AS_WRITTEN = re.compile(r"&[LCR]|_x[0-9A-Fa-f]{4}_|[\ud800-\udfff]|\s")
"""What programs write in different ways above and below a page."""

Part = tuple[str, str]
"""A sheet, and a part of how it looks: ``("Results", "rows")``."""
Places = tuple[tuple[int, int], ...]
STYLE = "style "


@dataclass(frozen=True, slots=True)
class Appearance:
    """What is seen of sheets, and of cells: which of them share a style or a note."""

    sheets: Mapping[Part, str]
    cells: Mapping[Part, Places]


FILE = ""
_LOWEST_POINTS, _NARROWEST_LETTERS = 3.0, 0.4
"""What is lower or narrower than this is as good as hidden."""
_SHAPES = (b":sp>", b":sp ", b":txBody", b"<v:shape ")


def of_workbook(workbook: "Workbook", pictures: Iterable[str]) -> Appearance:
    """Return how every sheet looks; ``pictures`` are the codes of the image files."""
    sheets = {(FILE, "pictures"): " ".join(sorted(pictures))}
    cells: dict[Part, Places] = {}
    for sheet in workbook.worksheets:
        sheets |= {(sheet.title, name): said for name, said in _sheet(sheet) if said}
        cells |= _cells(sheet)
    return Appearance(sheets, cells)


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
    found = of_workbook(load_workbook(BytesIO(data)), pictures)
    over = [n for n, c in content.items() if any(mark in c for mark in _SHAPES)]
    shapes = {(FILE, "shapes"): " ".join(sorted(over))} if over else {}
    return replace(found, sheets={**found.sheets, **shapes})


def digest(appearance: Appearance) -> str:
    """Return the SHA-256 over everything that counts of how a workbook looks."""
    return hashlib.sha256(_lines(appearance).encode()).hexdigest()


def _lines(appearance: Appearance) -> str:
    return f"{sorted(appearance.sheets.items())}\n{sorted(appearance.cells.items())}"


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


def _cells(sheet: Any) -> Iterator[tuple[Part, Places]]:  # noqa: ANN401 - half typed
    """Yield the cells that look alike, and those that carry a note or a link."""
    alike: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
    noted = []
    for place, cell in sheet._cells.items():  # noqa: SLF001 - makes no new cells
        # A cell that was merged away has no value of its own.
        if getattr(cell, "_value", None) is not None:
            alike[cell._style.tobytes()].append(place)  # noqa: SLF001 - shared styles
        if cell.comment is not None or cell.hyperlink is not None:
            noted.append(place)
    same: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for places in alike.values():
        same[_style(sheet.cell(*places[0]))] += places
    for style, places in same.items():
        yield (sheet.title, STYLE + style), tuple(sorted(places))
    if noted:
        yield (sheet.title, "note"), tuple(sorted(noted))


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
