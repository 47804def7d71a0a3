"""The selection of an agreement: limit, overrules, candidates and stances."""

from dataclasses import replace

from sqlalchemy import and_, delete, func, insert, select

from kpikit import snapshot
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.domain.selection import Candidate, Overrule, Position, Selection, Stance
from kpikit.problems import NotFoundHere, Outdated
from kpikit.storage import revisions
from kpikit.storage.revisions import table_of
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import CandidateRow, RemarkRow, SelectionRow, StanceRow

_CANDIDATES = table_of(CandidateRow)
_REMARKS = (
    select(func.count())
    .where(
        RemarkRow.agreement_key == CandidateRow.agreement_key,
        RemarkRow.kpi_id == CandidateRow.kpi_id,
    )
    .scalar_subquery()
)
_OF_AGREEMENT = (
    select(SelectionRow, CandidateRow, StanceRow, _REMARKS)
    .outerjoin(CandidateRow, CandidateRow.agreement_key == SelectionRow.agreement_key)
    .outerjoin(
        StanceRow,
        and_(
            StanceRow.agreement_key == CandidateRow.agreement_key,
            StanceRow.kpi_id == CandidateRow.kpi_id,
        ),
    )
    .where(in_scope(SelectionRow.agreement_key))
    .order_by(CandidateRow.key)
    .execution_options(populate_existing=True)
)


def get(scope: Scope, stored: Stored) -> Selection:
    """Return the selection, in one query.

    Candidates stand in the order in which they came; of each the provider's stance
    stands first. The revision is about limit and overrules.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    rows = scope.session.execute(_OF_AGREEMENT, scope.of(stored)).all()
    if not rows:
        raise NotFoundHere
    row = rows[0][0]
    candidates: dict[str, Candidate] = {}
    for _, candidate, stance, remarks in rows:
        if candidate is not None:
            fresh = _candidate(candidate, remarks)
            before = candidates.get(candidate.kpi_id, fresh)
            candidates[candidate.kpi_id] = _with(before, stance)
    return Selection(
        limit=row.slots,
        candidates=tuple(candidates.values()),
        overrules=snapshot.load(tuple[Overrule, ...], row.overrules),
        revision=row.revision,
    )


def save(
    scope: Scope,
    stored: Stored,
    before: Selection,
    after: Selection,
    expected_revision: int | None = None,
) -> None:
    """Write what differs between the selection as it was read and as it should be.

    A stance is held against its own revision, limit and overrules against that of
    the selection, so that two people who change different things never collide.

    Raises:
        Outdated: somebody changed the same thing after it was read.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    scope.key(stored)
    if expected_revision is not None and expected_revision != before.revision:
        raise Outdated(expected_revision, before.revision)
    if (before.limit, before.overrules) != (after.limit, after.overrules):
        values = {
            "slots": after.limit,
            "overrules": snapshot.dump(after.overrules),
        }
        revisions.save(scope, stored, SelectionRow, {}, values, before.revision)
    _remove(scope, stored, before, after)
    for candidate in after.candidates:
        old = before.candidate(candidate.kpi_id)
        if old is None:
            _add(scope, stored, candidate)
        for stance in candidate.stances:
            _save_stance(scope, stored, candidate, old, stance)


def _remove(scope: Scope, stored: Stored, before: Selection, after: Selection) -> None:
    gone = [c.kpi_id for c in before.candidates if after.candidate(c.kpi_id) is None]
    if gone:
        scope.session.execute(
            delete(_CANDIDATES).where(
                scope.only(_CANDIDATES.c.agreement_key, stored),
                _CANDIDATES.c.kpi_id.in_(gone),
            )
        )


def _add(scope: Scope, stored: Stored, candidate: Candidate) -> None:
    scope.session.execute(
        insert(_CANDIDATES).values(
            agreement_key=scope.key(stored),
            kpi_id=candidate.kpi_id,
            proposed_by=candidate.proposed_by,
        )
    )


def _save_stance(
    scope: Scope,
    stored: Stored,
    candidate: Candidate,
    old: Candidate | None,
    stance: Stance,
) -> None:
    was = old.stance_of(stance.role) if old else None
    if was == stance:
        return
    revisions.save(
        scope,
        stored,
        StanceRow,
        {"kpi_id": candidate.kpi_id, "role": stance.role},
        {"position": stance.position, "taken_by": stance.by, "at": stance.at},
        was.revision if was else 0,
    )


def _candidate(row: CandidateRow, remarks: int) -> Candidate:
    return Candidate(
        kpi_id=KpiId(row.kpi_id),
        proposed_by=PartyRole(row.proposed_by),
        remarks=remarks,
    )


def _with(candidate: Candidate, row: StanceRow | None) -> Candidate:
    if row is None:
        return candidate
    stance = Stance(
        role=PartyRole(row.role),
        position=Position(row.position),
        by=row.taken_by,
        at=row.at,
        revision=row.revision,
    )
    stances = sorted((*candidate.stances, stance), key=lambda s: DECIDING.index(s.role))
    return replace(candidate, stances=tuple(stances))
