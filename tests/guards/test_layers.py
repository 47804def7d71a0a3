"""The layers of the architecture hold."""

import subprocess
import sys
import tomllib

from run import LAYERS
from tests.guards.tree import ROOT


def test_every_import_respects_the_layers() -> None:
    """No module imports what its layer may not know; each contract is looked at."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = len(project["tool"]["importlinter"]["contracts"])
    lint = subprocess.run(
        [sys.executable, "-c", LAYERS, "--no-cache", "--no-logo"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert f"Contracts: {contracts} kept, 0 broken." in lint.stdout, (
        lint.stdout + lint.stderr
    )
    assert lint.returncode == 0
