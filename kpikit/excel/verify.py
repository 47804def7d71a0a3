"""Is this workbook what it says it is, unchanged? Answered from its bytes alone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kpikit import __version__
from kpikit.domain.settling import Approval
from kpikit.excel import proof, reader
from kpikit.excel.export import Edition
from kpikit.excel.looks import look_problems
from kpikit.excel.page import column_letters
from kpikit.excel.workbook import Made, pages_of, plain_cells
from kpikit.problems import Problem
from kpikit.text import Language, Text

MOST_NAMED = 200
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check found; ``true_copy`` only when nothing differs.

    ``looked_at`` tells whether the file has the code of how it looks, which files of an
    older kpikit lack.

    ``content_hash`` is the one that the other party should see as well. For a file
    that cannot be read the other fields are empty.
    """

    true_copy: bool
    content_hash: str = ""
    version: int | None = None
    pack: str = ""
    language: Language | None = None
    is_open: bool = False
    signatures: tuple[Approval, ...] = ()
    kpikit_version: str = ""
    trail: str = ""
    looked_at: bool = False
    differences: tuple[Problem, ...] = ()


def verify(data: bytes) -> Verification:
    """Return whether a workbook is a true copy, and every difference that is not."""
    found = reader.read(data)
    if found.problems:
        return Verification(true_copy=False, differences=found.problems)
    sheet = _proof_sheet(found.sheets)
    if sheet is None:
        return Verification(true_copy=False, differences=(_no_proof(),))
    said = proof.stated(found.sheets[sheet])
    try:
        edition = proof.edition_of(said)
    except proof.NoProof:
        return Verification(true_copy=False, differences=(_no_proof(sheet),))
    made = _made_again(edition)
    differences = tuple(_differences(found.sheets, sheet, said, edition, made))
    # A file whose cells are right is small enough to be read as a whole.
    differences = differences or tuple(look_problems(data, said, edition, made))
    return Verification(
        true_copy=not differences,
        content_hash=edition.content_hash,
        version=edition.version,
        pack=edition.pack.code,
        language=edition.language,
        is_open=edition.is_open,
        signatures=edition.signatures,
        kpikit_version=edition.kpikit_version,
        trail=edition.trail,
        looked_at=proof.LOOK_DIGEST in said,
        differences=differences,
    )


def _made_again(edition: Edition) -> Made | None:
    """Make the pages of an edition of this kpikit again, if that can be done."""
    if edition.kpikit_version != __version__:
        return None
    try:
        return pages_of(edition)
    except (KeyError, ValueError, TypeError, ArithmeticError):
        return None


def _differences(
    sheets: proof.Sheets,
    sheet: str,
    said: Mapping[str, str],
    edition: Edition,
    made: Made | None,
) -> Iterator[Problem]:
    if not proof.right_hash(edition, said):
        yield _problem("content-hash", sheet, _WRONG_HASH)
    yield from _stated_elsewhere(sheets, edition)
    for approval in edition.signatures if edition.version is not None else ():
        if approval.content_hash != edition.content_hash:
            yield _problem("signature-hash", approval.role.value, _OTHER_SIGNED)
    changed = proof.cell_digest(sheets.items()) != said.get(proof.CELL_DIGEST)
    if edition.kpikit_version == __version__:
        named = tuple(_changed_cells(sheets, made))
        yield from named
        changed = changed and not named
    if changed:
        yield _problem("cell-digest", sheet, _WRONG_DIGEST)


def _stated_elsewhere(sheets: proof.Sheets, edition: Edition) -> Iterator[Problem]:
    """Hold the codes on the first sheets and the last against the carried content.

    A board finds its one picture before the read-me, and each states the code.
    """
    names = list(sheets)
    firsts = 2 if "one_picture" in edition.pack.sheets else 1
    right = {edition.content_hash}
    if edition.is_open:
        right.add(edition.shown_hash)
    for name in (*names[:firsts], names[-1]):
        found = {
            text
            for kind, text in sheets[name].values()
            if kind == "s" and _HASH.fullmatch(text)
        }
        if found != right:
            yield _problem("stated-hash", name, _HASH_ELSEWHERE)


