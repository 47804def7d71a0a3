"""Everything that pages say exists in Dutch, said in full."""

import re
from collections.abc import Iterator
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.guards.tree import ROOT

DUTCH = ROOT / "kpikit" / "translations" / "nl" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "lazy_gettext": None,
    "_l": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

Msgid = str | tuple[str, ...]
Key = tuple[str | None, Msgid]


def extracted() -> Iterator[tuple[Key, str]]:
    """Yield each message in code and templates, with the place where it stands."""
    for folder, method in (("kpikit", "python"), ("templates", "jinja2")):
        found = extract_from_dir(
            ROOT / folder,
            method_map=[("**.py", method)] if method == "python" else [("**", method)],
            options_map={"**": {"extensions": "jinja2.ext.i18n,jinja2.ext.do"}},
            keywords=KEYWORDS,
        )
        for path, line, message, _comments, context in found:
            words = message if isinstance(message, str) else tuple(message or ())
            yield (context, words), f"{folder}/{path}:{line}"


@cache
def messages() -> dict[Key, str]:
    """Return every message with one place where it stands."""
    return dict(extracted())


@cache
def catalogue() -> Catalog:
    """Return the Dutch catalogue."""
    with DUTCH.open("rb") as file:
        return read_po(file, locale="nl")


def translations() -> dict[Key, tuple[str, ...]]:
    """Return the Dutch of every message; plurals have two forms."""
    return {
        (m.context, tuple(m.id) if isinstance(m.id, list | tuple) else m.id): (
            (m.string,) if isinstance(m.string, str) else tuple(m.string or ("",))
        )
        for m in catalogue()
        if m.id
    }


def test_every_message_has_its_dutch() -> None:
    """No page falls back to English words in the middle of Dutch ones."""
    dutch = translations()
    lacking = {
        f"{place}: {key[1]}"
        for key, place in messages().items()
        if not all(form.strip() for form in dutch.get(key, ("",)))
    }
    assert lacking == set()


def test_there_are_messages_in_code_and_in_templates() -> None:
    """The extraction above really reads both, so that its silence means something."""
    folders = {place.split("/")[0] for place in messages().values()}
    assert {"kpikit", "templates"} == folders


def test_placeholders_are_the_same_in_dutch() -> None:
    """A translation names exactly the values that its message names."""
    wrong = {
        (msgid, form)
        for (_, msgid), forms in translations().items()
        for form in forms
        if set(PLACEHOLDER.findall(form)) - placeholders(msgid)
        or (
            isinstance(msgid, str)
            and set(PLACEHOLDER.findall(form)) != placeholders(msgid)
        )
    }
    assert wrong == set()


def placeholders(msgid: Msgid) -> set[str]:
    """Return the placeholders of a message, of both forms where it has two."""
    return set(
        PLACEHOLDER.findall(msgid if isinstance(msgid, str) else " ".join(msgid))
    )


def test_the_catalogue_holds_nothing_else() -> None:
    """No translation is a guess, out of use, or kept for a message that went away."""
    fuzzy = [m.id for m in catalogue() if m.id and m.fuzzy]
    assert fuzzy == []
    assert list(catalogue().obsolete) == []
    assert set(translations()) - set(messages()) == set()


def test_the_catalogue_is_sound() -> None:
    """Babel's own checks find no wrong plural form or format in any message."""
    errors = [str(e) for _, found in catalogue().check() for e in found]
    assert errors == []
