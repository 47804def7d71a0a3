"""Open and save a workbook with LibreOffice, as a reader without Excel would."""

import shutil
import subprocess
from pathlib import Path


def through_libreoffice(data: bytes, folder: Path) -> bytes:
    """Return a workbook as LibreOffice writes it; ``folder`` is for its files."""
    soffice = shutil.which("soffice")
    assert soffice is not None
    source, out = folder / "in" / "a.xlsx", folder / "out"
    source.parent.mkdir()
    source.write_bytes(data)
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (out / source.name).read_bytes()
