"""Content in both languages, and the cleaning of text that people type."""

import re
from dataclasses import dataclass
from typing import Literal

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")
DEFAULT_LANGUAGE: Language = "nl"

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


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

    Every kind of line end becomes one line feed; tabs and line ends stay.
    """
    one_line_end = words.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", one_line_end).strip()
