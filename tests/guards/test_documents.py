"""The manual keeps up with the product."""

import re
from dataclasses import fields

from kpikit.cli import main
from kpikit.settings import PREFIX, Settings
from tests.guards.tree import ROOT, committed

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_every_setting_is_documented() -> None:
    """Each setting has its row in docs/operations.md, and each row is a setting."""
    settings = {PREFIX + field.name.upper() for field in fields(Settings)}
    rows = set(re.findall(r"(?m)^\| `(KPIKIT_\w+)`", OPERATIONS))
    assert settings == rows


def test_defaults_in_the_manual_are_the_real_ones() -> None:
    """The numbers in the table of settings are those of a fresh installation."""
    settings = Settings.read({"KPIKIT_SECRET_KEY": "k" * 32})
    rows = dict(re.findall(r"(?m)^\| `KPIKIT_(\w+)` \| `([^`]*)` \|", OPERATIONS))
    numbers = {
        field.name.upper(): str(value)
        for field in fields(Settings)
        if type(value := getattr(settings, field.name)) is int
    }
    assert numbers == {n: v for n, v in rows.items() if v.isdigit()}


def test_links_between_documents_lead_somewhere() -> None:
    """A link in a document to a file of the checkout finds that file."""
    broken = [
        f"{path}: {target}"
        for path in committed()
        if path.suffix == ".md"
        for target in re.findall(
            r"\]\(([^)#\s]+)[^)]*\)", (ROOT / path).read_text("utf-8")
        )
        if "://" not in target
        and not target.startswith("mailto:")
        and not (ROOT / path.parent / target).exists()
    ]
    assert broken == []


def test_every_decision_has_its_parts() -> None:
    """A decision says why, what, how it stands and what follows from it."""
    decisions = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert decisions != []
    for number, path in enumerate(decisions, start=1):
        text = path.read_text(encoding="utf-8")
        assert f"{number:04}" == path.name[:4]
        headings = re.findall(r"(?m)^## (.+)$", text)
        assert headings == ["Status", "Context", "Decision", "Consequences"], path.name


def test_commands_in_documents_exist() -> None:
    """Whoever types a command from a document finds it there."""
    code = r"(?s)```.*?```|`[^`]+`"
    written = {
        (str(path), word)
        for path in committed()
        if path.suffix == ".md"
        for part in re.findall(code, (ROOT / path).read_text("utf-8"))
        for word in re.findall(r"(?m)(?:`|^|bin/)kpikit ([a-z]+(?:-[a-z]+)*)", part)
    }
    assert written != set()
    assert [] == sorted(w for w in written if w[1] not in main.commands)
