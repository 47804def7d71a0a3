"""Results and reviews of all signed agreements of an organisation, in three queries."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import bindparam, func, select

from kpikit import snapshot
from kpikit.domain.agreement import Dossier, State
from kpikit.domain.result.rounds import ResultRound
from kpikit.domain.review.review import Frame
from kpikit.storage.scope import Scope, is_own
from kpikit.storage.tables import AgreementRow, ResultRoundRow, ReviewRow, VersionRow

_LATEST = (
    select(VersionRow.agreement_key, func.max(VersionRow.number).label("number"))
    .where(is_own(VersionRow.agreement_key))
    .group_by(VersionRow.agreement_key)
    .subquery()
)
_PAGE = (
    select(
        AgreementRow.key,
        VersionRow.content,
        func.count().over().label("total"),
    )
    .join(_LATEST, _LATEST.c.agreement_key == AgreementRow.key)
    .join(
        VersionRow,
        (VersionRow.agreement_key == AgreementRow.key)
        & (VersionRow.number == _LATEST.c.number),
    )
    .where(is_own(AgreementRow.key), AgreementRow.state == State.SIGNED.value)
    .order_by(AgreementRow.key.desc())
    .limit(bindparam("most"))
)
_ROUNDS = (
    select(
        ResultRoundRow.agreement_key, ResultRoundRow.content, ResultRoundRow.revision
    )
    .where(is_own(ResultRoundRow.agreement_key))
    .order_by(ResultRoundRow.agreement_key)
)
_REVIEWS = (
    select(
        ReviewRow.agreement_key,
        ReviewRow.number,
        ReviewRow.content,
        ReviewRow.confirmed_at,
    )
    .where(is_own(ReviewRow.agreement_key))
    .order_by(ReviewRow.agreement_key, ReviewRow.number)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """How far one review is, and when the next one is."""

    number: int
    confirmed: bool
    next_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedLine:
    """A signed agreement with its rounds and reviews."""

    dossier: Dossier
    rounds: tuple[ResultRound, ...]
    reviews: tuple[ReviewLine, ...]


def signed(scope: Scope, *, most: int) -> tuple[tuple[SignedLine, ...], int]:
    """Return the newest signed agreements of the organisation, and how many there are.

    The rounds are in full: what one party may see of them is for the caller to say.
    """
    rows = scope.session.execute(_PAGE, {"most": most, **scope.own}).all()
    rounds: dict[int, list[ResultRound]] = defaultdict(list)
    for key, content, revision in scope.session.execute(_ROUNDS, scope.own):
        found = snapshot.load(ResultRound, content)
        rounds[key].append(replace(found, revision=revision))
    reviews: dict[int, list[ReviewLine]] = defaultdict(list)
    for key, number, content, at in scope.session.execute(_REVIEWS, scope.own):
        frame = snapshot.load(Frame, content)
        reviews[key].append(
            ReviewLine(number=number, confirmed=at is not None, next_on=frame.next_on)
        )
    lines = tuple(
        SignedLine(
            dossier=snapshot.from_canonical(content),
            rounds=tuple(rounds[key]),
            reviews=tuple(reviews[key]),
        )
        for key, content, _ in rows
    )
    return lines, rows[0].total if rows else 0
