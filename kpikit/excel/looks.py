"""Whether a workbook with the right cells also shows them as kpikit does."""

from collections.abc import Iterator, Mapping

from kpikit.excel import appearance, proof, writer
from kpikit.excel.appearance import FILE, Appearance, Part
from kpikit.excel.export import Edition
from kpikit.excel.page import column_letters
from kpikit.excel.workbook import Made, frame
from kpikit.problems import Problem
from kpikit.text import Text

MOST_NAMED = 50
_PICTURES: Part = (FILE, "pictures")


def look_problems(
    data: bytes, said: Mapping[str, str], edition: Edition, made: Made | None
) -> Iterator[Problem]:
    """Yield each way in which a file of the right cells looks otherwise.

    The file's own code tells for every kpikit; ``made`` are the pages as this one
    makes them, which name the places in a file of its own. A picture is held against
    the code alone, since two machines may draw one a little differently. A file of a
    kpikit that had no such code is not looked at.
    """
    if proof.LOOK_DIGEST not in said:
        return
    try:
        found = appearance.of_file(data)
    except Exception:  # noqa: BLE001 - a damaged part can raise anything at all
        yield Problem("look-unread", "file", _UNREAD)
        return
    named: tuple[Problem, ...] = ()
    if made is not None:
        named = tuple(_named(writer.appearance_of(*made, frame(edition)), found))
    yield from named[:MOST_NAMED]
    if not named and appearance.digest(found) != said[proof.LOOK_DIGEST]:
        yield Problem("look-digest", "file", _OTHERWISE)


def _named(expected: Appearance, found: Appearance) -> Iterator[Problem]:
    """Yield what differs: once for each part of a sheet, once for each cell."""
    for sheet, aspect in _differing(expected.sheets, found.sheets):
        if (sheet, aspect) != _PICTURES:
            yield Problem(f"look-{aspect}", sheet or "file", _WORDS[aspect])
    cells = {
        (sheet, place, aspect.split()[0])
        for sheet, aspect in _differing(expected.cells, found.cells)
        for place in set(expected.cells.get((sheet, aspect), ())).symmetric_difference(
            found.cells.get((sheet, aspect), ())
        )
    }
    for sheet, (row, column), aspect in sorted(cells):
        where = f"{sheet}!{column_letters(column)}{row}"
        yield Problem(f"look-{aspect}", where, _WORDS[aspect])


def _differing(was: Mapping[Part, object], now: Mapping[Part, object]) -> list[Part]:
    return sorted(p for p in was.keys() | now.keys() if was.get(p) != now.get(p))


_WORDS = {
    "style": Text(
        nl="Deze cel is anders opgemaakt: getalnotatie, kleur of lettergrootte.",
        en="This cell is formatted otherwise: number format, colour or size.",
    ),
    "note": Text(
        nl="Aan deze cel hangt een notitie of een link die er niet bij hoort.",
        en="This cell carries a note or a link that does not belong there.",
    ),
    "state": Text(
        nl="Dit blad is verborgen, of juist zichtbaar gemaakt.",
        en="This sheet was hidden, or made visible.",
    ),
    "rows": Text(
        nl="Op dit blad zijn rijen verborgen.", en="Rows are hidden on this sheet."
    ),
    "columns": Text(
        nl="Op dit blad zijn kolommen verborgen.",
        en="Columns are hidden on this sheet.",
    ),
    "merged": Text(
        nl="Op dit blad zijn cellen samengevoegd.", en="Cells are merged on this sheet."
    ),
    "rules": Text(
        nl="Op dit blad staan regels die cellen anders laten lijken.",
        en="This sheet holds rules that make cells look otherwise.",
    ),
    "drawings": Text(
        nl="Op dit blad staan andere plaatjes of grafieken dan kpikit maakte.",
        en="This sheet holds other pictures or charts than kpikit made.",
    ),
    "edges": Text(
        nl="Boven of onder de bladzijden staat iets anders.",
        en="Something else stands above or below the pages.",
    ),
    "shapes": Text(
        nl="Er zijn vormen of tekstvakken over de bladen gelegd.",
        en="Shapes or text boxes lie over the sheets.",
    ),
}
_UNREAD = Text(
    nl="De cellen kloppen. Hoe ze eruitzien, is niet te lezen: een deel van het "
    "bestand is beschadigd.",
    en="The cells are right. How they look cannot be read: a part of the file is "
    "damaged.",
)
_OTHERWISE = Text(
    nl="De cellen kloppen, maar het bestand ziet er anders uit dan kpikit het maakte: "
    "een ander plaatje, iets verborgen of een andere opmaak.",
    en="The cells are right, but the file looks otherwise than kpikit made it: another "
    "picture, something hidden or another format.",
)
