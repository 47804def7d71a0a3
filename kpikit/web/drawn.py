"""Parts of a page, drawn once and shown to many, each with an own form token."""

from collections.abc import Hashable
from dataclasses import dataclass

from flask import render_template
from flask_wtf.csrf import generate_csrf

from kpikit.web.reader import desk

HOLE = "\x00"
"""Stands where a form token goes; no text of people can hold it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A part of a page as it reads for everybody who sees the same."""

    html: str

    def __html__(self) -> str:
        """Return the part with the reader's own form token in each of its forms."""
        return self.html.replace(HOLE, generate_csrf())


def drawn(template: str, key: Hashable, stamp: object, **values: object) -> Drawn:
    """Return a part of a page, drawn anew only when its stamp changes.

    The key has to name whatever else makes it differ: language, party, what the reader
    may do. The template writes ``hole`` for a form token.
    """

    def make() -> Drawn:
        return Drawn(render_template(template, hole=HOLE, **values))

    return desk().recent.get((template, key), stamp, make)
