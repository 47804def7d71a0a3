"""The command line: exit 0 is done, 1 a refusal with its reasons, 2 wrong usage."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from kpikit import __version__
from kpikit.domain.kpi import KpiId
from kpikit.problems import KpikitError, Problem, Refused
from kpikit.text import DEFAULT_LANGUAGE, LANGUAGES, Language, Text

if TYPE_CHECKING:
    from kpikit.actions.desk import Desk
    from kpikit.actions.passwords import Passwords
    from kpikit.domain.result.incoming.answers import Progress
    from kpikit.settings import Settings

_CHOSEN = "kpikit.language"


def _choose(ctx: click.Context, _: click.Parameter, given: str | None) -> Language:
    """Keep the language of the answer, so that a refusal is told in it as well."""
    found = next((w for w in LANGUAGES if w == given), None) or _usual_language()
    ctx.meta[_CHOSEN] = found
    return found


def _usual_language() -> Language:
    from kpikit.settings import from_environment

    try:
        return from_environment(key_required=False).language
    except Refused:
        return DEFAULT_LANGUAGE


LANGUAGE = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    callback=_choose,
    is_eager=True,
    help="Language of the answer; by default that of the installation.",
)
HERE = "127.0.0.1"
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Kpikit(click.Group):
    """The group of commands; a refusal of any of them ends in exit 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command and turn a refusal into its reasons on stderr."""
        try:
            return super().invoke(ctx)
        except Refused as refusal:
            _refuse(refusal.problems, _language(ctx))
        except KpikitError as refusal:
            click.echo(refusal.text.in_(_language(ctx)), err=True)
            sys.exit(1)


@click.group(cls=Kpikit)
@click.version_option(__version__, prog_name="kpikit")
def main() -> None:
    """Contract and KPI toolkit for the dialogue about shared decision making."""


@main.command()
@click.option("--port", default=8000, show_default=True, help="Port on 127.0.0.1.")
@click.option("--no-serve", is_flag=True, help="Make the data, do not serve.")
@click.option("--fresh", is_flag=True, help="Throw the demo away and begin again.")
def demo(*, port: int, no_serve: bool, fresh: bool) -> None:
    """Make the demo data set, print its users, and serve it on this machine."""
    from kpikit.web import demonstration

    shown = demonstration.prepare(_settings(key_required=False), fresh=fresh)
    click.echo(demonstration.describe(shown, port))
    if not no_serve:
        demonstration.serve(shown, port)


@main.command("demo-seed")
@click.option("--json", "as_json", is_flag=True, help="Print for a program.")
def demo_seed(*, as_json: bool) -> None:
    """Put the demo data into the configured, empty database."""
    from kpikit.web import demonstration

    made = demonstration.fill(_settings(key_required=False))
    found = demonstration.as_json(made)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        click.echo(demonstration.people(found))


@main.command()
def init() -> None:
    """Make an empty installation: folder, database, tables."""
    _upgrade()


@main.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the database up to this version; a copy of an SQLite file is kept."""
    _upgrade()


@main.group()
def user() -> None:
    """Look after users."""


@user.command("add")
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--organisation", required=True, help="Name of the organisation.")
@click.option(
    "--kind",
    type=click.Choice(["provider", "insurer", "patients"]),
    help="Kind of the organisation, when it is new.",
)
@click.option("--agb", default="", help="AGB code of a new organisation.")
@click.option("--kvk", default="", help="KvK number of a new organisation.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice(["negotiator", "signatory", "analyst", "reader", "admin"]),
)
@click.password_option()
@LANGUAGE
def user_add(**given: object) -> None:
    """Add a user, and the organisation when it is new."""
    from kpikit.actions import operator

    wish = operator.NewUser(**given)  # type: ignore[arg-type]
    operator.add_user(_desk(), _passwords(), wish)
    click.echo(f"{wish.email}: {wish.organisation}")


@user.command("password")
@click.option("--email", required=True, help="Address of the account.")
@click.password_option()
@LANGUAGE
def user_password(email: str, password: str, language: Language) -> None:
    """Set the password of somebody who lost it; ends all logins of the account."""
    from kpikit.actions import operator

    operator.set_password(_desk(), _passwords(), email, password)
    click.echo(_PASSWORD_SET.in_(language).format(email=email))


