"""One frozen Settings, read from KPIKIT_*; nothing else reads the environment."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from kpikit.problems import Problem, Refused
from kpikit.text import DEFAULT_LANGUAGE, LANGUAGES, Language, Text

PREFIX = "KPIKIT_"
SECRET_KEY_LENGTH = 32
_POSTGRESQL = "postgresql+psycopg://"
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
_WORDS = {"1": True, "yes": True, "true": True, "on": True}
_WORDS |= {"0": False, "no": False, "false": False, "off": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation runs; docs/operations.md explains each setting.

    Times are in whole minutes or hours, as the name says; ``small_number`` counts
    people. ``secret_key`` is kept out of the printed form, so that it cannot reach a
    log, and so are ``database_url``, ``database_owner_url`` and ``smtp_url``, which may
    hold a password.
    """

    data: Path
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    database_owner_url: str | None = field(default=None, repr=False)
    library: Path | None = None
    theme: Path | None = None
    site_url: str = ""
    smtp_url: str = field(default="", repr=False)
    mail_dir: Path | None = None
    mail_from: str = ""
    remind_days: int = 7
    session_idle_minutes: int = 30
    session_hours: int = 8
    throttle_failures: int = 10
    throttle_minutes: int = 5
    small_number: int = 10
    trusted_hosts: tuple[str, ...] = ()
    proxy_count: int = 0
    secure_cookies: bool = False
    language: Language = DEFAULT_LANGUAGE

    @classmethod
    def read(cls, environ: Mapping[str, str], *, key_required: bool = True) -> Self:
        """Return the settings that an environment asks for.

        Only what serves pages needs a secret key; the demo makes its own, and a
        command that serves nothing passes ``key_required=False``. Cookies are marked
        Secure behind a proxy, because kpikit itself speaks plain HTTP.

        Raises:
            Refused: with one problem for every setting that is wrong or missing.
        """
        reader = _Reader(environ)
        proxy_count = reader.number("PROXY_COUNT", 0, 0, 5)
        data = reader.path("DATA") or data_folder(environ, sys.platform)
        settings = cls(
            data=data,
            database_url=reader.database_url(data),
            database_owner_url=reader.owner_url(),
            secret_key=reader.secret_key(required=key_required),
            library=reader.folder("LIBRARY"),
            theme=reader.file("THEME"),
            site_url=reader.site_url(),
            smtp_url=reader.smtp_url(),
            mail_dir=reader.path("MAIL_DIR"),
            mail_from=reader.mail_from(),
            remind_days=reader.number("REMIND_DAYS", 7, 1, 365),
            session_idle_minutes=reader.number("SESSION_IDLE_MINUTES", 30, 1, 1440),
            session_hours=reader.number("SESSION_HOURS", 8, 1, 168),
            throttle_failures=reader.number("THROTTLE_FAILURES", 10, 1, 1000),
            throttle_minutes=reader.number("THROTTLE_MINUTES", 5, 1, 1440),
            small_number=reader.number("SMALL_NUMBER", 10, 5, 1000),
            trusted_hosts=reader.words("TRUSTED_HOSTS"),
            proxy_count=proxy_count,
            secure_cookies=reader.yes_or_no("SECURE_COOKIES", default=proxy_count > 0),
            language=reader.language(),
        )
        reader.finish()
        return settings

    @property
    def mails(self) -> bool:
        """Whether this installation sends mail."""
        return bool(self.smtp_url or self.mail_dir)


def from_environment(*, key_required: bool = True) -> Settings:
    """Return the settings of this process.

    Raises:
        Refused: with one problem for every setting that is wrong or missing.
    """
    return Settings.read(os.environ, key_required=key_required)


def data_folder(environ: Mapping[str, str], platform: str) -> Path:
    """Return the folder in which this platform keeps the data of a program."""
    home = Path(environ.get("HOME") or environ.get("USERPROFILE") or "~").expanduser()
    if platform == "win32":
        base = environ.get("LOCALAPPDATA")
        return (Path(base) if base else home / "AppData" / "Local") / "kpikit"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "kpikit"
    base = environ.get("XDG_DATA_HOME")
    return (Path(base) if base else home / ".local" / "share") / "kpikit"


