"""Write in a review, rate a narrative KPI, and confirm what was looked back on."""

from dataclasses import replace

from kpikit.actions.desk import Actor, Change, Desk, changing
from kpikit.actions.history_line import line_of
from kpikit.actions.opening import Opened, assemble
from kpikit.actions.results import accepted, day_of
from kpikit.actions.reviews import assemble_review
from kpikit.domain.access import Permission
from kpikit.domain.kpi import KpiId, NarrativeKpi
from kpikit.domain.review import checks, confirming
from kpikit.domain.review.confirming import Review
from kpikit.domain.review.rating import Rating, all_rated, raters
from kpikit.domain.review.review import Entry, Frame, ReviewInTalks
from kpikit.domain.settling import Approval
from kpikit.problems import NotFoundHere, Outdated, Problem, Refused
from kpikit.storage import reviews
from kpikit.storage.review_tables import MOST_REVIEWS
from kpikit.text import Text


def start_review(
    desk: Desk, actor: Actor, agreement_id: str, wanted: int | None = None
) -> int:
    """Start the next review and return its number.

    When the review that was ``wanted`` was started in the meantime, that is the one.

    Raises:
        Refused: the last one is still open, or there are too many.
    """
    with changing(desk, actor, agreement_id, Permission.REVIEW) as change:
        known = reviews.of_agreement(change.scope, change.stored)
        if known and known[-1].confirmed is None:
            if known[-1].number == wanted:
                return known[-1].number
            raise Refused([Problem("open", "", _STILL_OPEN)])
        number = known[-1].number + 1 if known else 1
        if number > MOST_REVIEWS:
            raise Refused([Problem("many", "", _TOO_MANY)])
        review = Review(talks=ReviewInTalks(number=number))
        reviews.save(change.scope, change.stored, review)
        change.log("review-started", f"{number}")
    return number


