"""The agreements that wait for a step of one organisation, the longest wait first."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select, true

from kpikit.domain.agreement import State
from kpikit.domain.party import DECIDING
from kpikit.domain.waiting import Step
from kpikit.storage.agreement_list import AgreementLine, line_from
from kpikit.storage.scope import Scope
from kpikit.storage.tables import AcceptanceRow, AgreementRow, PartyRow, SignatureRow


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """An agreement, and the step that it waits for."""

    step: Step
    agreement: AgreementLine


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage:
    """One page of what waits, and how much waits on all pages together."""

    lines: tuple[WaitingLine, ...]
    total: int


def waiting(
    scope: Scope, steps: Collection[Step], *, limit: int, offset: int = 0
) -> WaitingPage:
    """Return the agreements that wait for one of these steps, in one query."""
    step = _step(scope)
    wanted = select(
        AgreementRow.key, AgreementRow.turn_since, step.label("step")
    ).where(scope.takes_part(AgreementRow.key), step.in_(sorted(steps)))
    count = (
        select(func.count().label("total")).select_from(wanted.subquery()).subquery()
    )
    keys = (
        wanted.order_by(AgreementRow.turn_since, AgreementRow.key)
        .limit(limit)
        .offset(offset)
        .subquery()
    )
    rows = scope.session.execute(
        select(count.c.total, keys.c.step, AgreementRow, PartyRow)
        .select_from(count)
        .outerjoin(keys, true())
        .outerjoin(AgreementRow, AgreementRow.key == keys.c.key)
        .outerjoin(PartyRow, PartyRow.agreement_key == AgreementRow.key)
        .order_by(keys.c.turn_since, keys.c.key, PartyRow.place)
        .execution_options(populate_existing=True)
    ).all()
    found: dict[int, tuple[str, AgreementRow, list[PartyRow]]] = {}
    for _, code, row, party in rows:
        if row is not None:
            found.setdefault(row.key, (code, row, []))[2].append(party)
    lines = tuple(
        WaitingLine(step=Step(code), agreement=line_from(row, parties))
        for code, row, parties in found.values()
    )
    return WaitingPage(lines=lines, total=rows[0][0])


def _step(scope: Scope) -> ColumnElement[str]:
    """Return the step that an agreement waits for from this organisation, or null."""
    own = scope.organisation.role
    accepted = select(func.count()).where(
        AcceptanceRow.agreement_key == AgreementRow.key
    )
    ours = accepted.where(AcceptanceRow.role == own).scalar_subquery()
    all_of_them = accepted.scalar_subquery()
    signed = select(func.count()).where(
        SignatureRow.agreement_key == AgreementRow.key, SignatureRow.role == own
    )
    settling = AgreementRow.state == State.SETTLING
    draft = AgreementRow.state == State.DRAFT
    return case(
        (draft & (AgreementRow.turn == own), Step.CONTINUE.value),
        (settling & (ours == 0), Step.ACCEPT.value),
        (
            settling & (all_of_them == len(DECIDING)) & (signed.scalar_subquery() == 0),
            Step.SIGN.value,
        ),
        else_=None,
    )