def _changed_cells(sheets: proof.Sheets, made: Made | None) -> Iterator[Problem]:
    """Name what differs from the pages as they are made from the carried content."""
    if made is None:
        yield _problem("not-remade", "file", _NOT_REMADE)
        return
    expected = dict(plain_cells(made[0]))
    if list(expected) != list(sheets):
        yield from _changed_sheets(sheets, expected)
    count = 0
    showing: list[Problem] = []
    for name, before in expected.items():
        now = sheets.get(name)
        if now is None:
            continue
        codes = proof.code_places(before)
        for place in sorted((before.keys() | now.keys()) - codes):
            if proof.counted(before.get(place)) != proof.counted(now.get(place)):
                count += 1
                if count > MOST_NAMED:
                    yield _problem("more", "file", _MORE)
                    return
                where = _where(name, place)
                yield _problem("cell", where, _cell(before.get(place), now.get(place)))
            elif proof.shows_otherwise(before.get(place), now.get(place)):
                text = _cell(before.get(place), now.get(place))
                showing.append(_problem("shows", _where(name, place), text))
    if not count:
        # With other figures a formula shows another number, as it should.
        yield from showing[:MOST_NAMED]


def _where(name: str, place: proof.Place) -> str:
    return f"{name}!{column_letters(place[1])}{place[0]}"


def _changed_sheets(sheets: proof.Sheets, expected: proof.Sheets) -> Iterator[Problem]:
    for name in expected:
        if name not in sheets:
            yield _problem("sheet-gone", name, _SHEET_GONE)
    for name in sheets:
        if name not in expected:
            yield _problem("sheet-added", name, _SHEET_ADDED)
    if set(sheets) == set(expected):
        yield _problem("sheet-order", "file", _SHEET_ORDER)


def _cell(before: proof.PlainCell | None, now: proof.PlainCell | None) -> Text:
    was, found = _shown(before), _shown(now)
    return Text(
        nl=f"Hier hoort {was.nl} te staan; er staat {found.nl}.",
        en=f"This should be {was.en}; it is {found.en}.",
    )


def _shown(cell: proof.PlainCell | None) -> Text:
    if cell is None:
        return Text(nl="niets", en="empty")
    kind, text = cell
    words = text if len(text) <= 60 else text[:59] + "…"
    if kind == "f":
        return Text(nl=f"een formule (={words})", en=f"a formula (={words})")
    return Text(nl=f"‘{words}’", en=f"‘{words}’")


def _proof_sheet(sheets: proof.Sheets) -> str | None:
    found = [name for name, cells in sheets.items() if proof.code_places(cells)]
    return found[0] if len(found) == 1 else None


def _no_proof(where: str = "file") -> Problem:
    return _problem("no-proof", where, proof.NoProof.text)


def _problem(code: str, where: str, text: Text) -> Problem:
    return Problem(code=code, where=where, text=text)


_WRONG_HASH = Text(
    nl="De inhoudscode past niet bij de inhoud die dit bestand draagt.",
    en="The content code does not fit the content that this file carries.",
)
_HASH_ELSEWHERE = Text(
    nl="Op dit blad staat een andere inhoudscode dan bij de controlegegevens.",
    en="This sheet states another content code than the proof does.",
)
_OTHER_SIGNED = Text(
    nl="Deze partij tekende een andere inhoud dan die in dit bestand.",
    en="This party signed other content than that in this file.",
)
_WRONG_DIGEST = Text(
    nl="De celcode klopt niet: minstens één cel is gewijzigd. Dit bestand is gemaakt "
    "met een andere versie van kpikit, of de celcode zelf is gewijzigd; welke cel het "
    "is, is daarom niet te zeggen.",
    en="The cell code is not right: at least one cell was changed. This file was made "
    "with another version of kpikit, or the cell code itself was changed; so it "
    "cannot be said which cell it is.",
)
_NOT_REMADE = Text(
    nl="Met de inhoud van dit bestand zijn de bladen niet opnieuw te maken.",
    en="The sheets cannot be made again from the content of this file.",
)
_SHEET_GONE = Text(nl="Dit blad ontbreekt.", en="This sheet is missing.")
_SHEET_ADDED = Text(
    nl="Dit blad hoort niet in dit bestand.", en="This sheet does not belong here."
)
_SHEET_ORDER = Text(
    nl="De bladen staan in een andere volgorde.", en="The sheets are in another order."
)
_MORE = Text(nl="Er zijn nog meer verschillen.", en="There are more differences.")
