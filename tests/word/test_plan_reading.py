"""Documents that nobody has vouched for: read safely, or refused in words."""

import zipfile
from io import BytesIO

import docx
import pytest

from kpikit.word.plan_reading import MAIN, is_document, tables_of

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(body: str, **parts: bytes) -> bytes:
    """Return a document with this body and these other parts."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MAIN, f"<w:document {NAMESPACE}>{body}</w:document>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def cell(inside: str) -> str:
    """Return a table of one cell."""
    return f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"


def words(data: bytes) -> list[list[str]]:
    """Return the words of the rows of the only table."""
    (part,), problems = tables_of(data)
    assert problems == ()
    return [["" if c is None else c[1] for c in row] for row in part.rows]


def code(data: bytes) -> str:
    """Return the code of the one problem of a file."""
    parts, (problem,) = tables_of(data)
    assert parts == ()
    return problem.code


def test_the_tables_of_a_document_are_read_in_order() -> None:
    """Paragraphs of a cell are lines; words outside tables are left."""
    made = docx.Document()
    made.add_paragraph("Erbuiten")
    first = made.add_table(1, 2)
    first.cell(0, 0).text = "Naam"
    first.cell(0, 1).text = "Een\nTwee"
    made.add_table(1, 1).cell(0, 0).text = "Later"
    data = BytesIO()
    made.save(data)
    parts, problems = tables_of(data.getvalue())
    assert problems == ()
    assert [p.name.en for p in parts] == ["table 1", "table 2"]
    assert parts[0].rows == [[("s", "Naam"), ("s", "Een\nTwee")]]
    assert not parts[0].is_sheet


def test_deleted_words_and_instructions_are_no_words() -> None:
    """Tracked deletions and the code of a field are not what a team wrote."""
    run = (
        "<w:p><w:r><w:t>Blijft</w:t></w:r><w:del><w:r><w:delText>Weg</w:delText></w:r>"
        "</w:del><w:r><w:instrText>HYPERLINK x</w:instrText></w:r></w:p>"
    )
    assert words(packed(cell(run))) == [["Blijft"]]


def test_a_table_in_a_cell_is_words_of_that_cell() -> None:
    """It does not become rows of its own, and merged columns keep their place."""
    inner = cell("<w:p><w:r><w:t>Binnen</w:t></w:r></w:p>")
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    row = f"<w:tbl><w:tr><w:tc>{wide}{inner}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert words(packed(row)) == [["Binnen", "", ""]]


def test_hostile_files_are_refused_in_words() -> None:
    """Macros, bombs, entities, passwords and damage: none is read."""
    body = cell("<w:p/>")
    assert code(packed(body, **{"word/vbaProject.bin": b"x"})) == "macros"
    many = {f"p{n}": b"" for n in range(600)}
    assert code(packed(body, **many)) == "too-many-parts"
    assert code(packed(body, big=bytes(60 * 1024 * 1024))) == "too-large"
    assert code(packed("<w:tbl>")) == "damaged"
    assert code(b"PK\x03\x04 and then nothing") == "damaged"
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w") as archive:
        archive.writestr(MAIN, '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    assert code(bomb.getvalue()) == "damaged"
    wide = "<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 61 + "</w:tr></w:tbl>"
    assert code(packed(wide)) == "too-large"
    span = '<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'
    assert code(packed(cell(span))) == "too-large"
    locked = bytearray(packed(body))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    assert code(bytes(locked)) == "locked"


@pytest.mark.parametrize("data", [b"", b"PK", b"Naam;Wat"])
def test_what_is_no_document_is_not_taken_for_one(data: bytes) -> None:
    """A workbook, a table or nothing at all goes another way."""
    assert not is_document(data)