def change_review_frame(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    number: int,
    frame: Frame,
    revision: int,
) -> None:
    """Keep when the review was, with whom and when the next one is.

    Raises:
        Refused: a date cannot be right.
        Confirmed: both parties confirmed the review.
        Outdated: somebody changed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.REVIEW) as change:
        before = _open_one(change, number, revision)
        began = change.stored.agreement.first_year
        if found := checks.frame_problems(frame, day_of(change.at), began):
            raise Refused(found)
        talks = replace(before.talks, frame=frame)
        reviews.save(change.scope, change.stored, replace(before, talks=talks))
        _open_ratings(change, number, frame)
        lines = line_of(before.talks.frame), line_of(frame)
        change.log("review-frame", f"{number}", *lines)


def write_entry(
    desk: Desk, actor: Actor, agreement_id: str, number: int, entry: Entry
) -> None:
    """Keep what was written about a KPI; its revision is the opened one.

    Raises:
        NotFoundHere: the agreement has no such KPI.
        Refused: it cannot be right.
        Confirmed: both parties confirmed the review.
        Outdated: somebody wrote about it in the meantime.
    """
    with changing(desk, actor, agreement_id, Permission.REVIEW) as change:
        talks = _open_one(change, number).talks
        before = talks.entry(entry.kpi_id)
        opened = assemble(change.scope, change.stored, desk.library)
        _require_kpi(opened, entry.kpi_id)
        periods = {
            r.period.id
            for r in accepted(change.scope, change.stored)
            if r.kpi_id == entry.kpi_id
        }
        if found := checks.entry_problems(entry, periods, talks.frame.held_on):
            raise Refused(found)
        reviews.save_entry(change.scope, change.stored, number, entry)
        lines = line_of(before), line_of(entry)
        change.log("review-entry", f"{number} {entry.kpi_id}", *lines)


def rate(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    number: int,
    kpi_id: KpiId,
    rating: Rating,
) -> None:
    """Rate a narrative KPI for the own organisation; opened once all have rated.

    Raises:
        NotFoundHere: the agreement has no such narrative KPI.
        Refused: the ratings are opened already, or the level is none of the ladder.
        Confirmed: both parties confirmed the review.
        Outdated: a colleague rated in the meantime.
    """
    with changing(desk, actor, agreement_id, Permission.RATE) as change:
        review = _open_one(change, number)
        opened = assemble(change.scope, change.stored, desk.library)
        _require_ladder(opened, kpi_id, rating.level)
        where = change.scope, change.stored, number
        if kpi_id in reviews.opened_ratings(*where):
            raise Refused([Problem("opened", "level", _OPENED)])
        mine = replace(rating, role=actor.party)
        reviews.save_rating(*where, kpi_id, mine)
        _open_ratings(change, number, review.talks.frame)
        change.log("review-rated", f"{number} {kpi_id}")


def confirm_review(
    desk: Desk,
    actor: Actor,
    agreement_id: str,
    number: int,
    shown_hash: str,
) -> Review:
    """Confirm the review that was shown; the second party's word closes it.

    Raises:
        Refused: something is missing, or this party confirmed already.
        Confirmed: both parties confirmed already.
        ContentChanged: the record is not what was shown.
        Outdated: somebody confirmed or changed it at the same moment.
    """
    with changing(desk, actor, agreement_id, Permission.CONFIRM_REVIEW) as change:
        _open_one(change, number)
        opened = assemble(change.scope, change.stored, desk.library)
        today = day_of(change.at)
        found = assemble_review(
            desk, change.scope, change.stored, opened, number, today
        )
        if lacking := checks.missing(found.record):
            raise Refused(lacking)
        approval = Approval(
            role=actor.party,
            by=actor.user_id,
            name=actor.name,
            at=change.at,
            content_hash=shown_hash,
        )
        after = confirming.confirm(
            found.review, found.record, found.content_hash, approval
        )
        saved = reviews.save(change.scope, change.stored, after)
        done = "review-closed" if saved.confirmed else "review-confirmed"
        change.log(done, f"{number}", "", shown_hash)
    return saved


def remove_review(
    desk: Desk, actor: Actor, agreement_id: str, number: int, revision: int
) -> None:
    """Remove the last review, with all that was written in it; not a confirmed one.

    Raises:
        Confirmed: both parties confirmed the review.
        Outdated: somebody changed it after it was opened.
    """
    with changing(desk, actor, agreement_id, Permission.REVIEW) as change:
        review = _open_one(change, number, revision)
        reviews.remove(change.scope, change.stored, review)
        change.log("review-removed", f"{number}")


def _open_one(change: Change, number: int, revision: int | None = None) -> Review:
    every = reviews.of_agreement(change.scope, change.stored)
    found = next((r for r in every if r.number == number), None)
    if found is None:
        raise NotFoundHere
    confirming.require_open(found)
    if revision not in (None, found.revision):
        raise Outdated(revision or 0, found.revision)
    return found


def _open_ratings(change: Change, number: int, frame: Frame) -> None:
    """Open the ratings of each KPI that everybody rated."""
    expected = raters(change.stored.agreement, frame)
    given = reviews.given_ratings(change.scope, change.stored, number).rated
    complete = [k for k, roles in given.items() if all_rated(expected, roles)]
    opened = reviews.opened_ratings(change.scope, change.stored, number)
    fresh = [k for k in complete if k not in opened]
    reviews.open_ratings(change.scope, change.stored, number, fresh)


def _require_kpi(opened: Opened, kpi_id: KpiId) -> None:
    if kpi_id not in {k.id for k in opened.dossier.kpis}:
        raise NotFoundHere


def _require_ladder(opened: Opened, kpi_id: KpiId, level: int | None) -> None:
    kpi = next((k for k in opened.dossier.kpis if k.id == kpi_id), None)
    if not isinstance(kpi, NarrativeKpi):
        raise NotFoundHere
    if level is not None and not 0 <= level < len(kpi.ladder):
        raise Refused([Problem("level", "level", _NO_LEVEL)])


_STILL_OPEN = Text(
    nl="De vorige terugblik is nog niet door beide partijen vastgelegd.",
    en="The last review is not confirmed by both parties yet.",
)
_TOO_MANY = Text(nl="Er zijn te veel terugblikken.", en="There are too many reviews.")
_OPENED = Text(
    nl="De oordelen zijn al geopend. Daarna verandert niemand het zijne nog.",
    en="The ratings are opened already. After that nobody changes theirs.",
)
_NO_LEVEL = Text(nl="Kies een trede van de ladder.", en="Choose a level of the ladder.")
