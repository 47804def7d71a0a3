"""Reviews of an agreement with what was written in them, and the ratings of a party."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import bindparam, case, delete, insert, select

from kpikit import snapshot
from kpikit.domain.approving import Approvals
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole
from kpikit.domain.review.confirming import Review
from kpikit.domain.review.rating import Rating
from kpikit.domain.review.record import Record
from kpikit.domain.review.review import Entry, Frame, ReviewInTalks
from kpikit.storage import revisions
from kpikit.storage.row_security import for_everybody
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import (
    OpenedRatingRow,
    OwnRatingRow,
    ReviewEntryRow,
    ReviewRow,
)

Opened = Mapping[KpiId, tuple[Rating, ...]]
_REVIEWS = (
    select(
        ReviewRow,
        ReviewEntryRow.content.label("entry"),
        ReviewEntryRow.revision.label("entry_revision"),
    )
    .outerjoin(
        ReviewEntryRow,
        (ReviewEntryRow.agreement_key == ReviewRow.agreement_key)
        & (ReviewEntryRow.number == ReviewRow.number)
        & ReviewRow.confirmed_at.is_(None),
    )
    .where(in_scope(ReviewRow.agreement_key))
    .order_by(ReviewRow.number, ReviewEntryRow.kpi_id)
    .execution_options(populate_existing=True)
)
_OPENED = (
    select(OpenedRatingRow.kpi_id, OpenedRatingRow.content)
    .where(
        in_scope(OpenedRatingRow.agreement_key),
        OpenedRatingRow.number == bindparam("review"),
    )
    .order_by(OpenedRatingRow.kpi_id, OpenedRatingRow.role)
)
_MINE = OwnRatingRow.organisation_id == bindparam("for_organisation")
_OWN = select(
    OwnRatingRow.kpi_id,
    OwnRatingRow.role,
    case((_MINE, OwnRatingRow.content), else_="").label("content"),
    OwnRatingRow.revision,
).where(
    in_scope(OwnRatingRow.agreement_key), OwnRatingRow.number == bindparam("review")
)


def of_agreement(scope: Scope, stored: Stored) -> tuple[Review, ...]:
    """Return the reviews, the first one first.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows: dict[int, ReviewRow] = {}
    entries: dict[int, list[Entry]] = defaultdict(list)
    for row, content, revision in scope.session.execute(_REVIEWS, scope.of(stored)):
        rows[row.number] = row
        if content is not None:
            entry = snapshot.load(Entry, content)
            entries[row.number].append(replace(entry, revision=revision))
    return tuple(_from_row(row, tuple(entries[n])) for n, row in rows.items())


def save(scope: Scope, stored: Stored, review: Review) -> Review:
    """Keep a review, revision 0 for a new one; return it with its new revision.

    Raises:
        Outdated: somebody else started or changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    confirmed = review.confirmed
    values = {
        "content": snapshot.dump(review.talks.frame),
        "approvals": snapshot.dump(review.approvals),
        "record": snapshot.dump(confirmed) if confirmed else "",
        "confirmed_at": review.approvals[-1].at if confirmed else None,
    }
    own_key = {"number": review.number}
    revision = revisions.save(
        scope, stored, ReviewRow, own_key, values, review.revision
    )
    return replace(review, revision=revision)


def remove(scope: Scope, stored: Stored, review: Review) -> None:
    """Remove a review that is not confirmed, with all that was written in it.

    Raises:
        Outdated: somebody changed or removed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    own_key = {"number": review.number}
    revisions.remove(scope, stored, ReviewRow, own_key, review.revision)


def save_entry(scope: Scope, stored: Stored, number: int, entry: Entry) -> Entry:
    """Keep what was written about a KPI; return it with its new revision.

    Raises:
        Outdated: somebody else wrote about it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    own_key = {"number": number, "kpi_id": entry.kpi_id}
    values = {"content": snapshot.dump(replace(entry, revision=0))}
    revision = revisions.save(
        scope, stored, ReviewEntryRow, own_key, values, entry.revision
    )
    return replace(entry, revision=revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The ratings of one review: the own ones, and of the others only who rated."""

    own: Mapping[KpiId, Rating] = field(default_factory=dict)
    rated: Mapping[KpiId, frozenset[PartyRole]] = field(default_factory=dict)


def given_ratings(scope: Scope, stored: Stored, number: int) -> Given:
    """Return the own ratings, and who rated what; never how anybody else did.

    The content of other organisations does not leave the database.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    own: dict[KpiId, Rating] = {}
    rated: dict[KpiId, set[PartyRole]] = defaultdict(set)
    with for_everybody(scope.session):
        rows = scope.session.execute(_OWN, _values(scope, stored, number)).all()
    for kpi_id, role, content, revision in rows:
        rated[KpiId(kpi_id)].add(PartyRole(role))
        if content:
            rating = snapshot.load(Rating, content)
            own[KpiId(kpi_id)] = replace(rating, revision=revision)
    return Given(own=own, rated={k: frozenset(roles) for k, roles in rated.items()})


def opened_ratings(scope: Scope, stored: Stored, number: int) -> Opened:
    """Return the ratings that everybody may see.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.execute(_OPENED, _values(scope, stored, number))
    found: dict[KpiId, list[Rating]] = defaultdict(list)
    for kpi_id, content in rows:
        found[KpiId(kpi_id)].append(snapshot.load(Rating, content))
    return {kpi_id: tuple(ratings) for kpi_id, ratings in found.items()}


def save_rating(
    scope: Scope, stored: Stored, number: int, kpi_id: KpiId, rating: Rating
) -> None:
    """Keep the rating of the organisation of the scope; nobody else sees it.

    Raises:
        Outdated: a colleague rated in the meantime.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    own_key = {
        "organisation_id": scope.organisation.id,
        "number": number,
        "kpi_id": kpi_id,
    }
    values = {
        "role": rating.role.value,
        "content": snapshot.dump(replace(rating, revision=0)),
    }
    revisions.save(scope, stored, OwnRatingRow, own_key, values, rating.revision)


def open_ratings(
    scope: Scope, stored: Stored, number: int, kpi_ids: Iterable[KpiId]
) -> None:
    """Let everybody see the ratings of some KPIs; the database copies them itself.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    key = scope.key(stored)
    for kpi_id in kpi_ids:
        own = select(
            OwnRatingRow.agreement_key,
            OwnRatingRow.number,
            OwnRatingRow.kpi_id,
            OwnRatingRow.role,
            OwnRatingRow.content,
        ).where(
            OwnRatingRow.agreement_key == key,
            OwnRatingRow.number == number,
            OwnRatingRow.kpi_id == kpi_id,
        )
        names = ["agreement_key", "number", "kpi_id", "role", "content"]
        scope.session.execute(
            delete(OpenedRatingRow).where(
                OpenedRatingRow.agreement_key == key,
                OpenedRatingRow.number == number,
                OpenedRatingRow.kpi_id == kpi_id,
            )
        )
        with for_everybody(scope.session):
            scope.session.execute(insert(OpenedRatingRow).from_select(names, own))


def _values(scope: Scope, stored: Stored, number: int) -> dict[str, object]:
    return {**scope.of(stored), "review": number}


def _from_row(row: ReviewRow, entries: tuple[Entry, ...]) -> Review:
    frame = snapshot.load(Frame, row.content)
    return Review(
        talks=ReviewInTalks(
            number=row.number, frame=frame, entries=entries, revision=row.revision
        ),
        approvals=snapshot.load(Approvals, row.approvals),
        confirmed=snapshot.load(Record, row.record) if row.record else None,
        revision=row.revision,
    )
