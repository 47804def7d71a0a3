"""The one message that kpikit sends: something waits for you, and where to read it."""

from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from kpikit.text import Language, Text

NOTICES, ACCOUNT = "/notices", "/account"
"""Pages of the site that a letter leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """From which address a letter comes, and about which site."""

    address: str
    site: str

    @property
    def domain(self) -> str:
        """The name of the site: all that a letter tells of where it was made."""
        return urlsplit(self.site).hostname or "localhost"


class NoAddress(Exception):  # noqa: N818 - reads as what it says
    """What stands as address of somebody is none."""


def compose(
    sender: Sender, to: str, language: Language, letter_id: str, at: datetime
) -> EmailMessage:
    """Return the letter to one person; the same ``letter_id`` is the same letter.

    Raises:
        NoAddress: the letter cannot be addressed.
    """
    words = {"notices": sender.site + NOTICES, "account": sender.site + ACCOUNT}
    letter = EmailMessage(policy=SMTP)
    try:
        letter["To"] = Address(addr_spec=to)
    except (MessageError, ValueError, IndexError) as error:
        raise NoAddress from error
    letter["From"] = Address("kpikit", addr_spec=sender.address)
    letter["Subject"] = _SUBJECT.in_(language)
    letter["Date"] = at
    letter["Message-ID"] = f"<{letter_id}@{sender.domain}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"
    letter.set_content(_BODY.in_(language).format(**words), cte="quoted-printable")
    letter["Content-Language"] = language
    return letter


_SUBJECT = Text(
    nl="Er staat iets voor u klaar in kpikit", en="Something waits for you in kpikit"
)
_BODY = Text(
    nl="""\
Goedendag,

In kpikit staat een bericht voor u klaar. U leest het als u bent ingelogd:
{notices}

Waar het over gaat, mailen we niet. Dat blijft in kpikit.

Wilt u één mail per dag, of geen mail? Dat kiest u bij uw account:
{account}

Deze mail is automatisch verstuurd. Antwoorden worden niet gelezen.
""",
    en="""\
Hello,

A notice waits for you in kpikit. You can read it when you are logged in:
{notices}

What it is about, we do not mail. That stays in kpikit.

Would you like one mail a day, or none? You choose that at your account:
{account}

This mail was sent automatically. Answers are not read.
""",
)
