"""Open and save a file with LibreOffice, as a reader without Excel or Word would."""

import shutil
import subprocess
from pathlib import Path


def through_libreoffice(data: bytes, folder: Path) -> bytes:
    """Return a workbook as LibreOffice writes it; ``folder`` is for its files."""
    return _converted(data, folder, "a.xlsx", "xlsx:Calc MS Excel 2007 XML")


def document_through_libreoffice(data: bytes, folder: Path) -> bytes:
    """Return a Word document as LibreOffice writes it."""
    return _converted(data, folder, "a.docx", "docx:MS Word 2007 XML")


def words_by_libreoffice(data: bytes, folder: Path) -> str:
    """Return the words of a Word document as LibreOffice reads them."""
    return _converted(data, folder, "a.docx", "txt:Text (encoded):UTF8").decode()


def _converted(data: bytes, folder: Path, name: str, into: str) -> bytes:
    soffice = shutil.which("soffice")
    assert soffice is not None
    source, out = folder / "in" / name, folder / "out"
    source.parent.mkdir()
    source.write_bytes(data)
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            into,
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (out / f"a.{into.partition(':')[0]}").read_bytes()
