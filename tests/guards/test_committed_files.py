"""What git keeps: no address of a registry, no path of somebody's machine, no data."""

import re
import tomllib

from tests.guards.tree import ROOT, committed

# Each name is put together here, so that this file does not hold what it looks for.
REGISTRIES = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "npm" + "mirror.",
    "un" + "pkg.com",
    "js" + "delivr",
    "cdn" + "js.",
    "conda" + ".anaconda",
    "--index" + "-url ",
    "--extra-index" + "-url",
    "--find" + "-links ",
    "file:" + "///",
)
MACHINE_PATH = re.compile(
    r"(?<![\w.~-])/(?:work|root|home/[a-z]\w*|Users/\w+|opt/pypi\S*)/\w|\b[A-Z]:\\Users"
)


def text_of_committed_files() -> dict[str, str]:
    """Return the text of each committed file; bytes that are no text are replaced."""
    return {
        path.as_posix(): (ROOT / path).read_text(encoding="utf-8", errors="replace")
        for path in committed()
    }


def test_no_file_names_a_registry_or_index() -> None:
    """Where packages come from is the choice of whoever installs."""
    named = [
        f"{path}: {registry}"
        for path, text in text_of_committed_files().items()
        for registry in REGISTRIES
        if registry in text
    ]
    assert named == []


def test_no_file_holds_a_path_of_a_machine() -> None:
    """Nothing depends on where one developer keeps the checkout."""
    held = [
        f"{path}: {found.group()}"
        for path, text in text_of_committed_files().items()
        for found in MACHINE_PATH.finditer(text)
    ]
    assert held == []


def test_every_pin_has_a_hash() -> None:
    """Each pinned dependency is followed by at least one hash, and by no address."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        blocks = re.split(r"\n(?=\S)", text.strip())
        bare = [block for block in blocks if "--hash=sha256:" not in block]
        assert bare == [], name
        assert "://" not in text


def normal(requirement: str) -> str:
    """Return the name in a requirement as pins write it."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def test_every_declared_dependency_is_pinned() -> None:
    """What pyproject.toml asks for stands in the pins; development has the runtime's."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    runtime = {normal(r) for r in project["project"]["dependencies"]}
    extra = {normal(r) for r in groups["test"] + groups["dev"]}
    pins = {
        name: set(re.findall(r"(?m)^\S+==\S+", (ROOT / name).read_text("utf-8")))
        for name in ("requirements.txt", "requirements-dev.txt")
    }
    names = {n: {normal(pin) for pin in found} for n, found in pins.items()}
    assert runtime - names["requirements.txt"] == set()
    assert (runtime | extra) - names["requirements-dev.txt"] == set()
    assert pins["requirements.txt"] - pins["requirements-dev.txt"] == set()


def test_no_data_and_nothing_made_is_committed() -> None:
    """Databases, compiled files and made workbooks stay out; samples are kept."""
    made = re.compile(
        r"\.(sqlite3?|db|mo|pyc|whl|log|env)$|(^|/)(\.venv|node_modules)/"
    )
    wrong = [p.as_posix() for p in committed() if made.search(p.as_posix())]
    wrong += [
        p.as_posix()
        for p in committed()
        if p.suffix == ".xlsx"
        and p.parts[:2] != ("exports", "samples")
        and p.parts[0] != "tests"
    ]
    assert wrong == []
