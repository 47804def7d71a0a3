"""From an export to the bytes of its workbook."""

from collections.abc import Iterable

from kpikit.domain.party import DECIDING
from kpikit.excel import proof, writer
from kpikit.excel.catalogue import all_sheets
from kpikit.excel.export import Edition, Export, edition
from kpikit.excel.page import Book, Entry, Page, Sheet
from kpikit.excel.surroundings import Margins
from kpikit.excel.writer import Frame, cell_of
from kpikit.text import Text

Made = tuple[tuple[Page, ...], Book]
"""The pages of a workbook in their order, and what they share."""


def build(export: Export) -> bytes:
    """Return the workbook of an export; the same export gives the same bytes."""
    made = edition(export)
    pages, book = pages_of(made)
    return writer.write(pages, book, frame(made))


def pages_of(made: Edition) -> Made:
    """Return every page of an edition in workbook order, and what they share."""
    chosen = [s for s in all_sheets().values() if _belongs(s, made)]
    book = Book()
    pages = {s.code: Page(sheet=s, language=made.language, book=book) for s in chosen}
    book.entries = [
        Entry(title=page.title, about=page.say(page.sheet.about))
        for page in pages.values()
        if not page.sheet.hidden
    ]
    book.cell_digest = lambda: proof.cell_digest(plain_cells(pages.values()))
    for sheet in sorted(chosen, key=lambda s: s.late):
        sheet.write(pages[sheet.code], made)
    return tuple(pages.values()), book


def plain_cells(pages: Iterable[Page]) -> list[tuple[str, proof.Cells]]:
    """Return the cells of pages as a reader of the file would find them."""
    return [
        (
            writer.sheet_title(page.title),
            {place: cell_of(cell) for place, cell in page.cells.items()},
        )
        for page in pages
    ]


def _belongs(sheet: Sheet, made: Edition) -> bool:
    hidden = made.is_open and sheet.confidential
    return sheet.code in made.pack.sheets and not hidden and sheet.wanted(made)


def frame(made: Edition) -> Frame:
    """Return what stands around the cells of an edition."""
    agreement = made.dossier.agreement
    parties = [agreement.party(role) for role in DECIDING]
    version = _DRAFT if made.version is None else _version(made.version)
    return Frame(
        title=agreement.title,
        company=", ".join(p.name for p in parties if p),
        margins=Margins(
            left=agreement.title,
            right=version.in_(made.language),
            footer=f"kpikit  {made.content_hash[:16]}",
        ),
        moment=made.produced_at,
    )


def _version(number: int) -> Text:
    return Text(nl=f"Versie {number}, getekend", en=f"Version {number}, signed")


_DRAFT = Text(nl="Concept, niet getekend", en="Draft, not signed")
