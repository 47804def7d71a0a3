"""Where in a file something stands, in words that are safe to show."""

from dataclasses import dataclass
from functools import cached_property

from kpikit.library.lines import Path, line_of, lines_of
from kpikit.text import plain

_SHOWN = 80


@dataclass(frozen=True, kw_only=True)
class Place:
    """A file by the name that readers see, with the text that was in it."""

    name: str
    text: str = ""

    @cached_property
    def _lines(self) -> dict[Path, int]:
        """The line of each key; only worked out for a file with a problem."""
        return lines_of(self.text)

    def where(self, path: Path = ()) -> str:
        """Return ``file:line`` of the path, or the file and the path without a line."""
        line = line_of(self._lines, path)
        if line is not None:
            return f"{self.name}:{line}"
        return f"{self.name}: {dotted(path)}" if path else self.name


def dotted(path: Path) -> str:
    """Return a path as people write it, items counted from 1: ``evidence[1].says``."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    return shown("".join(parts).removeprefix("."))


def shown(words: str) -> str:
    """Return words from a file on one short line, without signs that nobody sees."""
    words = " ".join(plain(words).split())
    line = "".join(sign if sign.isprintable() else "�" for sign in words)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
