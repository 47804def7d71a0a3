"""The wheel holds everything, installs, and starts far from the checkout."""

import json
import os
import socket
import subprocess
import sys
import sysconfig
import time
import venv
import zipfile
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.guards.tree import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

PLACES = {
    "kpikit/": "kpikit/",
    "templates/": "kpikit/_resources/templates/",
    "kpi_library/": "kpikit/_resources/kpi_library/",
    "exports/packs/": "kpikit/_resources/exports/packs/",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as a packager does, without fetching anything."""
    folder = tmp_path_factory.mktemp("dist")
    build = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        str(folder),
    ]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def kpikit(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own and return its command.

    The dependencies are those of the running environment, which holds no kpikit.
    """
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, symlinks=os.name != "nt")
    names = {"base": str(home), "platbase": str(home)}
    paths = sysconfig.get_paths(scheme="venv", vars=names)
    dependencies = sysconfig.get_paths()["purelib"]
    Path(paths["purelib"], "dependencies.pth").write_text(dependencies)
    install = [sys.executable, "-m", "pip", "--python", str(home), "install"]
    subprocess.run(
        [*install, "--no-deps", "--no-index", str(wheel)],
        check=True,
        capture_output=True,
    )
    return Path(paths["scripts"], "kpikit")


def environ(folder: Path) -> dict[str, str]:
    """Return an environment that knows nothing of the checkout."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != "PYTHONPATH" and not name.startswith("KPIKIT_")
    }
    return {
        **kept,
        "KPIKIT_DATA": str(folder / "data"),
        "KPIKIT_SECRET_KEY": "only-for-this-test-and-long-enough-",
    }


def run(kpikit: Path, folder: Path, *words: str) -> str:
    """Run a command of the installed wheel and return what it prints."""
    done = subprocess.run(
        [str(kpikit), *words],
        cwd=folder,
        env=environ(folder),
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_what_git_would_keep(wheel: Path) -> None:
    """No file is forgotten, none that git ignores is taken along, and Dutch is made."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    shipped = {
        place + name.removeprefix(start)
        for name in listing.stdout.split("\0")
        for start, place in PLACES.items()
        if name.startswith(start) and (ROOT / name).is_file()
    }
    catalogues = {n[:-3] + ".mo" for n in shipped if n.endswith(".po")}
    assert catalogues != set()
    with zipfile.ZipFile(wheel) as archive:
        found = {n for n in archive.namelist() if ".dist-info/" not in n}
    assert shipped | catalogues == found


def test_the_installed_command_helps(kpikit: Path, tmp_path: Path) -> None:
    """The command is on the path of the environment and explains itself."""
    assert "check-library" in run(kpikit, tmp_path, "--help")


def test_the_installed_library_is_whole(kpikit: Path, tmp_path: Path) -> None:
    """Every KPI came along and is as sound as in the checkout."""
    run(kpikit, tmp_path, "check-library")


def test_the_installed_application_knows_its_pages(
    kpikit: Path, tmp_path: Path
) -> None:
    """The application starts from the wheel and lists its addresses."""
    routes = json.loads(run(kpikit, tmp_path, "routes", "--json"))
    assert len(routes) > 20


@pytest.mark.thorough
def test_the_installed_demo_serves(kpikit: Path, tmp_path: Path) -> None:
    """From the wheel alone, pages are shown in Dutch."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = f"http://127.0.0.1:{port}"
    log = tmp_path / "log"
    with (
        log.open("w") as output,
        subprocess.Popen(
            [str(kpikit), "demo", "--port", str(port)],
            cwd=tmp_path,
            env=environ(tmp_path),
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        try:
            wait_for(f"{site}/healthz", server, log)
            with urlopen(f"{site}/", timeout=10) as page:
                html = page.read().decode("utf-8")
        except HTTPError as error:
            pytest.fail(f"{error}\n{log.read_text()}")
        finally:
            server.terminate()
    assert '<html lang="nl"' in html
    assert "Inloggen" in html


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the address answers; fail with the log when it does not."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()
        try:
            with urlopen(url, timeout=5):
                return
        except URLError:
            time.sleep(0.2)
    pytest.fail(f"no answer within a minute\n{log.read_text()}")
