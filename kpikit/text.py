"""Content in both languages, and the cleaning of text that people type."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")
DEFAULT_LANGUAGE: Language = "nl"

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_TURNS_ORDER = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What shows text in another order than it is read: no place for it in a contract."""


@dataclass(frozen=True, slots=True)
class Text:
    """One piece of content, in Dutch and in English."""

    nl: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the content in the asked language."""
        return self.nl if language == "nl" else self.en


def same(words: str) -> Text:
    """Return words that read alike in both languages, such as a name."""
    return Text(nl=words, en=words)


def plain(words: str) -> str:
    """Return typed words without control characters, lone surrogates or edge space.

    Every kind of line end becomes one line feed; tabs and line ends stay. Letters with
    accents get one form (NFC), so that what reads the same is the same.
    """
    visible = _TURNS_ORDER.sub("", _CONTROL.sub("", _LINE_END.sub("\n", words)))
    return unicodedata.normalize("NFC", visible).strip()


def cut_short(words: str, longest: int = 64) -> str:
    """Return words that fit, cut at a space and with an ellipsis where they do not."""
    if len(words) <= longest:
        return words
    kept = words[:longest]
    return (kept.rsplit(" ", 1)[0] or kept).rstrip(" ,;.") + "…"
