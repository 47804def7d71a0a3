"""A workbook as LibreOffice works it out, after somebody changed named cells."""

import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import openpyxl


def changed(data: bytes, figures: Mapping[str, float]) -> bytes:
    """Return the workbook with other figures in cells that have a name."""
    book = openpyxl.load_workbook(BytesIO(data))
    for name, value in figures.items():
        title, place = next(iter(book.defined_names[name].destinations))
        book[title][place.replace("$", "")].value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def through_libreoffice(data: bytes, folder: Path) -> bytes:
    """Return the workbook as LibreOffice saves it, every formula worked out again."""
    soffice = shutil.which("soffice")
    assert soffice is not None
    source = folder / "in" / "a.xlsx"
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(data)
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "out" / source.name).read_bytes()


def named(data: bytes) -> dict[str, float]:
    """Return what each named cell of a workbook shows."""
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    found = {}
    for name, defined in book.defined_names.items():
        for title, place in defined.destinations:
            found[name] = book[title][place.replace("$", "")].value
    return found
