"""Find the line on which each key of a TOML text stands; tomllib keeps none."""

import re
from bisect import bisect_right
from contextlib import suppress

Path = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_SCALAR = re.compile(r"[^,\]}\n#]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)


def lines_of(text: str) -> dict[Path, int]:
    """Return the line, counted from 1, of each table, key and array item.

    ``text`` is TOML that tomllib takes, with line feeds as line ends. Of a text that is
    nested beyond the recursion limit, the first part is returned.
    """
    reader = _Reader(text)
    with suppress(RecursionError):
        reader.document()
    return reader.lines


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """Return the line of the path, or of the closest table round it."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


class _Reader:
    """A walk over valid TOML that notes where each key begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._last: dict[Path, int] = {}
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def document(self) -> None:
        """Walk over all tables and keys."""
        base: Path = ()
        while self._skip(_SPACE) < len(self.text):
            before = self.at
            if self.text[self.at] == "[":
                base = self._header()
            else:
                self._key_and_value(base)
            if self.at == before:  # never: but a reader of errors must not hang
                return

    def _header(self) -> Path:
        """Walk over ``[a.b]`` or ``[[a.b]]`` and return the path that it opens."""
        start = self.at
        repeated = self.text.startswith("[[", start)
        self.at += 1 + repeated
        parts = self._dotted()
        self.at += 1 + repeated
        path = self._through_arrays(parts[:-1]) + parts[-1:]
        if repeated:
            self._last[path] = self._last.get(path, -1) + 1
        full = self._through_arrays(parts)
        self._note(path, start)
        self._note(full, start)
        return full

    def _through_arrays(self, parts: Path) -> Path:
        """Return the path with the number of the current item after each array."""
        full: Path = ()
        for part in parts:
            full += (part,)
            if full in self._last:
                full += (self._last[full],)
        return full

    def _key_and_value(self, base: Path) -> None:
        """Walk over ``a.b = value``."""
        start = self.at
        parts = self._dotted()
        for length in range(1, len(parts) + 1):
            self._note(base + parts[:length], start)
        self.at += 1
        self._skip(_BLANK)
        self._value(base + parts)

    def _dotted(self) -> Path:
        """Walk over a key to the sign after it, and return its parts."""
        parts: Path = ()
        while True:
            self._skip(_BLANK)
            start = self.at
            self._skip(_KEY)
            parts += (self.text[start : self.at].strip("\"'"),)
            self._skip(_BLANK)
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def _value(self, path: Path) -> None:
        """Walk over a value of any kind."""
        sign = self.text[self.at : self.at + 1]
        if sign == "[":
            self._array(path)
        elif sign == "{":
            self._inline_table(path)
        elif sign in {'"', "'"}:
            self._skip(_STRING)
        else:
            self._skip(_SCALAR)

    def _array(self, path: Path) -> None:
        """Walk over ``[1, 2]``, noting each item."""
        self.at += 1
        number = 0
        while self._skip(_SPACE) < len(self.text) and self.text[self.at] != "]":
            before = self.at
            self._note((*path, number), before)
            self._value((*path, number))
            number += 1
            self._skip(_SPACE)
            self.at += self.text.startswith(",", self.at)
            if self.at == before:
                return
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        """Walk over ``{a = 1, b = 2}``."""
        self.at += 1
        while self._skip(_SPACE) < len(self.text) and self.text[self.at] != "}":
            self._key_and_value(path)
            self._skip(_SPACE)
            self.at += self.text.startswith(",", self.at)
        self.at += 1

    def _note(self, path: Path, at: int) -> None:
        """Keep the first line on which the path was seen."""
        self.lines.setdefault(path, bisect_right(self._starts, at))

    def _skip(self, pattern: re.Pattern[str]) -> int:
        """Step over the pattern where it matches, and return the place after it."""
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return self.at
