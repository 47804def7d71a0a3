"""Commands about mail and reminders: send what waits, tell how it stands."""

import sys
from typing import TYPE_CHECKING

import click

from kpikit.cli.common import LANGUAGE, open_desk, read_settings
from kpikit.text import Language, Text

if TYPE_CHECKING:
    from kpikit.storage.outbox import Standing


@click.group()
def mail() -> None:
    """Look after mail about notices."""


@mail.command("send")
@LANGUAGE
def mail_send(language: Language) -> None:
    """Send the mail that is due; for cron or a timer, every few minutes."""
    from kpikit.actions import mailing

    sender, way = mailing.way_of(read_settings(key_required=False))
    done = mailing.send_mail(open_desk(), sender, way)
    click.echo(_DONE.in_(language).format(sent=done.sent, left=done.not_sent))
    if not done.reached:
        click.echo(_SHUT.in_(language), err=True)
        sys.exit(1)


@mail.command("status")
@LANGUAGE
def mail_status(language: Language) -> None:
    """Tell how much mail waits, went, and was given up, and for whom."""
    from kpikit.actions import mailing

    if not read_settings(key_required=False).mails:
        click.echo(mailing.NoMail.text.in_(language))
    for line in _lines(mailing.how_mail_stands(open_desk()), language):
        click.echo(line)


@click.command()
@LANGUAGE
def remind(language: Language) -> None:
    """Remind people of what waits long, comes near or is late; once a day is enough."""
    from datetime import timedelta

    from kpikit.actions import reminding

    after = timedelta(days=read_settings(key_required=False).remind_days)
    told = reminding.remind(open_desk(), after)
    click.echo(_REMINDED.in_(language).format(told=told))


def _lines(standing: "Standing", language: Language) -> list[str]:
    from kpikit.domain.mail import TROUBLE_NAMES

    lines = [
        _STANDING.in_(language).format(
            waiting=standing.waiting,
            failing=standing.failing,
            sent=standing.sent,
            lost=len(standing.given_up),
        )
    ]
    lines += [
        f"  {each.address} ({each.at:%Y-%m-%d %H:%M} UTC): "
        + TROUBLE_NAMES[each.trouble].in_(language)
        for each in standing.given_up
    ]
    return lines


_DONE = Text(nl="{sent} verstuurd, {left} niet.", en="{sent} sent, {left} not.")
_SHUT = Text(
    nl="De mailserver of de map is niet te bereiken. De rest gaat een volgende keer.",
    en="The mail server or the folder cannot be reached. The rest goes a next time.",
)
_REMINDED = Text(nl="{told} nieuwe berichten.", en="{told} new notices.")
_STANDING = Text(
    nl="Berichten die op mail wachten: {waiting}, waarvan {failing} na een mislukte "
    "poging.\nVerstuurd in 30 dagen: {sent}. Opgegeven voor {lost} adressen.",
    en="Notices that wait for mail: {waiting}, of which {failing} after a failed "
    "attempt.\nSent in 30 days: {sent}. Given up for {lost} addresses.",
)
