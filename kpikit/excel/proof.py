"""The proof that a workbook carries of itself, written and read back."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from kpikit.domain.party import PartyRole
from kpikit.domain.settling import Approval
from kpikit.excel.annex import annex_of
from kpikit.excel.export import Edition
from kpikit.excel.formula import SHOWS
from kpikit.excel.pack import Pack
from kpikit.excel.values import same_text
from kpikit.problems import KpikitError
from kpikit.snapshot import from_canonical, text_hash
from kpikit.text import LANGUAGES, Text

CELL_DIGEST = "cell_digest"
LOOK_DIGEST = "look_digest"
UNSEALED = "0" * 64
"""What stands for the code of the looks until everything is drawn."""
CONTENT_HASH = "content_hash"
SHOWN_HASH = "shown_hash"
EXPORT = "export"
FORMAT = "format"
PIECE = "content_"
ANNEX = "annex_"
ANNEX_HASH = "hash_of_annex"
LONG = 200
_SAME = 1e-9
_FORMAT_NUMBER = "1"
_PIECE_LETTERS = 16_000
"""Half of what a cell holds, since escapes may nearly double a text."""

Place = tuple[int, int]
PlainCell = tuple[str, str]
Cells = Mapping[Place, PlainCell]
Sheets = Mapping[str, Cells]


class NoProof(KpikitError):  # noqa: N818 - reads as what it says
    """The workbook holds no proof that this kpikit can read."""

    text = Text(
        nl="In dit bestand staan geen controlegegevens die kpikit kan lezen.",
        en="This file holds no proof that kpikit can read.",
    )


def lines(edition: Edition) -> Iterator[tuple[str, str, Text]]:
    """Yield key, text and meaning of each line of the proof but the cell code."""
    yield FORMAT, _FORMAT_NUMBER, Text(nl="vorm van dit blad", en="form of this sheet")
    about = Text(nl="over dit bestand", en="about this file")
    yield EXPORT, _dump(_about(edition)), about
    whole = Text(nl="inhoudscode", en="content code")
    yield CONTENT_HASH, edition.content_hash, whole
    shown = Text(nl="code van de tekst hieronder", en="code of the text below")
    yield SHOWN_HASH, edition.shown_hash, shown
    words = Text(nl="inhoud", en="content")
    yield from _pieces(PIECE, edition.canonical, words)
    if annex := edition.annex.text:
        after = Text(nl="code van de bijlage", en="code of the annex")
        yield ANNEX_HASH, text_hash(annex), after
        words = Text(nl="bijlage", en="annex")
        yield from _pieces(ANNEX, annex, words)


def _pieces(name: str, whole: str, what: Text) -> Iterator[tuple[str, str, Text]]:
    text = _printable(whole)
    starts = range(0, len(text), _PIECE_LETTERS)
    for number, start in enumerate(starts, start=1):
        piece = text[start : start + _PIECE_LETTERS]
        part = f"{number}/{len(starts)}"
        words = Text(nl=f"{what.nl}, deel {part}", en=f"{what.en}, part {part}")
        yield f"{name}{number}", piece, words


def stated(cells: Cells) -> dict[str, str]:
    """Return the key-and-text lines of a proof sheet."""
    return {
        key: cells.get((row, 2), ("s", ""))[1]
        for (row, column), (kind, key) in cells.items()
        if column == 1 and kind == "s"
    }


def code_places(cells: Cells) -> frozenset[Place]:
    """Return where the codes of cells and looks stand; nowhere but on a proof sheet."""
    codes = (CELL_DIGEST, LOOK_DIGEST)
    return frozenset(
        (row, 2)
        for (row, column), (_, key) in cells.items()
        if column == 1 and key in codes
    )


def edition_of(said: Mapping[str, str]) -> Edition:
    """Return the edition that a proof describes.

    Raises:
        NoProof: lines are missing or make no sense.
    """
    text, after = _whole(said, PIECE), _whole(said, ANNEX)
    try:
        about = json.loads(said[EXPORT])
        canonical = _dump(json.loads(text))
        return Edition(
            dossier=from_canonical(canonical),
            canonical=canonical,
            content_hash=said[CONTENT_HASH],
            language=_one_of(about["language"], LANGUAGES),
            pack=_pack(about["pack"]),
            produced_at=datetime.fromisoformat(about["produced_at"]),
            version=about["version"],
            signatures=tuple(map(_approval, about["signatures"])),
            acceptances=tuple(map(_approval, about["acceptances"])),
            kpikit_version=about["kpikit_version"],
            annex=annex_of(_dump(json.loads(after)) if after else ""),
            trail=about.get("trail", ""),
        )
    except (KpikitError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NoProof from error


def _whole(said: Mapping[str, str], name: str) -> str:
    pieces = (said.get(f"{name}{n}") for n in range(1, len(said) + 1))
    return "".join(piece for piece in pieces if piece)


def cell_digest(sheets: Iterable[tuple[str, Cells]]) -> str:
    """Return the SHA-256 over the cells of all sheets, but for the codes themselves.

    A cell counts with its place, type and value; numbers count with fifteen digits.
    """
    found = hashlib.sha256()
    for title, cells in sheets:
        codes = code_places(cells)
        counting = [
            [*place, *_counts(*cells[place])]
            for place in sorted(cells)
            if place not in codes
        ]
        found.update(_dump([title, counting]).encode("ascii"))
    return found.hexdigest()


def counted(cell: PlainCell | None) -> PlainCell | None:
    """Return a cell as it counts: whatever another program may write differently."""
    return None if cell is None else _counts(*cell)


def shows_otherwise(before: PlainCell | None, now: PlainCell | None) -> bool:
    """Tell whether a formula shows another number than our figures give.

    A formula that another program saved without its number shows nothing wrong.
    """
    pair = [_shown(cell) for cell in (before, now)]
    if None in pair:
        return False
    was, found = (float(number or 0) for number in pair)
    return abs(was - found) > _SAME * max(1.0, abs(was))


def _shown(cell: PlainCell | None) -> str | None:
    if cell is None or cell[0] != "f" or SHOWS not in cell[1]:
        return None
    return cell[1].split(SHOWS)[1]


def right_hash(edition: Edition, said: Mapping[str, str]) -> bool:
    """Tell whether the carried text has the code that the workbook states."""
    shown = text_hash(edition.canonical)
    whole = shown == edition.content_hash or edition.is_open
    after = edition.annex.text
    annex = text_hash(after) if after else None
    return whole and shown == said.get(SHOWN_HASH) and annex == said.get(ANNEX_HASH)


def _counts(kind: str, text: str) -> PlainCell:
    """Return what of a cell counts; of a formula not what it shows.

    What it shows follows from the figures, and programs differ in the last digits.
    """
    if kind == "f":
        return kind, "".join(text.split(SHOWS, maxsplit=1)[0].split())
    return (kind, same_text(text)) if kind == "s" else (kind, text)


def _about(edition: Edition) -> dict[str, Any]:
    trail = {"trail": edition.trail} if edition.trail else {}
    return {
        **trail,
        "language": edition.language,
        "pack": asdict(edition.pack),
        "produced_at": edition.produced_at.isoformat(),
        "version": edition.version,
        "signatures": [_plain(a) for a in edition.signatures],
        "acceptances": [_plain(a) for a in edition.acceptances],
        "kpikit_version": edition.kpikit_version,
    }


def _plain(approval: Approval) -> dict[str, str]:
    return {
        "role": approval.role.value,
        "name": approval.name,
        "at": approval.at.isoformat(),
        "content_hash": approval.content_hash,
    }


def _approval(data: Mapping[str, str]) -> Approval:
    return Approval(
        role=PartyRole(data["role"]),
        by="",
        name=data["name"],
        at=datetime.fromisoformat(data["at"]),
        content_hash=data["content_hash"],
    )


def _pack(data: dict[str, Any]) -> Pack:
    return Pack(
        code=str(data["code"]),
        name=Text(**data["name"]),
        description=Text(**data["description"]),
        sheets=tuple(data["sheets"]),
        confidential=bool(data["confidential"]),
        order=int(data["order"]),
    )


def _one_of(value: str, known: tuple[Any, ...]) -> Any:  # noqa: ANN401 - a Literal
    if value not in known:
        raise ValueError(value)
    return value


def _printable(text: str) -> str:
    """Write two more characters as JSON escapes.

    JSON leaves one control character of ASCII as it is, and an underscore before an
    x could be taken for an escape of the spreadsheet.
    """
    return text.replace("\x7f", "\\u007f").replace("_x", "\\u005fx")


def _dump(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