class _Reader:
    """Reads one setting after the other and keeps what is wrong until the end."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Take the environment; nothing is read yet."""
        self._environ = environ
        self._known: set[str] = set()
        self._problems: list[Problem] = []

    def finish(self) -> None:
        """Look for misspelt settings, then refuse if anything was wrong.

        Raises:
            Refused: with every problem met.
        """
        given = {n for n in self._environ if n.startswith(PREFIX)}
        tests = {n for n in given if n.startswith(f"{PREFIX}TEST_")}
        self._look_at_mail()
        for name in sorted(given - tests - self._known):
            self._wrong("unknown-setting", name, _UNKNOWN)
        if self._problems:
            raise Refused(self._problems)

    def path(self, name: str) -> Path | None:
        """Return a path that need not exist yet."""
        words = self._words(name)
        return Path(words).expanduser() if words else None

    def folder(self, name: str) -> Path | None:
        """Return the path of a folder that must be there."""
        return self._present(name, Path.is_dir, _NO_FOLDER)

    def file(self, name: str) -> Path | None:
        """Return the path of a file that must be there."""
        return self._present(name, Path.is_file, _NO_FILE)

    def words(self, name: str) -> tuple[str, ...]:
        """Return what stands between commas."""
        return tuple(w.strip() for w in self._words(name).split(",") if w.strip())

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``."""
        words = self._words(name)
        if not words:
            return default
        if words.isascii() and words.isdigit() and low <= int(words) <= high:
            return int(words)
        self._wrong("number", PREFIX + name, _between(low, high))
        return default

    def yes_or_no(self, name: str, *, default: bool) -> bool:
        """Return a yes or a no."""
        words = self._words(name).lower()
        if words and words not in _WORDS:
            self._wrong("yes-or-no", PREFIX + name, _YES_OR_NO)
        return _WORDS.get(words, default)

    def database_url(self, data: Path) -> str:
        """Return the address of the database, by default a file in the data folder."""
        url = self._words("DATABASE_URL")
        if not url:
            return f"sqlite:///{data / 'kpikit.sqlite3'}"
        url = _with_driver(url)
        if not url.startswith(("sqlite:///", _POSTGRESQL)):
            self._wrong("database", PREFIX + "DATABASE_URL", _DATABASE)
        return url

    def owner_url(self) -> str | None:
        """Return the address for the owner of the tables, a role of PostgreSQL."""
        url = _with_driver(self._words("DATABASE_OWNER_URL"))
        if url and not url.startswith(_POSTGRESQL):
            self._wrong("owner", PREFIX + "DATABASE_OWNER_URL", _OWNER)
        return url or None

    def site_url(self) -> str:
        """Return the address of the site, for links in mail."""
        url = self._words("SITE_URL").rstrip("/")
        if url and not _is_address(url, ("https", "http"), bare=False):
            self._wrong("site", PREFIX + "SITE_URL", _SITE)
        return url

    def smtp_url(self) -> str:
        """Return the address of the mail server."""
        url = self._words("SMTP_URL")
        if url and not _is_address(url, ("smtp", "smtps", "smtp+plain"), bare=True):
            self._wrong("smtp", PREFIX + "SMTP_URL", _SMTP)
        elif url.startswith("smtp+plain:") and "@" in url:
            self._wrong("smtp", PREFIX + "SMTP_URL", _PLAIN)
        return url

    def mail_from(self) -> str:
        """Return the address that mail comes from."""
        address = self._words("MAIL_FROM")
        if address and not _MAILBOX.fullmatch(address):
            self._wrong("mail-from", PREFIX + "MAIL_FROM", _MAIL_FROM)
        return address

    def secret_key(self, *, required: bool) -> str:
        """Return the key that signs, or nothing where none is required."""
        key = self._words("SECRET_KEY")
        if len(key) < SECRET_KEY_LENGTH and (key or required):
            self._wrong("secret-key", PREFIX + "SECRET_KEY", _SECRET_KEY)
        return key

    def language(self) -> Language:
        """Return the language of the command line and of mail to new people."""
        words = self._words("LANGUAGE").lower() or DEFAULT_LANGUAGE
        for language in LANGUAGES:
            if words == language:
                return language
        self._wrong("language", PREFIX + "LANGUAGE", _LANGUAGE)
        return DEFAULT_LANGUAGE

    def _look_at_mail(self) -> None:
        """Note what mail lacks: it needs one way to go, a sender and the site."""
        ways = [n for n in ("SMTP_URL", "MAIL_DIR") if self._words(n)]
        if len(ways) > 1:
            self._wrong("two-ways", PREFIX + "MAIL_DIR", _TWO_WAYS)
        for name in ("SITE_URL", "MAIL_FROM"):
            if ways and not self._words(name):
                self._wrong("mail", PREFIX + name, _NEEDED)

    def _words(self, name: str) -> str:
        self._known.add(PREFIX + name)
        return self._environ.get(PREFIX + name, "").strip()

    def _present(
        self, name: str, test: Callable[[Path], bool], text: Text
    ) -> Path | None:
        path = self.path(name)
        if path is not None and not test(path):
            self._wrong("absent", PREFIX + name, text)
        return path

    def _wrong(self, code: str, where: str, text: Text) -> None:
        self._problems.append(Problem(code=code, where=where, text=text))


def _is_address(url: str, schemes: tuple[str, ...], *, bare: bool) -> bool:
    """Tell whether this names a host; ``bare`` is without a path behind it."""
    try:
        found = urlsplit(url)
        found.port  # noqa: B018 - raises when it is no number
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and " " not in url
    rest = found.query or found.fragment or (bare and found.path.strip("/"))
    return plain and found.scheme in schemes and bool(found.hostname) and not rest


def _with_driver(url: str) -> str:
    """Return the address with the driver of PostgreSQL that kpikit brings."""
    scheme, _, rest = url.partition("://")
    return _POSTGRESQL + rest if scheme in {"postgres", "postgresql"} else url


def _between(low: int, high: int) -> Text:
    return Text(
        nl=f"Dit moet een geheel getal van {low} tot en met {high} zijn.",
        en=f"This must be a whole number from {low} to {high}.",
    )


_UNKNOWN = Text(
    nl="Deze instelling bestaat niet. Kijk of de naam goed is geschreven.",
    en="There is no such setting. See whether the name is spelt right.",
)
_NO_FOLDER = Text(nl="Deze map bestaat niet.", en="This folder does not exist.")
_NO_FILE = Text(nl="Dit bestand bestaat niet.", en="This file does not exist.")
_YES_OR_NO = Text(nl="Vul ‘yes’ of ‘no’ in.", en="Give ‘yes’ or ‘no’.")
_LANGUAGE = Text(nl="Vul ‘nl’ of ‘en’ in.", en="Give ‘nl’ or ‘en’.")
_DATABASE = Text(
    nl="Het adres begint met sqlite:/// of met postgresql://.",
    en="The address starts with sqlite:/// or with postgresql://.",
)
_OWNER = Text(
    nl="Alleen bij PostgreSQL is de eigenaar een ander; begin met postgresql://.",
    en="Only PostgreSQL has another owner; start with postgresql://.",
)
_SITE = Text(
    nl="Geef het adres van de site, zoals https://kpikit.example.org",
    en="Give the address of the site, such as https://kpikit.example.org",
)
_SMTP = Text(
    nl="Het adres begint met smtp://, smtps:// of smtp+plain:// en noemt een server.",
    en="The address starts with smtp://, smtps:// or smtp+plain:// and names a server.",
)
_PLAIN = Text(
    nl="Met smtp+plain:// gaat een wachtwoord leesbaar over de lijn: laat het weg.",
    en="With smtp+plain:// a password could be read on its way: leave it out.",
)
_MAIL_FROM = Text(
    nl="Geef alleen een e-mailadres, zoals kpikit@example.org",
    en="Give an e-mail address alone, such as kpikit@example.org",
)
_TWO_WAYS = Text(
    nl="Mail gaat naar een map of naar een server: geef één van de twee.",
    en="Mail goes to a folder or to a server: give one of the two.",
)
_NEEDED = Text(
    nl="Dit is nodig om mail te versturen.", en="This is needed to send mail."
)
_SECRET_KEY = Text(
    nl=f"Geef een geheime sleutel van minstens {SECRET_KEY_LENGTH} tekens. U maakt er "
    'een met: python -c "import secrets; print(secrets.token_hex(32))"',
    en=f"Give a secret key of at least {SECRET_KEY_LENGTH} characters. Make one with: "
    'python -c "import secrets; print(secrets.token_hex(32))"',
)
