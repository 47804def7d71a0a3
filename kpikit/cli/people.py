"""Commands about people: add a user, set a lost password."""

import click

from kpikit.cli.common import LANGUAGE, open_desk, passwords
from kpikit.text import Language, Text


@click.group()
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
    operator.add_user(open_desk(), passwords(), wish)
    click.echo(f"{wish.email}: {wish.organisation}")


@user.command("password")
@click.option("--email", required=True, help="Address of the account.")
@click.password_option()
@LANGUAGE
def user_password(email: str, password: str, language: Language) -> None:
    """Set the password of somebody who lost it; ends all logins of the account."""
    from kpikit.actions import operator

    operator.set_password(open_desk(), passwords(), email, password)
    click.echo(_PASSWORD_SET.in_(language).format(email=email))


_PASSWORD_SET = Text(
    nl="Het wachtwoord van {email} is ingesteld. Dit account is overal uitgelogd.",
    en="The password of {email} is set. This account is logged out everywhere.",
)
