"""The command line: exit 0 is done, 1 a refusal with its reasons, 2 wrong usage."""

import sys

import click

from kpikit import __version__
from kpikit.cli import mail, people, running, trail, workbooks
from kpikit.cli.common import language_of, refuse
from kpikit.problems import KpikitError, Refused


class Kpikit(click.Group):
    """The group of commands; a refusal of any of them ends in exit 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command and turn a refusal into its reasons on stderr."""
        try:
            return super().invoke(ctx)
        except Refused as refusal:
            refuse(refusal.problems, language_of(ctx))
        except KpikitError as refusal:
            click.echo(refusal.text.in_(language_of(ctx)), err=True)
            sys.exit(1)


@click.group(cls=Kpikit)
@click.version_option(__version__, prog_name="kpikit")
def main() -> None:
    """Contract and KPI toolkit for the dialogue about shared decision making."""


for command in (
    running.demo,
    running.demo_seed,
    running.init,
    running.db,
    people.user,
    running.serve,
    running.check_library,
    workbooks.export,
    workbooks.results_template,
    workbooks.import_results,
    workbooks.verify,
    trail.audit,
    mail.mail,
    mail.remind,
    running.routes,
):
    main.add_command(command)
