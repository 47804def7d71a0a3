"""The pins are complete: what is installed has all that it asks for."""

import subprocess
import sys


def test_every_package_finds_what_it_needs() -> None:
    """Pip installs the pins alone, so a pin left out would be missed only in use."""
    check = [sys.executable, "-m", "pip", "check", "--disable-pip-version-check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
