"""The sample workbooks in exports/samples are what the demo makes today."""

import os
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from kpikit.actions.demo import seed
from kpikit.actions.operator import export
from kpikit.actions.passwords import Passwords
from kpikit.excel import reader
from kpikit.excel.proof import code_places
from kpikit.excel.verify import verify
from kpikit.settings import Settings
from kpikit.storage import migrate
from kpikit.text import Language
from kpikit.web.app import make_desk

SAMPLES = Path(__file__).parents[2] / "exports" / "samples"
EDITIONS: list[tuple[str, Language]] = [("full", "nl"), ("open", "en")]


@pytest.mark.parametrize(("pack", "language"), EDITIONS)
def test_sample_is_what_the_demo_makes(
    tmp_path: Path, pack: str, language: Language
) -> None:
    """Every cell of a sample is there again, and it verifies as a true copy.

    Two machines may draw a picture a little differently, which changes the look code.

    KPIKIT_WRITE_SNAPSHOTS=1 writes the samples anew, after a change on purpose.
    """
    made = demo_workbook(tmp_path, pack, language)
    path = SAMPLES / f"kindergeneeskunde-{pack}-{language}.xlsx"
    if os.environ.get("KPIKIT_WRITE_SNAPSHOTS"):
        path.write_bytes(made)

    kept = path.read_bytes()

    assert cells_of(kept) == cells_of(made)
    assert verify(kept).true_copy


def cells_of(workbook: bytes) -> dict[str, dict[tuple[int, int], tuple[str, str]]]:
    """Return the cells of every sheet but for the codes of cells and looks."""
    sheets = reader.read(workbook).sheets
    return {
        title: {p: cell for p, cell in cells.items() if p not in code_places(cells)}
        for title, cells in sheets.items()
    }


def demo_workbook(folder: Path, pack: str, language: Language) -> bytes:
    """Return the workbook of a demo whose ids are counted instead of drawn."""
    settings = Settings.read({"KPIKIT_DATA": str(folder)}, key_required=False)
    migrate.upgrade(settings.database_url)
    numbers = count(1)
    desk = replace(make_desk(settings), new_id=lambda: f"{next(numbers):032x}")
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    signed = seed(desk, Passwords(hasher), "een zin voor iedereen").agreements[0].id
    data = export(desk, signed, pack, language, None).data
    desk.database.close()
    return data
