"""The letter: what it says, to whom, and what nobody can smuggle into it."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from kpikit.mail.letter import NoAddress, Sender, compose
from kpikit.text import Language

NOW = datetime(2026, 11, 2, 13, 32, tzinfo=UTC)
SENDER = Sender(address="kpikit@mail.example.org", site="https://kpi.example.org")
TO = "j.deboer@oostpoort.example"


def letter(to: str = TO, language: Language = "nl") -> EmailMessage:
    """Return a letter as it arrives, read back from its bytes."""
    sent = compose(SENDER, to, language, "c0ffee", NOW)
    return message_from_bytes(sent.as_bytes(), policy=policy.default)


def test_the_letter_has_these_headers_and_no_other() -> None:
    """Sender, moment and number are there; nothing tells of machine or program."""
    expected = {
        "To": TO,
        "From": "kpikit <kpikit@mail.example.org>",
        "Subject": "Er staat iets voor u klaar in kpikit",
        "Date": "Mon, 02 Nov 2026 13:32:00 +0000",
        "Message-ID": "<c0ffee@kpi.example.org>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": "nl",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }
    assert expected == {name: str(value) for name, value in letter().items()}


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "In kpikit staat een bericht voor u klaar."), ("en", "A notice waits")],
)
def test_the_letter_is_in_the_language_of_its_reader(
    language: Language, words: str
) -> None:
    """Both languages say the same, with links to the notices and the account."""
    body = letter(language=language).get_content()
    assert words in body
    links = [line for line in body.splitlines() if "://" in line]
    assert [f"{SENDER.site}/notices", f"{SENDER.site}/account"] == links


def test_the_number_of_a_letter_survives_a_long_name_of_the_site() -> None:
    """A mail server that gets a letter twice must see that it is the same."""
    domain = ".".join(["a" * 60, "b" * 60, "example"])
    sender = Sender(address=SENDER.address, site=f"https://{domain}")
    sent = compose(sender, TO, "nl", "f" * 32, NOW).as_bytes()
    read = message_from_bytes(sent, policy=policy.default)
    assert f"<{'f' * 32}@{domain}>" == str(read["Message-ID"]).strip()


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\nBcc: all@b.example",
        "a@b.example\r\n\r\nBody",
        "a@b.example, c@d.example",
        "A <a@b.example>",
        "a@b@c.example",
        "@b.example",
        "a b@c.example",
        "<a@b.example>",
        "a\0@b.example",
        "a@",
        "a",
        "",
        "joëlle@b.example",  # this needs a mail server that takes more than ASCII
    ],
)
def test_what_is_no_address_gets_no_letter(address: str) -> None:
    """No second receiver, header or body gets in by way of an address."""
    with pytest.raises(NoAddress):
        compose(SENDER, address, "nl", "c0ffee", NOW)


def test_an_unusual_address_is_an_address() -> None:
    """What mail allows in a name is kept as it is."""
    address = "o'neill+kpi@b.example"
    sent = compose(SENDER, address, "nl", "c0ffee", NOW)
    assert (address,) == tuple(a.addr_spec for a in sent["To"].addresses)