@main.command()
@click.option("--host", default=HERE, show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the app; SIGTERM lets running requests finish."""
    from kpikit.web.app import create_app
    from kpikit.web.server import serve as run

    run(create_app(_settings()), host, port)


@main.command("check-library")
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


@main.command()
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

    made = operator.export(_desk(), agreement, pack, language, number)
    click.echo(_write(target or Path(made.name), made.data))


FOR_PARTY = click.option(
    "--organisation", default="", help="Party to act for; by default the provider."
)


@main.command("results-template")
@click.argument("agreement")
@LANGUAGE
@FOR_PARTY
@click.option("-o", "target", type=click.Path(path_type=Path), help="File to write.")
def results_template(
    agreement: str, language: Language, organisation: str, target: Path | None
) -> None:
    """Write the fill-in workbook for the results of an agreement."""
    from kpikit.actions import importing, operator

    desk = _desk()
    acting = operator.acting_for(desk, agreement, organisation, language)
    made = importing.results_template(desk, acting, agreement, language)
    click.echo(_write(target or Path(made.name), made.data))


@main.command("import-results")
@click.argument("agreement")
@click.argument("file", type=_FILE)
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

    desk = _desk()
    acting = operator.acting_for(desk, agreement, organisation, language)
    chosen = {KpiId(k): v for k, _, v in (each.partition("=") for each in readings)}
    how = importing.How(chosen=chosen, dry_run=dry_run, progress=_progress())
    plan = importing.import_file(desk, acting, agreement, file.read_bytes(), how)
    for line in plan_lines(plan):
        click.echo(line.in_(language), err=not plan.ready)
    if not plan.ready:
        sys.exit(1)


@main.command()
@click.argument("file", type=_FILE)
@LANGUAGE
def verify(file: Path, language: Language) -> None:
    """Tell offline whether a workbook is a true copy of what was recorded."""
    from kpikit.excel.telling import describe
    from kpikit.excel.verify import verify as check_copy

    found = check_copy(file.read_bytes())
    click.echo(describe(found, language), err=not found.true_copy)
    if not found.true_copy:
        sys.exit(1)


@main.group()
def audit() -> None:
    """Look after the audit trail."""


@audit.command("verify")
@click.argument("anchors", nargs=-1, type=_FILE)
@LANGUAGE
def audit_verify(anchors: tuple[Path, ...], language: Language) -> None:
    """Check the whole trail, also against anchor files and signed workbooks."""
    from kpikit.actions import auditing

    kept = [each for path in anchors for each in auditing.anchors_in(path)]
    found = auditing.check(_desk(), kept)
    if found.problems:
        _refuse(found.problems, language)
    click.echo(found.words.in_(language))


@audit.command("anchor")
@click.option("-o", "target", type=click.Path(path_type=Path), help="File to add to.")
def audit_anchor(target: Path | None) -> None:
    """Print the end of the audit trail; with a file, add it there as a line."""
    from kpikit.actions import auditing

    line = auditing.anchor(_desk()).line
    if target:
        _write(target, f"{line}\n".encode(), mode="ab")
    click.echo(line)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print for a program.")
def routes(*, as_json: bool) -> None:
    """List every address of the app with what its reader must be allowed."""
    from kpikit.web.routes import listed

    found = listed(_settings(key_required=False))
    if as_json:
        click.echo(json.dumps(found))
        return
    for route in found:
        methods = ",".join(route["methods"])
        click.echo(f"{methods:10} {route['rule']:60} {route['permission']}")


def _write(path: Path, data: bytes, mode: str = "wb") -> str:
    try:
        with path.open(mode) as file:
            file.write(data)
    except OSError as error:
        raise Refused([Problem("unwritable", str(path), _UNWRITABLE)]) from error
    return str(path)


def _progress() -> "Progress | None":
    """Return what shows on a terminal how far a long import is; nothing in a pipe."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        click.echo(f"\r{done} / {total}{end}", err=True, nl=False)

    return show


def _settings(*, key_required: bool = True) -> "Settings":
    from kpikit.settings import from_environment

    return from_environment(key_required=key_required)


def _desk() -> "Desk":
    """Return the desk of the installation, once its tables are known to be there."""
    from kpikit.actions.operator import require_up_to_date
    from kpikit.web.app import make_desk

    desk = make_desk(_settings(key_required=False))
    require_up_to_date(desk)
    return desk


def _passwords() -> "Passwords":
    from kpikit.web.app import make_passwords

    return make_passwords(_settings(key_required=False))


def _upgrade() -> None:
    from kpikit.storage import migrate

    settings = _settings(key_required=False)
    migrate.upgrade(settings.database_url, owner_url=settings.database_owner_url)
    click.echo("OK")


def _refuse(problems: Iterable[Problem], language: Language) -> NoReturn:
    for problem in problems:
        place = f"{problem.where}: " if problem.where else ""
        click.echo(f"{place}{problem.text.in_(language)}", err=True)
    sys.exit(1)


def _language(ctx: click.Context) -> Language:
    """Return the language chosen on the command line, else the usual one."""
    found: Language | None = ctx.meta.get(_CHOSEN)
    return found or _usual_language()


_IN_ORDER = Text(nl="De bibliotheek is in orde.", en="The library is in order.")
_PASSWORD_SET = Text(
    nl="Het wachtwoord van {email} is ingesteld. Dit account is overal uitgelogd.",
    en="The password of {email} is set. This account is logged out everywhere.",
)
_UNWRITABLE = Text(
    nl="Dit bestand kan niet worden geschreven.", en="This file cannot be written."
)
