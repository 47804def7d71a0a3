"""The checkout as the guards see it: which files there are, and where they begin."""

import ast
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]


@cache
def committed() -> tuple[Path, ...]:
    """Return every file that git keeps and that is still there, relative to ROOT."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    names = listing.stdout.split("\0")
    return tuple(Path(n) for n in names if n and (ROOT / n).is_file())


@cache
def modules() -> tuple[Path, ...]:
    """Return every Python file of the package."""
    return tuple(sorted((ROOT / "kpikit").rglob("*.py")))


@cache
def parsed(module: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def name(module: Path) -> str:
    """Return a path as it reads from the root of the checkout."""
    return module.relative_to(ROOT).as_posix()
