"""What the commands share: the language of the answer, the desk, and refusals."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from kpikit.problems import Problem, Refused
from kpikit.text import DEFAULT_LANGUAGE, LANGUAGES, Language, Text

if TYPE_CHECKING:
    from kpikit.actions.desk import Desk
    from kpikit.actions.passwords import Passwords
    from kpikit.settings import Settings

_CHOSEN = "kpikit.language"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


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


def read_settings(*, key_required: bool = True) -> "Settings":
    """Return the settings of this process."""
    from kpikit.settings import from_environment

    return from_environment(key_required=key_required)


def open_desk() -> "Desk":
    """Return the desk of the installation, once its tables are known to be there."""
    from kpikit.actions.operator import require_up_to_date
    from kpikit.web.app import make_desk

    desk = make_desk(read_settings(key_required=False))
    require_up_to_date(desk)
    return desk


def passwords() -> "Passwords":
    """Return how this installation looks after passwords."""
    from kpikit.web.app import make_passwords

    return make_passwords(read_settings(key_required=False))


def write(path: Path, data: bytes, mode: str = "wb") -> str:
    """Write a file and return its name; refuse where that cannot be done."""
    try:
        with path.open(mode) as file:
            file.write(data)
    except OSError as error:
        raise Refused([Problem("unwritable", str(path), _UNWRITABLE)]) from error
    return str(path)


def refuse(problems: Iterable[Problem], language: Language) -> NoReturn:
    """Tell what is wrong on stderr, and end in exit 1."""
    for problem in problems:
        place = f"{problem.where}: " if problem.where else ""
        click.echo(f"{place}{problem.text.in_(language)}", err=True)
    sys.exit(1)


def language_of(ctx: click.Context) -> Language:
    """Return the language chosen on the command line, else the usual one."""
    found: Language | None = ctx.meta.get(_CHOSEN)
    return found or _usual_language()


_UNWRITABLE = Text(
    nl="Dit bestand kan niet worden geschreven.", en="This file cannot be written."
)
