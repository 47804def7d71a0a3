"""Read a folder of TOML files without trusting any of them."""

import re
import stat
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from kpikit.library.place import Place, shown
from kpikit.problems import Problem
from kpikit.text import Text

MAX_BYTES = 256 * 1024
MAX_FILES = 1000
MAX_DOTS = 100
"""Per line: tomllib takes quadratic time over ``a.a.a.a`` and so on."""

FOLDERS = ("sources", "instruments", "kpis", "sets", "scans")
SINGLE_FILES = (
    "recommendations.toml",
    "glossary.toml",
    "conversation.toml",
    "staff-survey.toml",
    "obstacles.toml",
    "survey-respondents.toml",
    "survey-remarks.toml",
)
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFile:
    """A file that is TOML, not yet checked: ``kind`` is its folder or its own stem."""

    kind: str
    stem: str
    place: Place
    data: dict[str, Any]


class _Unreadable(Exception):  # noqa: N818 - it never leaves this module
    """A file that cannot be taken in, with the code, the reason and the line."""

    def __init__(self, code: str, text: Text, line: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.text = text
        self.line = line


def read_folder(
    folder: Path, prefix: str = ""
) -> tuple[tuple[RawFile, ...], tuple[Problem, ...]]:
    """Return every file of the folder that is TOML, and a problem for each other one.

    ``prefix`` goes before the names of files in the problems. Files that are no TOML
    by their name (a read-me, a copy of an editor) are left alone.
    """
    if not folder.is_dir():
        where = prefix or shown(folder.name)
        return (), (Problem("no_folder", where, _NO_FOLDER),)
    files: list[RawFile] = []
    problems: list[Problem] = []
    for count, path in enumerate(_toml_paths(folder, problems, prefix)):
        name = path.relative_to(folder).as_posix()
        place = Place(name=prefix + shown(name))
        if count == MAX_FILES:
            problems.append(Problem("too_many_files", place.name, _TOO_MANY))
            break
        try:
            files.append(_read(folder, path, place))
        except _Unreadable as refusal:
            line = "" if refusal.line is None else f":{refusal.line}"
            where = f"{place.name}{line}"
            problems.append(Problem(refusal.code, where, refusal.text))
    return tuple(files), tuple(problems)


def _toml_paths(folder: Path, problems: list[Problem], prefix: str) -> Iterator[Path]:
    """Yield the files to read, by name; misplaced ones become problems."""
    for path in _listed(folder, problems, prefix):
        if path.name in FOLDERS:
            inside = _listed(path, problems, f"{prefix}{path.name}/")
            yield from (each for each in inside if each.suffix == ".toml")
        elif path.name in SINGLE_FILES:
            yield path
        elif path.suffix == ".toml" or _holds_toml(path):
            where = prefix + shown(path.name)
            problems.append(Problem("unknown_file", where, _UNKNOWN_FILE))


def _listed(folder: Path, problems: list[Problem], prefix: str) -> list[Path]:
    """Return what is in the folder, sorted, or nothing and a problem."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        where = prefix.rstrip("/") or shown(folder.name)
        problems.append(Problem("unreadable", where, _UNREADABLE))
        return []


def _holds_toml(path: Path) -> bool:
    """Whether this is a folder with TOML files directly in it."""
    try:
        return path.is_dir() and any(path.glob("*.toml"))
    except OSError:
        return False


def _read(folder: Path, path: Path, place: Place) -> RawFile:
    """Return one file.

    Raises:
        _Unreadable: it is no TOML, or no file that may be read.
    """
    text = _text(_bytes(folder, path))
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > MAX_DOTS:
            raise _Unreadable("too_complicated", _TOO_COMPLICATED, number)
    alone = path.parent == folder
    return RawFile(
        kind=path.stem if alone else path.parent.name,
        stem=path.stem,
        place=Place(name=place.name, text=text),
        data=_parsed(text),
    )


def _bytes(folder: Path, path: Path) -> bytes:
    """Return what is in the file.

    Raises:
        _Unreadable: it lies outside the folder, is no ordinary file, or is too large.
    """
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve(strict=True)):
            raise _Unreadable("outside_folder", _OUTSIDE)
        if not stat.S_ISREG(path.stat().st_mode):
            raise _Unreadable("not_a_file", _NOT_A_FILE)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, RuntimeError, ValueError):  # a loop is RuntimeError up to 3.12
        raise _Unreadable("unreadable", _UNREADABLE) from None
    if len(content) > MAX_BYTES:
        raise _Unreadable("too_large", _TOO_LARGE)
    return content


def _text(content: bytes) -> str:
    """Return the text, with one kind of line end and no byte order mark.

    Raises:
        _Unreadable: it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _Unreadable("not_utf8", _NOT_UTF8, line) from None


def _parsed(text: str) -> dict[str, Any]:
    """Return the tables of the TOML.

    Raises:
        _Unreadable: it is no TOML, or nested too deeply.
    """
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise _Unreadable("too_complicated", _TOO_COMPLICATED) from None
    except (ValueError, InvalidOperation) as error:  # int() has a limit of its own
        message = str(error)
        found = _AT_LINE.search(message)
        line = int(found[1]) if found else None
        reason = shown(_AT_LINE.sub("", message).strip())
        raise _Unreadable("not_toml", _not_toml(reason), line) from None


def _not_toml(reason: str) -> Text:
    """Return the sentence for bad TOML, with the parser's own reason."""
    return Text(
        nl=f"Dit is geen geldige TOML (melding van de lezer, in het Engels: {reason}).",
        en=f"This is not valid TOML: {reason}.",
    )


_NO_FOLDER = Text(
    nl="Deze map bestaat niet of is geen map.",
    en="This folder does not exist, or is not a folder.",
)
_TOO_MANY = Text(
    nl=f"Er staan meer dan {MAX_FILES} bestanden in deze map; de rest is niet gelezen.",
    en=f"There are more than {MAX_FILES} files in this folder; the rest was not read.",
)
_UNKNOWN_FILE = Text(
    nl="Op deze plek leest kpikit niets. Bedoelt u een van de mappen kpis, "
    f"instruments, sets, scans of sources, of een van {', '.join(SINGLE_FILES)}?",
    en="kpikit reads nothing in this place. Do you mean one of the folders kpis, "
    f"instruments, sets, scans or sources, or one of {', '.join(SINGLE_FILES)}?",
)
_UNREADABLE = Text(
    nl="Dit kan niet gelezen worden: het bestaat niet (meer), het mag niet, of het "
    "verwijst naar zichzelf.",
    en="This cannot be read: it does not exist (any more), it is not allowed, or it "
    "points to itself.",
)
_OUTSIDE = Text(
    nl="Dit bestand verwijst naar een plek buiten de map van de bibliotheek.",
    en="This file points to a place outside the folder of the library.",
)
_NOT_A_FILE = Text(
    nl="Dit is geen gewoon bestand.",
    en="This is not an ordinary file.",
)
_TOO_LARGE = Text(
    nl=f"Dit bestand is groter dan {MAX_BYTES // 1024} KiB.",
    en=f"This file is larger than {MAX_BYTES // 1024} KiB.",
)
_NOT_UTF8 = Text(
    nl="Dit bestand is geen UTF-8. Sla het op als UTF-8.",
    en="This file is not UTF-8. Save it as UTF-8.",
)
_TOO_COMPLICATED = Text(
    nl="Dit is te diep in elkaar genest, of er staan te veel punten op één regel "
    f"(meer dan {MAX_DOTS}).",
    en="This is nested too deeply, or there are too many full stops on one line "
    f"(more than {MAX_DOTS}).",
)
