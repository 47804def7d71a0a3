"""The ways: a letter arrives as it was made, or it is told why not."""

import stat
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from kpikit.domain.mail import Trouble
from kpikit.mail.letter import Sender, compose
from kpikit.mail.ways import NotSent, Send, to_folder, to_server
from tests.mail.server import mail_server

LETTER = compose(
    Sender(address="kpikit@mail.example.org", site="https://kpi.example.org"),
    "j.deboer@oostpoort.example",
    "nl",
    "c0ffee",
    datetime(2026, 11, 2, 13, 32, tzinfo=UTC),
)


def trouble_of(way: AbstractContextManager[Send]) -> Trouble:
    """Return what goes wrong when a letter is sent."""
    with pytest.raises(NotSent) as caught, way as send:
        send(LETTER, "c0ffee")
    return caught.value.trouble


def test_a_letter_arrives_as_it_was_made() -> None:
    """The server gets sender, receiver and letter, and hears no name of the machine."""
    with mail_server() as server:
        with to_server(server.url, "kpi.example.org") as send:
            send(LETTER, "c0ffee")
        [arrived] = server.letters
    read = message_from_bytes(arrived, policy=policy.SMTP)
    assert dict(LETTER.items()) == dict(read.items())
    assert LETTER.get_content().splitlines() == read.get_content().splitlines()
    assert "ehlo kpi.example.org" == server.said[0]
    assert "mail FROM:<kpikit@mail.example.org>" in server.said
    assert "rcpt TO:<j.deboer@oostpoort.example>" in server.said


@pytest.mark.parametrize(
    ("command", "answer", "expected"),
    [
        ("RCPT", "550 unknown", Trouble.ADDRESS),
        ("RCPT", "451 later", Trouble.REFUSED),
        ("MAIL", "550 not you", Trouble.REFUSED),
        ("END", "554 spam", Trouble.REFUSED),
        ("END", "451 later", Trouble.REFUSED),
    ],
)
def test_a_refusal_is_told_and_the_next_letter_still_goes(
    command: str, answer: str, expected: Trouble
) -> None:
    """Only a receiver who is refused for good counts as an unknown address."""
    with mail_server(**{command: answer}) as server:
        with to_server(server.url, "kpi.example.org") as send:
            with pytest.raises(NotSent) as caught:
                send(LETTER, "c0ffee")
            server.answers = {}
            send(LETTER, "c0ffee")
        assert expected is caught.value.trouble
        assert 1 == len(server.letters)


def test_no_server_is_told_before_any_letter() -> None:
    """Where nothing listens, the way is shut."""
    with mail_server() as server:
        url = server.url
    assert Trouble.UNREACHABLE is trouble_of(to_server(url, "kpi.example.org"))


@pytest.mark.parametrize("url", ["smtp://localhost:{}", "smtps://127.0.0.1:{}"])
def test_what_asks_for_encryption_or_a_login_gets_it_or_stays(url: str) -> None:
    """A password never goes to a server that offers no login, nor TLS to one without."""
    with mail_server() as server:
        address = url.format(server.port).replace("localhost", "u:hush@localhost")
        assert Trouble.UNREACHABLE is trouble_of(to_server(address, "kpi.example.org"))
        assert "hush" not in " ".join(server.said)
        assert [] == server.letters


def test_a_server_elsewhere_has_to_encrypt() -> None:
    """Without STARTTLS no letter goes to another machine, unless asked for."""
    with mail_server(host="127.0.0.2") as server:
        assert Trouble.UNREACHABLE is trouble_of(to_server(server.url, "kpi.test"))
        assert [] == server.letters
        asked = server.url.replace("smtp:", "smtp+plain:")
        with to_server(asked, "kpi.test") as send:
            send(LETTER, "c0ffee")
        assert 1 == len(server.letters)


def test_a_file_holds_the_letter_and_is_ours_alone(tmp_path: Path) -> None:
    """The folder is made; the same letter again is the same file."""
    folder = tmp_path / "new" / "mail"
    for _ in range(2):
        with to_folder(folder) as send:
            send(LETTER, "c0ffee")
    assert [folder / "c0ffee.eml"] == list(folder.iterdir())
    assert LETTER.as_bytes() == (folder / "c0ffee.eml").read_bytes()
    assert 0o600 == stat.S_IMODE((folder / "c0ffee.eml").stat().st_mode)
    assert 0o700 == stat.S_IMODE(folder.stat().st_mode)


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    """Where a file stands in the way, the way is shut."""
    (tmp_path / "mail").touch()
    assert Trouble.UNREACHABLE is trouble_of(to_folder(tmp_path / "mail"))
