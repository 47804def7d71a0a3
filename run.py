#!/usr/bin/env python3
"""Set kpikit up where it stands, then run it: `python3 run.py demo`, or `test`.

`bench` prints how fast it is; any other word goes to the kpikit command line.
Needs Python alone: the virtual environment and the pinned dependencies are made on
first use, in .venv.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one must be told
    sys.exit("kpikit needs Python 3.11 or newer; this is " + sys.version.split()[0])

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "kpikit-installed"
RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"
LAYERS = "from importlinter.cli import lint_imports_command as lint; lint()"
CHECKS = {
    "mypy": ["-m", "mypy"],
    "ruff check": ["-m", "ruff", "check"],
    "ruff format": ["-m", "ruff", "format", "--check"],
    "import-linter": ["-c", LAYERS, "--no-logo"],
    "djlint": ["-m", "djlint", "--lint", "--quiet", "templates"],
    "codespell": ["-m", "codespell_lib"],
}


def main(words: list[str]) -> int:
    """Set up what the words need, then run them."""
    testing = words[:1] == ["test"]
    install(DEVELOPMENT if testing else RUNTIME)
    compile_catalogues()
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    if testing:
        return test(words[1:])
    module = "tests.bench" if words[:1] == ["bench"] else "kpikit"
    return become(["-m", module, *(words[1:] if module != "kpikit" else words)])


def install(requirements: Path) -> None:
    """Install what is pinned, unless the stamp says that this was done.

    The pins for development include those of the runtime.
    """
    python = "Python {}.{}".format(*sys.version_info)
    stamped = STAMP.read_text().splitlines() if STAMP.exists() else []
    if PYTHON.exists() and {python, digest(requirements)} <= set(stamped):
        return
    print("Setting kpikit up; this is done once and takes about half a minute.")
    if not PYTHON.exists() or (stamped and python not in stamped):
        make_environment()
    print(f"Installing what {requirements.name} pins ...", flush=True)
    # Every package is pinned, so pip need not work out what each asks for; left to
    # it, a newer release that answers to an extra would be refused for want of a pin.
    # Python compiles on first use; compiling all beforehand would double the wait.
    pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-compile"]
    pinned = ["--no-deps", "--require-hashes", "-r", str(requirements)]
    if show_progress([*pip, "--progress-bar", "off", *pinned]):
        sys.exit("The dependencies could not be installed; the reason stands above.")
    installed = {requirements, RUNTIME}
    STAMP.write_text("\n".join([python, *map(digest, installed)]))


def digest(path: Path) -> str:
    """Return the line that stands for the present content of a file."""
    return f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def make_environment() -> None:
    """Make .venv anew, or say in plain words what this machine lacks."""
    import shutil
    import subprocess
    import venv

    print(f"Making a virtual environment in {VENV} ...", flush=True)
    try:
        venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")
    except (ImportError, subprocess.CalledProcessError):
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "This Python cannot make a virtual environment with pip in it.\n"
            "On Debian or Ubuntu, run: sudo apt install python3-venv"
        )


def show_progress(words: list[str]) -> int:
    """Run pip, name on a terminal what it is at, and return its exit status."""
    import subprocess

    command = [str(PYTHON), *words]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE) as pip:
        for line in pip.stdout or ():
            if sys.stdout.isatty():
                print(f"\r  {line.strip()[:70]:70}", end="", flush=True)
    if sys.stdout.isatty():
        print(f"\r{'':72}\r", end="", flush=True)
    return pip.returncode


def compile_catalogues() -> None:
    """Compile the translations that are newer than their compiled form."""
    folder = ROOT / "kpikit" / "translations"
    for source in folder.glob("*/LC_MESSAGES/messages.po"):
        made = source.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime >= source.stat().st_mtime:
            continue
        babel = ["-m", "babel.messages.frontend", "--quiet", "compile"]
        if call([*babel, "-i", str(source), "-o", str(made)]):
            sys.exit(f"{source} could not be compiled; the reason stands above.")


def test(words: list[str]) -> int:
    """Run every check and then, with the given words, the tests."""
    failed = failed_checks()
    print("--- pytest", flush=True)
    if failed:
        print(f"Failed before the tests: {', '.join(failed)}", flush=True)
    return call(["-m", "pytest", "-n", "2", *words]) or bool(failed)


def failed_checks() -> list[str]:
    """Run the checks side by side, show what they found, and name those that failed.

    The slowest stands first, so that the others are done by the time it is.
    """
    from concurrent.futures import ThreadPoolExecutor, as_completed

    failed = []
    with ThreadPoolExecutor(2) as pool:
        running = {pool.submit(examine, words): name for name, words in CHECKS.items()}
        try:
            for each in as_completed(running):
                status, said = each.result()
                name, found = running[each], "failed" if status else "passed"
                print(f"--- {name}: {found}", flush=True)
                if status:
                    print(said, flush=True)
                    failed.append(name)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            sys.exit(130)
    return failed


def examine(words: list[str]) -> tuple[int, str]:
    """Run one check and return its exit status and all that it says."""
    import subprocess

    done = subprocess.run(
        [str(PYTHON), *words],
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    return done.returncode, done.stdout


def call(words: list[str], folder: Path = ROOT) -> int:
    """Run the environment's Python, pass signals on, return its exit status."""
    import signal
    import subprocess

    with subprocess.Popen([str(PYTHON), *words], cwd=folder) as child:
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the child got it too, and ends in its own way


def become(words: list[str]) -> int:
    """Hand this process over to kpikit; on Windows, which cannot, wait for it."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(PYTHON, [str(PYTHON), *words])
    return call(words, Path.cwd())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
