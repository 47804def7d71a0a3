"""Commands about the audit trail: verify it, anchor its end elsewhere."""

from pathlib import Path

import click

from kpikit.cli.common import FILE, LANGUAGE, open_desk, refuse, write
from kpikit.text import Language


@click.group()
def audit() -> None:
    """Look after the audit trail."""


@audit.command("verify")
@click.argument("anchors", nargs=-1, type=FILE)
@LANGUAGE
def audit_verify(anchors: tuple[Path, ...], language: Language) -> None:
    """Check the whole trail, also against anchor files and signed workbooks."""
    from kpikit.actions import auditing

    kept = [each for path in anchors for each in auditing.anchors_in(path)]
    found = auditing.check(open_desk(), kept)
    if found.problems:
        refuse(found.problems, language)
    click.echo(found.words.in_(language))


@audit.command("anchor")
@click.option("-o", "target", type=click.Path(path_type=Path), help="File to add to.")
def audit_anchor(target: Path | None) -> None:
    """Print the end of the audit trail; with a file, add it there as a line."""
    from kpikit.actions import auditing

    line = auditing.anchor(open_desk()).line
    if target:
        write(target, f"{line}\n".encode(), mode="ab")
    click.echo(line)
