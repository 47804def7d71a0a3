"""An installation that sends mail into a list: what tests of mail use."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.message import EmailMessage

from kpikit.actions.desk import Desk
from kpikit.actions.mailing import Round, send_mail
from kpikit.domain.mail import Trouble
from kpikit.mail.letter import Sender
from kpikit.mail.ways import NotSent, Send
from tests.web.installation import Installation

SENDER = Sender(address="kpikit@example.org", site="https://kpi.example.org")


@dataclass(slots=True)
class Post:
    """Letters that were sent; an address with a trouble gets none."""

    letters: list[EmailMessage] = field(default_factory=list)
    troubles: Mapping[str, Trouble] = field(default_factory=dict)
    is_shut: bool = False

    @contextmanager
    def way(self) -> Iterator[Send]:
        """Give what takes letters."""
        if self.is_shut:
            raise NotSent(Trouble.UNREACHABLE)
        yield self._take

    @property
    def addresses(self) -> list[str]:
        """The addresses that got a letter, in alphabetical order."""
        return sorted(letter["To"].addresses[0].addr_spec for letter in self.letters)

    @property
    def numbers(self) -> set[str]:
        """The numbers of the letters."""
        return {str(letter["Message-ID"]) for letter in self.letters}

    def send(self, desk: Desk) -> Round:
        """Let one round of sending happen."""
        return send_mail(desk, SENDER, self.way)

    def _take(self, letter: EmailMessage, _: str) -> None:
        address = letter["To"].addresses[0].addr_spec
        if address in self.troubles:
            raise NotSent(self.troubles[address])
        self.letters.append(letter)


def with_mail(installation: Installation) -> Installation:
    """Return an installation with mail switched on."""
    desk = replace(installation.desk, mails=True)
    installation.app.extensions["kpikit_desk"] = desk
    return replace(installation, desk=desk)
