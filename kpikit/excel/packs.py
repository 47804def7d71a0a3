"""Which sheets go to whom: one TOML file per pack, checked when it is read."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kpikit import resources
from kpikit.excel.pack import Pack
from kpikit.problems import Problem, Refused
from kpikit.text import LANGUAGES, Text

FIRST_SHEET = "read_me"
PROOF_SHEET = "proof"
LAST_SHEET = "signatures"
_KEYS = {"order", "confidential", "sheets", "name", "description"}


def load_packs(folder: Path | None = None) -> dict[str, Pack]:
    """Return every pack by its code, in their order; the shipped ones by default.

    Raises:
        Refused: a file is no pack; every problem of every file at once.
        FileNotFoundError: the installation has no packs.
    """
    place = folder or resources.folder("exports") / "packs"
    packs: list[Pack] = []
    problems: list[Problem] = []
    for path in sorted(place.glob("*.toml")):
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(_problem(path.name, str(error), str(error)))
            continue
        found = tuple(_problems(path.name, data))
        problems += found
        if not found:
            packs.append(_pack(path.stem, data))
    if problems:
        raise Refused(problems)
    return {pack.code: pack for pack in sorted(packs, key=lambda p: (p.order, p.code))}


def _pack(code: str, data: dict[str, Any]) -> Pack:
    return Pack(
        code=code,
        name=Text(**data["name"]),
        description=Text(**data["description"]),
        sheets=tuple(data["sheets"]),
        confidential=data["confidential"],
        order=data.get("order", 0),
    )


def _problems(file: str, data: dict[str, Any]) -> Iterator[Problem]:
    for key in sorted(set(data) - _KEYS):
        yield _problem(file, f"‘{key}’ is onbekend.", f"‘{key}’ is not known.")
    for key in ("name", "description"):
        words = data.get(key)
        if not isinstance(words, dict) or set(words) != set(LANGUAGES):
            yield _problem(
                file, f"‘{key}’ heeft nl en en nodig.", f"‘{key}’ needs nl and en."
            )
    if not isinstance(data.get("confidential"), bool):
        yield _problem(
            file,
            "Zet confidential op true of false.",
            "Set confidential to true or false.",
        )
    yield from _sheet_problems(file, data.get("sheets"), data.get("confidential"))


def _sheet_problems(
    file: str, codes: object, confidential: object
) -> Iterator[Problem]:
    from kpikit.excel.catalogue import all_sheets

    known = all_sheets()
    if not isinstance(codes, list) or not all(isinstance(c, str) for c in codes):
        yield _problem(
            file, "Noem de bladen in een lijst.", "Name the sheets in a list."
        )
        return
    for code in codes:
        if code not in known:
            yield _problem(
                file, f"Er is geen blad ‘{code}’.", f"There is no sheet ‘{code}’."
            )
        elif confidential is False and known[code].confidential:
            yield _problem(
                file,
                f"Blad ‘{code}’ is vertrouwelijk en kan niet in een openbaar pakket.",
                f"Sheet ‘{code}’ is confidential and cannot be in an open pack.",
            )
    for code in (FIRST_SHEET, PROOF_SHEET, LAST_SHEET):
        if code not in codes:
            yield _problem(
                file, f"Blad ‘{code}’ moet erbij.", f"Sheet ‘{code}’ must be included."
            )
    if len(codes) != len(set(codes)):
        yield _problem(file, "Een blad staat er twee keer.", "A sheet is there twice.")


def _problem(file: str, nl: str, en: str) -> Problem:
    return Problem(code="pack", where=file, text=Text(nl=nl, en=en))
