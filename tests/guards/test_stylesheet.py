"""The one stylesheet stays small and readable, and every class in it is worn."""

import re

from tests.guards.tree import ROOT

STATIC = ROOT / "kpikit" / "web" / "static"
SHEET = STATIC / "kpikit.css"


def rules() -> str:
    """Return the stylesheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_there_is_one_stylesheet() -> None:
    """Every page wears the same one; files of others bring none."""
    assert [SHEET] == sorted(STATIC.rglob("*.css"))


def test_the_stylesheet_is_small() -> None:
    """Sixteen kilobytes are enough for a calm page."""
    assert SHEET.stat().st_size <= 16 * 1024


def test_one_declaration_stands_on_a_line() -> None:
    """A change to one property is a change to one line."""
    crowded = [line for line in rules().splitlines() if line.count(";") > 1]
    assert crowded == []


def test_every_class_is_worn() -> None:
    """No rule is kept for a class that no page and no script mentions."""
    worn = "\n".join(
        path.read_text(encoding="utf-8")
        for folder, kind in (
            (ROOT / "templates", "*.html"),
            (ROOT / "kpikit" / "web", "*.py"),
            (STATIC, "kpikit.js"),
        )
        for path in folder.rglob(kind)
    )
    selectors = re.sub(r"\{[^{}]*\}", "{}", rules())
    classes = set(re.findall(r"\.([a-z][\w-]*)", selectors)) - htmx_classes()
    idle = {c for c in classes if not re.search(rf"(?<![\w-]){c}(?![\w-])", worn)}
    assert idle == set()


def htmx_classes() -> set[str]:
    """Return the classes that htmx itself puts on while it works."""
    return {"htmx-indicator", "htmx-request", "htmx-swapping", "htmx-settling"}
