"""An addendum is part of what is signed; a first version keeps its hash."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from kpikit import snapshot
from kpikit.domain.addendum import Addendum, Change
from kpikit.domain.party import PartyRole
from kpikit.excel import open_form
from kpikit.text import Text
from tests.domain.builders import make_dossier

_OPEN = Change(
    part=Text(nl="Partijen en zorg", en="Parties and scope"),
    field=Text(nl="Naam", en="Name"),
    before=Text(nl="A", en="A"),
    after=Text(nl="B", en="B"),
)
_SECRET = replace(_OPEN, field=Text(nl="Doel", en="Goal"), confidential=True)


def _addendum(base_hash: str) -> Addendum:
    return Addendum(
        number=2,
        base_hash=base_hash,
        reason="Meer locaties",
        opened_by=PartyRole.PROVIDER,
        opened_at=datetime(2027, 1, 2, tzinfo=UTC),
        changes=(_OPEN, _SECRET),
    )


def test_a_first_version_names_no_addendum() -> None:
    """What was signed before there were addenda keeps its text and its hash."""
    assert "addendum" not in json.loads(snapshot.canonical(make_dossier()))["dossier"]


def test_version_n_carries_the_hash_of_the_one_before() -> None:
    """Another base gives another hash, and reading gives the addendum back."""
    first = make_dossier()
    base = snapshot.content_hash(first)
    second = replace(first, addendum=_addendum(base))
    other = replace(first, addendum=_addendum("0" * 64))
    assert snapshot.content_hash(second) != snapshot.content_hash(other)
    read = snapshot.from_canonical(snapshot.canonical(second))
    assert _addendum(base) == read.addendum


def test_the_open_form_keeps_open_changes_only() -> None:
    """Outside the pair no reason, no confidential change and no hash of the whole."""
    shown = open_form.of(replace(make_dossier(), addendum=_addendum("a" * 64)))
    assert shown.addendum is not None
    assert (_OPEN,) == shown.addendum.changes
    assert ("", "") == (shown.addendum.reason, shown.addendum.base_hash)
