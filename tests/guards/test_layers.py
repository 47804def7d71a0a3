"""The layers of the architecture hold."""

import subprocess
import sys

from tests.guards.tree import ROOT


def test_every_import_respects_the_layers() -> None:
    """No module imports what its layer may not know; pyproject.toml has the contracts."""
    lint = subprocess.run(
        [sys.executable, "-m", "importlinter.cli", "lint", "--no-cache"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert lint.returncode == 0, lint.stdout + lint.stderr
