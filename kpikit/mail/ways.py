"""The ways in which a letter goes: to a mail server, or to a file in a folder."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from kpikit.domain.mail import Trouble

SECONDS = 30
_HERE = {"localhost", "127.0.0.1", "::1"}
_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
_REFUSED_FOR_GOOD = 500
Send = Callable[[EmailMessage, str], None]


class NotSent(Exception):  # noqa: N818 - reads as what it says
    """A letter did not go; ``trouble`` says why."""

    def __init__(self, trouble: Trouble) -> None:
        """Keep why."""
        super().__init__(trouble.value)
        self.trouble = trouble


@contextmanager
def to_folder(folder: Path) -> Iterator[Send]:
    """Give what writes a letter as a file of its own, which only we can read.

    Raises:
        NotSent: the folder cannot be made.
    """

    def send(letter: EmailMessage, name: str) -> None:
        target = folder / f"{name}.eml"
        half = target.with_suffix(".part")
        try:
            half.unlink(missing_ok=True)
            half.touch(0o600, exist_ok=False)
            half.write_bytes(letter.as_bytes())
            half.replace(target)
        except OSError as error:
            raise NotSent(Trouble.UNREACHABLE) from error

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotSent(Trouble.UNREACHABLE) from error
    yield send


@contextmanager
def to_server(url: str, own_name: str) -> Iterator[Send]:
    """Give what hands letters to a mail server, over one connection.

    ``smtps`` is encrypted from the first byte, ``smtp`` from STARTTLS on (only a
    server on this very machine may do without), ``smtp+plain`` not at all.

    Raises:
        NotSent: the server cannot be reached, or does not let us in.
    """
    try:
        server = _connect(urlsplit(url), own_name)
    except (OSError, ValueError) as error:
        raise NotSent(Trouble.UNREACHABLE) from error
    try:
        yield lambda letter, _: _hand_over(server, letter)
    finally:
        server.close()


def _connect(at: SplitResult, own_name: str) -> smtplib.SMTP:
    host, port = at.hostname or "", at.port or _PORTS[at.scheme]
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if at.scheme == "smtps":
        server = smtplib.SMTP_SSL(
            host, port, own_name, timeout=SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(host, port, own_name, timeout=SECONDS)
    try:
        server.ehlo_or_helo_if_needed()
        if at.scheme == "smtp" and (host not in _HERE or server.has_extn("starttls")):
            server.starttls(context=context)
        if at.username:
            server.login(unquote(at.username), unquote(at.password or ""))
    except (OSError, ValueError):
        server.close()
        raise
    return server


def _hand_over(server: smtplib.SMTP, letter: EmailMessage) -> None:
    """Send a letter; every error of smtplib is an OSError, so that one comes last."""
    try:
        server.send_message(letter)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        for_good = min(codes, default=0) >= _REFUSED_FOR_GOOD
        raise NotSent(Trouble.ADDRESS if for_good else Trouble.REFUSED) from error
    except (smtplib.SMTPNotSupportedError, UnicodeError) as error:
        raise NotSent(Trouble.ADDRESS) from error
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        raise NotSent(Trouble.REFUSED) from error
    except (OSError, ValueError) as error:
        raise NotSent(Trouble.UNREACHABLE) from error
