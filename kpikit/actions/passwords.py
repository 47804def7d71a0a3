"""Passwords: hashed with argon2id, checked, and refused when too easy."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kpikit.problems import Problem
from kpikit.text import Text

LEAST_LENGTH = 12
MOST_LENGTH = 256
_EASY = ("wachtwoord", "password", "welkom", "123456", "qwerty", "kpikit", "geheim")
_LEAST_DIFFERENT = 5


@dataclass(frozen=True, slots=True)
class Passwords:
    """The hasher, and how many failures in how many minutes are let through."""

    hasher: PasswordHasher
    most_failures: int = 10
    window_minutes: int = 5

    def hash(self, password: str) -> str:
        """Return the argon2id hash of a password."""
        return self.hasher.hash(password)

    def fits(self, stored_hash: str, password: str) -> bool:
        """Tell whether a password belongs to a hash; a broken hash fits nothing."""
        try:
            return self.hasher.verify(stored_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, stored_hash: str) -> bool:
        """Tell whether a hash was made with weaker settings than now."""
        return self.hasher.check_needs_rehash(stored_hash)

    def since(self, now: datetime) -> datetime:
        """Return the moment from which failures count."""
        return now - timedelta(minutes=self.window_minutes)


def password_problems(password: str, own_words: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return why a new password is refused; ``own_words`` are name and address."""
    lowered = password.casefold()
    words = [w.casefold() for w in own_words if len(w) >= len("abcd")]
    if not LEAST_LENGTH <= len(password) <= MOST_LENGTH:
        return (_problem("password-length", _LENGTH),)
    too_easy = len(set(lowered)) < _LEAST_DIFFERENT
    if too_easy or any(word in lowered for word in (*_EASY, *words)):
        return (_problem("password-easy", _TOO_EASY),)
    return ()


def _problem(code: str, text: Text) -> Problem:
    return Problem(code=code, where="password", text=text)


_LENGTH = Text(
    nl="Kies een wachtwoord van 12 tot 256 tekens. Een zin is prima.",
    en="Choose a password of 12 to 256 characters. A sentence is fine.",
)
_TOO_EASY = Text(
    nl="Dit wachtwoord is te makkelijk te raden. Gebruik geen naam of bekend woord.",
    en="This password is too easy to guess. Use no name or well-known word.",
)
