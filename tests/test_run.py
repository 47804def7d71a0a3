"""run.py: sets up once, says what is lacking, and then gets out of the way."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.tree import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the fake is a shell script")

FAKE_VENV = """
import pathlib
def create(folder, **_):
    python = pathlib.Path(folder) / "bin" / "python"
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text('#!/bin/sh\\necho "$@" >> "{log}"\\nexit "${{FAKE_EXIT:-0}}"\\n')
    python.chmod(0o755)
"""
NO_PIP = """
import subprocess
def create(folder, **_):
    raise subprocess.CalledProcessError(1, "ensurepip")
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Lay out a checkout whose environment only writes down what it is asked."""
    for name in ("run.py", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path)
    log = tmp_path / "asked"
    (tmp_path / "fakes").mkdir()
    (tmp_path / "fakes" / "venv.py").write_text(FAKE_VENV.format(log=log))
    return log


def run(log: Path, *words: str, status: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the copy of run.py and empty the log first."""
    log.write_text("")
    fakes = {"PYTHONPATH": str(log.parent / "fakes"), "FAKE_EXIT": str(status)}
    return subprocess.run(
        [sys.executable, str(log.parent / "run.py"), *words],
        env=os.environ | fakes,
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_first_run_installs_and_the_second_does_not(log: Path) -> None:
    """Pins are installed with their hashes once; after that only kpikit starts."""
    run(log, "demo", "--port", "8001")
    install, start = log.read_text().splitlines()
    assert "--require-hashes" in install
    assert install.endswith("requirements.txt")
    assert start == "-m kpikit demo --port 8001"
    again = run(log, "demo")
    assert log.read_text().splitlines() == ["-m kpikit demo"]
    assert again.stdout == ""


def test_changed_pins_are_installed_again(log: Path) -> None:
    """After an update of the checkout the environment follows."""
    run(log, "demo")
    with (log.parent / "requirements.txt").open("a") as pins:
        pins.write("\n")
    run(log, "demo")
    assert "--require-hashes" in log.read_text()


def test_what_serves_the_tests_serves_the_demo(log: Path) -> None:
    """The pins for development hold those of the runtime, so nothing is done twice."""
    run(log, "test")
    run(log, "demo")
    assert log.read_text().splitlines() == ["-m kpikit demo"]


def test_every_check_runs_and_pytest_closes(log: Path) -> None:
    """One failing check hides no other; words after 'test' go to pytest alone."""
    run(log, "test")
    done = run(log, "test", "-k", "money", status=1)
    asked = log.read_text()
    for check in ("ruff check", "ruff format", "mypy", "lint", "djlint", "codespell"):
        assert check in asked
    assert len(asked.splitlines()) == 7
    assert log.read_text().splitlines()[-1] == "-m pytest -n 2 -k money"
    assert done.returncode == 1
    names = (
        "mypy",
        "ruff check",
        "ruff format",
        "import-linter",
        "djlint",
        "codespell",
    )
    for name in names:
        assert f"--- {name}: failed" in done.stdout


def test_what_a_failing_check_says_is_shown(log: Path) -> None:
    """Checks that pass say only that; what a failing one says is there to read."""
    run(log, "test")
    python = log.parent / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\necho "it says $2" >&2\ntest "$2" != mypy\n')
    done = run(log, "test")
    assert done.returncode == 1
    assert "--- mypy: failed\nit says mypy\n" in done.stdout
    assert "it says ruff" not in done.stdout
    assert "--- ruff check: passed\n" in done.stdout
    assert "Failed before the tests: mypy\n" in done.stdout


def test_a_failed_installation_is_tried_again(log: Path) -> None:
    """An interrupted or refused installation is never taken for a good one."""
    assert run(log, "demo", status=1).returncode == 1
    assert "-m kpikit" not in log.read_text()
    run(log, "demo")
    assert "--require-hashes" in log.read_text()


def test_a_python_without_pip_is_explained(log: Path) -> None:
    """Debian's bare Python gets the one command that helps, and no traceback."""
    (log.parent / "fakes" / "venv.py").write_text(NO_PIP)
    done = run(log, "demo")
    assert done.returncode == 1
    assert "sudo apt install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr
