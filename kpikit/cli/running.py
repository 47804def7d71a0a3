"""Commands that make an installation, fill it, serve it and look at its parts."""

import json
import sys
from pathlib import Path

import click

from kpikit.cli.common import LANGUAGE, read_settings
from kpikit.text import Language, Text

HERE = "127.0.0.1"


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port on 127.0.0.1.")
@click.option("--no-serve", is_flag=True, help="Make the data, do not serve.")
@click.option("--fresh", is_flag=True, help="Throw the demo away and begin again.")
def demo(*, port: int, no_serve: bool, fresh: bool) -> None:
    """Make the demo data set, print its users, and serve it on this machine."""
    from kpikit.web import demonstration

    shown = demonstration.prepare(read_settings(key_required=False), fresh=fresh)
    click.echo(demonstration.describe(shown, port))
    if not no_serve:
        demonstration.serve(shown, port)


@click.command("demo-seed")
@click.option("--json", "as_json", is_flag=True, help="Print for a program.")
def demo_seed(*, as_json: bool) -> None:
    """Put the demo data into the configured, empty database."""
    from kpikit.web import demonstration

    made = demonstration.fill(read_settings(key_required=False))
    found = demonstration.as_json(made)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        click.echo(demonstration.people(found))


@click.command()
def init() -> None:
    """Make an empty installation: folder, database, tables."""
    _upgrade()


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the database up to this version; a copy of an SQLite file is kept."""
    _upgrade()


@click.command()
@click.option("--host", default=HERE, show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the app; SIGTERM lets running requests finish."""
    from kpikit.web.app import create_app
    from kpikit.web.server import serve as run

    run(create_app(read_settings()), host, port)


@click.command("check-library")
@click.argument("folder", required=False, type=click.Path(exists=True, path_type=Path))
@LANGUAGE
def check_library(folder: Path | None, language: Language) -> None:
    """Name every problem of every file of the library, with its line."""
    from kpikit.library import check, render

    problems = check(folder)
    for problem in problems:
        click.echo(render(problem, language), err=True)
    if problems:
        sys.exit(1)
    click.echo(_IN_ORDER.in_(language))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print for a program.")
def routes(*, as_json: bool) -> None:
    """List every address of the app with what its reader must be allowed."""
    from kpikit.web.routes import listed

    found = listed(read_settings(key_required=False))
    if as_json:
        click.echo(json.dumps(found))
        return
    for route in found:
        methods = ",".join(route["methods"])
        click.echo(f"{methods:10} {route['rule']:60} {route['permission']}")


def _upgrade() -> None:
    from kpikit.storage import migrate

    settings = read_settings(key_required=False)
    migrate.upgrade(settings.database_url, owner_url=settings.database_owner_url)
    click.echo("OK")


_IN_ORDER = Text(nl="De bibliotheek is in orde.", en="The library is in order.")
