"""The words we use: every specialist term opens its line here."""

from itertools import groupby

from flask import Blueprint, render_template

from kpikit.domain.access import Permission
from kpikit.domain.library import GlossaryTerm, folded
from kpikit.web.access import needs
from kpikit.web.language import language
from kpikit.web.reader import desk

PAGES = Blueprint("glossary", __name__)


@PAGES.get("/glossary")
@needs(Permission.PUBLIC)
def index() -> str:
    """Show every term by its first letter in the reader's language."""
    terms = sorted(desk().library.glossary.values(), key=_name)
    letters = [(k, list(g)) for k, g in groupby(terms, key=lambda t: _letter(_name(t)))]
    return render_template("glossary/index.html", letters=letters, total=len(terms))


def _name(term: GlossaryTerm) -> str:
    return folded(term.name.in_(language()))


def _letter(name: str) -> str:
    return name[:1].upper() if name[:1].isalpha() else "0-9"
