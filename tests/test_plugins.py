"""Plug-ins are found by being there, and each declares its constant."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from kpikit.plugins import collect


def package(folder: Path, name: str, modules: dict[str, str]) -> ModuleType:
    """Return a package with these modules, as if it was imported."""
    for module, code in modules.items():
        (folder / f"{module}.py").write_text(code, encoding="utf-8")
    made = ModuleType(name)
    made.__path__ = [str(folder)]
    return made


def test_collect_finds_every_module_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The constants come by module name, in order of name."""
    made = package(tmp_path, "kinds_a", {"zebra": "KIND = 1", "ape": "KIND = 2"})
    monkeypatch.setitem(sys.modules, "kinds_a", made)
    assert [("ape", 2), ("zebra", 1)] == list(collect(made, "KIND").items())


def test_collect_refuses_a_module_without_the_constant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forgotten constant is an error at once, not a kind that is silently absent."""
    made = package(tmp_path, "kinds_b", {"empty": "OTHER = 1"})
    monkeypatch.setitem(sys.modules, "kinds_b", made)
    with pytest.raises(AttributeError, match="KIND"):
        collect(made, "KIND")
