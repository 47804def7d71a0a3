"""Results of an agreement: the own drafts, and the rounds that both parties read."""

from dataclasses import replace

from sqlalchemy import select

from kpikit import snapshot
from kpikit.domain.result.result import Result
from kpikit.domain.result.rounds import ResultRound
from kpikit.problems import NotFoundHere
from kpikit.storage import revisions
from kpikit.storage.scope import Scope, Stored, in_scope
from kpikit.storage.tables import ResultDraftRow, ResultRoundRow

_DRAFTS = (
    select(ResultDraftRow.content, ResultDraftRow.revision)
    .where(in_scope(ResultDraftRow.agreement_key))
    .order_by(ResultDraftRow.kpi_id, ResultDraftRow.period)
)
_ROUNDS = (
    select(ResultRoundRow.content, ResultRoundRow.revision)
    .where(in_scope(ResultRoundRow.agreement_key))
    .order_by(ResultRoundRow.period, ResultRoundRow.role)
)


def own_drafts(scope: Scope, stored: Stored) -> tuple[Result, ...]:
    """Return the drafts of the own party, by KPI and period; never those of another.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    mine = _DRAFTS.where(ResultDraftRow.role == scope.organisation.role.value)
    return tuple(
        replace(snapshot.load(Result, content), revision=revision)
        for content, revision in scope.session.execute(mine, scope.of(stored))
    )


def save_draft(
    scope: Scope, stored: Stored, result: Result, expected_revision: int
) -> Result:
    """Keep a draft of the own party, 0 for a new one; return its new revision.

    Raises:
        Outdated: a colleague made or changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    values = {"content": snapshot.dump(replace(result, revision=0))}
    revision = revisions.save(
        scope, stored, ResultDraftRow, _draft_key(scope, result), values,
        expected_revision,
    )  # fmt: skip
    return replace(result, revision=revision)


def remove_draft(
    scope: Scope, stored: Stored, result: Result, expected_revision: int
) -> None:
    """Throw a draft of the own party away.

    Raises:
        Outdated: a colleague changed or removed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    own_key = _draft_key(scope, result)
    revisions.remove(scope, stored, ResultDraftRow, own_key, expected_revision)


def rounds(scope: Scope, stored: Stored) -> tuple[ResultRound, ...]:
    """Return the rounds of both parties, by period.

    What was submitted stands in them in full: the rule on small numbers is kept by
    whoever shows them to the other party.

    Raises:
        NotFoundHere: the organisation takes no part in the agreement.
    """
    found = scope.session.execute(_ROUNDS, scope.of(stored))
    every = (
        replace(snapshot.load(ResultRound, content), revision=revision)
        for content, revision in found
    )
    return tuple(sorted(every, key=lambda r: (r.period.sort_key, r.entered_by)))


def save_round(
    scope: Scope, stored: Stored, result_round: ResultRound, expected_revision: int
) -> ResultRound:
    """Keep a round, 0 for a new one; return it with its new revision.

    Raises:
        Outdated: somebody else made or changed it.
        NotFoundHere: the organisation takes no part in the agreement.
    """
    values = {
        "state": result_round.state.value,
        "content": snapshot.dump(replace(result_round, revision=0)),
    }
    own_key = {
        "role": result_round.entered_by.value,
        "period": result_round.period.id,
    }
    revision = revisions.save(
        scope, stored, ResultRoundRow, own_key, values, expected_revision
    )
    return replace(result_round, revision=revision)


def _draft_key(scope: Scope, result: Result) -> dict[str, str]:
    if scope.organisation.role.value not in ("provider", "insurer"):
        raise NotFoundHere
    return {
        "role": scope.organisation.role.value,
        "kpi_id": result.kpi_id,
        "period": result.period.id,
    }
