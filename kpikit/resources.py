"""Where the folders that ship beside the code are, in a checkout and in a wheel."""

from pathlib import Path
from typing import Literal

ResourceName = Literal["templates", "kpi_library", "exports"]

_PACKAGE = Path(__file__).resolve().parent


def folder(name: ResourceName, package: Path = _PACKAGE) -> Path:
    """Return the folder called ``name`` that came with ``package``.

    An installed wheel holds it under ``_resources`` inside the package; a checkout
    holds it beside the package.

    Raises:
        FileNotFoundError: neither place has it, so the installation is not complete.
    """
    for place in (package / "_resources" / name, package.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"kpikit is not installed completely: no folder {name!r}")
