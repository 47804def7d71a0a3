"""Commands about workbooks: write one, bring results in, verify a copy."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpikit.cli.common import FILE, LANGUAGE, open_desk, write
from kpikit.domain.kpi import KpiId
from kpikit.text import Language

if TYPE_CHECKING:
    from kpikit.domain.result.incoming.answers import Progress

FOR_PARTY = click.option(
    "--organisation", default="", help="Party to act for; by default the provider."
)


@click.command()
@click.argument("agreement")
@click.option("--pack", default="full", show_default=True, help="full, board or open.")
@LANGUAGE
@click.option("--version", "number", type=int, help="Signed version; else the latest.")
@click.option("-o", "target", type=click.Path(path_type=Path), help="File to write.")
def export(
    agreement: str,
    pack: str,
    language: Language,
    number: int | None,
    target: Path | None,
) -> None:
    """Write the workbook of an agreement."""
    from kpikit.actions import operator

    made = operator.export(open_desk(), agreement, pack, language, number)
    click.echo(write(target or Path(made.name), made.data))


@click.command("results-template")
@click.argument("agreement")
@LANGUAGE
@FOR_PARTY
@click.option("-o", "target", type=click.Path(path_type=Path), help="File to write.")
def results_template(
    agreement: str, language: Language, organisation: str, target: Path | None
) -> None:
    """Write the fill-in workbook for the results of an agreement."""
    from kpikit.actions import importing, operator

    desk = open_desk()
    acting = operator.acting_for(desk, agreement, organisation, language)
    made = importing.results_template(desk, acting, agreement, language)
    click.echo(write(target or Path(made.name), made.data))


@click.command("import-results")
@click.argument("agreement")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option(
    "--reading",
    "readings",
    multiple=True,
    metavar="KPI=READING",
    help="How to read the answers of a KPI, such as PAT-02=0-5.",
)
@FOR_PARTY
@LANGUAGE
def import_results(
    agreement: str,
    file: Path,
    readings: tuple[str, ...],
    organisation: str,
    language: Language,
    *,
    dry_run: bool,
) -> None:
    """Check a filled-in workbook or CSV file and bring it in, all or nothing."""
    from kpikit.actions import importing, operator
    from kpikit.excel.import_words import plan_lines

    desk = open_desk()
    acting = operator.acting_for(desk, agreement, organisation, language)
    chosen = {KpiId(k): v for k, _, v in (each.partition("=") for each in readings)}
    how = importing.How(chosen=chosen, dry_run=dry_run, progress=_progress())
    plan = importing.import_file(desk, acting, agreement, file.read_bytes(), how)
    for line in plan_lines(plan):
        click.echo(line.in_(language), err=not plan.ready)
    if not plan.ready:
        sys.exit(1)


@click.command()
@click.argument("file", type=FILE)
@LANGUAGE
def verify(file: Path, language: Language) -> None:
    """Tell offline whether a workbook is a true copy of what was recorded."""
    from kpikit.excel.telling import describe
    from kpikit.excel.verify import verify as check_copy

    found = check_copy(file.read_bytes())
    click.echo(describe(found, language), err=not found.true_copy)
    if not found.true_copy:
        sys.exit(1)


def _progress() -> "Progress | None":
    """Return what shows on a terminal how far a long import is; nothing in a pipe."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        click.echo(f"\r{done} / {total}{end}", err=True, nl=False)

    return show
