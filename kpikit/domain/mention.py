"""Mentions: '@' and the name of somebody, typed in a remark."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what was said: words, or the name of who is mentioned."""

    words: str
    is_name: bool = False


def mentioned(words: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return who of ``names`` is mentioned, in the order of the text, each once."""
    known = _by_spelling(names)
    found = (known[_spelling(m[1])] for m in _all(words, known))
    return tuple(dict.fromkeys(found))


def pieces(words: str, names: Iterable[str]) -> tuple[Piece, ...]:
    """Return a text cut up at its mentions, so that a page can show them as such."""
    known, at = _by_spelling(names), 0
    found: list[Piece] = []
    for match in _all(words, known):
        found += [
            Piece(words[at : match.start()]),
            Piece(known[_spelling(match[1])], is_name=True),
        ]
        at = match.end()
    return tuple(p for p in (*found, Piece(words[at:])) if p.words)


def _all(words: str, known: dict[str, str]) -> Iterable[re.Match[str]]:
    """Find each '@' with a name, the longest that fits; an e-mail address is none."""
    if not known or "@" not in words:
        return ()
    longest_first = sorted(known, key=lambda name: (-len(name), name))
    either = "|".join(r"\s+".join(map(re.escape, n.split())) for n in longest_first)
    found = re.finditer(rf"(?<![\w.+-])@({either})(?!-?\w)", words, re.IGNORECASE)
    return (match for match in found if _spelling(match[1]) in known)


def _by_spelling(names: Iterable[str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for name in names:
        if spelling := _spelling(name):
            known.setdefault(spelling, name)
    return known


def _spelling(name: str) -> str:
    """Return a name without what nobody minds: capitals, and how wide spaces are."""
    return " ".join(name.lower().split())
