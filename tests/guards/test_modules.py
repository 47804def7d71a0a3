"""Modules stay small, explain themselves and are named after what they hold."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.guards.tree import ROOT, modules, name, parsed

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def lines(module: Path) -> int:
    """Return the number of lines of a file."""
    return len(module.read_text(encoding="utf-8").splitlines())


def definitions(module: Path) -> Iterator[Definition]:
    """Yield every function and class of a module, however deep."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, Definition):
            yield node


def test_every_module_says_in_one_sentence_what_it_is() -> None:
    """The first line of each module is one sentence, and a full one."""
    silent = [
        name(module)
        for module in modules()
        if not re.fullmatch(
            r"\S.*[.:?]", (ast.get_docstring(parsed(module)) or "").split("\n")[0]
        )
    ]
    assert silent == []


def test_modules_are_small() -> None:
    """Half of the modules stay under 150 lines and none grows past 400."""
    sizes = {name(module): lines(module) for module in modules()}
    assert {n: size for n, size in sizes.items() if size > 400} == {}
    assert median(sizes.values()) <= 150


def test_functions_are_small() -> None:
    """No function is longer than 50 lines, so each can be read at a glance."""
    long = {
        f"{name(module)}:{node.name}": node.end_lineno - node.lineno + 1
        for module in modules()
        for node in definitions(module)
        if not isinstance(node, ast.ClassDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= 50
    }
    assert long == {}


def test_names_are_nouns_of_the_field() -> None:
    """Nothing is called a manager, a helper or a utility: that names no thing."""
    vague = re.compile(r"manager|helper|utils?(_|$|\.)", re.IGNORECASE)
    named = [name(module) for module in modules() if vague.search(module.name)]
    named += [
        f"{name(module)}:{node.name}"
        for module in modules()
        for node in definitions(module)
        if vague.search(node.name)
    ]
    assert named == []


def test_only_settings_reads_the_environment() -> None:
    """Every setting is read, checked and documented in one place.

    To set a variable for a library, as charts does for matplotlib, is not to read one.
    """
    readers = {
        name(module)
        for module in modules()
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Attribute)
        and node.attr in {"environ", "environb", "getenv"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        and not sets_only(parsed(module), node)
    }
    assert {"kpikit/settings.py"} == readers


def sets_only(tree: ast.Module, environ: ast.Attribute) -> bool:
    """Say whether this mention of os.environ is a bare call of setdefault."""
    return any(
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr == "setdefault"
        and node.value.func.value is environ
        for node in ast.walk(tree)
    )


def test_nothing_is_left_for_later() -> None:
    """No module holds a to-do, a stub or a commented promise."""
    promise = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")
    left = [
        f"{name(module)}:{number}"
        for module in modules()
        for number, line in enumerate(module.read_text("utf-8").splitlines(), start=1)
        if promise.search(line)
    ]
    assert left == []


def test_the_package_is_there() -> None:
    """The guards above look at the real package and not at an empty folder."""
    assert ROOT / "kpikit" / "settings.py" in modules()
    assert len(modules()) > 50
