"""Blind ratings of candidates: the own ones, who handed in, and what was opened."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, case, delete, insert, select

from kpikit import snapshot
from kpikit.domain.choice.rating import OwnRatings, Ratings
from kpikit.domain.party import PartyRole
from kpikit.storage import revisions
from kpikit.storage.row_security import for_everybody
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import PrivateRatingsRow, SharedRatingsRow

_MINE = PrivateRatingsRow.organisation_id == bindparam("for_organisation")
_GIVEN = select(
    PrivateRatingsRow.round,
    PrivateRatingsRow.role,
    PrivateRatingsRow.handed_in,
    PrivateRatingsRow.revision,
    case((_MINE, PrivateRatingsRow.content), else_="").label("content"),
).where(in_scope(PrivateRatingsRow.agreement_key))
_SHARED = select(
    SharedRatingsRow.round, SharedRatingsRow.role, SharedRatingsRow.content
).where(in_scope(SharedRatingsRow.agreement_key))
Opened = Mapping[int, Mapping[PartyRole, Ratings]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The own ratings per round, and of all parties only who handed in."""

    own: Mapping[int, OwnRatings]
    handed_in: Mapping[int, frozenset[PartyRole]]


def given(scope: Scope, stored: Stored) -> Given:
    """Return the own ratings and who handed in; the content of others stays put.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    own: dict[int, OwnRatings] = {}
    handed: dict[int, set[PartyRole]] = defaultdict(set)
    with for_everybody(scope.session):
        rows = scope.session.execute(_GIVEN, scope.of(stored)).all()
    for row in rows:
        if row.handed_in:
            handed[row.round].add(PartyRole(row.role))
        if row.content:
            own[row.round] = OwnRatings(
                ratings=snapshot.load(OwnRatings, row.content).ratings,
                handed_in=bool(row.handed_in),
                revision=row.revision,
            )
    return Given(own=own, handed_in={r: frozenset(h) for r, h in handed.items()})


def opened(scope: Scope, stored: Stored) -> Opened:
    """Return the ratings that everybody may see, per round and party.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    found: dict[int, dict[PartyRole, Ratings]] = defaultdict(dict)
    for row in scope.session.execute(_SHARED, scope.of(stored)):
        kept = snapshot.load(OwnRatings, row.content)
        found[row.round][PartyRole(row.role)] = kept.ratings
    return found


def save(scope: Scope, stored: Stored, number: int, ratings: OwnRatings) -> OwnRatings:
    """Keep the own ratings of a round; the revision is the opened one, 0 when new.

    Raises:
        Outdated: a colleague changed them.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    values = {
        "role": scope.organisation.role.value,
        "content": snapshot.dump(OwnRatings(ratings=ratings.ratings)),
        "handed_in": int(ratings.handed_in),
    }
    own_key = {"organisation_id": scope.organisation.id, "round": number}
    revision = revisions.save(
        scope, stored, PrivateRatingsRow, own_key, values, ratings.revision
    )
    return replace(ratings, revision=revision)


def open_round(scope: Scope, stored: Stored, number: int) -> None:
    """Let everybody see what was handed in; the database copies it itself.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    key = scope.key(stored)
    shared, private = SharedRatingsRow, PrivateRatingsRow
    there = (shared.agreement_key == key, shared.round == number)
    scope.session.execute(delete(shared).where(*there))
    rows = select(
        private.agreement_key, private.round, private.role, private.content
    ).where(
        private.agreement_key == key, private.round == number, private.handed_in == 1
    )
    names = ["agreement_key", "round", "role", "content"]
    with for_everybody(scope.session):
        scope.session.execute(insert(shared).from_select(names, rows))
