"""Templates import what they use, and somebody uses every template and macro."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

from tests.guards.tree import ROOT, modules

TEMPLATES = ROOT / "templates"


@cache
def trees() -> dict[str, nodes.Template]:
    """Return the syntax tree of every template by its name."""
    environment = Environment(
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True
    )
    return {
        path.relative_to(TEMPLATES).as_posix(): environment.parse(
            path.read_text(encoding="utf-8")
        )
        for path in sorted(TEMPLATES.rglob("*.*"))
        if path.is_file()
    }


def imported(tree: nodes.Template) -> set[str]:
    """Return the names that a template imports."""
    names = {node.target for node in tree.find_all(nodes.Import)}
    for node in tree.find_all(nodes.FromImport):
        names |= {n if isinstance(n, str) else n[1] for n in node.names}
    return names


def used(tree: nodes.Template) -> set[str]:
    """Return the names that a template reads."""
    return {n.name for n in tree.find_all(nodes.Name) if n.ctx == "load"}


def test_every_import_is_used() -> None:
    """A template names no macro that it does not call."""
    unused = {
        f"{template}: {name}"
        for template, tree in trees().items()
        for name in imported(tree) - used(tree)
    }
    assert unused == set()


def test_every_macro_is_called() -> None:
    """No component is kept that no page shows."""
    called: set[str] = set()
    for tree in trees().values():
        called |= used(tree) | {n.attr for n in tree.find_all(nodes.Getattr)}
        for node in tree.find_all(nodes.FromImport):
            called |= {n if isinstance(n, str) else n[0] for n in node.names}
    idle = {
        f"{template}: {macro.name}"
        for template, tree in trees().items()
        for macro in tree.find_all(nodes.Macro)
        if macro.name not in called
    }
    assert idle == set()


def test_every_template_is_shown() -> None:
    """Each template is rendered, extended, included or imported by something."""
    code = "\n".join(module.read_text(encoding="utf-8") for module in modules())
    named = set(re.findall(r"[\w/{}.-]+\.(?:html|txt)", code))
    shapes = [re.compile(re.sub(r"\\{.*?\\}", r"[\\w-]+", re.escape(n))) for n in named]
    for tree in trees().values():
        shapes += [re.compile(re.escape(name)) for name in referenced(tree)]
    idle = [t for t in trees() if not any(s.fullmatch(t) for s in shapes)]
    assert idle == []


def referenced(tree: nodes.Template) -> set[str]:
    """Return the templates that a template extends, includes or imports."""
    targets = [node.template for node in tree.find_all(nodes.Extends)]
    targets += [node.template for node in tree.find_all(nodes.Include)]
    targets += [node.template for node in tree.find_all(nodes.Import)]
    targets += [node.template for node in tree.find_all(nodes.FromImport)]
    return {str(t.value) for t in targets if isinstance(t, nodes.Const)}


def test_no_script_or_style_stands_in_a_page() -> None:
    """The content security policy would refuse it, and the page would break."""
    inline = re.compile(
        r"<style\b|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)", re.IGNORECASE
    )
    found = [
        f"{path.relative_to(TEMPLATES)}: {match.group().strip()}"
        for path in sorted(Path(TEMPLATES).rglob("*.html"))
        for match in inline.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
