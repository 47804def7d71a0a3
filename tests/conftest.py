"""Parts of the machine that tests may need: skipped here, required in CI, always named.

A test marked ``browser``, ``libreoffice``, ``writer`` or ``postgres`` is skipped where that
part is absent. ``KPIKIT_TEST_REQUIRE=browser,libreoffice`` turns absence into failure.
What is ``thorough`` runs only where that list names it too, as CI does: it takes long, or
repeats with more what a shorter test has shown.
"""

import os
import shutil
from pathlib import Path
from typing import Final

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import settings

import kpikit.excel  # noqa: F401 - settles how openpyxl writes, before a test uses it

TRANSLATIONS: Final = Path(__file__).parents[1] / "kpikit" / "translations"
PARTS: Final = {
    "browser": "a chromium (KPIKIT_TEST_CHROMIUM, or chromium on the path)",
    "libreoffice": "LibreOffice Calc (soffice on the path)",
    "writer": "LibreOffice Writer (swriter beside soffice)",
    "postgres": "a PostgreSQL server (KPIKIT_TEST_PG_URL)",
    "thorough": "time (KPIKIT_TEST_REQUIRE=thorough)",
}
FIRST_VIEW: Final = {"language": "nl", "width": 1280}
"""A journey in the browser is taken in this one; the other views are thorough."""

# How long one example takes says how busy the machine is, not whether it is right.
settings.register_profile("kpikit", settings(deadline=None))
settings.load_profile("kpikit")


def chromium() -> str | None:
    """Return the path of the browser that the tests drive."""
    named = os.environ.get("KPIKIT_TEST_CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if (path := shutil.which(name))), None)


def present(part: str) -> bool:
    """Say whether this machine has the part that a marker names."""
    if part == "browser":
        return chromium() is not None
    if part == "libreoffice":
        return shutil.which("soffice") is not None
    if part == "writer":
        soffice = shutil.which("soffice")
        return (
            soffice is not None
            and Path(soffice).resolve().with_name("swriter").exists()
        )
    if part == "thorough":
        return part in required()
    return bool(os.environ.get("KPIKIT_TEST_PG_URL"))


def required() -> set[str]:
    """Return the parts without which this run fails.

    Raises:
        pytest.UsageError: a part is named that does not exist.
    """
    words = os.environ.get("KPIKIT_TEST_REQUIRE", "").split(",")
    parts = {w.strip() for w in words if w.strip()}
    if parts - set(PARTS):
        raise pytest.UsageError(f"KPIKIT_TEST_REQUIRE knows only {', '.join(PARTS)}")
    return parts


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a run without a required part; compile catalogues that are out of date."""
    absent = sorted(part for part in required() if not present(part))
    if absent:
        needs = "; ".join(PARTS[part] for part in absent)
        raise pytest.UsageError(f"This run requires {needs}.")
    if not hasattr(config, "workerinput"):
        compile_catalogues()


def compile_catalogues() -> None:
    """Write messages.mo where messages.po is newer, so that pages speak Dutch."""
    for source in TRANSLATIONS.rglob("*.po"):
        made = source.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file)
        with made.open("wb") as file:
            write_mo(file, catalogue)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs an absent part, with the part as the reason."""
    absent = [part for part in PARTS if not present(part)]
    for item in items:
        if in_another_view(item):
            item.add_marker(pytest.mark.thorough)
        for part in absent:
            if item.get_closest_marker(part):
                item.add_marker(pytest.mark.skip(reason=f"needs {PARTS[part]}"))


def in_another_view(item: pytest.Item) -> bool:
    """Tell whether a journey is taken again, in one more language or width."""
    if item.get_closest_marker("browser") is None:
        return False
    given = getattr(item, "callspec", None)
    params = given.params if given else {}
    return any(params.get(name, first) != first for name, first in FIRST_VIEW.items())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the parts whose tests were left out, and how many those are."""
    reports = terminalreporter.stats.get("skipped", [])
    for part, needs in PARTS.items():
        count = sum(f"needs {needs}" in str(report.longrepr) for report in reports)
        if count:
            terminalreporter.write_line(
                f"left out: {count} tests marked {part}, for want of {needs}",
                yellow=True,
            )
