"""The tables of a filled-in plan, from a document that nobody has vouched for.

It needs no extra: the words in the tables are all that is read.
"""

import zipfile
from io import BytesIO

from kpikit.domain.improvement.filled import Part
from kpikit.problems import Problem
from kpikit.text import Text
from kpikit.word.table_reader import Rows, TableReader, TooMuch

MOST_FILE_BYTES = 20 * 1024 * 1024
MOST_BYTES, MOST_ENTRIES = 50 * 1024 * 1024, 500
MAIN = "word/document.xml"
_PIECE = 1 << 16


class _Refusal(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, code: str, text: Text) -> None:
        super().__init__(code)
        self.problem = Problem(code, "file", text)


def is_document(data: bytes) -> bool:
    """Tell whether a file is a Word document by what it packs."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return MAIN in archive.namelist()
    except Exception:  # noqa: BLE001 - a damaged file can raise anything at all
        return False


def tables_of(data: bytes) -> tuple[tuple[Part, ...], tuple[Problem, ...]]:
    """Return the tables with what is wrong with the file; one of both is empty."""
    try:
        tables = _tables(data)
    except _Refusal as refusal:
        return (), (refusal.problem,)
    except TooMuch:
        return (), (Problem("too-large", "file", _TOO_MUCH),)
    except Exception:  # noqa: BLE001 - a damaged file can raise anything at all
        return (), (Problem("damaged", "file", _DAMAGED),)
    return tuple(_part(n, rows) for n, rows in enumerate(tables, start=1)), ()


def _tables(data: bytes) -> list[Rows]:
    if len(data) > MOST_FILE_BYTES:
        raise _Refusal("too-large", _TOO_MUCH)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        _inspect(archive)
        pieces, room = [], MOST_BYTES
        with archive.open(MAIN) as stream:
            while piece := stream.read(_PIECE):
                room -= len(piece)
                if room < 0:
                    raise _Refusal("too-large", _TOO_MUCH)
                pieces.append(piece)
    return TableReader().read(pieces)


def _inspect(archive: zipfile.ZipFile) -> None:
    """Refuse by the table of contents, before anything is unpacked."""
    entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > MOST_ENTRIES or len(set(names)) != len(names):
        raise _Refusal("too-many-parts", _TOO_MUCH)
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _Refusal("too-large", _TOO_MUCH)
    if any(entry.flag_bits & 1 for entry in entries):
        raise _Refusal("locked", _LOCKED)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise _Refusal("macros", _MACROS)


def _part(number: int, rows: Rows) -> Part:
    return Part(
        name=Text(nl=f"tabel {number}", en=f"table {number}"),
        rows=[[("s", words) if words else None for words in row] for row in rows],
        is_sheet=False,
    )


_DAMAGED = Text(
    nl="Dit bestand is beschadigd en niet te lezen.",
    en="This file is damaged and cannot be read.",
)
_LOCKED = Text(
    nl="Dit bestand is met een wachtwoord beveiligd. Sla het op zonder wachtwoord.",
    en="This file is protected with a password. Save it without one.",
)
_MACROS = Text(
    nl="In dit bestand zitten macro’s. kpikit leest alleen bestanden zonder macro’s.",
    en="This file holds macros. kpikit only reads files without macros.",
)
_TOO_MUCH = Text(
    nl="Dit bestand is te groot om veilig te lezen.",
    en="This file is too large to be read safely.",
)
